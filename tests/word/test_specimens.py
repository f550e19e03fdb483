"""Files nobody here wrote, where they are at hand: each ends in marks or in a problem, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.problems import UnreadableFile
from pipeline.word.reading import read_controls

SPECIMENS = Path(__file__).parents[3] / "shared" / "specimens"
FILES = sorted(
    p for p in SPECIMENS.rglob("*") if p.suffix in {".docx", ".docm", ".dotx", ".doc", ".xlsx", ".pdf"}
)
TRACKED = SPECIMENS / "OpenXmlDev+Open-Xml-PowerTools" / "TestFiles"

pytestmark = pytest.mark.skipif(not FILES, reason="the specimens are not here")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_specimen_ends_in_marks_or_in_a_problem(path: Path) -> None:
    try:
        read_controls(path)
    except UnreadableFile as error:
        assert error.problem.text


@pytest.mark.parametrize(
    "name", ["RP004-Deleted-Text-in-CC", "RP017-Inserted-CC", "RP018-MoveFrom-MoveTo-CC"]
)
def test_the_accepted_view_reads_like_the_file_word_accepted(name: str) -> None:
    tracked, accepted = TRACKED / "RP" / f"{name}.docx", TRACKED / "RP" / f"{name}-Accepted.docx"
    assert seen(tracked) == seen(accepted)


def seen(path: Path) -> list[tuple[str, str]]:
    return [(mark.key, mark.text) for mark in read_controls(path).marks if mark.key != "_GoBack"]
