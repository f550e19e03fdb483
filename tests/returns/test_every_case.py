"""What comes back in the wild (facts, section 3): one row a case, with its outcome, its reasons and its answers.

Every row is a real form of a real round, filled, then treated as people and programs treat forms, and taken in.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import done_to_forms as done
import pytest
from bundle_files import a_mail, zipped
from conftest import PEOPLE, packed, write_roster

from pipeline.commands.incoming import read_files, take_in
from pipeline.commands.opening import open_round
from pipeline.model import Issued, Value
from pipeline.word import office, pen
from pipeline.word.layout import tags_of
from pipeline.workspace import Workspace, make_workspace, read_workspace

NIGHT, HELD = date(2026, 11, 20), date(2026, 11, 12)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")
PHOTO = b"\xff\xd8\xff\xe0" + bytes(2000)
FORMULA = '=HYPERLINK("http://x.example","+45 12")'
STRANGE = "🙂 Ø\u00adl\u00a0og\t@SUM(A1) {{ 7*7 }} {% for x in y %} <script>"


@dataclass(frozen=True)
class Desk:
    """A round whose packets are out, and one person's filled minutes."""

    workspace: Workspace
    forms: Mapping[tuple[str, ...], Issued]

    def blank(self, *which: str) -> bytes:
        return (self.workspace.output / self.forms[which].path).read_bytes()

    @property
    def minutes(self) -> Issued:
        return self.forms["0042", "referat", "both"]

    def filled(self, **more: Value) -> bytes:
        blank = self.blank("0042", "referat", "both")
        topics = {key: f"Talt om {key}" for key in tags_of(blank) if key.startswith("emne_")}
        rows = {f"aftaler/{self.row}/aftale": "Tale dansk", f"aftaler/{self.row}/frist": date(2027, 1, 15)}
        said = {"samtale_dato": HELD, "referent": "leder", "deltagere": "Bo og Anna"}
        return pen.fill(blank, {**topics, **rows, **said, **more})

    @property
    def row(self) -> str:
        return self.minutes.rows["aftaler"][0]

    @property
    def last_row(self) -> str:
        return self.minutes.rows["aftaler"][-1]


@dataclass(frozen=True)
class Case:
    """A row of the table. `codes` are all reasons told; `answers` some of those stored, `*` standing for a row's id.

    `gone` is a text that no answer may hold.
    """

    outcome: str
    build: Callable[[Desk], bytes]
    codes: tuple[str, ...] = ()
    answers: Mapping[str, Value] = field(default_factory=dict)
    name: str = "Referat.docx"
    through_office: bool = False
    gone: str = ""


def to_minutes(change: done.Change, **more: Value) -> Callable[[Desk], bytes]:
    return lambda desk: change(desk.filled(**more))


def in_row(change: Callable[[str], done.Change]) -> Callable[[Desk], bytes]:
    """A change to the first row of the minutes' agreements."""
    return lambda desk: change(f"aftaler/{desk.row}/aftale")(desk.filled())


def at_last_row(change: Callable[[str], done.Change]) -> Callable[[Desk], bytes]:
    return lambda desk: change(f"aftaler/{desk.last_row}/aftale")(desk.filled())


