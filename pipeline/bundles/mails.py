"""A mail as .eml taken apart: its attachments, and those of mails forwarded inside it.

The mail's own text stays in the original; it is counted as passed over, like logos and calendars.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError, InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from pipeline.bundles.nouns import Allowance, Member
from pipeline.bundles.passed import is_leftover, is_mail_trimming, plain_name
from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.bundles import (
    bundle_encrypted,
    bundle_too_large,
    damaged_attachment,
    damaged_bundle,
    linked_attachment,
    nested_bundle,
    outlook_package,
    unsafe_bundle,
)

# The parser keeps one reader for each open part, so deep nesting costs time for every line below it.
_BOUNDARY_LIMIT = 100
_FORWARD_LIMIT = 1
# Measured: the parser takes eight times a mail's size in memory, and a second for 13 megabytes.
_SIZE_LIMIT = 20 * 1024 * 1024
# Measured: 100,000 parts take the parser six seconds, a million header fields four seconds and 245 MB.
_PART_LIMIT, _FIELD_LIMIT = 2_500, 50_000
# RFC 2046, 5.1.1: a boundary has no more than 70 characters. Each is looked for in every line.
_LONG_BOUNDARY = re.compile(rb"boundary\s*=[^;\r\n]{1000}", re.IGNORECASE)
_FIELD = re.compile(rb"(?:\A|[\r\n])[!-9;-~]++:")

# What the stdlib lets through: header values that are no text, charsets nobody knows, nesting beyond its recursion.
_STRANGE = (
    ArithmeticError,
    AttributeError,
    AssertionError,
    HeaderParseError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    binascii.Error,
)
_BROKEN = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
_BODIES = ("text/plain", "text/html", "text/calendar", "text/enriched", "message/delivery-status")
_SIGNED = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_ENCRYPTED = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def read_mail(content: bytes, place: Place, allowance: Allowance) -> Iterator[Member | None]:
    """The attachments with the mail's date, None for each part that is passed over. Raises UnreadableFile."""
    if len(content) > _SIZE_LIMIT or _is_crowded(content):
        raise UnreadableFile(bundle_too_large(place))
    if content.lower().count(b"boundary=") > _BOUNDARY_LIMIT or _LONG_BOUNDARY.search(content):
        raise UnreadableFile(unsafe_bundle(place))
    try:
        mail = message_from_bytes(content)
        if not mail.keys():
            raise UnreadableFile(damaged_bundle(place))
        yield from _attachments(mail, "", _sent(mail), place, allowance)
    except _STRANGE as error:
        raise UnreadableFile(damaged_bundle(place)) from error


def _is_crowded(content: bytes) -> bool:
    """Whether there are more parts or header fields than any mail with forms has, at most: some lines only look so."""
    parts = content.count(b"\n--") + content.count(b"\r--")
    return parts > _PART_LIMIT or sum(1 for _ in _FIELD.finditer(content)) > _FIELD_LIMIT


def _attachments(
    mail: Message, folder: str, at: float | None, place: Place, allowance: Allowance, depth: int = 0
) -> Iterator[Member | None]:
    kind = mail.get_content_type()
    if kind == "multipart/encrypted" or (
        kind in _ENCRYPTED and mail.get_param("smime-type") != "signed-data"
    ):
        raise UnreadableFile(bundle_encrypted(place))
    if kind == "message/rfc822" and mail.is_multipart():
        yield from _forwarded(mail, folder, at, place, allowance, depth)
    elif mail.is_multipart():
        for part in mail.get_payload():
            assert isinstance(part, Message), "a multipart holds messages"
            yield from _attachments(part, folder, at, place, allowance, depth)
    else:
        yield _attachment(mail, folder, at, place, allowance)


def _forwarded(
    part: Message, folder: str, at: float | None, place: Place, allowance: Allowance, depth: int
) -> Iterator[Member | None]:
    mail = part.get_payload(0)
    assert isinstance(mail, Message), "message/rfc822 holds a message"
    name = f"{folder}{_file_name(part) or _decoded(mail.get('Subject', '')) or 'mail'}".removesuffix(".eml")
    if depth < _FORWARD_LIMIT:
        yield from _attachments(mail, f"{name}.eml/", _sent(mail) or at, place, allowance, depth + 1)
        return
    content = mail.as_bytes()
    allowance.take(len(content))
    yield Member(f"{name}.eml", content, at, nested_bundle(place))


def _attachment(
    part: Message, folder: str, at: float | None, place: Place, allowance: Allowance
) -> Member | None:
    """One attachment, or None for what is passed over. Broken base64 gives what can be had, and says so."""
    name, kind = _file_name(part), part.get_content_type()
    if _is_trimming(part, name, kind):
        return None
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    allowance.take(len(data))
    return Member(f"{folder}{name or 'uden navn'}", data, at, _problem(part, name, kind, place))


def _problem(part: Message, name: str, kind: str, place: Place) -> Problem | None:
    if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat":
        return outlook_package(place)
    if kind == "message/external-body":
        return linked_attachment(place)
    return damaged_attachment(place) if any(isinstance(each, _BROKEN) for each in part.defects) else None


def _is_trimming(part: Message, name: str, kind: str) -> bool:
    """Whether a part is the mail's text, its signing, a picture that stands in the text, or a system's leftover."""
    attached = part.get_content_disposition() == "attachment"
    if is_leftover(name) or is_mail_trimming(name) or kind in _SIGNED:
        return True
    if kind.startswith("image/") and not attached:
        return part.get_content_disposition() == "inline" or "Content-ID" in part
    return kind in _BODIES and not attached and not name


def _file_name(part: Message) -> str:
    """The name of an attachment, decoded (RFC 2231, and RFC 2047 as most programs write it), without folders."""
    name = _decoded(part.get_filename() or "")
    return plain_name(name)


def _decoded(value: object) -> str:
    text = str(value)
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except _STRANGE:
        return " ".join(text.split())


def _sent(mail: Message) -> float | None:
    """When the mail says it was sent."""
    try:
        return parsedate_to_datetime(str(mail["Date"])).timestamp()
    except (*_STRANGE, OSError):
        return None
