"""What people see in a file is what is read, however the file says it."""

from __future__ import annotations

import re

import pytest
from small_form import FORM_ID, fields, form, goal, line, paragraph, parts, run, table

from pipeline.answers.answering import answers_from
from pipeline.model import Field
from pipeline.word.package import write_package
from pipeline.word.reading import read_controls, read_lines

EMNE = fields(Field("emne", "Emne", "text", "Skriv her"))
_USUAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def answer(docx: bytes) -> object:
    reading = answers_from(read_controls(docx), EMNE, 2026)
    assert list(reading.problems) == []
    return reading.answers[0].value


def field(code: str, result: str, begin: str = "") -> str:
    """A field in Word's long form: code, result, and the signs between them."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{begin}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        (run("😀 tak 👩‍👩‍👧"), "😀 tak 👩‍👩‍👧"),
        (run("12\u00a0000\u00a0kr."), "12 000 kr."),
        ("<w:r><w:t>sam</w:t><w:softHyphen/><w:t>tale</w:t></w:r>", "samtale"),
        ("<w:r><w:t>MUS</w:t><w:noBreakHyphen/><w:t>en</w:t></w:r>", "MUS-en"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:t> mål</w:t></w:r>', "→ mål"),
        ('<w:r><w:sym w:font="x" w:char="FFFFFFFFFF"/><w:sym w:font="x" w:char="D800"/><w:t>ja</w:t></w:r>', "ja"),
        (f'<w:fldSimple w:instr=" DATE ">{run("i dag")}</w:fldSimple>', "i dag"),
        (field(" FORMTEXT ", "skrevet", "<w:ffData><w:textInput/></w:ffData>"), "skrevet"),
        (f'<w:hyperlink r:id="rId5">{run("www.herlev.dk")}</w:hyperlink>', "www.herlev.dk"),
        (f"<m:oMath {_M}><m:r><m:t>2+2</m:t></m:r></m:oMath>", "2+2"),
        ('<w:ruby><w:rubyPr/><w:rubyBase><w:r><w:t>ord</w:t></w:r></w:rubyBase></w:ruby>', "ord"),
        (run("=HYPERLINK(&quot;http://x&quot;)"), '=HYPERLINK("http://x")'),
        (run("ord " * 20_000), ("ord " * 20_000).strip()),
    ],
)  # fmt: skip
def test_an_answer_is_what_is_seen_of_it(inner: str, seen: str) -> None:
    assert answer(form(line("emne", inner=inner))) == seen


def test_an_old_text_box_is_read_once() -> None:
    old = f"<w:p><w:r><w:pict><w:txbxContent>{line('emne', '', 'Svar')}</w:txbxContent></w:pict></w:r></w:p>"
    assert answer(form(old)) == "Svar"


def strict(docx_parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts as Word's Strict format names things (ISO/IEC 29500-1, annex A)."""
    package = {
        f"{_USUAL}package/2006/relationships/metadata/core-properties": (
            f"{_STRICT}officeDocument/relationships/metadata/coreProperties"
        ),
        f"{_USUAL}officeDocument/2006/relationships/custom-properties": (
            f"{_STRICT}officeDocument/relationships/customProperties"
        ),
        f"{_USUAL}officeDocument/2006/custom-properties": f"{_STRICT}officeDocument/customProperties",
        f"{_USUAL}officeDocument/2006/": f"{_STRICT}officeDocument/",
        f"{_USUAL}wordprocessingml/2006/": f"{_STRICT}wordprocessingml/",
        f"{_USUAL}drawingml/2006/": f"{_STRICT}drawingml/",
    }
    made = {}
    for part, data in docx_parts.items():
        for usual, other in package.items():
            data = data.replace(usual.encode(), other.encode())
        made[part] = data
    return made


def test_a_strict_file_gives_all_that_any_other_gives() -> None:
    equation = f"<m:oMath {_M}><m:r><m:t>2+2</m:t></m:r></m:oMath>"
    usual = parts(
        line("emne", inner=run("Svar ") + equation), table("maal", goal("4f2a", "Et", "1. maj 2027"))
    )
    made = strict(usual)
    assert _STRICT.encode() in made["word/document.xml"]
    assert b"wordprocessingml/2006" not in made["word/document.xml"]
    read, expected = read_controls(write_package(made)), read_controls(write_package(usual))
    assert read == expected
    assert read_lines(write_package(made)) == read_lines(write_package(usual))
    assert answer(write_package(made)) == "Svar 2+2"


def test_prefixes_may_be_anything() -> None:
    odd = {}
    for part, data in parts(line("emne", "", "Svar"), table("maal", goal("4f2a", "Et"))).items():
        text = data.decode()
        for number, prefix in enumerate(("w", "w14", "w15", "mc", "r", "cp", "vt")):
            text = re.sub(rf"(</?|\s|xmlns:){prefix}(?=[:=])", rf"\1ns{number}", text)
        odd[part] = text.replace('mc:Ignorable="w14 w15"', "").encode()
    assert read_controls(write_package(odd)) == read_controls(
        write_package(parts(line("emne", "", "Svar"), table("maal", goal("4f2a", "Et"))))
    )
    assert FORM_ID in read_controls(write_package(odd)).evidence["property"]


def test_a_control_around_its_cell_is_in_that_cell() -> None:
    cell = f"<w:tc>{paragraph(run('Svar'))}</w:tc>"
    around = f'<w:sdt><w:sdtPr><w:tag w:val="emne"/></w:sdtPr><w:sdtContent>{cell}</w:sdtContent></w:sdt>'
    docx = form(f"<w:tbl><w:tr><w:tc>{paragraph(run('Emne'))}</w:tc>{around}</w:tr></w:tbl>")
    mark = next(mark for mark in read_controls(docx).marks if mark.key == "emne")
    assert mark.spot == read_lines(docx)[-1].spot
