"""A mail as Outlook's .msg taken apart: its attachments, and those of a mail forwarded inside it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.message import Message
from oxmsg.storage import Storage

from pipeline.bundles.nouns import Allowance, Member
from pipeline.bundles.passed import is_leftover, is_mail_trimming, plain_name
from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.bundles import bundle_too_large, damaged_bundle, linked_attachment, nested_bundle

# MS-OXPROPS: the properties of an attachment that are looked at, and MS-OXCMSG 2.2.2.9 for the ways to attach.
_METHOD, _LONG_NAME, _NAME, _SHOWN_NAME = 0x3705, 0x3707, 0x3704, 0x3001
_CONTENT_ID, _MIME, _HIDDEN = 0x3712, 0x370E, 0x7FFE
_BY_REFERENCE = (2, 3, 4, 7)
_EMBEDDED_STORAGE = "__substg1.0_3701000D"
_FORWARD_LIMIT = 1
_ENTRY_LIMIT = 20_000
_SHARING = 2

# What olefile and oxmsg let through on a damaged file: streams that are missing, loops, properties of another type.
_STRANGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


def read_outlook(content: bytes, place: Place, allowance: Allowance) -> Iterator[Member | None]:
    """The attachments with the day the mail was sent, None for each that is passed over. Raises UnreadableFile."""
    try:
        with OleFileIO(content) as ole:
            _refuse_hostile(ole, len(content), place)
            root = Storage.from_ole(ole)
        yield from _attachments(root, "", _sent(root), place, allowance)
    except _STRANGE as error:
        raise UnreadableFile(damaged_bundle(place)) from error


def _refuse_hostile(ole: OleFileIO, size: int, place: Place) -> None:
    """Streams may share their sectors, so a small file can declare any amount: all of them are read at once."""
    entries = [entry for entry in ole.direntries if entry is not None]
    if len(entries) > _ENTRY_LIMIT or sum(entry.size for entry in entries) > _SHARING * size:
        raise UnreadableFile(bundle_too_large(place))


def _attachments(
    mail: Storage, folder: str, at: float | None, place: Place, allowance: Allowance, depth: int = 0
) -> Iterator[Member | None]:
    for storage in mail.iter_attachment_storages():
        attachment = Attachment(storage)
        name = _file_name(attachment)
        embedded = next((each for each in storage.storages if each.name == _EMBEDDED_STORAGE), None)
        if embedded is not None and depth < _FORWARD_LIMIT:
            yield from _attachments(embedded, f"{folder}{name}.msg/", at, place, allowance, depth + 1)
        elif _is_trimming(attachment, name):
            yield None
        else:
            content = attachment.file_bytes or b"" if embedded is None else b""
            allowance.take(len(content))
            yield Member(f"{folder}{name}", content, at, _problem(attachment, embedded is not None, place))


def _problem(attachment: Attachment, embedded: bool, place: Place) -> Problem | None:
    if embedded:
        return nested_bundle(place)
    by_reference = attachment.properties.int_prop_value(_METHOD) in _BY_REFERENCE
    return linked_attachment(place) if by_reference and not attachment.file_bytes else None


def _file_name(attachment: Attachment) -> str:
    texts = (attachment.properties.str_prop_value(pid) for pid in (_LONG_NAME, _NAME, _SHOWN_NAME))
    return next((name for text in texts if text and (name := plain_name(text))), "uden navn")


def _is_trimming(attachment: Attachment, name: str) -> bool:
    """Whether it is a picture that stands in the text, a signature or a system's leftover."""
    if is_leftover(name) or is_mail_trimming(name):
        return True
    properties = attachment.properties
    if not (properties.str_prop_value(_MIME) or "").startswith("image/"):
        return False
    return bool(properties.int_prop_value(_HIDDEN) or properties.str_prop_value(_CONTENT_ID))


def _sent(root: Storage) -> float | None:
    """When the mail says it was sent."""
    try:
        sent = Message(root).sent_date
        return sent.timestamp() if sent else None
    except _STRANGE:
        return None
