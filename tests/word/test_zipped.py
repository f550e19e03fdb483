"""Parts of a zip are inflated at once where all is in order, and by zipfile where it is not."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.deflating import DAMAGED
from pipeline.word.zipped import inflated


def a_zip(method: int = zipfile.ZIP_DEFLATED, name: str = "word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(name, b"abc" * 1_000)
    return buffer.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_part_comes_out_as_it_went_in_whatever_way_it_is_packed(method):
    assert inflated(a_zip(method), "word/document.xml", 10_000) == b"abc" * 1_000


def test_no_more_comes_out_than_is_asked_for():
    assert inflated(a_zip(), "word/document.xml", 5) == b"abcab"


def test_a_part_that_is_not_what_the_directory_says_is_damaged():
    data = a_zip()
    at = data.index(b"word/document.xml") + len("word/document.xml")
    with pytest.raises(DAMAGED):
        inflated(data[: at + 3] + b"\x00\x01" + data[at + 5 :], "word/document.xml", 10_000)
    with pytest.raises(DAMAGED):
        inflated(data.replace(b"word/document.xml", b"word/documenx.xml", 1), "word/document.xml", 10_000)


def test_a_name_in_danish_letters_is_read_too():
    assert inflated(a_zip(name="word/æøå.xml"), "word/æøå.xml", 10_000) == b"abc" * 1_000
