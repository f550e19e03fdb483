"""Nothing is made again that follows from the same; whatever it follows from that has changed makes it anew."""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest
from conftest import AUTUMN, PEOPLE, write_roster
from test_group_packets import GROUP_DAY, with_groups
from test_group_packets import PEOPLE as IN_A_GROUP

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.model import PlanRow
from pipeline.packets import Before, Bench, make_packet
from pipeline.word.filling import Filler
from pipeline.workspace import make_workspace, read_workspace, shipped_forms


@pytest.fixture
def made(tmp_path):
    """A round of Herlev's with forms of its own, and its packets out."""
    path = make_workspace(tmp_path / "round", "herlev", 2026, "forms")
    path.write_text(path.read_text().replace("# roster =", "roster ="))
    ignored = shutil.ignore_patterns("build", "pictures", "*.py")
    shutil.copytree(shipped_forms(), path.parent / "forms", ignore=ignored)
    write_roster(path.parent / "medarbejdere.xlsx")
    workspace = read_workspace(path.parent)
    write(workspace)
    return workspace


@pytest.fixture
def filled(monkeypatch):
    """Which forms are filled from now on, by id."""
    found = []
    render = Filler.render

    def noted(filler, context, coming=0):
        found.append(context["form"]["id"])
        return render(filler, context, coming)

    monkeypatch.setattr(Filler, "render", noted)
    return found


def write(workspace, today=AUTUMN):
    with open_round(workspace, today) as round_:
        written = write_round(round_, plan_round(round_, None), lambda items, _: items)
        assert {form.form_id: form for form in written.issued} == {
            form.form_id: form for form in round_.store.all_issued(2026)
        }
        return written


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert re.search(old, text)
    path.write_text(re.sub(old, new, text, count=1), "utf-8")


def test_a_second_run_fills_nothing_on_whatever_day(made, filled):
    assert write(made).files_written == 0
    assert write(made, date(2026, 12, 1)).files_written == 0
    assert filled == []


def test_another_process_with_nothing_new_opens_no_template(made, monkeypatch):
    monkeypatch.setattr("pipeline.catalog.reading._KNOWN", {})
    monkeypatch.delattr("pipeline.catalog.reading.compile_template")
    assert write(made).files_written == 0


def test_a_file_that_is_gone_is_made_again_and_no_other(made, filled):
    gone = next(made.packets.rglob("Referat*.docx"))
    content = gone.read_bytes()
    gone.unlink()
    assert write(made).files_written == 1
    assert gone.read_bytes() == content
    assert len(filled) == 1 and filled[0] in gone.name


def test_a_new_title_makes_that_persons_forms_anew_and_nobody_elses(made, filled):
    people = [{**row, "Stilling": "Souschef"} if row["Navn"] == "Bo Lind" else row for row in PEOPLE]
    write_roster(made.roster, people)
    written = write(made)
    bos = {form.form_id for form in written.issued if form.person == "0042"}
    assert set(filled) == bos
    assert written.files_written > 0


def test_a_new_leaders_name_makes_the_forms_anew(made, filled):
    people = [{**row, "Navn": "Anna Holm Friis"} if row["Navn"] == "Anna Holm" else row for row in PEOPLE]
    write_roster(made.roster, people)
    assert len(filled) == 0
    assert write(made).files_written > 0
    assert filled


def test_a_new_rule_makes_the_forms_anew(made, filled):
    edit(made.forms / "municipalities" / "herlev.toml", r"(?m)^name = \"Herlev", 'name = "Nye Herlev')
    assert write(made).files_written > 0
    assert filled


def test_another_program_makes_all_forms_again_and_writes_none_that_is_the_same(made, filled, monkeypatch):
    monkeypatch.setattr("pipeline.commands.inputs.program", lambda: "another")
    assert write(made).files_written == 0
    assert filled
    filled.clear()
    assert write(made).files_written == 0
    assert filled == []


def test_a_form_somebody_has_typed_in_is_left_as_it_is(made, filled):
    typed = next(made.packets.rglob("Referat*.docx"))
    typed.write_bytes(typed.read_bytes() + b" ")
    written = write(made)
    assert (written.files_written, filled) == (0, [])
    assert "packet-file-changed" in [problem.code for problem in written.problems]


def test_a_skeleton_that_is_gone_is_drawn_again(made, filled):
    with open_round(made, AUTUMN) as round_:
        form_id = round_.store.all_issued(2026)[0].form_id
        database = round_.store._engine.plain.raw_connection()
        database.cursor().execute("delete from skeletons where form_id = ?", (form_id,))
        database.commit()
    write(made)
    assert filled == [form_id]
    with open_round(made, AUTUMN) as round_:
        assert round_.store.skeletons(form_id)


