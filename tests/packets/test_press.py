"""The press: thousands of forms in one run with nobody in anybody else's, and several processes as one."""

import re
import zipfile
from io import BytesIO
from urllib.parse import unquote

import pytest
from conftest import AUTUMN, person, write_roster
from openpyxl import load_workbook

from pipeline.commands import working
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.commands.press import Press, press_elsewhere
from pipeline.commands.working import InThisProcess, handed_out, open_executor
from pipeline.word import filling

CONTROL_ID = re.compile(r'<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:id w:val="(\d+)"')
BOOKMARK_ID = re.compile(r'<w:bookmarkStart w:id="(\d+)"')
SENTINEL = re.compile(r"Vagt\d{4}")


def staff(count):
    """A leader, and people with a name that nobody else has, by and by with more about them."""
    boss = person("1001", "Vagt9999 Holm", Leder="")
    return [boss, *(someone(n) for n in range(count))]


def someone(n):
    more = {"Stilling": f"Pædagog Vagt{n:04d}"} if n % 3 else {}
    more |= {"Samtaledato": AUTUMN.replace(month=10 + n % 3, day=1 + n % 28)} if n % 5 else {}
    return person(f"2{n:04d}", f"Vagt{n:04d} & <Prøvesen>", Enhed=f"Enhed {n // 25}", Leder="1001", **more)


def texts(content):
    with zipfile.ZipFile(BytesIO(content)) as package:
        return " ".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def test_among_thousands_of_forms_nobody_stands_in_anybody_elses(workspace):
    made = workspace(people=staff(350))
    count = 0
    with open_round(made, AUTUMN) as round_:
        planned = plan_round(round_, None)
        press = Press(round_, planned.roster, planned.plan, planned.history)
        work = press.work(jobs=1)
        packets = planned.plan.packets
        batches = [press.batch(packets[n : n + 100]) for n in range(0, len(packets), 100)]
        for _, pressed in handed_out(InThisProcess(), work, batches):
            for form in pressed.forms:
                own = {form.issued.person_name.split()[0], "Vagt9999"}
                assert own >= set(SENTINEL.findall(texts(form.content) + form.skeleton)), form.issued.path
                assert form.issued.person_name.split()[0] in form.skeleton
                count += 1
        fillers = [fitted.filler for fitted in round_.catalog.fits.values()]
    assert count > 2_000
    assert sum(filler._form is not None for filler in fillers) >= 5, "a folded template made most of them"


def test_a_folded_form_is_the_form_of_the_whole_template(workspace, monkeypatch):
    made = workspace(people=staff(8))
    contents = []
    for pays_after in (1, 10_000):
        monkeypatch.setattr(filling, "PAYS_AFTER", pays_after)
        monkeypatch.setattr("pipeline.catalog.reading._KNOWN", {})
        with open_round(made, AUTUMN) as round_:
            planned = plan_round(round_, None)
            press = Press(round_, planned.roster, planned.plan, planned.history)
            forms = [form for packet in planned.plan.packets for form in press.make(packet)]
        contents.append([(form.issued, form.content, form.skeleton) for form in forms])
    assert contents[0] == contents[1]
    assert len(contents[0]) > 40


@pytest.mark.parametrize("coming", [60, 5])
def test_a_template_is_folded_early_where_many_forms_are_coming(workspace, monkeypatch, coming):
    monkeypatch.setattr(filling, "PAYS_AFTER", 50)
    monkeypatch.setattr("pipeline.catalog.reading._KNOWN", {})
    with open_round(workspace(people=staff(coming)), AUTUMN) as round_:
        planned = plan_round(round_, None)
        press = Press(round_, planned.roster, planned.plan, planned.history)
        press.work(jobs=1)(press.batch(planned.plan.packets[: filling.BELIEVED_AFTER]))
        fillers = [each.filler for each in round_.catalog.fits.values() if each.filler._fills]
    assert fillers
    assert all((filler._form is not None) == (coming > 50) for filler in fillers)


