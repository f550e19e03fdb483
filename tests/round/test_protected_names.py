"""Name protection: the name of somebody protected stands in no path, export, problem, mail subject or list for others.

Two made-up people whose names are found nowhere else, an employee and a leader, go through a whole round.
"""

from __future__ import annotations

import json
import zipfile
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import AUTUMN, person

from pipeline.cli import main
from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_people, write_round
from pipeline.model import Person, Roster
from pipeline.word import pen
from pipeline.word.layout import tags_of

MARKS = ("Xenofia", "Qvistborg", "Wulfhild", "Zachosen")
BO, ANNA = "Xenofia Qvistborg", "Wulfhild Zachosen"
NIGHT, LATER = date(2026, 11, 20), "2027-02-01"
HELD = date(2026, 11, 12)


def people(protected=True):
    """A chief, two leaders and their staff; a leader's and an employee's name are protected."""
    found = (
        Person("1000", "Chef Chefsen", unit="Direktionen"),
        Person("1001", ANNA, leader="1000", unit="Regnbuen", talk_kind="LUS", protected=protected),
        Person("1002", "Carl Dam", leader="1000", unit="Solen", talk_kind="LUS"),
        Person("0042", BO, leader="1002", unit="Solen", talk_on=HELD, protected=protected),
        Person("0043", "Åse Ærø", leader="1001", unit="Regnbuen", talk_on=date(2026, 11, 14)),
        Person("0044", "Ib Ry", leader="1001", unit="Regnbuen", delegate="0042"),
    )
    return Roster({person.number: person for person in found})


@pytest.fixture
def made(workspace):
    """A round of Herlev whose roster is what the store says."""
    made = workspace("herlev")
    (made.folder / "medarbejdere.xlsx").unlink()
    return made


def sent(made, roster, today=AUTUMN):
    """The forms of the round, written, and all that was said."""
    with open_round(made, today) as round_:
        return write_round(round_, plan_people(round_, roster), lambda items, _: items)


def back(made, written, name="{id}.docx", **fields):
    """Every referat filled and taken in, each in a file of that name, which may be both parties'."""
    for form in written.issued:
        if form.form == "referat":
            blank = (made.output / form.path).read_bytes()
            named = f"{form.person_name}, {people().people[form.leader].name}"
            answers = {"samtale_dato": HELD, "referent": "leder"} | fields
            answers |= {key: "Talt om" for key in tags_of(blank) if key.startswith("emne_")}
            content = pen.fill(blank, {k: v for k, v in answers.items() if v})
            (made.inbox / name.format(id=form.form_id, name=named)).write_bytes(content)
    with open_round(made, NIGHT) as round_:
        return take_in(round_, (), lambda items, _: items).judged