def test_people_in_other_rows_fill_nothing(made, filled):
    write_roster(made.roster, PEOPLE[::-1])
    assert write(made).files_written == 0
    assert filled == []


LEADER, STAFF = "Anna Holm", "Bo Lind"
CHANGES = {
    "a name": (STAFF, {"Navn": "Bo Lind Bæk"}),
    "a title": (STAFF, {"Stilling": "Souschef"}),
    "a unit": (STAFF, {"Enhed": "Solstrålen"}),
    "the unit above": (STAFF, {"Overordnet enhed": "Dagtilbud"}),
    "an address": (STAFF, {"E-mail": "bo@example.dk"}),
    "an agreement": (STAFF, {"Overenskomst": "BUPL"}),
    "another day": (STAFF, {"Samtaledato": date(2026, 12, 2)}),
    "no day": (STAFF, {"Samtaledato": None}),
    "a protected name": (STAFF, {"Navne- og adressebeskyttelse": "ja"}),
    "a delegate": (STAFF, {"Delegeret til": "0043", "Delegation": "Aftalt den 1. september"}),
    "another leader": (STAFF, {"Leder": "0043"}),
    "the leader's title": (LEADER, {"Stilling": "Centerchef"}),
    "the leader's address": (LEADER, {"E-mail": "anna@example.dk"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_forms_are_those_of_a_run_from_scratch(made, filled, change, tmp_path):
    name, now = CHANGES[change]
    write_roster(made.roster, [row | now if row["Navn"] == name else row for row in PEOPLE])
    records = recorded(write(made))
    assert filled
    scratch = from_scratch(made, tmp_path / "scratch")
    assert records == recorded(write(scratch))
    assert forms_in(made) == forms_in(scratch)


GROUP = ("G1", "Aftenvagten", "GRUS", "1001", GROUP_DAY, "TR", date(2026, 9, 1))
GROUP_CHANGES = {
    "another name": (("G1", "Natvagten", *GROUP[2:]), {}),
    "another leader": ((*GROUP[:3], "1002", *GROUP[4:]), {}),
    "another day": ((*GROUP[:4], date(2026, 11, 16), *GROUP[5:]), {}),
    "a participant's name": (GROUP, {"0051": "Kaj Lund Friis"}),
}


@pytest.mark.parametrize("change", GROUP_CHANGES)
def test_a_groups_forms_too_are_those_of_a_run_from_scratch(workspace, filled, change, tmp_path):
    made = with_groups(workspace("syddjurs", IN_A_GROUP), GROUP)
    write(made)
    filled.clear()
    group, names = GROUP_CHANGES[change]
    people = [row | {"Navn": names.get(row["Tjenestenummer"], row["Navn"])} for row in IN_A_GROUP]
    write_roster(made.roster, people)
    records = recorded(write(with_groups(made, group)))
    assert filled
    scratch = from_scratch(made, tmp_path / "scratch")
    assert records == recorded(write(scratch))
    assert forms_in(made) == forms_in(scratch)


def test_a_plan_that_came_back_makes_the_forms_anew_that_tell_of_it(made, filled):
    """Last year's goals stand in this year's form."""
    with open_round(made, AUTUMN) as round_:
        planned = plan_round(round_, None)
        packet = next(each for each in planned.plan.packets if each.talk.person == "0042")
        goal = PlanRow("0042", "maal", "r1234", 2025, "", {"maal": "Lære at bage"})
        blank, known = (make_packet(packet, bench(round_, planned, {"0042": rows})) for rows in ((), (goal,)))
    differ = [a.issued.form for a, b in zip(blank, known, strict=True) if a.content != b.content]
    assert differ
    assert not {a.issued.follows_from for a in blank} & {b.issued.follows_from for b in known}


def bench(round_, planned, plan_rows):
    """All that forms are made with, where so much is known from the year before."""
    before = Before(plan_rows=plan_rows)
    return Bench(
        planned.roster, round_.catalog, round_.key, AUTUMN, before, round_.rules, round_.workspace.output
    )


def recorded(written):
    """The records, but for what tells of the run before."""
    return {form.form_id: replace(form, former_names=(), follows_from="") for form in written.issued}


def from_scratch(made, folder):
    """The same round with nothing issued yet."""
    shutil.copytree(made.folder, folder, ignore=shutil.ignore_patterns("output"))
    return read_workspace(folder)


def forms_in(workspace):
    return {
        str(path.relative_to(workspace.packets)): path.read_bytes()
        for path in workspace.packets.rglob("*.docx")
    }
