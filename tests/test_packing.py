"""A package is put together so that any zip reader finds what was put in, and the same parts give the same bytes."""

import importlib
import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.deflating
from pipeline.packing import in_order, packed, packed_in_pieces, write_package, zip_of

PARTS = {
    "word/document.xml": "<w:p>Hej æøå</w:p>".encode() * 4000,
    "word/media/logo.png": bytes(range(256)) * 40,
    "[Content_Types].xml": b"<Types/>",
    "docProps/bilag æ.xml": b"",
    "_rels/.rels": b"<Relationships/>",
}


def read(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_a_reader_finds_every_part_as_it_was_in_the_order_word_wants():
    content = write_package(PARTS)
    assert read(content) == PARTS
    first = ["[Content_Types].xml", "_rels/.rels"]
    assert list(read(content)) == [*first, *sorted(PARTS.keys() - set(first))]


def test_the_same_parts_give_the_same_bytes_in_whatever_order_they_come():
    assert write_package(PARTS) == write_package(dict(reversed(PARTS.items())))


def test_a_part_packed_once_is_taken_over_as_it_is():
    still = {name: packed(name, PARTS[name]) for name in PARTS}
    assert zip_of(still[name] for name in in_order(PARTS)) == write_package(PARTS)


def test_the_parts_are_dated_as_early_as_a_zip_can_tell_and_may_be_read_by_everybody():
    with zipfile.ZipFile(io.BytesIO(write_package(PARTS))) as package:
        for part in package.infolist():
            assert part.date_time == (1980, 1, 1, 0, 0, 0)
            assert part.external_attr >> 16 == 0o644
            assert (part.create_system, part.compress_type) == (3, zipfile.ZIP_DEFLATED)


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@given(st.dictionaries(NAMES, st.binary(max_size=9000)))
def test_any_parts_come_back(parts):
    assert read(write_package(parts)) == parts


@given(st.lists(st.binary(max_size=9000)))
def test_a_part_that_comes_in_pieces_is_the_pieces_in_a_row(pieces):
    assert read(zip_of([packed_in_pieces("del.xml", iter(pieces))])) == {"del.xml": b"".join(pieces)}


@pytest.fixture
def without_isal(monkeypatch):
    """The door to deflate as it is on a machine that isal has no wheel for."""
    monkeypatch.setitem(sys.modules, "isal", None)
    yield importlib.reload(pipeline.deflating)
    monkeypatch.undo()
    importlib.reload(pipeline.deflating)


def test_a_machine_without_isal_makes_files_that_read_the_same(without_isal, monkeypatch):
    assert without_isal._library.__name__ == "zlib"
    for name in ("deflated", "deflated_in_pieces", "checksum"):
        monkeypatch.setattr(f"pipeline.packing.{name}", getattr(without_isal, name))
    assert read(write_package(PARTS)) == PARTS
    assert read(zip_of([packed_in_pieces("del.xml", [b"en", b"to"])])) == {"del.xml": b"ento"}
