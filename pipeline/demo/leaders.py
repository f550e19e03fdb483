"""What made-up leaders send back: mostly well-filled forms, and the trouble that real leaders make."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from pipeline.commands.opening import Round
from pipeline.demo.answers import answers_for
from pipeline.model import Issued, Talk
from pipeline.word import pen
from pipeline.word.layout import tags_of

_SENT = ("skema", "referat", "handleplan", "spoergsmaal")


def fill_last_years_plans(round_: Round, issued: Sequence[Issued]) -> None:
    """Every plan of last year, filled and put into the inbox."""
    for number, form in enumerate(_plans(round_, issued)):
        _put(round_, Path(form.path).name, _filled(round_, form, date(form.year, 11, 3)), number)


def send_back(round_: Round, night: int, nights: Sequence[date]) -> int:
    """Puts the files of one night into the inbox, oldest first; gives how many there are."""
    talks = {talk.key: talk for talk in round_.store.talks(round_.year)}
    back = []
    for form in round_.store.all_issued(round_.year):
        talk = talks[form.person, form.group, form.kind]
        serial, held = _serial(talk), _held(talk)
        # Every ninth talk is not held; now and then somebody sends the papers a night late.
        first_night = sum(day < held for day in nights) + int(serial % 7 == 3)
        if serial % 9 and first_night == night and form.form in (*_SENT, round_.policy.plan.form):
            back.append((form, held))
    # What the leader prepared stays with the leader; a few minutes and plans are still missing.
    back = [(form, held) for form, held in back if form.audience != "leader" and hash_of(form) % 11]
    for number, (form, held) in enumerate(back):
        _put(round_, Path(form.path).name, _filled(round_, form, held), number)
    return len(back) + _trouble(round_, night, back)


def _serial(talk: Talk) -> int:
    """The talk's number; all talks of one group share one, so that they are held together."""
    return sum(map(ord, talk.group)) if talk.group else talk.serial


def _held(talk: Talk) -> date:
    """The day it was held: as planned, and those without a date as the autumn goes."""
    return talk.planned_on or date(talk.year, 10, 1) + timedelta(days=_serial(talk) % 60)


def hash_of(form: Issued) -> int:
    """A number that is the same for a form every time the demo is played."""
    return sum(map(ord, form.form_id))


def _plans(round_: Round, issued: Sequence[Issued]) -> list[Issued]:
    return [form for form in issued if form.form == round_.policy.plan.form]


def _filled(round_: Round, form: Issued, held: date) -> bytes:
    blank = (round_.workspace.output / form.path).read_bytes()
    layout = round_.store.layout(form.layout)
    assert layout is not None, "a form is recorded together with its layout"
    return pen.fill(blank, answers_for(layout, tags_of(blank), held, hash_of(form)))


def _trouble(round_: Round, night: int, back: Sequence[tuple[Issued, date]]) -> int:
    """The night's troublesome files; gives how many."""
    minutes = [(form, held) for form, held in back if form.form != "skema"]
    if len(minutes) < 4:
        return 0
    (first, held), (second, second_held), (third, _), (fourth, _) = minutes[:4]
    inbox, output = round_.workspace.inbox, round_.workspace.output
    filled = _filled(round_, first, held)
    files = {
        0: {
            "Referat (2).docx": filled,  # the same file sent twice
            "~$Referat.docx": b"\x04Bente",  # Word's lock file
            "mus samtale færdig.docx": _changed(
                round_, second, second_held
            ),  # renamed, and newer than the first
        },
        1: {
            "Blank.docx": (output / third.path).read_bytes(),  # never filled
            "Fra LibreOffice.docx": pen.strip_tags(_changed(round_, fourth, held)),
            "Afbrudt upload.docx": filled[: len(filled) // 2],
            "Thumbs.db": b"\xd0\xcf",
        },
        2: {
            "Scannet referat.pdf": b"%PDF-1.4\n%%EOF\n",
            "Dato mangler.docx": pen.fill(filled, {"samtale_dato": "efter aftale"}),
        },
    }
    for number, (name, content) in enumerate(files.get(night, {}).items()):
        _put(round_, name, content, len(back) + number)
    assert inbox.is_dir()
    return sum(not name.startswith(("~$", "Thumbs")) for name in files.get(night, {}))


def _changed(round_: Round, form: Issued, held: date) -> bytes:
    return pen.fill(_filled(round_, form, held), {"opfoelgning_dato": held + timedelta(days=120)})


def _put(round_: Round, name: str, content: bytes, order: int) -> None:
    """Writes a file into the inbox, with a time that puts the files of a night in order."""
    inbox = round_.workspace.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    path = inbox / name
    path.write_bytes(content)
    noon = int(round_.today.strftime("%s")) if os.name == "posix" else 0
    os.utime(path, (noon + order, noon + order))
