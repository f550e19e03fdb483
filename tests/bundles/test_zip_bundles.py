"""A zip is taken apart with care: its members by their own names and times, and nothing hostile unpacked."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest
from bundle_files import zipped, zipped_link

from pipeline.bundles import is_bundle, is_whole_zip, open_bundle
from pipeline.problems import UnreadableFile

FORM = b"PK the form"


def names(content, name="svar.zip"):
    return [member.name for member in open_bundle(content, name).members]


def refusal(content, name="svar.zip"):
    with pytest.raises(UnreadableFile) as caught:
        open_bundle(content, name)
    assert caught.value.problem.text
    return caught.value.problem.code


def test_members_come_with_their_folders_bytes_and_times():
    (member,) = open_bundle(zipped(("Team A/Referat Bo.docx", FORM)), "svar.zip").members
    assert (member.name, member.content, member.problem) == ("Team A/Referat Bo.docx", FORM, None)
    assert time.localtime(member.at)[:5] == (2026, 11, 12, 9, 30)


@pytest.mark.parametrize("name", ["svar.zip", "svar", "svar.bin"])
def test_a_crowded_zip_is_refused_before_its_members_are_listed(name):
    content = zipped(*((f"{number}.x", b"") for number in range(20_000)))
    began = time.process_time()
    assert is_bundle(content, name) and is_whole_zip(content)
    assert refusal(content, name) == "bundle-too-large"
    assert time.process_time() - began < 0.5


def test_forms_packed_no_smaller_do_not_make_a_crowd():
    """Their own directories stand in the zip as they are."""
    form = zipped(*((f"word/{number}.xml", b"") for number in range(500)))
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for number in range(20):
            archive.writestr(f"Referat {number}.docx", form)
    assert len(names(stored.getvalue())) == 20


def test_what_systems_leave_in_a_zip_is_counted_and_not_reported():
    left = ("__MACOSX/._a.docx", ".DS_Store", "Team/Thumbs.db", "~$ferat.docx", "._b.docx", "a/.~lock.x.odt#")
    bundle = open_bundle(zipped(("a.docx", FORM), *((name, b"x") for name in left)), "svar.zip")
    assert ([member.name for member in bundle.members], bundle.ignored) == (["a.docx"], 6)


def test_a_zip_is_known_by_its_content_and_a_document_is_none():
    assert is_bundle(zipped(("a.docx", FORM)), "svar.bin")
    assert not is_bundle(zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")), "svar.zip")
    assert not is_bundle(zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), "svar.odt")
    assert not is_bundle(zipped(("Index/Document.iwa", b"x")), "svar.pages")
    assert is_bundle(b"PK\x03\x04 cut off", "svar.zip") and not is_bundle(b"PK\x03\x04 cut off", "svar.docx")


@pytest.mark.parametrize("name", ["../a.docx", "/etc/a.docx", "C:\\a.docx", "x/../../a.docx", "..\\a.docx"])
def test_a_name_that_leads_out_of_the_zip_is_refused(name):
    assert refusal(zipped((name, FORM))) == "unsafe-bundle"


def test_backslashes_of_old_windows_programs_are_folders():
    assert names(zipped(("Team A\\Referat.docx", FORM))) == ["Team A/Referat.docx"]


@pytest.mark.parametrize(("coding", "flag"), [("cp850", 0), ("utf-8", 0), ("utf-8", 0x800)])
def test_danish_letters_are_read_as_windows_and_macos_write_them(coding, flag):
    raw = zipped(("XXXXXXXX.docx", FORM))
    written = "Ærø å.docx".encode(coding)
    raw = raw.replace(b"XXXXXXXX.docx", written.rjust(13, b"_"))
    raw = raw.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0" + flag.to_bytes(2, "little"))
    raw = raw.replace(
        b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0" + flag.to_bytes(2, "little")
    )
    assert names(raw)[0].lstrip("_") == "Ærø å.docx"


def test_a_link_is_refused():
    assert refusal(zipped_link("a.docx", "/etc/passwd")) == "unsafe-bundle"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused():
    assert refusal(zipped(("a.docx", FORM), ("a.docx", b"other"))) == "unsafe-bundle"


def test_a_zip_with_a_password_says_so():
    raw = bytearray(zipped(("a.docx", FORM)))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(raw)) == "bundle-encrypted"


def test_a_zip_in_a_zip_is_told_and_not_opened():
    inner = zipped(("a.docx", FORM))
    (member, other) = open_bundle(zipped(("inner.zip", inner), ("b.docx", FORM)), "svar.zip").members
    assert (member.name, member.content, member.problem.code) == ("inner.zip", inner, "nested-bundle")
    assert other.problem is None


@pytest.mark.parametrize("cut", [30, 100, -1])
def test_a_zip_that_is_cut_off_is_damaged(cut):
    assert refusal(zipped(("a.docx", FORM * 20))[:cut]) == "damaged-bundle"


def test_a_member_whose_bytes_are_flipped_is_never_half_read():
    raw = bytearray(zipped(("a.docx", FORM * 20), compress=zipfile.ZIP_STORED))
    raw[raw.index(b"the form")] ^= 1
    assert refusal(bytes(raw)) == "damaged-bundle"


def bomb():
    return zipped(("a.docx", b"\0" * 60_000_000))


def lying_bomb():
    """The bomb declares ten bytes in both headers."""
    declared = (60_000_000).to_bytes(4, "little")
    return bomb().replace(declared, (10).to_bytes(4, "little"))


def many_members():
    return zipped(*((f"{number}.docx", b"x") for number in range(1_001)))


def wide_bomb():
    """Members that each stay below what a member may unpack to."""
    return zipped(*((f"{number}.docx", b"\0" * 1_000_000) for number in range(80)))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (bomb, "bundle-too-large"),
        (lying_bomb, "damaged-bundle"),
        (many_members, "bundle-too-large"),
        (wide_bomb, "bundle-too-large"),
    ],
)
def test_a_bomb_is_refused_in_little_time_and_memory(make, code):
    content = make()
    tracemalloc.start()
    begun = time.process_time()
    assert refusal(content) == code
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000
    assert time.process_time() - begun < 2


def test_an_empty_zip_holds_nothing():
    assert open_bundle(zipped(), "svar.zip").members == ()
    assert zipfile.ZipFile(io.BytesIO(zipped())).namelist() == []