def package(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Callable[[Desk], bytes]:
    return to_minutes(done.with_parts(change))


def converted(suffix: str) -> Callable[[Desk], bytes]:
    """The minutes as LibreOffice saves them."""

    def build(desk: Desk) -> bytes:
        folder = desk.workspace.folder / "converted"
        folder.mkdir()
        docx = folder / "minutes.docx"
        docx.write_bytes(desk.filled())
        return office.convert([docx], suffix, folder / "out")[docx].read_bytes()

    return build


def tick(desk: Desk, change: Callable[[str], done.Change]) -> bytes:
    """The plan with a goal, and a change to its box."""
    plan = desk.forms["0042", "kompetenceudviklingsplan", "both"]
    row = plan.rows["maal"][0]
    blank = desk.blank("0042", "kompetenceudviklingsplan", "both")
    return change(f"maal/{row}/fond")(
        pen.fill(blank, {"samtale_dato": HELD, f"maal/{row}/maal": "Tale dansk"})
    )


STAYED = {"deltagere": "Bo og Anna", "samtale_dato": HELD, "aftaler/*/aftale": "Tale dansk"}

CASES: dict[str, Case] = {
    # 1. Dates
    "a date typed over the one picked": Case(
        "accepted", to_minutes(done.typed_over("samtale_dato", "13. november 2026")), ("stale-date",),
        {"samtale_dato": date(2026, 11, 13)},
    ),
    "a date without a year": Case(
        "accepted", to_minutes(done.typed_over("udleveret_dato", "16/11")), ("year-completed",),
        {"udleveret_dato": date(2026, 11, 16)},
    ),
    "a talk's date without a year, in January": Case(
        "accepted", to_minutes(done.typed_over("samtale_dato", "12/1")),
        ("stale-date", "date-in-future", "year-completed"), {"samtale_dato": date(2027, 1, 12)},
    ),
    "a deadline that is a week": Case(
        "accepted", lambda d: done.typed_over(f"aftaler/{d.row}/frist", "uge 3 2027")(d.filled()),
        ("stale-date", "week-as-friday"), {"aftaler/*/frist": date(2027, 1, 22)},
    ),
    "a talk held in some week": Case(
        "review", to_minutes(done.typed_over("samtale_dato", "uge 46")), ("unclear-date",)
    ),
    # 2. Controls deleted
    "a control deleted with its text": Case("review", to_minutes(done.deleted("deltagere")), ("missing-field",)),
    "a control removed, its text left": Case("accepted", to_minutes(done.unwrapped("deltagere")), (), STAYED),
    "a control and its bookmark removed, the text left": Case(
        "accepted", to_minutes(done.unwrapped("deltagere", bookmark=False)), (), STAYED
    ),
    # 3. Rows
    "a row added by plus": Case(
        "accepted", lambda d: pen.add_row(d.filled(), "aftaler", {"aftale": "Gå ture"}), (),
        STAYED | {"aftaler/*/aftale": "Gå ture"},
    ),
    "a plain row added by Tab": Case(
        "accepted", at_last_row(lambda key: done.row_by_tab(key, "Gå ture")), (), {"aftaler/*/aftale": "Gå ture"}
    ),
    "a row added by Tab with copies of the controls": Case(
        "accepted", at_last_row(lambda key: done.row_by_tab(key, "Gå ture", tags=True)), (),
        {"aftaler/*/aftale": "Gå ture"},
    ),
    # 4. Copies
    "a control copied with the same text": Case(
        "accepted", to_minutes(done.copied("deltagere", "Bo og Anna")), (), STAYED
    ),
    "a control copied with another text": Case(
        "review", to_minutes(done.copied("deltagere", "Bo og Carl")), ("copied-control",)
    ),
    "two persons' forms in one file": Case(
        "rejected", lambda d: done.with_body_of(d.blank("0043", "referat", "both"))(d.filled()), ("two-forms",)
    ),
    # 5. Tracked changes
    "text inserted under track changes": Case(
        "accepted", to_minutes(done.inserted("deltagere", " og Carl")), (), {"deltagere": "Bo og Anna og Carl"}
    ),
    "text replaced under track changes": Case(
        "accepted", to_minutes(done.struck_out("deltagere", "Kun Bo")), (), {"deltagere": "Kun Bo"}
    ),
    "a passage moved under track changes": Case(
        "accepted", to_minutes(done.moved("deltagere", " (begge)")), (), {"deltagere": "Bo og Anna (begge)"}
    ),
    "a row deleted under track changes": Case(
        "accepted", in_row(done.row_struck_out), (), {"deltagere": "Bo og Anna"}, gone="Tale dansk"
    ),
    "a row inserted under track changes": Case(
        "accepted", at_last_row(lambda key: done.row_inserted(key, "Gå ture")), (), {"aftaler/*/aftale": "Gå ture"}
    ),
    "a control inserted under track changes": Case(
        "accepted", to_minutes(done.control_inserted("deltagere")), (), STAYED
    ),
    "a control deleted under track changes": Case(
        "review", to_minutes(done.control_struck_out("deltagere")), ("missing-field",)
    ),
    # 6. Beside and in the margin
    "a comment on an answer": Case(
        "accepted", to_minutes(done.commented("deltagere", "Husk Carl")), ("comments-kept",), STAYED, gone="Husk Carl"
    ),
    "a comment in the place of an answer": Case(
        "review", to_minutes(done.commented("bisidder", "Carl")), ("answer-in-comment", "comments-kept")
    ),
    "text typed beside a field": Case("review", to_minutes(done.beside("deltagere", " samt Carl")), ("text-beside",)),
    # 7. Boxes
    "a box whose state and sign disagree": Case(
        "review", lambda d: tick(d, lambda key: lambda docx: done.typed_over(key, "☐")(pen.fill(docx, {key: True}))),
        ("checkbox-disagrees",),
    ),
    "an x typed where a box stood": Case(
        "accepted", lambda d: tick(d, lambda key: done.typed_over(key, "x")), (), {"maal/*/fond": True}
    ),
    # 8. The package
    "the main part renamed": Case("accepted", package(done.main_renamed), (), STAYED),
    "Strict OOXML": Case("accepted", package(done.strict), (), STAYED),
    "odd prefixes": Case("accepted", package(done.odd_prefixes), (), STAYED),
    "a dangling relationship": Case("accepted", package(done.dangling), (), STAYED),
    "a text box that is no part of the form": Case(
        "review", to_minutes(done.boxed("Husk også dette")), ("loose-text",)
    ),
    "a paragraph that is no part of the form": Case(
        "review", to_minutes(done.with_paragraph_before("emne_situation", "Husk også dette")), ("loose-text",)
    ),
    "a paragraph that is no part of the form, and a head without its controls": Case(
        "review",
        to_minutes(
            lambda docx: done.with_paragraph_before("emne_situation", "Husk også dette")(
                done.unwrapped("navn", False)(done.unwrapped("tjenestenummer", False)(docx))
            )
        ),
        ("loose-text",),
    ),
    "a field in a text box": Case("accepted", to_minutes(done.control_in_box("deltagere")), (), STAYED),
    # 9. Everything thrown away
    "controls, bookmarks and properties gone": Case("accepted", to_minutes(done.all_unwrapped), (), STAYED),
    # 10. Formats
    "OpenDocument": Case("accepted", converted("odt"), (), STAYED, "Referat.odt", True),
    "old Word": Case("accepted", converted("doc"), (), STAYED, "Referat.doc", True),
    "old Word under the name of new": Case("accepted", converted("doc"), (), STAYED, "Referat.docx", True),
    "rich text": Case("accepted", converted("rtf"), (), STAYED, "Referat.rtf", True),
    "a PDF print": Case("accepted", converted("pdf"), (), STAYED, "Referat.pdf", True),
    "macros": Case(
        "rejected", package(lambda parts: parts | {"word/vbaProject.bin": b"x"}), ("macros-in-file",), {}, "a.docm"
    ),
    "a photo": Case("rejected", lambda d: PHOTO, ("picture-file",), {}, "Referat.jpg"),
    "a photo under the name of a form": Case("rejected", lambda d: PHOTO, ("picture-file",)),
    "a password": Case("rejected", lambda d: ENCRYPTED, ("password-protected",)),
    "a zip": Case("accepted", lambda d: zipped(("Referat.docx", d.filled())), (), STAYED, "Pakke.zip"),
    "a mail": Case("accepted", lambda d: bytes(a_mail(("Referat.docx", d.filled()))), (), STAYED, "Mail.eml"),
    "nothing at all": Case("rejected", lambda d: b"", ("empty-file",)),
    "half a file": Case("rejected", lambda d: d.filled()[:-9000], ("damaged-file",)),
    "a part nobody needs spoiled": Case("accepted", to_minutes(done.broken_part), (), STAYED),
    # 11. Names
    "a copy's name": Case("accepted", lambda d: d.filled(), (), STAYED, "Referat (2).docx"),
    "a Danish copy's name": Case("accepted", lambda d: d.filled(), (), STAYED, "Referat - Kopi.docx"),
    "the name of a computer": Case("accepted", lambda d: d.filled(), (), STAYED, "Referat-KOMMUNE-PC0042.docx"),
    "a decomposed name": Case(
        "accepted", lambda d: d.filled(), (), STAYED, unicodedata.normalize("NFD", "Åse Ærø på møde.docx")
    ),
    "trailing dots": Case("accepted", lambda d: d.filled(), (), STAYED, "Referat...docx"),
    "no suffix": Case("accepted", lambda d: d.filled(), (), STAYED, "Referat"),
    "a suffix of capitals": Case("accepted", lambda d: d.filled(), (), STAYED, "REFERAT.DOCX"),
    "a long name": Case("accepted", lambda d: d.filled(), (), STAYED, "Referat " + "x" * 230 + ".docx"),
    # 12. Whose form
    "one person's form under another's name": Case(
        "rejected", lambda d: d.filled(), ("two-forms",), {},
        "<name of 0043>",
    ),
    "a form rewritten for somebody else": Case(
        "rejected", to_minutes(done.replaced("Bo Lind", "Åse Ærø O'Neill")), ("other-person",)
    ),
    "the surname written first": Case(
        "accepted", to_minutes(done.typed_over("navn", "Lind, Bo")), (), STAYED
    ),
    "a blank form with a comment in its head": Case(
        "rejected",
        lambda d: done.commented("navn", "Skal vi tales ved?")(d.blank("0042", "referat", "both")),
        ("returned-empty",),
    ),
    "a blank form": Case("rejected", lambda d: d.blank("0042", "referat", "both"), ("returned-empty",)),
    # 13. Answers that look like something else
    "a formula": Case("accepted", lambda d: d.filled(deltagere=FORMULA), (), {"deltagere": FORMULA}),
    "signs and templates": Case(
        "accepted", lambda d: d.filled(emne_situation=STRANGE), (),
        {"emne_situation": STRANGE.replace("\u00a0", " ").replace("\t", " ")},
    ),
    "signs that are elements of Word's": Case(
        "accepted", to_minutes(done.with_signs("emne_situation")), (),
        {"emne_situation": "a\tb-c\nd☒"},
    ),
    "a very long answer": Case(
        "accepted", lambda d: d.filled(emne_situation="Ærlig talt. " * 20_000), (),
        {"emne_situation": ("Ærlig talt. " * 20_000).strip()},
    ),
    # 14. Hostile (the rest stands in tests/hostile)
    "a DOCTYPE": Case(
        "rejected", package(lambda p: p | {done.MAIN: b"<!DOCTYPE w>" + p[done.MAIN].partition(b"?>")[2]}),
        ("unsafe-file",),
    ),
}  # fmt: skip

LEFT = ("~$Referat.docx", ".DS_Store", "Thumbs.db", "._Referat.docx", "desktop.ini")


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("cases") / "ishoej"
    config = make_workspace(folder, "ishoej", 2026)
    write_roster(folder / "medarbejdere.xlsx", PEOPLE)
    config.write_text(config.read_text().replace("# roster =", "roster ="))
    with packed(read_workspace(folder)) as (round_, forms):
        return Desk(round_.workspace, forms)


@pytest.fixture
def desk(issued: Desk, tmp_path: Path) -> Desk:
    """A copy of the round, for this case alone."""
    copy = shutil.copytree(issued.workspace.folder, tmp_path / "ishoej")
    return Desk(read_workspace(copy), issued.forms)


def put(desk: Desk, name: str, content: bytes, order: int = 0) -> Path:
    path = desk.workspace.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (1_700_000_000 + order, 1_700_000_000 + order))
    return path


