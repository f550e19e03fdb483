"""HR's own remarks in the follow-up list, carried from one night's workbook to the next."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zipfile import is_zipfile

from pipeline.cpr import cpr_left_out
from pipeline.model import Obligation
from pipeline.problems import UnreadableFile, file_place
from pipeline.problems.roster import workbook_unreadable
from pipeline.sheets.read import read_sheets

PAGE, KEY, NOTE = "Følg op", "Nøgle", "Bemærkning"


def note_key(obligation: Obligation) -> str:
    """What a remark is tied to, whichever row it stands in: `person|kind|what`.

    A group, and a plan row that is applied for, stand behind it: `|GRUS|group-plan|G1`, `0042|MUS|fund-apply||4f2a`.
    """
    key = (obligation.person, obligation.kind, obligation.what, obligation.group, obligation.row)
    return "|".join(key[:3]) + "|".join(("", *key[3:])).rstrip("|")


def read_notes(path: Path) -> dict[str, str] | None:
    """Every remark of an existing status workbook by key; "" where HR has left or made the cell empty.

    A workbook that is not there yet has none. None where the page or its columns have been renamed, and `UnreadableFile`
    where it cannot be opened: neither may be written over, because the remarks in it would be lost. A CPR number in
    a remark is left out.
    """
    if not path.is_file():
        return {}
    if not is_zipfile(path):  # a .xlsx is one; text under that name would be read as CSV
        raise UnreadableFile(workbook_unreadable(file_place(path)))
    rows = next((list(sheet.rows()) for sheet in read_sheets(path, as_typed=True) if sheet.name == PAGE), [])
    heads = next((row for row in rows if KEY in row and NOTE in row), None)
    if heads is None:
        return None
    key, note = heads.index(KEY), heads.index(NOTE)
    below = rows[rows.index(heads) + 1 :]
    return {str(row[key]): _as_text(row[note]) for row in below if row[key]}


def _as_text(value: object) -> str:
    """A remark as typed: Excel may have taken it for a number or a date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return cpr_left_out(str(value).strip())
