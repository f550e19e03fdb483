"""PDFs that are damaged, locked, pictures, or made to do harm: each is read or refused, in time and within bounds."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from pipeline.pdf.inside import read_document
from pipeline.pdf.reading import read_fields, read_lines
from pipeline.problems import UnreadableFile
from tests.pdf.small_pdf import SAYS_HELLO, small_pdf, stream, written

PRINT = (Path(__file__).parent / "specimens" / "skema.pdf").read_bytes()
_IMAGE = stream(
    b"\0" * 300, b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceRGB"
)
_SHOWS_IMAGE = b"q 500 0 0 700 40 40 cm /I Do Q\n"


def code(content):
    with pytest.raises(UnreadableFile) as refused:
        read_fields(content, "skema.pdf")
    assert refused.value.problem.place.file == "skema.pdf"
    return refused.value.problem.code


def with_image(content):
    return small_pdf(content, _IMAGE, resources=b"/XObject<</I 6 0 R>>")


def locked(user, owner):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PRINT)))
    writer.encrypt(user, owner_password=owner, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


HOSTILE = {
    "a gigabyte of nothing": (lambda: small_pdf(b"\0" * 1_000_000_000), "too-large"),
    "a million words": (lambda: small_pdf(SAYS_HELLO * 300_000), "too-large"),
    "a million lines": (lambda: small_pdf(b"10 10 m 500 800 l S\n" * 200_000), "too-large"),
    "a form that shows itself ten times": (
        lambda: small_pdf(
            b"/X Do " * 10,
            stream(
                b"/X Do " * 10 + SAYS_HELLO,
                b"/Subtype/Form/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>",
            ),
            resources=b"/XObject<</X 6 0 R>>",
        ),
        "too-large",
    ),
    "five hundred pages": (lambda: small_pdf(pages=500), "too-large"),
    "eleven megabytes": (lambda: PRINT + b"\0" * 11_000_000, "too-large"),
    "brackets without end": (lambda: b"%PDF-1.7\n" + b"(" * 9_000_000, "damaged-file"),
    "pages within themselves": (
        lambda: written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]),
        "damaged-file",
    ),
    "no pages": (
        lambda: written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]),
        "empty-file",
    ),
    "cut in half": (lambda: PRINT[: len(PRINT) // 2], "damaged-file"),
    "nothing": (lambda: b"", "empty-file"),
    "a text": (lambda: b"Hej", "not-a-pdf"),
    "a folder of files": (lambda: small_pdf(catalogue=b"/Collection<<>>"), "pdf-collection"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_made_to_do_harm_is_refused(case):
    make, expected = HOSTILE[case]
    assert code(make()) == expected


def test_what_a_pdf_would_start_is_never_looked_at():
    starts = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(/bin/false)>>>>"
    assert [line.text for line in read_lines(small_pdf(catalogue=starts))] == ["Hej med dig"]


def test_a_print_locked_against_editing_is_read_and_one_with_a_password_is_not():
    assert read_lines(locked("", "hemmelig")) == read_lines(PRINT)
    assert code(locked("hemmelig", "hemmelig")) == "password-protected"


def test_a_scanned_paper_is_told_to_be_a_picture():
    assert code(with_image(_SHOWS_IMAGE)) == "picture-pdf"


def test_the_words_a_scanner_lays_under_its_picture_are_not_read():
    assert code(with_image(_SHOWS_IMAGE + b"3 Tr " + SAYS_HELLO)) == "picture-pdf"


def test_a_logo_makes_no_picture_of_a_page():
    assert read_lines(with_image(b"q 50 0 0 50 40 780 cm /I Do Q\n" + SAYS_HELLO))


def test_a_print_with_a_photographed_page_in_it_is_not_read_in_half():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PRINT)))
    writer.append(io.BytesIO(with_image(_SHOWS_IMAGE)))
    target = io.BytesIO()
    writer.write(target)
    assert code(target.getvalue()) == "picture-pages"


def test_flipped_bytes_and_lost_pieces_end_in_lines_or_a_problem():
    dice = random.Random(4)
    ends = {"read": 0, "refused": 0}
    for _ in range(60):
        broken = bytearray(PRINT)
        for _ in range(dice.choice((1, 5, 50))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        if dice.random() < 0.3:
            start = dice.randrange(len(broken))
            del broken[start : start + dice.choice((1, 100, 10_000))]
        try:
            read_document(bytes(broken))
            ends["read"] += 1
        except UnreadableFile:
            ends["refused"] += 1
    assert min(ends.values()) > 5


def test_nothing_of_a_damaged_document_reaches_the_screen(capfd):
    with pytest.raises(UnreadableFile):
        read_fields(PRINT[: len(PRINT) // 2])
    assert capfd.readouterr() == ("", "")