def told(made, *words):
    """What a command says long after the round, on both streams."""
    line = ["--workspace", str(made.folder), "--today", LATER, *words]
    result = CliRunner().invoke(main, line, catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return result.stdout + result.stderr


def _texts(path):
    """Every text of a workbook."""
    book = openpyxl.load_workbook(path)
    return [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value]


def marks_in(text):
    """The protected names in a text."""
    return [mark for mark in MARKS if mark in text]


def marked_paths(made):
    """Whatever under the output folder bears a protected name."""
    return [path.name for path in made.output.rglob("*") if marks_in(path.name)]


def test_no_path_bears_a_protected_name(made):
    written = sent(made, people())
    told(made, "nightly")
    assert marked_paths(made) == []
    assert not [form.path for form in written.issued if marks_in(form.path)]
    folders = {path.name for path in made.packets.iterdir()}
    assert folders == {"Chef Chefsen (1000)", "Leder (1001)", "Carl Dam (1002)"}
    assert (made.packets / "Carl Dam (1002)" / "Medarbejder (0042)").is_dir()
    assert (made.packets / "Chef Chefsen (1000)" / "Medarbejder (1001)").is_dir()
    forms = sorted((made.packets / "Carl Dam (1002)" / "Medarbejder (0042)").glob("Referat*"))
    assert [path.name.rpartition(" - ")[0] for path in forms] == ["Referat - Medarbejder 0042"]


def test_a_leader_and_an_employee_still_know_each_other(made):
    """The forms, and the leader's own list of staff, name them."""
    written = sent(made, people())
    form = next(form for form in written.issued if form.person == "0042" and form.form == "referat")
    assert form.person_name == BO


def test_no_problem_export_or_command_names_them(made):
    written = sent(made, people())
    assert not [p for p in written.problems if marks_in(json.dumps(p.as_json(), ensure_ascii=False))]
    back(made, written)
    for what in ("obligations", "forms", "talks", "plan-rows"):
        assert marks_in(told(made, "export", what)) == []
        assert marks_in(told(made, "export", what, "--format", "csv")) == []
    for command in (("nightly",), ("status", "--json"), ("status",), ("purge",), ("purge", "--json")):
        assert marks_in(told(made, *command)) == []


def test_what_med_and_other_leaders_are_shown_does_not_name_them(made):
    """HR's own workbook, and those of the two who know each other, may."""
    sent(made, people())
    told(made, "nightly")
    rooms = made.status, made.status / "ledere"
    shown = {path.name: marks_in(" ".join(_texts(path))) for room in rooms for path in room.glob("*.xlsx")}
    assert shown.pop("status.xlsx") == list(MARKS)
    assert shown == {
        "evaluering.xlsx": [],
        "Chef Chefsen (1000).xlsx": list(MARKS[2:]),
        "Leder (1001).xlsx": list(MARKS[2:]),
        "Carl Dam (1002).xlsx": list(MARKS[:2]),
    }


def test_no_mail_bears_a_protected_name_in_its_file_name_or_subject(made):
    sent(made, people())
    told(made, "nightly")
    drafts = sorted((made.status / "paamindelser").glob("*.eml"))
    assert {path.name for path in drafts} >= {"Leder (1001).eml", "Carl Dam (1002).eml"}
    for path in drafts:
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert marks_in(f"{path.name} {mail['Subject']}") == []


@pytest.mark.parametrize("name", ["{id}.docx", "{id} fra {name}.docx"])
def test_a_file_without_the_name_is_taken_in_and_one_with_it_is_kept_under_its_id(made, name):
    written = sent(made, people())
    judged = back(made, written, name)
    assert {each.outcome for each in judged} == {"accepted"}
    kept = [each.keep_at for each in judged]
    assert marks_in(" ".join(kept)) == [] and all(Path(place).suffix == ".docx" for place in kept)
    assert marked_paths(made) == []


def test_a_zip_is_not_kept_under_the_name_of_somebody_protected(made):
    written = sent(made, people())
    back(made, written, "{id}.docx")
    form = next(form for form in written.issued if (form.person, form.form) == ("0042", "skema"))
    with zipfile.ZipFile(made.inbox / f"Skema {BO}.zip", "w") as bundle:
        blank = (made.output / form.path).read_bytes()
        bundle.writestr("skema.docx", pen.fill(blank, {"forberedt": True}))
    with open_round(made, NIGHT) as round_:
        (judged,) = take_in(round_, (), lambda items, _: items).judged
    assert judged.outcome == "accepted"
    assert [path.suffix for path in made.output.rglob("* samlet.zip")] == [".zip"]
    assert marked_paths(made) == []


def test_what_waits_for_review_is_kept_under_its_id_too(made):
    written = sent(made, people())
    judged = back(made, written, "{id} fra {name}.docx", samtale_dato="vist nok i efteråret")
    assert {each.outcome for each in judged} == {"review"}
    assert marked_paths(made) == []


def test_a_name_that_becomes_protected_goes_from_every_path(made):
    open_ = sent(made, people(protected=False))
    told(made, "nightly")
    assert marked_paths(made)
    closed = sent(made, people(), today=date(2026, 9, 20))
    told(made, "nightly")
    assert marked_paths(made) == []
    assert [form.form_id for form in open_.issued] == [form.form_id for form in closed.issued]


def test_the_operators_plan_names_them_in_its_name_and_nowhere_else(workspace):
    """The plan's row has the name, for it is the screen of whoever has the roster; what is said of the roster has not."""
    rows = (
        person("1001", ANNA, leader="0042", Navnebeskyttet="ja"),
        person("0042", BO, Navnebeskyttet="ja", Delegeret_leder="Carl Dam"),
        person("0043", "Åse Ærø", leader=f"{ANNA}-Hansen", Navnebeskyttet="nej"),
    )
    made = workspace("herlev", rows)
    line = ["--workspace", str(made.folder), "--today", str(AUTUMN), "plan", "--json"]
    result = CliRunner().invoke(main, line, catch_exceptions=False)
    found = [json.loads(row) for row in result.stdout.splitlines()]
    assert {row.pop("name") for row in found} >= {ANNA, BO}
    assert marks_in(json.dumps(found, ensure_ascii=False)) == []
    assert all(code in result.stderr for code in ("leader-cycle", "leader-unknown"))
    assert marks_in(result.stderr) == []