def night(desk: Desk):
    with open_round(desk.workspace, NIGHT) as round_:
        return take_in(round_, [], lambda items, _: items)


def answers_of(desk: Desk) -> dict[str, Value]:
    with open_round(desk.workspace, NIGHT) as round_:
        forms = [form for form in desk.forms.values() if form.person == "0042"]
        return {a.key: a.value for form in forms for a in round_.store.answers(form.form_id)}


def has(answers: Mapping[str, Value], key: str, value: Value) -> bool:
    """Whether an answer was stored; in a table under whatever row id."""
    table, star, column = key.partition("/*/")
    if not star:
        return answers.get(key) == value
    return value in [v for k, v in answers.items() if k.startswith(f"{table}/") and k.endswith(f"/{column}")]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_case_has_its_outcome_its_reasons_and_its_answers(desk: Desk, case: Case) -> None:
    if case.through_office and not office.available():
        pytest.skip("LibreOffice is not here")
    name = Path(desk.forms["0043", "referat", "both"].path).name if case.name.startswith("<") else case.name
    path = put(desk, name, case.build(desk))
    (judged,) = night(desk).judged
    problems = judged.reading.problems
    assert (judged.outcome, sorted(p.code for p in problems)) == (case.outcome, sorted(case.codes))
    assert all(problem.text[0].isupper() and problem.text.endswith(".") for problem in problems)
    stored = answers_of(desk)
    assert {key: value for key, value in case.answers.items() if not has(stored, key, value)} == {}
    assert not (case.gone and any(case.gone in str(value) for value in stored.values()))
    assert case.outcome == "accepted" or not stored
    assert not path.exists() and (desk.workspace.output / judged.keep_at).exists()
    letter = (desk.workspace.output / judged.keep_at).with_name(f"{Path(judged.keep_at).name}.txt")
    assert letter.exists() == (case.outcome != "accepted")