def test_no_two_controls_of_a_form_have_one_number(workspace):
    with open_round(workspace(people=staff(3)), AUTUMN) as round_:
        planned = plan_round(round_, None)
        press = Press(round_, planned.roster, planned.plan, planned.history)
        contents = [form.content for packet in planned.plan.packets for form in press.make(packet)]
    for content in contents:
        controls, bookmarks = (re.findall(mark, texts(content)) for mark in (CONTROL_ID, BOOKMARK_ID))
        assert len(controls) == len(set(controls)) > 0
        assert len(bookmarks) == len(set(bookmarks))
    assert any("1000001" in texts(content) for content in contents), "a form with rows is among them"


@pytest.mark.parametrize("again", [False, True])
def test_several_processes_write_what_one_writes(workspace, monkeypatch, again):
    monkeypatch.setattr(working, "WORTH", 0)
    trees = []
    made = workspace(people=staff(30))
    for jobs in (1, 2):
        with open_round(made, AUTUMN) as round_:
            handed = []
            written = write_round(
                round_, plan_round(round_, None), lambda items, _: items, jobs, handed.append
            )
            records = round_.store.all_issued(2026)
            skeletons = [round_.store.skeletons(form.form_id) for form in records]
        assert written.forms == len(handed) == len(records) and not written.issued
        files = {path: path.read_bytes() for path in made.packets.rglob("*.docx")}
        trees.append((files, records, skeletons, sorted(handed, key=lambda form: form.form_id)))
        assert written.files_written in ((0,) if jobs == 2 and again else (len(files), len(files) + 1))
        if not again:
            for path in made.packets.rglob("*.*"):
                path.unlink()
    assert trees[0] == trees[1]


def test_another_process_needs_nothing_but_the_batch(workspace):
    made = workspace(people=staff(3))
    with open_round(made, AUTUMN) as round_:
        planned = plan_round(round_, None)
        press = Press(round_, planned.roster, planned.plan, planned.history)
        batch = press.batch(planned.plan.packets)
        assert set(batch.roster.people) == {"1001", "20000", "20001", "20002"}
        here = press.work(1)(batch)
        with open_executor(2) as executor:
            ((_, elsewhere),) = handed_out(executor, press_elsewhere, [batch], 2)
    assert elsewhere.forms == here.forms
    assert elsewhere.layouts == here.layouts


def test_a_form_that_stayed_with_its_former_leader_costs_no_overview_its_links(workspace):
    bosses = [person("1001", "Anna Holm", Leder=""), person("1002", "Bodil Krogh", Leder="1001")]
    staff = [person(f"200{n}", f"Person {n}", leader="1002" if n % 2 else "1001") for n in range(8)]
    made = workspace(people=[*bosses, *staff])

    def write():
        with open_round(made, AUTUMN) as round_:
            return write_round(round_, plan_round(round_, None), lambda items, _: items)

    write()
    before = links_of(made)
    typed = next(made.packets.rglob("Referat - Person 3*.docx"))
    typed.write_bytes(typed.read_bytes() + b" ")
    moved = [{**row, "Leder": "1001"} if row["Tjenestenummer"] == "2003" else row for row in staff]
    write_roster(made.roster, [*bosses, *moved])
    assert write().files_written > 0
    links = links_of(made)
    forms = len(before["Bodil Krogh (1002)"]) // 4
    assert len(links["Bodil Krogh (1002)"]) == 3 * forms
    assert len(links["Anna Holm (1001)"]) == len(before["Anna Holm (1001)"]) + forms - 1, (
        "one lies with the other"
    )
    assert sum("Person 0" in link for link in links["Anna Holm (1001)"]) > 1
    assert sum("Person 6" in link for link in links["Anna Holm (1001)"]) > 1
    assert sum("Person 5" in link for link in links["Bodil Krogh (1002)"]) > 1
    assert write().files_written == 0


def links_of(made):
    """By leader's folder, where the overview's links lead."""
    found = {}
    for path in made.packets.glob("*/*.xlsx"):
        page = load_workbook(path).active
        links = [cell.hyperlink for row in page.iter_rows() for cell in row if cell.hyperlink]
        found[path.parent.name] = {unquote(link.target or "") for link in links}
    return found
