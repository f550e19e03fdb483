"""A form id says whose form it is, and nothing else can say it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity import (
    form_ids_in,
    layout_digest,
    layout_from_json,
    layout_to_json,
    make_form_id,
    read_key,
    row_id,
    verifies,
)
from pipeline.model import Choice, Field, Issued, Layout, PlannedForm, Talk, TalkKind
from pipeline.problems import UnreadableFile

KEY = b"k" * 32


def issued(kind: TalkKind = "MUS") -> Issued:
    talk, planned = Talk("0042", kind, 2026, "1001", serial=42), PlannedForm("referat", "both", "REF")
    return Issued(
        form_id=make_form_id(KEY, "herlev", talk, planned),
        form="referat",
        kind=kind,
        year=2026,
        person="0042",
        person_name="Bo Lind",
        leader="1001",
        audience="both",
        path="",
        issued_on=date(2026, 9, 14),
    )


def test_an_id_reads_as_kind_year_serial_form_and_six_letters():
    assert issued().form_id.startswith("MUS26-0042-REF-")
    assert form_ids_in(issued().form_id) == [issued().form_id]


def test_an_id_verifies_for_its_own_form_only():
    assert verifies(KEY, "herlev", issued())
    for change in (
        {"person": "0043"},
        {"form": "skema"},
        {"year": 2025},
        {"audience": "leader"},
        {"group": "G1"},
    ):
        assert not verifies(KEY, "herlev", replace(issued(), **change)), change
    assert not verifies(KEY, "ishoej", issued())
    assert not verifies(b"another key" * 3, "herlev", issued())


@given(st.integers(0, 5), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_letter_does_not_verify(place, letter):
    form = issued()
    stem, mac = form.form_id[:-6], form.form_id[-6:]
    wrong = mac[:place] + letter + mac[place + 1 :]
    assert verifies(KEY, "herlev", replace(form, form_id=stem + wrong)) == (wrong == mac)


def test_ids_are_found_in_running_text_and_not_inside_longer_words():
    one = issued().form_id
    assert form_ids_in(f"Referat - Bo Lind - {one} (2)") == [one]
    assert form_ids_in(f"{one}, {one}") == [one]
    assert form_ids_in(f"X{one}") == []
    assert form_ids_in(f"{one}7") == []


@pytest.mark.parametrize("kind", ["MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning"])
def test_every_kind_of_talk_gives_an_id_that_is_found_again(kind):
    form = issued(kind=kind)
    assert form_ids_in(f"- {form.form_id}.docx") == [form.form_id]


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = read_key(tmp_path / "mus.key", needed=False)
    assert read_key(tmp_path / "mus.key", needed=True) == first
    assert len(first) == 32
    assert (tmp_path / "mus.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [None, "", "00", "not hex at all"])
def test_a_key_that_is_gone_or_spoilt_is_never_replaced_where_forms_are_out(tmp_path, content):
    path = tmp_path / "mus.key"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UnreadableFile) as caught:
        read_key(path, needed=True)
    assert caught.value.problem.code == "key-missing"
    assert path.exists() == (content is not None)


def test_spare_rows_have_the_same_ids_every_time_and_differ_from_each_other():
    ids = [row_id("MUS26-0042-REF-7K3QX9", "aftaler", ordinal) for ordinal in range(50)]
    assert len(set(ids)) == 50
    assert ids == [row_id("MUS26-0042-REF-7K3QX9", "aftaler", ordinal) for ordinal in range(50)]


def test_a_layout_survives_being_written_down():
    layout = Layout(
        "referat", (Field("referent", "Referent", "choice", "Vælg …", (Choice("leder", "Leder"),), "fact"),)
    )
    assert layout_from_json(layout_to_json(layout)) == layout
    other = Layout("referat", (replace(layout.fields[0], prompt="Vælg"),))
    assert layout_digest(layout) != layout_digest(other)
