"""Files nobody here wrote, where they are at hand: each ends in answers or a clear problem, in time, with no traceback."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from conftest import AUTUMN, PEOPLE, packed, write_roster

from pipeline.commands.incoming import read_files, take_in
from pipeline.commands.opening import open_round
from pipeline.problems import Problem, UnreadableFile
from pipeline.word import office
from pipeline.word.reading import read_controls, read_lines
from pipeline.workspace import Workspace, make_workspace, read_workspace

SPECIMENS = Path(__file__).parents[3] / "shared" / "specimens"
KINDS = {".docx", ".docm", ".dotx", ".doc", ".odt", ".xlsx", ".pdf"}
FILES = sorted(path for path in SPECIMENS.rglob("*") if path.suffix in KINDS)
POWERTOOLS = SPECIMENS / "OpenXmlDev+Open-Xml-PowerTools" / "TestFiles"
TRACKED, REVISED = POWERTOOLS / "RP", POWERTOOLS / "FA" / "RevTracking"
NIGHT = date(2026, 11, 20)
LONGEST = 60
"""Seconds for one file, LibreOffice's start with it, on a machine that others use."""

pytestmark = pytest.mark.skipif(not FILES, reason="the specimens are not here")


@pytest.fixture(scope="module")
def herlev(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A round with its packets out."""
    folder = tmp_path_factory.mktemp("specimens") / "herlev"
    config = make_workspace(folder, "herlev", 2026)
    write_roster(folder / "medarbejdere.xlsx", PEOPLE)
    config.write_text(config.read_text().replace("# roster =", "roster ="))
    workspace = read_workspace(folder)
    with packed(workspace, AUTUMN):
        return workspace


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Fails what takes longer, wherever it is."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"still at it after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def is_told(problems: tuple[Problem, ...]) -> bool:
    """Whether somebody is told in whole Danish sentences why the file was not taken."""
    blocking = [problem for problem in problems if problem.blocks]
    return bool(blocking) and all(p.text[0].isupper() and p.text.endswith(".") for p in blocking)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_specimen_is_read_or_refused_with_a_reason(herlev: Workspace, path: Path) -> None:
    with no_longer_than(LONGEST), open_round(herlev, NIGHT) as round_:
        readings = read_files(round_, [path])
    assert readings
    for reading in readings:
        assert reading.issued is None and not reading.answers, "nobody's form of this round"
        assert is_told(reading.problems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_specimen_is_taken_in_once_and_kept_with_a_letter(herlev: Workspace, path: Path) -> None:
    inbox = herlev.inbox / path.name
    inbox.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, inbox)
    os.utime(inbox, (1_700_000_000, 1_700_000_000))
    with no_longer_than(LONGEST), open_round(herlev, NIGHT) as round_:
        (judged,) = take_in(round_, [], lambda items, _: items).judged
    kept = herlev.output / judged.keep_at
    assert judged.outcome == "rejected" and is_told(judged.reading.problems)
    assert kept.read_bytes() == path.read_bytes() and not inbox.exists()
    letter = kept.with_name(f"{kept.name}.txt").read_text(encoding="utf-8")
    assert judged.reading.problems[0].text in letter


REFUSED = {
    "ExternalEntityInText.docx": "unsafe-file",
    "SimpleMacro.docm": "macros-in-file",
    "bug53475-password-is-pass.docx": "password-protected",
    "document with password.docx": "password-protected",
    "protected_passtika.xlsx": "password-protected",
    "truncated62886.docx": "damaged-file",
    "noSharedStringTable.xlsx": "not-a-word-file",
    "HelloWordOnline.docx": "no-form-id",
    "Strict01.docx": "no-form-id",
    "ChronologicalResume.dotx": "no-form-id",
    "Bug60341.docx": "no-form-id",
    "sample-form.pdf": "no-form-id",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_specimen_is_refused_for_what_is_special_about_it(herlev: Workspace, name: str) -> None:
    path = next(path for path in FILES if path.name == name)
    with open_round(herlev, NIGHT) as round_:
        (reading,) = read_files(round_, [path])
    assert [problem.code for problem in reading.problems if problem.blocks] == [REFUSED[name]]


@pytest.mark.skipif(not office.available(), reason="LibreOffice is not here")
@pytest.mark.parametrize("name", ["text_document_01.odt", "test-fields.doc"])
def test_an_older_format_is_read_through_libreoffice(herlev: Workspace, name: str) -> None:
    path = next(path for path in FILES if path.name == name)
    with no_longer_than(LONGEST), open_round(herlev, NIGHT) as round_:
        (reading,) = read_files(round_, [path])
    assert [problem.code for problem in reading.problems] == ["no-form-id"]


# --- tracked changes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["RP004-Deleted-Text-in-CC", "RP017-Inserted-CC", "RP018-MoveFrom-MoveTo-CC"]
)
def test_the_accepted_view_reads_like_the_file_word_accepted(name: str) -> None:
    tracked, accepted = TRACKED / f"{name}.docx", TRACKED / f"{name}-Accepted.docx"
    assert fields(tracked) == fields(accepted)
    assert lines(tracked) == lines(accepted)


@pytest.mark.parametrize("name", ["RP004-Deleted-Text-in-CC", "RP017-Inserted-CC"])
def test_the_accepted_view_is_not_the_rejected_one(name: str) -> None:
    tracked, rejected = TRACKED / f"{name}.docx", TRACKED / f"{name}-Rejected.docx"
    assert (fields(tracked), lines(tracked)) != (fields(rejected), lines(rejected))


def test_a_row_deleted_under_track_changes_is_gone() -> None:
    assert lines(TRACKED / "RP009-Deleted-Table-Row.docx") == ["1", "7"]
    assert lines(TRACKED / "RP009-Deleted-Table-Row-Rejected.docx") == ["1", "4", "7"]
    assert lines(REVISED / "006-DeletedTableRow.docx") == ["111", "222", "333", "444", "777", "888"]


def test_a_control_inserted_under_track_changes_is_there_and_a_deleted_one_is_not() -> None:
    assert fields(REVISED / "015-InsertedContentControl.docx") == [("", "provides a powerful way")]
    assert fields(REVISED / "016-DeletedContentControl.docx") == []


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.suffix in (".docx", ".dotx")], ids=lambda path: path.name
)
def test_every_word_specimen_has_lines_or_a_reason(path: Path) -> None:
    try:
        found = read_lines(path)
    except UnreadableFile as error:
        assert is_told((error.problem,))
    else:
        assert all(line.text.strip() and line.where for line in found)


def fields(path: Path) -> list[tuple[str, str]]:
    return [(mark.key, mark.text) for mark in read_controls(path).marks if mark.key != "_GoBack"]


def lines(path: Path) -> list[str]:
    return [line.text for line in read_lines(path)]
