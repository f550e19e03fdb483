"""A second roster in the same round: what is told before anything is written, and what is written then."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import AUTUMN, PEOPLE, packed, person, write_roster

from pipeline.cli import main
from pipeline.commands import effects
from pipeline.commands.changing import change_row, told_changes
from pipeline.commands.compared import compare_with_last
from pipeline.commands.opening import open_round, take_roster
from pipeline.commands.outgoing import plan_people
from pipeline.model import Event
from pipeline.problems import Place
from pipeline.word import pen

ANNA, BO, AASE = PEOPLE
CARL = person("1002", "Carl Dam", Enhed="Regnbuen")
LATER = date(2026, 10, 5)
STAFF = (ANNA, BO, AASE, CARL)


def mus(made, *words, code=0, today=str(LATER)):
    """Runs the command in the workspace; gives what it printed on stdout and on stderr."""
    words = ["--workspace", str(made.folder), "--today", today, *map(str, words)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == code, (result.exit_code, result.output)
    return result.stdout, result.stderr


def next_month(made, *people):
    return write_roster(made.folder / "medarbejdere.xlsx", people)


def changes(made, **given):
    """The rows of `mus plan --changes --json`, without trying all the templates out first."""
    with open_round(made, LATER) as round_:
        compared = compare_with_last(round_, take_roster(round_, None)[0], Place(), **given)
        planned = replace(plan_people(round_, compared.roster), compared=compared)
        return [change_row(told) for told in told_changes(round_, planned)]


def issued(made):
    """The forms that have gone out, by subject, form and audience."""
    with open_round(made, LATER) as round_:
        return {(f.person or f.group, f.form, f.audience): f for f in round_.store.all_issued(2026)}


def minutes_of_bo(made):
    return made.output / issued(made)["0042", "referat", "both"].path


def files_in(made):
    return {
        path.relative_to(made.packets).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in made.packets.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def made(workspace):
    """Ikast-Brande with four people, and their packets written: five forms each for the three who have a leader."""
    made = workspace("ikast-brande", STAFF)
    with packed(made):
        pass
    return made


# --- told ---------------------------------------------------------------------------------------


def test_in_a_rounds_first_roster_nothing_is_told(workspace):
    made = workspace("ikast-brande", STAFF)
    assert "last roster" not in mus(made, "plan")[0]
    assert changes(made) == []
    assert "last roster" not in mus(made, "packets")[0]


def test_plan_tells_only_the_changes_one_object_a_line(made):
    next_month(made, ANNA, BO | {"Leder": "1002"}, AASE, CARL)
    out, _ = mus(made, "plan", "--changes", "--json")
    (told,) = [json.loads(line) for line in out.splitlines()]
    assert list(told) == [
        "change",
        "person",
        "group",
        "name",
        "was",
        "now",
        "forms_new",
        "forms_anew",
        "forms_kept",
        "forms_out",
        "obligations_new",
        "obligations_gone",
        "obligations_changed",
    ]
    assert [told] == changes(made)


def test_the_same_roster_again_has_no_changes(made):
    assert mus(made, "plan", "--changes")[0] == "Since the last roster (4 people): nothing has changed.\n"
    assert changes(made) == []


def test_a_joiner_is_told_with_the_forms_and_obligations_to_come(made):
    next_month(made, *STAFF, person("0050", "Ib Juhl", Enhed="Regnbuen"))
    (told,) = changes(made)
    assert (told["change"], told["person"], told["name"], told["now"]) == (
        "joiner",
        "0050",
        "Ib Juhl",
        "Regnbuen",
    )
    with packed(made) as (_, forms):
        assert told["forms_new"] == sum(form.person == "0050" for form in forms.values()) > 0
    assert told["obligations_new"] > 0
    assert (told["forms_anew"], told["forms_out"], told["obligations_gone"], told["obligations_changed"]) == (
        0,
        0,
        0,
        0,
    )


def test_a_new_leader_is_told_with_the_forms_made_anew_and_where_they_move(made):
    next_month(made, ANNA, BO | {"Leder": "1002"}, AASE, CARL)
    (told,) = changes(made)
    assert (told["change"], told["was"], told["now"]) == ("leader", "Anna Holm (1001)", "Carl Dam (1002)")
    with packed(made) as (_, forms):
        assert told["forms_anew"] == sum(form.person == "0042" for form in forms.values())
    assert told["obligations_changed"] > 0 and told["obligations_new"] == told["obligations_gone"] == 0


def test_the_terminal_tells_counts_and_then_a_line_for_each_change(made):
    next_month(made, ANNA, BO | {"Leder": "1002", "Enhed": "Solen"}, CARL, person("0050", "Ib Juhl"))
    out, _ = mus(made, "plan")
    lines = out.partition("Since the last roster")[2].splitlines()
    assert lines[0] == (
        " (4 people): 1 joined, 1 is on the list no more, 1 has another leader, 1 has another unit."
    )
    assert lines[1].startswith(
        "  leader        0042  Bo Lind: Anna Holm (1001) → Carl Dam (1002); 5 forms made anew"
    )
    assert "moved to Carl Dam (1002)" in lines[1]
    assert lines[2] == "  unit          0042  Bo Lind: Regnbuen → Solen"
    assert lines[3].startswith("  joiner        0050  Ib Juhl: – → Anna Holm (1001); ")
    assert lines[4].startswith(
        "  leaver        0043  Åse Ærø O'Neill: Regnbuen → –; 5 forms out and asked for no more"
    )
    assert lines[5].startswith("  In all: ")


def test_packets_tells_what_is_new_before_it_writes(made):
    next_month(made, *STAFF, person("0050", "Ib Juhl"))
    out, _ = mus(made, "packets")
    assert out.startswith("Since the last roster (4 people): 1 joined.\n")
    assert out.index("joiner") < out.index("files written")


def test_packets_with_json_tells_forms_and_nothing_else(made):
    next_month(made, *STAFF, person("0050", "Ib Juhl"))
    out, _ = mus(made, "packets", "--json")
    assert all("form_id" in json.loads(line) for line in out.splitlines())
    next_month(made, *STAFF)
    out, _ = mus(made, "plan", "--json")
    assert all("talk" in json.loads(line) for line in out.splitlines())


def test_telling_writes_nothing(made):
    before = files_in(made)
    next_month(made, ANNA, BO | {"Leder": "1002"}, CARL)
    first = changes(made)
    assert changes(made) == first
    assert files_in(made) == before
    with open_round(made, AUTUMN) as round_:
        assert list(round_.store.roster(2026).people) == ["1001", "0042", "0043", "1002"]


def test_once_the_packets_are_written_there_are_no_changes_any_more(made):
    next_month(made, ANNA, BO | {"Leder": "1002", "Navn": "Bo Holm"}, CARL, person("0050", "Ib Juhl"))
    assert len(changes(made)) == 4
    mus(made, "packets")
    assert changes(made) == []
    before = files_in(made)
    assert "nothing has changed" in mus(made, "packets")[0]
    assert files_in(made) == before


def test_a_leaders_new_name_is_told_with_the_forms_of_all_the_staff(made):
    next_month(made, ANNA | {"Navn": "Anna Holm Krog"}, BO, AASE, CARL)
    (told,) = changes(made)
    assert (told["change"], told["person"]) == ("name", "1001")
    with packed(made) as (_, forms):
        assert told["forms_anew"] == len(forms)


def test_a_leave_and_an_end_are_told(made):
    next_month(made, ANNA, BO | {"Fratrædelsesdato": date(2026, 10, 31)}, AASE | {"Status": "Orlov"}, CARL)
    assert [(told["change"], told["person"], told["now"]) for told in changes(made)] == [
        ("left", "0042", "fratræder 31-10-2026"),
        ("leave", "0043", "orlov"),
    ]


def test_what_is_owed_of_a_leaver_is_told_to_be_owed_no_longer(made):
    next_month(made, ANNA, AASE, CARL)
    (told,) = changes(made)
    assert (told["change"], told["forms_out"], told["forms_new"], told["forms_anew"]) == ("leaver", 5, 0, 0)
    assert told["obligations_gone"] > 0 and told["obligations_new"] == told["obligations_changed"] == 0


def test_a_form_that_came_back_is_not_out(made):
    path = minutes_of_bo(made)
    filled = pen.fill(path.read_bytes(), {"samtale_dato": date(2026, 9, 20)})
    (made.output / "inbox" / "Referat.docx").write_bytes(filled)
    mus(made, "returns")
    next_month(made, ANNA, AASE, CARL)
    (told,) = changes(made)
    assert told["forms_out"] == 4


def test_many_forms_are_not_made_only_to_be_counted(made, monkeypatch):
    monkeypatch.setattr(effects, "MOST", 1)
    next_month(made, ANNA | {"Navn": "Anna Holm Krog"}, BO, AASE, CARL)
    (told,) = changes(made)
    assert (told["forms_new"], told["forms_anew"], told["forms_kept"], told["forms_out"]) == (
        None,
        None,
        None,
        0,
    )
    assert "forms not counted, there are too many" in mus(made, "plan")[0]


# --- written ------------------------------------------------------------------------------------


def test_after_a_leader_change_only_the_forms_of_those_it_is_about_are_written(made):
    before = files_in(made)
    next_month(made, ANNA, BO | {"Leder": "1002"}, AASE, CARL)
    mus(made, "packets")
    after = files_in(made)
    mine = {name for name in before if "(0042)" in name}
    assert not mine & after.keys()
    assert {name for name in after if "(0042)" in name} == {
        name.replace("Anna Holm (1001)", "Carl Dam (1002)") for name in mine
    }
    others = {name for name in before if name.endswith(".docx")} - mine
    assert {name: after[name] for name in others} == {name: before[name] for name in others}


def test_a_joiner_gets_the_next_number_and_everybody_else_keeps_theirs(made):
    before = {key: form.form_id for key, form in issued(made).items()}
    next_month(made, person("0001", "Ada Ny"), *STAFF)
    with packed(made) as (_, forms):
        after = {key: form.form_id for key, form in forms.items()}
    assert {key: after[key] for key in before} == before
    last = max(id.split("-")[1] for id in before.values())
    assert {id.split("-")[1] for key, id in after.items() if key[0] == "0001"} == {f"{int(last) + 1:04}"}


def test_the_forms_of_a_leaver_stay_and_a_person_is_told_to_see_to_them(made):
    path = minutes_of_bo(made)
    path.write_bytes(path.read_bytes() + b"typed")
    before = files_in(made)
    next_month(made, ANNA, AASE, CARL)
    _, told = mus(made, "packets")
    assert "[leaver-has-forms]" in told and "5 formularer" in told
    assert {name: files_in(made)[name] for name in before if "(0042)" in name} == {
        name: before[name] for name in before if "(0042)" in name
    }
    assert "[leaver-has-forms]" in mus(made, "packets")[1], "until somebody has taken them away"
    for name in before:
        if "(0042)" in name:
            (made.packets / name).unlink()
    assert "[leaver-has-forms]" not in mus(made, "packets")[1]


def test_a_form_somebody_typed_in_is_told_to_be_kept_where_it_is(made):
    path = minutes_of_bo(made)
    path.write_bytes(path.read_bytes() + b"typed")
    next_month(made, ANNA, BO | {"Leder": "1002"}, AASE, CARL)
    (told,) = changes(made)
    assert (told["forms_anew"], told["forms_kept"]) == (4, 1)
    assert "1 form left as they are, typed in" in mus(made, "plan")[0]
    mus(made, "packets")
    assert path.read_bytes().endswith(b"typed")


def test_where_the_former_folder_is_the_new_one_in_other_letters_nothing_just_written_is_removed(made):
    """A link stands for a file system that takes both names for one."""
    (made.packets / "Anna Holm Krog (1001)").symlink_to(made.packets / "Anna Holm (1001)")
    before = files_in(made).keys()
    next_month(made, ANNA | {"Navn": "Anna Holm Krog"}, BO, AASE, CARL)
    mus(made, "packets")
    assert files_in(made).keys() == before


def test_who_marries_gets_forms_in_the_new_name_and_may_return_those_in_the_old(made):
    old = minutes_of_bo(made).read_bytes()
    next_month(made, ANNA, BO | {"Navn": "Bo Lind Krog"}, AASE, CARL)
    (told,) = changes(made)
    assert (told["change"], told["was"], told["now"], told["forms_anew"]) == (
        "name",
        "Bo Lind",
        "Bo Lind Krog",
        5,
    )
    with packed(made) as (_, forms):
        form = forms["0042", "referat", "both"]
        assert form.former_names == ("Bo Lind",) and "Bo Lind Krog" in form.path
    (made.output / "inbox" / "a.docx").write_bytes(pen.fill(old, {"samtale_dato": date(2026, 9, 20)}))
    assert mus(made, "returns", "--json")[0].count('"accepted"') == 1


# --- the same person under another number -------------------------------------------------------


def test_an_export_without_zeros_makes_nothing_anew(made):
    before = files_in(made)
    next_month(made, ANNA, BO | {"Tjenestenummer": "42"}, AASE | {"Tjenestenummer": "43"}, CARL)
    assert changes(made) == []
    out, _ = mus(made, "packets")
    assert "\n0 files written" in out
    assert files_in(made) == before


def test_who_gets_a_new_employee_number_keeps_the_rounds_forms(workspace):
    made = workspace("syddjurs", (ANNA, BO | {"E-mail": "bo@herlev.dk"}, AASE))
    with packed(made):
        pass
    before = files_in(made)
    next_month(made, ANNA, BO | {"E-mail": "bo@herlev.dk", "Tjenestenummer": "0077"}, AASE)
    (told,) = changes(made)
    assert (told["change"], told["person"], told["was"], told["now"]) == (
        "number",
        "0042",
        "0042",
        "0042, 0077",
    )
    assert (told["forms_new"], told["forms_anew"], told["forms_out"], told["obligations_new"]) == (0, 0, 0, 0)
    mus(made, "packets")
    assert files_in(made) == before
    assert changes(made) == []
    mus(made, "record", "0077", "held", "--on", "2026-10-01")
    with open_round(made, AUTUMN) as round_:
        assert [event.person for event in round_.store.events(2026)] == ["0042"]


def test_last_years_number_is_kept_where_only_its_zeros_are_gone(workspace):
    last_year = workspace("herlev", (ANNA, BO), year=2025)
    with packed(last_year, date(2025, 9, 14)):
        pass
    made = workspace("herlev", (ANNA, BO | {"Tjenestenummer": "42"}))
    config = made.folder / "mus.toml"
    config.write_text(config.read_text() + f'\nstore = "{last_year.store}"\n')
    (made.folder / "mus.key").write_bytes((last_year.folder / "mus.key").read_bytes())
    out, _ = mus(made, "plan", "--json")
    assert [json.loads(line)["person"] for line in out.splitlines()] == ["1001", "0042"]


# --- groups -------------------------------------------------------------------------------------

GROUPED = tuple(
    one | {"Samtaletype": "GRUS", "Gruppe": "G1", "Samtaledato": None}
    for one in (BO, AASE, person("0044", "Mia Krog", Enhed="Regnbuen"))
)


def with_group(made, people, **group):
    """The roster with a sheet of groups: G1, led by Anna."""
    path = next_month(made, *people)
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("Grupper")
    row = {
        "Gruppe": "G1",
        "Navn": "Regnbuen",
        "Type": "GRUS",
        "Leder": "1001",
        "Samtaledato": date(2026, 11, 3),
    }
    row |= {"Drøftet med": "MED", "Drøftet dato": date(2026, 9, 1)} | group
    page.append(list(row))
    page.append(list(row.values()))
    book.save(path)


@contextmanager
def in_a_group(workspace, slug="ishoej"):
    made = workspace(slug, (ANNA, CARL, *GROUPED))
    with_group(made, (ANNA, CARL, *GROUPED))
    with packed(made) as (_, forms):
        yield made, forms


def test_a_groups_new_day_is_told_at_the_group_with_the_forms_of_its_members(workspace):
    with in_a_group(workspace) as (made, forms):
        of_group = sum(form.group == "G1" for form in forms.values())
    with_group(made, (ANNA, CARL, *GROUPED), Samtaledato=date(2026, 11, 10))
    (told,) = changes(made)
    assert (told["change"], told["person"], told["group"], told["was"], told["now"]) == (
        "talk",
        "",
        "G1",
        "GRUS 03-11-2026",
        "GRUS 10-11-2026",
    )
    assert told["forms_anew"] == of_group


def test_who_leaves_a_group_for_a_talk_of_their_own_is_told_with_both(workspace):
    with in_a_group(workspace) as (made, forms):
        had = sum(form.person == "0044" for form in forms.values())
    alone = {"Samtaletype": "MUS", "Gruppe": ""}
    with_group(made, (ANNA, CARL, *GROUPED[:2], GROUPED[2] | alone))
    told = {one["change"]: one for one in changes(made)}
    assert set(told) == {"group", "talk"}
    assert (told["group"]["was"], told["group"]["now"]) == ("Regnbuen (G1)", "")
    assert told["group"]["forms_out"] == had and told["group"]["forms_new"] > 0
    with packed(made) as (_, after):
        assert told["group"]["forms_new"] == sum(key[0] == "0044" for key in after)


# --- the wrong file -----------------------------------------------------------------------------

MANY = (
    ANNA,
    *(person(f"{n:04}", f"Nr {n} Lind", Enhed="Regnbuen" if n < 113 else "Solen") for n in range(101, 121)),
)


@pytest.fixture
def many(workspace):
    made = workspace("syddjurs", MANY)
    with packed(made):
        pass
    return made


def test_a_roster_that_a_third_is_gone_from_is_not_used(many):
    before = files_in(many)
    next_month(many, *MANY[:11])
    _, told = mus(many, "packets", code=2)
    assert "[many-missing]" in told and "10 af 21" in told
    assert files_in(many) == before
    assert changes(many) != []
    with open_round(many, AUTUMN) as round_:
        assert len(round_.store.roster(2026).people) == 21


def test_nine_may_be_gone(many):
    next_month(many, *MANY[:12])
    mus(many, "packets")


def test_a_partial_roster_changes_those_on_it_and_nobody_else(many):
    before = files_in(many)
    next_month(many, *MANY[1:4], person("0200", "Ib Juhl", leader="0101"))
    assert [told["change"] for told in changes(many, partial=True)] == ["joiner"]
    mus(many, "packets", "--partial")
    after = files_in(many)
    kept = {name for name in before if name.endswith(".docx")}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    with open_round(many, AUTUMN) as round_:
        assert len(round_.store.roster(2026).people) == 22


def test_a_roster_that_is_right_is_used_anyway(many):
    next_month(many, *MANY[:8])
    mus(many, "packets", "--anyway")
    with open_round(many, AUTUMN) as round_:
        assert len(round_.store.roster(2026).people) == 8
    assert changes(many) == []


def test_numbers_that_were_sorted_away_from_their_names_are_not_used(many):
    names = [f"{name} {n}" for n, name in enumerate(("Ada", "Bea", "Cia", "Dea", "Eva") * 4)]
    sorted_ = [one | {"Navn": name} for one, name in zip(MANY[1:], names, strict=True)]
    next_month(many, ANNA, *sorted_)
    _, told = mus(many, "packets", code=2)
    assert "[names-moved]" in told


# --- a number that is somebody else's now --------------------------------------------------------

KIM = BO | {"Navn": "Kim Ny", "E-mail": "kim@x.dk"}


def take_in_minutes_of_bo(made):
    filled = pen.fill(minutes_of_bo(made).read_bytes(), {"samtale_dato": date(2026, 9, 20)})
    (made.output / "inbox" / "Referat.docx").write_bytes(filled)
    mus(made, "returns")


@pytest.mark.parametrize("beside", [(), (BO | {"Tjenestenummer": "0400"},)])
def test_what_came_back_from_one_person_never_becomes_anothers(made, beside):
    take_in_minutes_of_bo(made)
    before = files_in(made)
    next_month(made, ANNA, KIM, AASE, CARL, *beside)
    for words in (["packets"], ["packets", "--anyway"]):
        _, told = mus(made, *words, code=2)
        assert "[number-reused]" in told and "Medarbejdere!A3" in told
    assert "[number-reused]" in mus(made, "plan", code=1)[1]
    assert files_in(made) == before
    with open_round(made, LATER) as round_:
        assert round_.store.roster(2026).people["0042"].name == "Bo Lind"


def test_nor_does_what_was_recorded_of_somebody_who_left_the_list_before(made):
    mus(made, "record", "0042", "held", "--on", "2026-10-01")
    next_month(made, ANNA, AASE, CARL)
    mus(made, "packets")
    next_month(made, ANNA, KIM, AASE, CARL)
    assert "[number-reused]" in mus(made, "packets", "--anyway", code=2)[1]
    next_month(made, ANNA, KIM | {"Tjenestenummer": "0042N"}, AASE, CARL)
    mus(made, "packets")


def test_whoever_changes_all_of_the_name_says_so_with_the_old_one_in_brackets(made):
    take_in_minutes_of_bo(made)
    next_month(made, ANNA, KIM | {"Navn": "Kim Ny (Bo Lind)"}, AASE, CARL)
    assert [told["change"] for told in changes(made)] == ["name", "details"]
    mus(made, "packets")
    next_month(made, ANNA, KIM, AASE, CARL)
    mus(made, "packets")


def test_where_only_forms_are_out_the_number_is_handed_on_when_asked_for_and_the_old_forms_are_nobodys(made):
    old = minutes_of_bo(made).read_bytes()
    next_month(made, ANNA, KIM, AASE, CARL)
    assert "[number-has-forms-out]" in mus(made, "packets", code=2)[1]
    assert "[another-name]" in mus(made, "packets", "--anyway")[1]
    assert issued(made)["0042", "referat", "both"].former_names == ()
    mus(made, "packets")
    (made.output / "inbox" / "Bo.docx").write_bytes(pen.fill(old, {"samtale_dato": date(2026, 9, 20)}))
    assert '"accepted"' not in mus(made, "returns", "--json", code=1)[0]


def test_a_number_that_nothing_went_out_under_is_only_told_of(made):
    next_month(made, KIM | {"Tjenestenummer": "1001", "Leder": ""}, BO, AASE, CARL)
    assert "[another-name]" in mus(made, "packets")[1]


def test_last_years_goals_are_nobodys_but_whose_they_are(workspace):
    last_year = workspace("herlev", (ANNA, BO), year=2025)
    with packed(last_year, date(2025, 9, 14)) as (round_, _):
        round_.store.record_event(Event("held", "0042", "MUS", 2025, date(2025, 11, 1)))
    made = workspace("herlev", (ANNA, KIM))
    config = made.folder / "mus.toml"
    config.write_text(config.read_text() + f'\nstore = "{last_year.store}"\n')
    (made.folder / "mus.key").write_bytes((last_year.folder / "mus.key").read_bytes())
    assert "[number-reused]" in mus(made, "packets", "--anyway", code=2)[1]
    next_month(made, ANNA, BO | {"Navn": "Bo Holm"})
    mus(made, "packets")


def test_in_a_small_place_too_the_wrong_file_is_not_used(workspace):
    few = (ANNA, *(person(f"010{n}", f"Navn{n} Efter{n}") for n in range(8)))
    made = workspace("syddjurs", few)
    with packed(made):
        pass
    names = [one["Navn"] for one in few[1:]]
    slipped = [one | {"Navn": name} for one, name in zip(few[1:], names[1:] + names[:1], strict=True)]
    next_month(made, ANNA, *slipped)
    assert "[names-moved]" in mus(made, "packets", code=2)[1]
    next_month(
        made, *(one | {"Navn": f"Ny{n}", "Tjenestenummer": f"9{n}", "Leder": ""} for n, one in enumerate(few))
    )
    assert "[many-missing]" in mus(made, "packets", code=2)[1]
    next_month(made, ANNA, *few[1:5], *(person(f"020{n}", f"Ny{n}") for n in range(4)))
    assert "[many-missing]" not in mus(made, "plan")[1], "four of nine is not more than half"


def test_a_partial_roster_takes_leaders_from_the_last_as_they_are_written(many):
    mus(many, "packets")
    next_month(many, MANY[1] | {"Leder": "0777"}, MANY[2] | {"Leder": "0103"}, person("0200", "Ib Juhl"))
    out, told = mus(many, "plan", "--partial", code=1)
    assert told.count("[leader-unknown]") == 1 and "!C2" in told
    assert "Nr 102 Lind: Anna Holm (1001) → Nr 103 Lind (0103)" in out
    with open_round(many, LATER) as round_:
        roster = compare_with_last(round_, take_roster(round_, None)[0], Place(), partial=True).roster
    assert [roster.people[n].leader for n in ("0101", "0102", "0200")] == ["", "0103", "1001"]


def test_an_export_in_capitals_makes_nothing_anew(made):
    before = files_in(made)
    next_month(made, *({k: v.upper() if isinstance(v, str) else v for k, v in one.items()} for one in STAFF))
    assert changes(made) == []
    assert "\n0 files written" in mus(made, "packets")[0]
    assert files_in(made) == before


def test_who_stands_in_a_row_that_cannot_be_used_is_told_to_stay_as_before(made):
    next_month(made, ANNA, BO | {"Navn": ""}, AASE, CARL)
    _, told = mus(made, "packets", code=1)
    assert "[name-missing]" in told and "[kept-as-before]" in told
    with open_round(made, LATER) as round_:
        assert round_.store.roster(2026).people["0042"].name == "Bo Lind"


def test_a_file_typed_in_before_the_name_was_protected_is_told_of_without_the_name(made):
    path = minutes_of_bo(made)
    path.write_bytes(path.read_bytes() + b"typed")
    next_month(made, ANNA, BO | {"Navnebeskyttelse": "Ja"}, AASE, CARL)
    _, told = mus(made, "packets")
    (line,) = [line for line in told.splitlines() if "[protected-name-in-path]" in line]
    assert "Flyt den til »packets/Anna Holm (1001)/Medarbejder (0042)/" in line
    assert "Bo Lind" not in line.partition(".docx: ")[2]


def test_help_tells_what_partial_and_anyway_do():
    for command in ("plan", "packets"):
        shown = CliRunner().invoke(main, [command, "--help"]).output
        assert "--partial" in shown and "--anyway" in shown
        assert "at other numbers" in shown or "at each other's numbers" in " ".join(shown.split())
