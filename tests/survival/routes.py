"""The routes by which a filled form comes back: what a leader's programs make of it on the way.

In: filled forms and a folder. Out: the files as they arrive there. `ROUTES` is in the order of the table.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from pipeline.word import office
from tests.outlook_file import attachment, message, write_msg
from tests.pdf_form import with_fields
from tests.survival import stripping
from tests.survival.filling import Filled

Deliver = Callable[[Sequence[Filled], Path], dict[str, Path]]
"""Puts the forms into a folder; gives the files by form id where each form is a file of its own."""
_SENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


@dataclass(frozen=True, slots=True)
class Route:
    """One way back. `needs` is the share of answers that must come back right; `squeezed`: texts are compared with
    white space squeezed, because the format keeps lines and not paragraphs. A PDF form has no rows to add: not `grows`."""

    name: str
    deliver: Deliver
    needs: float | None = None
    office: bool = False
    squeezed: bool = False
    grows: bool = True


def _as(change: Callable[[bytes], bytes], named: str = "{name}") -> Deliver:
    """Every form changed and put into the folder; `named` with a number where the file's name is lost as well."""

    def deliver(forms: Sequence[Filled], into: Path) -> dict[str, Path]:
        files = {}
        for number, form in enumerate(forms, 1):
            files[form.issued.form_id] = into / named.format(name=form.name, number=number)
            files[form.issued.form_id].write_bytes(change(form.content))
        return files

    return deliver


def _through_office(suffix: office.Format) -> Deliver:
    """Every form opened in LibreOffice and saved as something else."""

    def deliver(forms: Sequence[Filled], into: Path) -> dict[str, Path]:
        before = into.parent / f"{into.name}-before-{suffix}"
        before.mkdir()
        files = _as(bytes)(forms, before)
        made = office.convert(sorted(files.values()), suffix, into)
        assert len(made) == len(forms), f"LibreOffice made {len(made)} of {len(forms)} .{suffix} files"
        return {form_id: made[file] for form_id, file in files.items()}

    return deliver


def _as_pdf_forms(forms: Sequence[Filled], into: Path) -> dict[str, Path]:
    """The blank form printed, with a field over every place to write, filled in a PDF reader."""
    before = into.parent / f"{into.name}-blank"
    before.mkdir()
    files = {form.issued.form_id: before / form.name for form in forms}
    for form in forms:
        files[form.issued.form_id].write_bytes(form.blank)
    made = office.convert(list(files.values()), "pdf", into)
    for form in forms:
        path = made[files[form.issued.form_id]]
        path.write_bytes(with_fields(path.read_bytes(), _field_values(form)))
    return {form_id: made[file] for form_id, file in files.items()}


def _field_values(form: Filled) -> dict[str, str | bool | None]:
    """What stands in each field: the words of a choice, a tick as a tick."""
    values: dict[str, str | bool | None] = {}
    for key, value in form.expected.items():
        texts = {choice.value: choice.text for choice in form.fields[key].choices}
        shown = form.shown.get(key)
        values[key] = value if isinstance(value, bool) else texts.get(shown or "", shown)
    return values


def _zipped(forms: Sequence[Filled], into: Path) -> dict[str, Path]:
    """All forms in one zip, in a folder in it."""
    with zipfile.ZipFile(into / "MUS-skemaer.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
        for form in forms:
            bundle.writestr(f"MUS 2026/{form.name}", form.content)
    return {}


def _in_fives(forms: Sequence[Filled]) -> Iterator[tuple[int, Sequence[Filled]]]:
    for start in range(0, len(forms), 5):
        yield start // 5 + 1, forms[start : start + 5]


def _mailed_from_outlook(forms: Sequence[Filled], into: Path) -> dict[str, Path]:
    """Mails of five attachments each, as Outlook saves them."""
    for number, attached in _in_fives(forms):
        mail = message([attachment(form.name, form.content) for form in attached], _SENT)
        (into / f"Skemaer {number}.msg").write_bytes(write_msg(mail))
    return {}


def _mailed(forms: Sequence[Filled], into: Path) -> dict[str, Path]:
    """Mails of five attachments each, as other mail programs save them."""
    for number, attached in _in_fives(forms):
        mail = EmailMessage()
        mail["From"], mail["To"] = "Leder <leder@eksempel.dk>", "HR <hr@eksempel.dk>"
        mail["Subject"] = "Skemaer fra os – så er vi færdige"
        mail["Date"] = format_datetime(_SENT)
        mail.set_content("Hej HR\n\nHer er de næste skemaer.\n\nVenlig hilsen\n")
        for form in attached:
            mail.add_attachment(form.content, *_DOCX, filename=form.name)
        (into / f"Skemaer {number}.eml").write_bytes(bytes(mail))
    return {}


ROUTES: tuple[Route, ...] = (
    Route("as returned by Word (tags)", _as(bytes), 1.0),
    Route("tags stripped (bookmarks)", _as(stripping.without_tags), 1.0),
    Route("LibreOffice .docx", _through_office("docx"), 1.0, office=True),
    Route("LibreOffice .odt", _through_office("odt"), 1.0, office=True),
    Route("LibreOffice .doc", _through_office("doc"), 1.0, office=True),
    Route("LibreOffice .rtf", _through_office("rtf"), 1.0, office=True),
    Route("controls stripped", _as(stripping.without_controls), 0.98),
    Route("everything stripped", _as(stripping.without_anything, "Dokument {number}.docx"), 0.98),
    Route("plain paragraphs", _as(stripping.as_plain_paragraphs, "Dokument {number}.docx")),
    Route("PDF print", _through_office("pdf"), 0.95, office=True, squeezed=True),
    Route("PDF form", _as_pdf_forms, 1.0, office=True, grows=False),
    Route("in a zip", _zipped, 1.0),
    Route("in a mail (.eml)", _mailed, 1.0),
    Route("in a mail (.msg)", _mailed_from_outlook, 1.0),
)
