"""Reads a returned PDF: a print of a form, or one with fields to fill in.

`read_fields` gives the fields it holds and the evidence of whose form it is; `read_lines` the text that is seen, to be
read by where it stands. A file is looked at once for both, in a process of its own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pipeline.answers.returned import Line, Returned
from pipeline.pdf.apart import Found, read_apart
from pipeline.problems import Place, UnreadableFile


def read_fields(content: bytes, name: str = "") -> Returned:
    """The fields of a PDF, the notes on it, and the evidence of whose form it is. A print has no fields.

    Raises UnreadableFile for a PDF that cannot be read, is a picture, or is written on by hand.
    """
    returned = _read(content, name)[0]
    evidence = {**returned.evidence, **({"file name": name} if name else {})}
    return replace(returned, file=name, evidence=evidence)


def read_lines(content: bytes, name: str = "") -> tuple[Line, ...]:
    """The visible text of a PDF, line by printed line in reading order. Raises UnreadableFile as `read_fields`."""
    return _read(content, name)[1]


def _read(content: bytes, name: str) -> Found:
    try:
        return _read_once(content)
    except UnreadableFile as error:
        raise UnreadableFile(replace(error.problem, place=Place(name))) from error


@lru_cache(maxsize=1)
def _read_once(content: bytes) -> Found:
    return read_apart(content)
