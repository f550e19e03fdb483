from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from small_form import form, line, parts

from pipeline.problems import UnreadableFile
from pipeline.word.package import SIZE_LIMIT, Package, file_kind, write_package
from pipeline.word.reading import read_controls

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD_97 = OLE + "WordDocument".encode("utf-16-le")
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_controls(data, "Referat.docx")
    assert caught.value.problem.blocks
    assert caught.value.problem.place.file == "Referat.docx"
    return caught.value.problem.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7", "not-a-word-file"),
        (b"PK\x05\x06" + bytes(18), "not-a-word-file"),
        (WORD_97, "needs-conversion"),
        (ENCRYPTED, "password-protected"),
        (OLE, "not-a-word-file"),
        (form(line("emne"))[:-200], "damaged-file"),
        (b"PK\x03\x04[Content_Types].xml half a file", "damaged-file"),
    ],
)
def test_a_file_that_is_no_sound_word_file_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_workbook_under_a_word_name_is_refused() -> None:
    members = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    assert refusal(write_package(members)) == "not-a-word-file"


def test_macros_are_refused() -> None:
    assert refusal(write_package(parts() | {"word/vbaProject.bin": b"x"})) == "macros-in-file"


def test_a_doctype_is_refused_and_its_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hemmeligt")
    members = parts(line("emne", "", "&xxe;"))
    doctype = f'<!DOCTYPE w:document [<!ENTITY xxe SYSTEM "{secret.as_uri()}">]>'.encode()
    members["word/document.xml"] = doctype + members["word/document.xml"]
    assert refusal(write_package(members)) == "unsafe-file"


def test_an_entity_bomb_ends_in_a_refusal() -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    members = parts(line("emne", "", "&j;"))
    members["word/document.xml"] = bomb + b"]>" + members["word/document.xml"]
    assert refusal(write_package(members)) in ("unsafe-file", "damaged-file")


def test_a_zip_bomb_is_refused_by_what_it_declares() -> None:
    assert refusal(write_package(parts() | {"word/media/a.bin": bytes(20_000_000)})) == "too-large"


def test_a_zip_bomb_that_lies_about_its_size_is_stopped_while_inflating() -> None:
    members = parts(line("emne"))
    members["word/document.xml"] += b" " * (SIZE_LIMIT + 1)
    honest = write_package(members)
    real = len(members["word/document.xml"]).to_bytes(4, "little")
    with pytest.raises(UnreadableFile) as caught:
        read_controls(honest.replace(real, (1000).to_bytes(4, "little")))
    assert caught.value.problem.code in ("too-large", "damaged-file")


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(form(line("emne")))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<other/>")
    assert refusal(buffer.getvalue()) == "unsafe-file"


def test_damage_in_a_part_nobody_needs_stops_nothing() -> None:
    data = write_package(parts(line("emne", "", "Svar")) | {"word/theme/theme1.xml": b"unneeded" * 40})
    at = data.index(b"word/theme/theme1.xml") + len("word/theme/theme1.xml")
    broken = data[:at] + b"\xff" * 8 + data[at + 8 :]
    assert "Svar" in [mark.text for mark in read_controls(broken).marks]
    with pytest.raises(UnreadableFile):
        Package.open(broken).read("word/theme/theme1.xml")


def test_a_file_is_known_by_its_content() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    kinds = [file_kind(data) for data in (form(), buffer.getvalue(), WORD_97, ENCRYPTED, b"", b"hej")]
    assert kinds == ["docx", "odt", "doc", "encrypted", "empty", "other"]


