"""Comments in the margin come along with the field they hang on, and without the name of whoever wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_form import control, goal, line, paragraph, parts, run, table

from pipeline.answers.returned import Remark
from pipeline.word.office import Format, available, convert
from pipeline.word.package import write_package
from pipeline.word.pen import strip_tags
from pipeline.word.reading import read_controls

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def commented(*body: str, comments: dict[int, str]) -> bytes:
    """A form with these comments by number; they hang where the body says."""
    members = parts(*body)
    notes = "".join(
        f'<w:comment w:id="{number}" w:author="Trine Tang" w:initials="TT"><w:p>{content}</w:p></w:comment>'
        for number, content in comments.items()
    )
    members["word/comments.xml"] = f"<w:comments {_W}>{notes}</w:comments>".encode()
    for part, end, more in (
        ("[Content_Types].xml", b"</Types>", f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/>'),
        ("word/_rels/document.xml.rels", b"</Relationships>",
         f'<Relationship Id="rId99" Type="{_KIND}" Target="comments.xml"/>'),
    ):  # fmt: skip
        members[part] = members[part].replace(end, more.encode() + end)
    return write_package(members)


def around(content: str, number: int = 7) -> str:
    """Content with a comment on it, as Word marks it."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def remarks(*body: str, text: str = "Husk det") -> tuple[Remark, ...]:
    return read_controls(commented(*body, comments={7: run(text)})).remarks


ON_EMNE = (Remark("Husk det", "emne"),)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(control("emne", inner=around(run("Svar")))),
        paragraph(around(control("emne", text="Svar"))),
        paragraph(control("emne", inner=run("Et ") + around(run("ord")) + run(" til"))),
        paragraph(control("emne", text="Svar") + "<w:r><w:commentReference w:id='7'/></w:r>"),
    ],
    ids=["in the control", "around it", "on one word", "only its sign, after it"],
)
def test_a_comment_hangs_on_the_field_it_stands_in(body: str) -> None:
    assert remarks(line("dato"), body, line("hvem")) == ON_EMNE


def test_a_comment_on_a_label_hangs_on_the_field_of_its_row() -> None:
    cells = f"<w:tc>{paragraph(around(run('Emne')))}</w:tc><w:tc>{line('emne', text='Svar')}</w:tc>"
    assert remarks(line("dato"), f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == ON_EMNE


def test_a_comment_between_fields_hangs_on_the_one_before_it() -> None:
    assert remarks(line("emne"), paragraph(around(run("Overskrift"))), line("dato")) == ON_EMNE


def test_a_comment_in_a_row_of_a_table_hangs_on_that_row() -> None:
    first = goal("4f2a", "Et").replace("<w:t xml:space", '<w:commentReference w:id="7"/><w:t xml:space', 1)
    assert remarks(table("maal", goal("9b1c", "To"), first))[0].key == "maal/4f2a/maal"


def test_a_comment_is_read_where_only_bookmarks_are_left() -> None:
    docx = commented(paragraph(control("emne", inner=around(run("Svar")))), comments={7: run("Husk det")})
    assert read_controls(strip_tags(docx)).remarks == ON_EMNE


def test_a_comment_on_a_deletion_is_still_a_comment() -> None:
    gone = '<w:del w:id="1">' + around("<w:r><w:delText>væk</w:delText></w:r>") + "</w:del>"
    assert remarks(paragraph(control("emne", inner=run("Svar") + gone)), line("dato")) == ON_EMNE


def test_a_comment_is_read_as_accepted_and_nobody_is_named() -> None:
    text = (
        run("Husk det")
        + "<w:del w:id='1'><w:r><w:delText> ikke</w:delText></w:r></w:del></w:p><w:p>"
        + run("nu")
    )
    docx = commented(paragraph(control("emne", inner=around(run("Svar")))), comments={7: text})
    assert read_controls(docx).remarks == (Remark("Husk det\nnu", "emne"),)


def test_comments_come_in_the_order_of_the_text_and_those_without_a_place_last() -> None:
    body = paragraph(control("emne", inner=around(run("Et"), 9) + around(run("To"), 3)))
    docx = commented(body, comments={1: run("Løs"), 3: run("B"), 9: run("A"), 4: run(" ")})
    assert read_controls(docx).remarks == (Remark("A", "emne"), Remark("B", "emne"), Remark("Løs", ""))


def test_comments_that_cannot_be_read_cost_no_answer() -> None:
    members = dict.fromkeys(["word/comments.xml"], b"<broken")
    docx = commented(line("emne", text="Svar"), comments={})
    from pipeline.word.package import Package

    broken = write_package({**Package.open(docx).members, **members})
    returned = read_controls(broken)
    assert returned.remarks == ()
    assert "Svar" in [mark.text for mark in returned.marks]


@pytest.mark.skipif(not available(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("to", ["docx", "odt", "doc"])
def test_comments_survive_libreoffice(to: Format, tmp_path: Path) -> None:
    original = tmp_path / "Referat.docx"
    body = paragraph(control("emne", inner=around(run("Svar"))))
    original.write_bytes(commented(line("dato"), body, comments={7: run("Husk det")}))
    path = convert([original], to, tmp_path / "saved")[original]
    path = path if to == "docx" else convert([path], "docx", tmp_path / "back")[path]
    assert read_controls(path).remarks == ON_EMNE
