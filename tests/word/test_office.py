"""The promise of the form: what one open-and-save in LibreOffice leaves is enough to read every answer."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from small_form import (
    COMBO,
    DATE,
    FORM_ID,
    WHO,
    box,
    form,
    goal,
    layout,
    line,
    paragraph,
    run,
    table,
    without_bookmarks,
)

from pipeline.answers.answering import answers_from
from pipeline.answers.returned import Returned
from pipeline.model import Value
from pipeline.word import office
from pipeline.word.office import Format, available, convert
from pipeline.word.pen import fill
from pipeline.word.reading import read_controls

pytestmark = pytest.mark.skipif(not available(), reason="LibreOffice is not installed")

SPARE = [goal("9b1c"), goal("77aa")]
ISSUED = form(
    *(
        line("emne"),
        line("tom"),
        line("dato", DATE),
        line("ubrugt", DATE),
        line("hvem", WHO),
        line("uvalgt", WHO),
    ),
    *(line("ansvarlig", COMBO), line("forberedt", box(), "☐"), line("ikke", box(), "☐")),
    table("maal", goal("4f2a"), *SPARE),
)
VALUES: dict[str, Value] = {
    "emne": "Første linje\nanden linje æøå & <x>\n\nsidste",
    "dato": date(2026, 11, 12),
    "hvem": "leder",
    "ansvarlig": "En helt anden",
    "forberedt": True,
    "maal/4f2a/maal": "Lær dansk\nog mere",
    "maal/4f2a/frist": date(2027, 5, 1),
    "maal/4f2a/ansvarlig": "Begge",
    "maal/4f2a/fond": True,
}


def saved(docx: bytes, to: Format, folder: Path) -> Returned:
    """The form opened and saved by LibreOffice in a format, and read back as .docx."""
    original = folder / "Referat.docx"
    original.write_bytes(docx)
    path = convert([original], to, folder / "saved")[original]
    if to != "docx":
        path = convert([path], "docx", folder / "back")[path]
    return read_controls(path)


def answers(returned: Returned) -> dict[str, Value]:
    reading = answers_from(returned, layout(ISSUED), 2026)
    found, problems = list(reading.answers), list(reading.problems)
    assert problems == []
    return {answer.key: answer.value for answer in found}


@pytest.mark.parametrize("to", ["docx", "odt", "doc", "rtf"])
def test_libreoffice_keeps_every_answer(to: Format, tmp_path: Path) -> None:
    typed = fill(ISSUED, VALUES)
    returned = saved(typed, to, tmp_path)
    assert not [mark for mark in returned.marks if mark.found_by == "tag"]
    assert answers(returned) == answers(read_controls(typed))
    assert answers(returned).items() >= VALUES.items()
    assert all(FORM_ID in returned.evidence[place] for place in ("control", "property", "keywords", "footer"))


@pytest.mark.parametrize("to", ["docx", "odt", "doc", "rtf"])
def test_an_untouched_form_is_still_empty_after_libreoffice(to: Format, tmp_path: Path) -> None:
    assert set(answers(saved(ISSUED, to, tmp_path)).values()) == {None, False}


@pytest.mark.parametrize("to", ["docx", "odt", "doc", "rtf"])
def test_a_row_added_in_word_survives_libreoffice(to: Format, tmp_path: Path) -> None:
    plus = form(table("maal", goal("4f2a", "Et"), without_bookmarks(goal("4f2a", "Nyt mål"))))
    reading = answers_from(saved(plus, to, tmp_path), layout(form(table("maal", goal("4f2a")))), 2026)
    found, problems = list(reading.answers), list(reading.problems)
    assert problems == []
    assert [answer.value for answer in found if answer.key.endswith("/maal")] == ["Et", "Nyt mål"]


@pytest.mark.parametrize("to", ["docx", "odt", "doc", "rtf"])
def test_an_answer_of_several_paragraphs_survives_libreoffice(to: Format, tmp_path: Path) -> None:
    block = (
        '<w:bookmarkStart w:id="900" w:name="emne"/><w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr>'
        f"<w:sdtContent>{paragraph(run('Et'))}{paragraph(run('To'))}{paragraph(run('Tre'))}</w:sdtContent></w:sdt>"
        '<w:bookmarkEnd w:id="900"/>'
    )
    reading = answers_from(saved(form(block), to, tmp_path), layout(form(line("emne"))), 2026)
    found, problems = list(reading.answers), list(reading.problems)
    assert problems == []
    assert [answer.value for answer in found] == ["Et\nTo\nTre"]


@pytest.mark.parametrize("to", ["docx", "odt", "doc", "rtf"])
def test_text_typed_beside_a_field_is_still_told_after_libreoffice(to: Format, tmp_path: Path) -> None:
    stray = run("Skrevet ved siden af")
    blank = table("maal", goal("4f2a"), goal("9b1c"))
    beside = table("maal", goal("4f2a").replace("</w:p></w:tc>", f"{stray}</w:p></w:tc>", 1), goal("9b1c"))
    below = beside.replace(stray, f"</w:p>{paragraph(stray)}<w:p>")
    for returned in (form(beside), form(below)):
        reading = answers_from(saved(returned, to, tmp_path), layout(form(blank)), 2026)
        problems = list(reading.problems)
        assert [(p.code, p.place.spot) for p in problems] == [("text-beside", "maal/4f2a/maal")]


def test_a_file_libreoffice_cannot_read_is_left_out_and_takes_no_other_with_it(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.docx", tmp_path / "b.docx"
    good.write_bytes(ISSUED)
    bad.write_bytes(b"PK\x03\x04 not a form")
    twin = tmp_path / "other" / "a.docx"
    twin.parent.mkdir()
    twin.write_bytes(ISSUED)
    made = convert([bad, good, twin], "odt", tmp_path / "out")
    assert {path.name for path in made.values()} == {"a.odt", "a-2.odt"}
    assert set(made) == {good, twin}


def test_an_answer_of_several_paragraphs_is_whole_in_an_rtf_whose_bookmark_begins_twice(
    tmp_path: Path,
) -> None:
    twice = tmp_path / "Referat.rtf"
    start, end = r"{\*\bkmkstart emne}", r"{\*\bkmkend emne}"
    twice.write_text(rf"{{\rtf1\ansi {start}Et\par To\par {start}Tre{end}\par Efter\par}}")
    docx = convert([twice], "docx", tmp_path / "out")[twice]
    assert [mark.text for mark in read_controls(docx).marks if mark.key == "emne"] == ["Et\nTo\nTre"]


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it has been asked for."""
    asked: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_nothing_that_a_document_points_at_is_fetched(
    tmp_path: Path, visits: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = visits
    odt = tmp_path / "a.odt"
    odt.write_bytes(_pointing_odt(address))
    rtf = tmp_path / "b.rtf"
    picture = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/rtf.png" \\d }}{{\fldrslt x}}}}'
    rtf.write_text(rf"{{\rtf1\ansi {{\*\template {address}/t.dotm}} {picture}\par}}")
    assert set(convert([odt, rtf], "docx", tmp_path / "out")) == {odt, rtf}
    assert asked == []
    # The trap works: without the settings LibreOffice goes for the picture.
    monkeypatch.setattr(office, "_SETTINGS", {})
    monkeypatch.setattr(office, "_surroundings", lambda: dict(os.environ))
    convert([odt], "docx", tmp_path / "open")
    assert "/odt.png" in asked


def _pointing_odt(address: str) -> bytes:
    """An OpenDocument text with a section and a picture that lie on a server."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{oasis}:office:1.0" xmlns:text="{oasis}:text:1.0" '
        f'xmlns:draw="{oasis}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:svg="{oasis}:svg-compatible:1.0" office:version="1.2"><office:body><office:text>'
        f'<text:section text:name="s"><text:section-source xlink:href="{address}/section.odt"/><text:p>x</text:p>'
        '</text:section><text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
        f'<draw:image xlink:href="{address}/odt.png"/></draw:frame></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{oasis}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()
