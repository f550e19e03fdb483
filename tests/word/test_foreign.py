"""What LibreOffice is never started for, told by counting bytes; the forms that people send pass with room to spare."""

from __future__ import annotations

import io
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from small_form import form, line

from pipeline.problems import Place, UnreadableFile
from pipeline.word import office
from pipeline.word.foreign import refuse_hostile_foreign
from pipeline.word.pen import fill

_TYPE = b"application/vnd.oasis.opendocument.text"
_PARAGRAPH = "<text:p>x</text:p>"
LOOKS = b"\\b x\\b0 x"


def refusal(data: bytes) -> str:
    """The code of what a file is refused for; "" where LibreOffice may read it."""
    began = time.process_time()
    try:
        refuse_hostile_foreign(data, Place("svar"))
    except UnreadableFile as error:
        assert len(error.problem.text) > 20
        return error.problem.code
    finally:
        assert time.process_time() - began < 2
    return ""


def rtf(body: bytes) -> bytes:
    return b"{\\rtf1\\ansi " + body + b"}"


def odt(body: str, **parts: bytes) -> bytes:
    """An OpenDocument text with this body."""
    content = f'<office:document-content xmlns:office="o" xmlns:text="t">{body}</office:document-content>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        for name, data in ({"content.xml": content.encode()} | parts).items():
            package.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"x" * 17_000_000, "too-large"),
        (b"{" * 60_000 + b"}" * 60_000, "too-much-text"),
        (b"{" * 200 + b"}" * 200, "unsafe-file"),
        (b"}" * 16_000_000, "too-much-text"),
        (b"abc\\par " * 20_000, "too-much-text"),
        (b"\\trowd\\cellx100\\intbl x\\cell\\row" * 2_000, "too-much-text"),
        (LOOKS * 1_000 + b"\\par", "too-much-text"),
        ((LOOKS * 100 + b"\\par") * 100, "too-much-text"),
        ((LOOKS * 100 + b"\\cell") * 10 + b"\\par", "too-much-text"),
        ((b"\\trowd\\cellx9 " + LOOKS * 100 + b"\\row") * 10 + b"\\par", "too-much-text"),
        ((b"\\trowd" + b"\\cellx9" * 60 + b"\\intbl" + b"\\cell" * 60 + b"\\row") * 100, "too-much-text"),
        (b"x" * 100_000, "too-much-text"),
        (b"0" * 100_000, "too-much-text"),
        ((b"x" * 50_000 + b"\\par ") * 30, "too-much-text"),
        (b"{\\pict\\bin2147483647 " + bytes(1000) + b"}", "unsafe-file"),
        (b"{\\object\\objemb\\objupdate{\\*\\objdata 0105}}", "unsafe-file"),
        (b"{\\object\\objocx{\\*\\objdata 0105}}", "unsafe-file"),
        (b"{\\object\\objemb{\\*\\objdata 0105}}" * 60, "too-much-text"),
    ],
)
def test_a_hostile_rtf_is_refused_by_its_bytes(body: bytes, code: str) -> None:
    assert refusal(rtf(body)) == code


@pytest.mark.parametrize(
    "body",
    [
        b"{\\pict\\pngblip " + b"89504e47" * 1_000_000 + b"}",
        b"{\\pict\\bin1000 " + bytes(1000) + b"}",
        b"{\\object\\objemb{\\*\\objdata 0105}}",
        b"x \\\\bin99999999 \\{ \\} x",
        b"x \\{" * 300,
        b"{\\stylesheet" + b"{\\s1\\b Overskrift;}" * 2_000 + b"}{\\*\\rsidtbl" + b"\\rsid1 " * 2_000 + b"}x",
        (b"\\trowd\\cellx9\\intbl " + LOOKS * 100 + b"\\cell\\row") * 20 + b"\\par",
    ],
)
def test_pictures_styles_and_braces_in_a_text_are_everyday(body: bytes) -> None:
    assert refusal(rtf(body)) == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (odt(_PARAGRAPH * 20_000), "too-much-text"),
        (odt("<text:p>" + "<text:span>x</text:span>" * 1_000 + "</text:p>"), "too-much-text"),
        (odt("<text:p>" + "x" * 100_000 + "</text:p>"), "too-much-text"),
        (odt(_PARAGRAPH, **{"Pictures/a.png": bytes(60_000_000)}), "too-large"),
        (odt(_PARAGRAPH, **{"../a.txt": b"x"}), "unsafe-file"),
        (odt('<!DOCTYPE o [<!ENTITY a "x">]>'), "unsafe-file"),
        (odt(_PARAGRAPH)[:-60], "damaged-file"),
        (odt(_PARAGRAPH, **{"META-INF/manifest.xml": b"<m:encryption-data/>"}), "password-protected"),
        (odt(_PARAGRAPH * 500), ""),
    ],
)
def test_a_hostile_odt_is_refused_before_it_is_parsed(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_an_odt_whose_part_goes_on_beyond_its_size_is_refused() -> None:
    data = odt(_PARAGRAPH * 100)
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("content.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (size - 900).to_bytes(4, "little"))
    assert lying != data
    assert refusal(lying) == "damaged-file"


def test_a_doc_says_in_its_head_how_long_it_is() -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    head = b"\xec\xa5" + bytes(74)
    body = start.ljust(1024, b"\0") + head
    assert refusal(body + (50_000).to_bytes(4, "little")) == ""
    assert refusal(body + (500_000_000).to_bytes(4, "little")) == "too-much-text"
    assert refusal(start + bytes(17_000_000)) == "too-large"


@pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")
def test_a_form_with_pages_in_every_field_passes_in_every_format(tmp_path: Path) -> None:
    fields = [f"emne_{number}" for number in range(16)]
    pages = "Vi talte længe om, hvad der fungerer på Åvej, og hvad der skal ændres.\n" * 100
    docx = tmp_path / "Referat.docx"
    docx.write_bytes(fill(form(*map(line, fields)), dict.fromkeys(fields, pages)))
    for to in ("rtf", "odt", "doc"):
        saved = office.convert([docx], to, tmp_path / to)[docx]
        assert refusal(saved.read_bytes()) == ""


@pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")
def test_a_file_that_keeps_libreoffice_busy_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless, sound = tmp_path / "endless.rtf", tmp_path / "sound.rtf"
    endless.write_bytes(rtf(LOOKS * 22_000 + b"\\par"))
    sound.write_bytes(rtf(b"x\\par"))
    monkeypatch.setattr(office, "_BUSY_SECONDS", 5)
    assert set(office.convert([endless, sound], "docx", tmp_path / "out")) == {sound}


@pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")
def test_libreoffice_is_gone_when_its_time_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless.rtf"
    endless.write_bytes(rtf(LOOKS * 22_000 + b"\\par"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(office, "_START_SECONDS", 0)
    assert office.convert([endless], "docx", tmp_path / "out") == {}
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert not [line for line in running.splitlines() if "soffice" in line and str(tmp_path) in line]
