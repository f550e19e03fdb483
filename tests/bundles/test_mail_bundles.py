"""A mail's attachments are read as they were attached, whatever program wrote the mail."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from bundle_files import a_mail, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.bundles import is_bundle, is_whole_mail, open_bundle
from pipeline.problems import UnreadableFile

FORM = b"PK\x03\x04 the form"
SENT = datetime(2026, 11, 12, 8, 30, tzinfo=UTC).timestamp()


def opened(mail):
    return open_bundle(mail if isinstance(mail, bytes) else mail.as_bytes(), "svar.eml")


def parts(mail):
    return {member.name: member.problem and member.problem.code for member in opened(mail).members}


def test_an_attachment_has_its_name_its_bytes_and_the_mails_date():
    (member,) = opened(a_mail(("Referat – Åse Ærø.docx", FORM))).members
    assert (member.name, member.content, member.at) == ("Referat – Åse Ærø.docx", FORM, SENT)


@pytest.mark.parametrize(
    "header",
    [
        "filename*=UTF-8''Referat%20%C3%85se.docx",
        "filename*0*=UTF-8''Referat%20; filename*1*=%C3%85se.docx",
        'filename="=?utf-8?Q?Referat_=C3=85se=2Edocx?="',
        'filename="=?iso-8859-1?B?' + base64.b64encode("Referat Åse.docx".encode("latin-1")).decode() + '?="',
        'filename="C:\\\\Users\\\\anna\\\\Referat =?utf-8?B?w4U=?=se.docx"',
    ],
)
def test_names_are_decoded_as_every_program_codes_them(header):
    raw = (
        "From: a@example.dk\nDate: Thu, 12 Nov 2026 09:30:00 +0100\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: application/octet-stream\n'
        f"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; {header}\n\n"
        f"{base64.b64encode(FORM).decode()}\n--b--\n"
    )
    (member,) = opened(raw.encode()).members
    assert member.content == FORM
    assert member.name.replace("Referat Å se", "Referat Åse") == "Referat Åse.docx"


def test_text_logos_calendars_and_signatures_are_counted_and_not_reported():
    mail = a_mail(("Referat.docx", FORM), html="<p>Hej</p>")
    mail.add_attachment(
        b"GIF89a", "image", "gif", filename="image001.gif", disposition="inline", cid="<logo>"
    )
    mail.add_attachment(b"BEGIN:VCALENDAR", "text", "calendar", filename="møde.ics")
    mail.add_attachment(b"x", "application", "pkcs7-signature", filename="smime.p7s")
    bundle = opened(mail)
    assert [member.name for member in bundle.members] == ["Referat.docx"]
    assert bundle.ignored == 5


def test_what_somebody_attached_is_reported_whatever_it_is():
    mail = a_mail(("Referat.docx", FORM))
    mail.add_attachment(b"\xff\xd8", "image", "jpeg", filename="foto.jpg")
    mail.add_attachment(b"PK", "application", "vnd.ms-excel", filename="budget.xlsx")
    assert list(parts(mail)) == ["Referat.docx", "foto.jpg", "budget.xlsx"]


def test_a_forwarded_mail_is_opened_once_and_no_deeper():
    inner = a_mail(("Referat.docx", FORM), sent="Mon, 9 Nov 2026 08:00:00 +0000")
    (member,) = opened(a_mail(("", inner))).members
    assert (member.name, member.content) == ("Referat.eml/Referat.docx", FORM)
    assert member.at == datetime(2026, 11, 9, 8, tzinfo=UTC).timestamp()
    assert list(parts(a_mail(("", a_mail(("", inner))))).values()) == ["nested-bundle"]


def test_a_zip_that_comes_by_mail_is_opened_and_a_zip_in_that_is_told():
    sent = zipped(("a.docx", FORM), ("inner.zip", zipped(("b.docx", FORM))))
    assert parts(a_mail(("svar.zip", sent))) == {
        "svar.zip/a.docx": None,
        "svar.zip/inner.zip": "nested-bundle",
    }


def test_a_damaged_zip_in_a_mail_costs_the_other_attachments_nothing():
    found = parts(a_mail(("svar.zip", zipped(("a.docx", FORM))[:-9]), ("Referat.docx", FORM)))
    assert found == {"svar.zip": "damaged-bundle", "Referat.docx": None}


def test_outlooks_own_package_is_told():
    mail = a_mail(("Referat.docx", FORM))
    mail.add_attachment(b"\x78\x9f\x3e\x22", "application", "ms-tnef", filename="winmail.dat")
    assert parts(mail)["winmail.dat"] == "outlook-package"


def test_an_encrypted_mail_says_so():
    kind = b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data"
    raw = b"From: a@example.dk\nDate: x\nMIME-Version: 1.0\n" + kind + b"\n\nx"
    with pytest.raises(UnreadableFile) as caught:
        opened(raw)
    assert caught.value.problem.code == "bundle-encrypted"


def test_broken_base64_is_told_and_what_can_be_had_is_kept():
    raw = a_mail(("Referat.docx", FORM * 40)).as_bytes()
    coded = base64.b64encode(FORM * 40)[:60]
    assert coded in raw
    assert parts(raw.replace(coded, coded[:-3] + b"*%"))["Referat.docx"] == "damaged-attachment"


def test_a_mail_that_is_cut_off_is_not_whole():
    raw = a_mail(("Referat.docx", FORM * 40)).as_bytes()
    assert is_whole_mail(raw) and not is_whole_mail(raw[:-60])
    assert is_whole_mail(EmailMessage().as_bytes() + b"tekst")


def test_a_mail_is_known_by_its_content_and_a_text_is_none():
    assert is_bundle(a_mail(("a.docx", FORM)).as_bytes(), "svar.txt")
    assert is_bundle(b"\xef\xbb\xbf" + a_mail().as_bytes(), "svar")
    assert not is_bundle(b"Emne: Referat\nFra: Anna\n\nHej", "svar.txt")


@pytest.mark.parametrize("name", ["<>", "=?utf-9?B?xx?=", "=?utf-8?B?%%%?=", "a\udcffb", '";', "..", "/"])
def test_a_name_that_makes_no_sense_costs_nothing(name):
    raw = a_mail(("XXXX.docx", FORM)).as_bytes()
    members = opened(raw.replace(b"XXXX.docx", name.encode("utf-8", "surrogateescape"))).members
    assert [member.content for member in members] == [FORM]
    assert members[0].name.strip()


def test_deep_and_wide_mails_are_refused_in_little_time():
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
        for number in range(3_000)
    )
    begun = time.process_time()
    with pytest.raises(UnreadableFile):
        opened(b"From: a@example.dk\nDate: x\nMIME-Version: 1.0\n" + nested)
    wide = b"".join(b"--b\nContent-Type: application/x\n\nx\n" for _ in range(20_000))
    with pytest.raises(UnreadableFile):
        opened(b'From: a@example.dk\nDate: x\nContent-Type: multipart/mixed; boundary="b"\n\n' + wide)
    assert time.process_time() - begun < 4


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=8), st.integers(0, 3_000))
@settings(max_examples=300, deadline=None)
def test_flipped_and_missing_bytes_end_in_members_or_a_clear_problem(flips, cut):
    content = bytearray(a_mail(("Referat Åse.docx", FORM * 20), ("", a_mail(("a.docx", FORM)))).as_bytes())
    for place, byte in flips:
        content[place % len(content)] = byte
    del content[cut % len(content) :][: cut % 97]
    try:
        open_bundle(bytes(content), "svar.eml")
    except UnreadableFile as error:
        assert error.problem.text


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (
            b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhej\n" * 20_000 + b"--x--",
            "bundle-too-large",
        ),
        (
            b"Content-Type: multipart/mixed; boundary=x\r\r" + b"--x\r\rhej\r" * 20_000 + b"--x--",
            "bundle-too-large",
        ),
        (b"X-A: b\n" * 200_000 + b"\nhej", "bundle-too-large"),
        (
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + b"X-A: b\n" * 200_000 + b"\nhej",
            "bundle-too-large",
        ),
        (b"Content-Type: multipart/mixed; boundary=" + b"x" * 1_000_000 + b"\n\nhej", "unsafe-bundle"),
    ],
)
def test_a_crowded_mail_is_refused_before_it_is_parsed(mail, code):
    began = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        opened(b"From: a@example.dk\nSubject: x\nMIME-Version: 1.0\n" + mail)
    assert caught.value.problem.code == code
    assert time.process_time() - began < 0.5


def test_a_long_thread_of_mails_with_dashes_and_colons_is_no_crowd():
    thread = b"Fra: Bo\nSendt: i dag\nTil: Anna\n-----Original-----\n-- \nBo\n\n" * 1_000
    mail = a_mail(("Referat.docx", FORM))
    (member,) = opened(mail.as_bytes().replace(b"\n--", b"\n" + thread + b"\n--", 1)).members
    assert member.name == "Referat.docx"
