"""Outlook's own file format for mails is opened for what is attached, and never trusted."""

from __future__ import annotations

import struct
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlook_file import attachment, forwarded, message, write_msg

from pipeline.bundles import is_bundle, is_whole_ole, open_bundle
from pipeline.problems import UnreadableFile

FORM = b"PK\x03\x04 the form " * 500
SENT = datetime(2026, 11, 12, 8, 30, tzinfo=UTC)


def opened(root):
    return open_bundle(write_msg(root), "svar.msg")


def test_attachments_have_their_names_their_bytes_and_the_day_the_mail_was_sent():
    mail = message([attachment("Referat – Åse Ærø.docx", FORM), attachment("lille.docx", b"PK")], SENT)
    first, second = opened(mail).members
    assert (first.name, first.content, first.at) == ("Referat – Åse Ærø.docx", FORM, SENT.timestamp())
    assert (second.name, second.content) == ("lille.docx", b"PK")


def test_logos_and_signatures_are_counted_and_not_reported():
    logo = attachment("logo.png", b"\x89PNG", "image/png", content_id="logo@1")
    bundle = opened(message([logo, attachment("smime.p7s", b"x"), attachment("a.docx", FORM)]))
    assert ([member.name for member in bundle.members], bundle.ignored) == (["a.docx"], 2)


def test_a_forwarded_mail_is_opened_once_and_no_deeper():
    inner = message([attachment("a.docx", FORM)], header=24)
    (member,) = opened(message([forwarded("VS Referat", inner)])).members
    assert (member.name, member.content) == ("VS Referat.msg/a.docx", FORM)
    deeper = message([forwarded("VS", message([forwarded("VS VS", inner)], header=24))])
    assert [member.problem.code for member in opened(deeper).members] == ["nested-bundle"]


def test_a_link_to_the_cloud_is_told():
    (member,) = opened(message([attachment("Referat.docx", b"", method=7)])).members
    assert member.problem.code == "linked-attachment"


def test_it_is_known_by_its_content_and_an_old_word_file_is_none():
    content = write_msg(message([attachment("a.docx", FORM)]))
    assert is_bundle(content, "svar.doc")
    assert not is_bundle(write_msg({"WordDocument": FORM, "1Table": b"x"}), "svar.msg")


def test_one_that_is_cut_off_is_not_whole():
    content = write_msg(message([attachment("a.docx", FORM * 10)]))
    assert is_whole_ole(content)
    assert not is_whole_ole(content[:-600]) and not is_whole_ole(content[:300])


def test_streams_that_share_their_sectors_are_not_read_into_memory_one_by_one():
    """The directory declares far more than the file holds."""
    content = write_msg(message([attachment(f"{number}.docx", FORM) for number in range(30)]))
    declared = struct.pack("<Q", len(FORM))
    begun = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        open_bundle(content.replace(declared, struct.pack("<Q", 2**30)), "svar.msg")
    assert caught.value.problem.code in ("bundle-too-large", "damaged-bundle")
    assert time.process_time() - begun < 2


@given(
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8), st.booleans()
)
@settings(max_examples=300, deadline=None)
def test_flipped_and_missing_bytes_end_in_members_or_a_clear_problem(flips, cut):
    inner = message([attachment("b.docx", b"PK")], header=24)
    content = bytearray(write_msg(message([attachment("a.docx", FORM), forwarded("VS", inner)], SENT)))
    for place, byte in flips:
        content[place % len(content)] = byte
    if cut:
        del content[flips[0][0] % len(content) :]
    try:
        open_bundle(bytes(content), "svar.msg")
    except UnreadableFile as error:
        assert error.problem.text