@pytest.mark.parametrize("name", LEFT)
def test_what_systems_leave_in_folders_is_counted_and_not_told(desk: Desk, name: str) -> None:
    put(desk, name, b"x")
    taken = night(desk)
    assert taken.judged == [] and taken.ignored == 1


def test_a_file_that_is_still_in_the_cloud_is_told_and_left(desk: Desk) -> None:
    path = put(desk, ".Referat.docx.icloud", b"bplist00")
    (judged,) = night(desk).judged
    assert [problem.code for problem in judged.reading.problems] == ["not-downloaded"]
    assert path.exists() and not judged.keep_at


def test_a_comment_is_kept_beside_its_answer_and_never_becomes_one(desk: Desk) -> None:
    path = put(desk, "Referat.docx", done.commented("deltagere", "Husk Carl")(desk.filled()))
    with open_round(desk.workspace, NIGHT) as round_:
        (reading,) = read_files(round_, [path])
    assert [(comment.key, comment.text) for comment in reading.comments] == [("deltagere", "Husk Carl")]
    assert all("Carl" not in str(answer.value) for answer in reading.answers)


def test_the_same_form_twice_with_different_answers_is_read_as_the_later_and_both_are_kept(
    desk: Desk,
) -> None:
    put(desk, "Først.docx", desk.filled(deltagere="Bo"), 1)
    put(desk, "Siden.docx", desk.filled(deltagere="Bo og Carl"), 2)
    judged = {each.arrived.name: each for each in night(desk).judged}
    assert [each.outcome for each in judged.values()] == ["accepted", "accepted"]
    assert answers_of(desk)["deltagere"] == "Bo og Carl"
    assert all((desk.workspace.output / each.keep_at).exists() for each in judged.values())
    with open_round(desk.workspace, NIGHT) as round_:
        first = round_.store.seen(judged["Først.docx"].reading.digest)
    assert first is not None and first.superseded


