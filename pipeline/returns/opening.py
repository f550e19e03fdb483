"""A file opened by what it is, not by its name: Word, what LibreOffice turns into Word, or a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.answers.returned import Line, Returned
from pipeline.pdf import reading as pdf
from pipeline.problems import Problem, UnreadableFile
from pipeline.problems.judging import wrong_type
from pipeline.returns.arriving import Arrived
from pipeline.word import reading as word
from pipeline.word.file_kind import is_for_office
from pipeline.word.foreign import refuse_hostile_foreign
from pipeline.word.package import file_kind

_NO_DOCUMENT = ("zip", "other")
_WORD_NAMES = (".docx", ".dotx", ".doc", "")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened: what was found in it, its visible lines when they are asked for, and how text is found by place.

    `texts` are the lines without the way they are set, which costs more than all else about them. `notes` are what it
    holds that is not read: pictures, hidden text, footnotes.
    """

    returned: Returned
    lines: Callable[[], tuple[Line, ...]]
    texts: Callable[[], tuple[Line, ...]]
    notes: Sequence[Problem] = ()
    by_place: Literal["position", "pdf"] = "position"


def needs_office(arrived: Arrived) -> bool:
    """Whether a file is one to read through LibreOffice, by its content: a .doc may be named .docx.

    One that would keep LibreOffice busy for minutes is not: `open_returned` refuses it.
    """
    return not arrived.problem and is_for_office(arrived.content) and _is_harmless(arrived)


def open_returned(arrived: Arrived) -> Opened:
    """The file opened, as what LibreOffice made of it where it had to. Raises UnreadableFile."""
    if not arrived.docx:
        refuse_hostile_foreign(arrived.content, arrived.place)
    content = arrived.docx or arrived.content
    kind, name = file_kind(content), arrived.path.name
    if kind in _NO_DOCUMENT and arrived.path.suffix.lower() not in _WORD_NAMES:
        raise UnreadableFile(wrong_type(arrived.place))
    if kind == "pdf":
        found = pdf.read_fields(content, name)
        lines = cache(lambda: pdf.read_lines(content, name))
        return Opened(found, lines, lines, by_place="pdf")
    found, notes = word.read_controls(content, name), word.read_notes(content, name)
    lines = cache(lambda: word.read_lines(content, name))
    return Opened(found, lines, lambda: word.read_lines(content, name, looks=False), notes)


def _is_harmless(arrived: Arrived) -> bool:
    try:
        refuse_hostile_foreign(arrived.content, arrived.place)
    except UnreadableFile:
        return False
    return True