def test_a_package_is_written_the_same_whatever_the_order_of_its_parts() -> None:
    members = parts(line("emne"))
    data = write_package(dict(reversed(members.items())))
    assert data == write_package(members)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\xef\xbb\xbf {\\rtf1}", "rtf"),
        (b"%PDF-1.7", "pdf"),
        (b"\r\n" * 400 + b"%PDF-1.4", "pdf"),
        (b" " * 1100 + b"%PDF-1.4", "other"),
        (b"\xff\xd8\xff\xe1", "image"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"II*\x00", "image"),
        (b"GIF89a", "image"),
        (bytes(4) + b"ftypheic", "image"),
        (write_package({"[Content_Types].xml": b"x macroEnabled x", "word/document.xml": b""}), "docm"),
        (write_package(parts() | {"word/VBAPROJECT.BIN": b"x"}), "docm"),
        (write_package({"Referat.docx": b"PK", "word/other.txt": b""}), "docx"),
        (write_package({"a/Referat.docx": form()}), "zip"),
        (form()[:3000], "docx"),
    ],
)
def test_more_kinds_of_files_are_known_by_their_content(data: bytes, kind: str) -> None:
    assert file_kind(data) == kind


def test_a_form_packed_without_compression_makes_a_zip_and_no_form_of_it() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("Referat.docx", form())
    assert file_kind(buffer.getvalue()) == "zip"


@pytest.mark.parametrize(
    ("data", "code"), [(b"\xff\xd8\xff\xe1", "picture-file"), (b"{\\rtf1}", "needs-conversion")]
)
def test_a_photo_and_a_rich_text_file_are_told_for_what_they_are(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize(
    "name",
    ["Word/Document.xml", "word\\document.xml", "word/./document.xml", "../x", "..\\x", "/etc/x", "C:\\x"],
)
def test_names_that_clash_or_lead_out_of_the_package_are_refused(name: str) -> None:
    assert refusal(write_package(parts() | {name: b"<other/>"})) == "unsafe-file"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_packing_that_word_does_not_write_is_refused(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for part, data in parts().items():
            archive.writestr(part, data)
    assert refusal(buffer.getvalue()) == "unsafe-file"


def test_parts_are_found_whatever_the_case_of_their_names() -> None:
    members = parts(line("emne", "", "Svar"))
    members["Word/Document.XML"] = members.pop("word/document.xml")
    assert "Svar" in [mark.text for mark in read_controls(write_package(members)).marks]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>" * 250_000,
        "<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 60_000 + "</w:tbl>",
        "x" * 9_000_000,
    ],
    ids=["paragraphs", "rows", "text"],
)
def test_more_than_any_form_holds_is_refused(body: str) -> None:
    members = parts(body)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # unpacked, so that it is not taken for a bomb
        for part, data in members.items():
            archive.writestr(part, data)
    assert refusal(buffer.getvalue()) == "too-much-text"


def test_fields_in_one_another_beyond_reason_are_refused() -> None:
    count = 3_000
    starts = "".join(f'<w:bookmarkStart w:id="{n}" w:name="b{n}"/>' for n in range(count))
    ends = "".join(f'<w:bookmarkEnd w:id="{n}"/>' for n in range(count))
    body = f"<w:p>{starts}<w:r><w:t>{'tekst ' * 1_000}</w:t></w:r>{ends}</w:p>"
    assert refusal(form(body)) == "too-much-text"


@pytest.mark.parametrize("attributes", ['a{0}="1"', "xmlns:n{0} = 'u:{0}'"])
def test_a_tag_stuffed_with_attributes_is_refused(attributes: str) -> None:
    stuffed = f"<w:p {' '.join(attributes.format(n) for n in range(5_000))}/>"
    assert refusal(form(stuffed)) == "unsafe-file"


@pytest.mark.parametrize("encoding", ["UTF-7", "x-evil", "ebcdic-cp-us"])
def test_an_encoding_that_word_does_not_write_is_refused(encoding: str) -> None:
    members = parts()
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    members["word/document.xml"] = declared + members["word/document.xml"]
    assert refusal(write_package(members)) == "unsafe-file"


def test_utf_16_is_read() -> None:
    members = parts(line("emne", "", "Åse svarer"))
    text = '<?xml version="1.0" encoding="UTF-16"?>' + members["word/document.xml"].decode()
    members["word/document.xml"] = text.encode("utf-16")
    assert "Åse svarer" in [mark.text for mark in read_controls(write_package(members)).marks]