def test_the_same_bytes_twice_count_once(desk: Desk) -> None:
    put(desk, "Referat.docx", desk.filled(), 1)
    put(desk, "Referat (2).docx", desk.filled(), 2)
    assert [each.outcome for each in night(desk).judged] == ["accepted", "duplicate"]


def test_last_years_form_is_of_last_year_and_not_taken_for_this_years(tmp_path: Path) -> None:
    folder = tmp_path / "ishoej"
    config = make_workspace(folder, "ishoej", 2025)
    write_roster(folder / "medarbejdere.xlsx", PEOPLE)
    config.write_text(config.read_text().replace("# roster =", "roster ="))
    with packed(read_workspace(folder), date(2025, 9, 1)) as (round_, forms):
        old = Desk(round_.workspace, forms)
    config.write_text(config.read_text().replace("year = 2025", "year = 2026"))
    with packed(read_workspace(folder)) as (round_, forms):
        desk = Desk(round_.workspace, forms)
    put(desk, "Referat.docx", old.filled(samtale_dato=date(2026, 11, 12)))
    (judged,) = night(desk).judged
    assert (judged.outcome, [p.code for p in judged.reading.problems]) == ("review", ["last-years-form"])
    assert desk.minutes.form_id != old.minutes.form_id and not answers_of(desk)


def test_an_earlier_copy_of_a_form_is_read_as_it_was_sent(workspace) -> None:
    """The template has moved on since, and the form went out again: the copy filled is the first."""
    made = workspace("ishoej")
    with packed(made) as (round_, forms):
        first = Desk(round_.workspace, forms)
        filled = first.filled()
    people = [dict(each, Stilling="Souschef") if each["Navn"] == "Bo Lind" else each for each in PEOPLE]
    write_roster(made.folder / "medarbejdere.xlsx", people)
    with packed(made, date(2026, 9, 21)) as (round_, forms):
        desk = Desk(round_.workspace, forms)
    assert desk.minutes.form_id == first.minutes.form_id
    put(desk, "Referat.docx", filled)
    (judged,) = night(desk).judged
    assert judged.outcome == "accepted" and has(answers_of(desk), "aftaler/*/aftale", "Tale dansk")
