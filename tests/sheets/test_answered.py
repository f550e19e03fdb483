"""A workbook from anybody is opened no further than one of ours can reach."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
import zlib

import pytest
from openpyxl import Workbook

from pipeline.sheets.answered import read_answered, says

SHEET, SIZE = "xl/worksheets/sheet1.xml", 200 * 1024 * 1024


def a_book() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.active["A1"] = "vores mærke"
    book.save(stream)
    return stream.getvalue()


def lying(part: str) -> bytes:
    """A book whose part declares what it has first, with the right checksum, and goes on for 200 MB."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_book())) as sound,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book,
    ):
        for name in sorted(sound.namelist(), key=lambda name: name == part):
            first = sound.read(name)
            book.writestr(name, first + bytes(SIZE if name == part else 0))
    content = buffer.getvalue()
    told = [(SIZE + len(first), len(first)), (zlib.crc32(first + bytes(SIZE)), zlib.crc32(first))]
    for of_all, of_first in told:
        content = content.replace(of_all.to_bytes(4, "little"), of_first.to_bytes(4, "little"))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.getinfo(part).file_size == len(first)
    return content


def test_a_sound_workbook_is_read() -> None:
    answered = read_answered(a_book())
    assert answered and answered.pages["Sheet"][0][0] == "vores mærke"
    assert says(a_book(), "vores") and not says(a_book(), "andres")


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml"])
def test_a_part_that_goes_on_beyond_its_size_is_not_inflated(part: str) -> None:
    content = lying(part)
    tracemalloc.start()
    assert read_answered(content) is None
    says(content, "vores")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


def test_a_crowd_of_parts_is_counted_before_it_is_listed() -> None:
    stream = io.BytesIO(a_book())
    with zipfile.ZipFile(stream, "a") as book:
        for number in range(20_000):
            book.writestr(f"xl/media/{number}.x", b"")
    began = time.process_time()
    assert read_answered(stream.getvalue()) is None
    assert not says(stream.getvalue(), "vores")
    assert time.process_time() - began < 0.2
