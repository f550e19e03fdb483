"""What is taken up from the inbox, what is passed over, and what is left for another night and why."""

from __future__ import annotations

import os
import threading
import time
import unicodedata
from pathlib import Path

import pytest
from bundle_files import a_mail, zipped

from pipeline.returns.arriving import take_up
from pipeline.returns.finding import FoundFile, find_files
from pipeline.returns.standins import elsewhere_by_marks

LONG_AGO = 1_700_000_000
WHOLE = zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))


def put(path, content=WHOLE, at=LONG_AGO):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def names(found):
    return [file.path.name for file in found.files]


def code(path, root=None, now=None):
    problem = take_up(FoundFile(path, root), now or time.time()).problem
    return problem and problem.code


def test_files_come_oldest_first_out_of_folders_however_deep(tmp_path):
    deep = tmp_path.joinpath(*["Samtaler i Børn og Unge med et langt navn"] * 12)
    put(deep / "ny.docx", at=LONG_AGO + 2)
    put(tmp_path / "a" / "gammel.docx", at=LONG_AGO)
    put(tmp_path / "mellem.docx", at=LONG_AGO + 1)
    found = find_files([tmp_path])
    assert names(found) == ["gammel.docx", "mellem.docx", "ny.docx"]
    assert len(str(deep)) > 260
    assert take_up(found.files[2], time.time()).content == WHOLE


def test_leftovers_are_counted_by_kind(tmp_path):
    for name in (
        "~$ferat.docx",
        ".~lock.a.odt#",
        ".DS_Store",
        "Thumbs.db",
        "._a.docx",
        "~WRL0001.tmp",
        "a.crdownload",
    ):
        put(tmp_path / name)
    put(tmp_path / "__MACOSX" / "a.docx")
    found = find_files([tmp_path])
    assert names(found) == []
    assert found.ignored == {"lock files": 2, "system files": 4, "unfinished downloads": 2}


def test_names_are_shown_composed_without_a_cpr_number_and_without_a_full_stop_at_the_end(tmp_path):
    folder = tmp_path / "010190-1234 Bo"
    path = put(folder / unicodedata.normalize("NFD", "Referat Åse 010190-1234.docx."))
    arrived = take_up(FoundFile(path, tmp_path), time.time())
    assert arrived.name == "Referat Åse (cpr udeladt).docx"
    assert "010190" not in arrived.place.file and arrived.place.file.endswith("(cpr udeladt).docx.")


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("Referat.docx", "~$ferat.docx"),
        ("Bo.docx", "~$Bo.docx"),
        ("Referat.docx", "~$Referat.docx"),
        ("Plan.odt", ".~lock.Plan.odt#"),
    ],
)
def test_a_file_that_somebody_has_open_is_left_unless_it_is_named(tmp_path, name, lock):
    path = put(tmp_path / name)
    assert code(path, tmp_path) is None
    put(tmp_path / lock, b"Anna")
    assert code(path, tmp_path) == "file-in-use"
    assert code(path) is None


CUT = {
    "cut.docx": WHOLE[:-30],
    "empty.docx": b"",
    "cut.pdf": b"%PDF-1.7\n1 0 obj <<>>",
    "cut.rtf": b"{\\rtf1 Referat",
    "cut.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 300,
    "cut.eml": a_mail(("a.docx", WHOLE * 9)).as_bytes()[:-900],
}


@pytest.mark.parametrize("name", CUT)
def test_a_file_that_is_not_whole_is_left_while_it_is_fresh(tmp_path, name):
    path = put(tmp_path / name, CUT[name], at=time.time())
    assert code(path, tmp_path) == "file-unfinished"
    assert code(path, tmp_path, now=time.time() + 61) is None
    assert code(path) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("whole.docx", WHOLE),
        ("whole.pdf", b"%PDF-1.7\n%%EOF\r\n"),
        ("whole.rtf", b"{\\rtf1 Referat}\r\n\0"),
        ("whole.eml", a_mail(("a.docx", WHOLE)).as_bytes()),
        ("photo.jpg", b"\xff\xd8"),
    ],
)
def test_a_whole_file_is_taken_however_fresh(tmp_path, name, content):
    assert code(put(tmp_path / name, content, at=time.time()), tmp_path) is None


def test_a_clock_that_is_far_ahead_keeps_nothing_waiting_for_ever(tmp_path):
    assert code(put(tmp_path / "a.docx", b"", at=time.time() + 90_000), tmp_path) is None


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (".Referat.docx.icloud", b"bplist00", "not-downloaded"),
        ("Referat.docx", b"\0" * 5_000, "not-downloaded"),
        ("Referat.url", b"[InternetShortcut]", "link-to-document"),
        ("Referat.docx.lnk", b"L\0\0\0", "link-to-document"),
        ("Referat.webloc", b"bplist00", "link-to-document"),
        ("Referat.gdoc", b"{}", "link-to-document"),
    ],
)
def test_what_stands_for_a_document_is_told_and_left(tmp_path, name, content, expected):
    put(tmp_path / name, content)
    (file,) = find_files([tmp_path]).files
    arrived = take_up(file, time.time())
    assert (arrived.problem.code, arrived.digest) == (expected, "")


@pytest.mark.parametrize(
    ("attributes", "flags", "elsewhere"),
    [(0x20, 0, False), (0x400020, 0, True), (0x1020, 0, True), (0x40020, 0, True), (0, 0x40000000, True)],
)
def test_windows_and_macos_mark_what_is_not_downloaded(attributes, flags, elsewhere):
    assert elsewhere_by_marks(attributes, flags) is elsewhere


def test_a_file_that_changes_while_it_is_read_is_left(tmp_path):
    path = put(tmp_path / "stor.docx", b"x" * 60_000_000)
    stop = threading.Event()

    def write():
        while not stop.is_set():
            with path.open("ab") as file:
                file.write(b"y")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert code(path) == "file-changed"
    finally:
        stop.set()
        writer.join()


def test_a_file_that_is_gone_again_costs_nothing(tmp_path):
    assert code(tmp_path / "væk.docx", tmp_path) == "unreadable-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_is_closed_is_told(tmp_path):
    closed = tmp_path / "lukket"
    closed.mkdir(mode=0)
    assert find_files([tmp_path]).closed == [closed]


def test_links_to_folders_are_not_followed(tmp_path):
    put(tmp_path / "andet" / "a.docx")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "genvej").symlink_to(tmp_path / "andet")
    (inbox / "rundt").symlink_to(inbox)
    assert sorted(names(find_files([inbox]))) == ["genvej", "rundt"]
    assert {code(file.path, inbox) for file in find_files([inbox]).files} == {"unreadable-file"}


def test_what_was_taken_in_before_is_not_found_again_unless_pointed_at(tmp_path):
    kept = put(tmp_path / "archive" / "a.docx")
    put(tmp_path / "archive" / "a.docx.txt", b"brev")
    own = [tmp_path / "archive"]
    assert (names(find_files([tmp_path], own)), find_files([tmp_path], own).ignored.total()) == ([], 2)
    assert names(find_files([tmp_path / "archive"], own)) == ["a.docx"]
    assert names(find_files([Path(kept)], own)) == ["a.docx"]
