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
