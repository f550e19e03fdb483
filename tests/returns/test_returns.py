"""What becomes of a file that came back: accepted, a duplicate, for review, or refused with a reason, and kept."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from conftest import PEOPLE, packed, write_roster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.commands.incoming import read_files, take_in
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.commands.standing import write_standing
from pipeline.problems import UnreadableFile
from pipeline.word import pen
from pipeline.word.layout import tags_of
from pipeline.word.reading import read_controls
from pipeline.workspace import make_workspace, read_workspace

NIGHT = date(2026, 11, 20)
HELD = date(2026, 11, 12)
MINUTES = {
    "samtale_dato": HELD,
    "referent": "leder",
    "deltagere": "Bo og Anna",
    "godkendt_af": "medarbejder",
    "godkendt_dato": date(2026, 11, 15),
}


@pytest.fixture
def herlev(workspace):
    made = workspace("herlev")
    with packed(made) as (_, forms):
        return made, forms


def bytes_of(made, form):
    return (made.output / form.path).read_bytes()


def fill(docx, values):
    """The form with these answers, and a word under each topic of the minutes, so that none is found unanswered."""
    topics = {key: "Det talte vi om" for key in tags_of(docx) if key.startswith("emne_")}
    return pen.fill(docx, topics | values)


def put(made, name, content, order=0):
    made.inbox.mkdir(parents=True, exist_ok=True)
    path = made.inbox / name
    path.write_bytes(content)
    os.utime(path, (1_700_000_000 + order, 1_700_000_000 + order))
    return path


def night(made, *paths, today=NIGHT):
    """One night's taking in: the outcomes by file name."""
    with open_round(made, today) as round_:
        taken = take_in(round_, paths, lambda items, _: items)
        return {judged.arrived.name: judged for judged in taken.judged}


def outcome(judged):
    return judged.outcome, [problem.code for problem in judged.reading.problems]


def events(made, person="0042"):
    with open_round(made, NIGHT) as round_:
        return {event.what: event for event in round_.store.events(2026) if event.person == person}


def answers(made, form):
    with open_round(made, NIGHT) as round_:
        return {answer.key: answer.value for answer in round_.store.answers(form.form_id)}


def with_text(docx, old, new):
    """The file with a text of the main part replaced, as somebody would who unlocked the form."""
    source = zipfile.ZipFile(__import__("io").BytesIO(docx))
    members = {name: source.read(name) for name in source.namelist()}
    assert old.encode() in members["word/document.xml"]
    members["word/document.xml"] = members["word/document.xml"].replace(old.encode(), new.encode())
    from pipeline.word.package import write_package

    return write_package(members)


def test_filled_minutes_are_accepted_and_say_what_happened(herlev):
    made, forms = herlev
    put(made, "mus bo færdig.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES))
    assert outcome(night(made)["mus bo færdig.docx"]) == ("accepted", [])
    happened = {what: event.on for what, event in events(made).items()}
    assert happened == {"held": HELD, "minutes": date(2026, 11, 15), "minutes-approved": date(2026, 11, 15)}
    assert not list(made.inbox.iterdir())


def test_a_plan_counts_when_a_row_has_content(herlev):
    made, forms = herlev
    form = forms["0042", "kompetenceudviklingsplan", "both"]
    row = form.rows["maal"][0]
    put(made, "a.docx", fill(bytes_of(made, form), {"samtale_dato": HELD}), 1)
    night(made)
    assert "plan" not in events(made)
    put(
        made,
        "b.docx",
        fill(bytes_of(made, form), {"samtale_dato": HELD, f"maal/{row}/maal": "Tale dansk"}),
        2,
    )
    night(made)
    assert events(made)["plan"].on == NIGHT
    assert answers(made, form)[f"maal/{row}/maal"] == "Tale dansk"


def test_the_same_file_twice_counts_once(herlev):
    made, forms = herlev
    filled = fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES)
    put(made, "Referat.docx", filled, 1)
    put(made, "Referat (2).docx", filled, 2)
    assert {name: judged.outcome for name, judged in night(made).items()} == {
        "Referat.docx": "accepted",
        "Referat (2).docx": "duplicate",
    }
    put(made, "Referat - Kopi.docx", filled)
    assert night(made)["Referat - Kopi.docx"].outcome == "duplicate"
    assert not list(made.inbox.iterdir())


def test_a_newer_return_supersedes_and_the_older_file_is_kept(workspace):
    made = workspace("ishoej")
    with packed(made) as (_, forms):
        form = forms["0042", "referat", "both"]
    blank = bytes_of(made, form)
    put(made, "old.docx", fill(blank, {"samtale_dato": HELD, "deltagere": "Bo"}), 1)
    put(made, "new.docx", fill(blank, {"samtale_dato": date(2026, 11, 13), "deltagere": "Bo og Anna"}), 2)
    night(made)
    assert answers(made, form)["deltagere"] == "Bo og Anna"
    assert events(made)["held"].on == date(2026, 11, 13)
    assert len(list((made.output / "archive").rglob("*.docx"))) == 2


def test_a_blank_form_is_refused_and_takes_nothing_away(herlev):
    made, forms = herlev
    form = forms["0042", "skema", "employee"]
    question = next(key for key in keys_of(made, form) if "/" not in key and key not in ("forberedt",))
    put(made, "filled.docx", fill(bytes_of(made, form), {question: "Det går godt"}), 1)
    put(made, "blank.docx", bytes_of(made, form), 2)
    assert outcome(night(made)["blank.docx"]) == ("rejected", ["returned-empty"])
    assert answers(made, form)[question] == "Det går godt"


def keys_of(made, form):
    from pipeline.model import IDENTITY_KEYS

    return [key for key in tags_of(bytes_of(made, form)) if key not in IDENTITY_KEYS]


def test_a_form_rewritten_for_somebody_else_is_refused(herlev):
    made, forms = herlev
    filled = fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES)
    put(made, "a.docx", with_text(filled, "Bo Lind", "Åse Ærø"))
    assert outcome(night(made)["a.docx"]) == ("rejected", ["other-person"])
    assert events(made) == {} and events(made, "0043") == {}


def test_one_persons_form_under_anothers_name_is_refused(herlev):
    made, forms = herlev
    filled = fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES)
    put(made, Path(forms["0043", "referat", "both"].path).name, filled)
    (judged,) = night(made).values()
    assert outcome(judged) == ("rejected", ["two-forms"])


def test_a_made_up_id_is_refused(herlev):
    made, forms = herlev
    form = forms["0042", "referat", "both"]
    forged = fill(bytes_of(made, form), MINUTES)
    other = form.form_id[:-1] + ("0" if form.form_id[-1] != "0" else "1")
    source = zipfile.ZipFile(__import__("io").BytesIO(forged))
    from pipeline.word.package import write_package

    members = {n: source.read(n).replace(form.form_id.encode(), other.encode()) for n in source.namelist()}
    put(made, "forged.docx", write_package(members))
    assert outcome(night(made)["forged.docx"]) == ("rejected", ["unknown-form-id"])


def test_a_form_of_another_workspace_is_refused(herlev, workspace):
    made, _ = herlev
    other = workspace("syddjurs")
    with packed(other) as (_, forms):
        form = forms["0042", "udviklingsaftale", "both"]
    put(made, "a.docx", fill(bytes_of(other, form), {"samtale_dato": HELD}))
    assert outcome(night(made)["a.docx"]) == ("rejected", ["unknown-form-id"])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("scan.pdf", b"%PDF-1.4", "damaged-file"),
        ("forms.zip", b"PK\x03\x04", "damaged-bundle"),
        ("mail.eml", b"From: a@example.dk", "no-form-in-bundle"),
        ("photo.jpg", b"\xff\xd8", "wrong-file-type"),
        ("empty.docx", b"", "empty-file"),
        ("text.docx", b"hello", "not-a-word-file"),
        ("cut.docx", b"PK\x03\x04 word/document.xml", "damaged-file"),
    ],
)
def test_a_file_that_is_no_form_is_refused_kept_and_answered(herlev, name, content, code):
    made, _ = herlev
    put(made, name, content)
    judged = night(made)[name]
    assert outcome(judged) == ("rejected", [code])
    kept = made.output / judged.keep_at
    assert kept.read_bytes() == content
    letter = kept.with_name(f"{kept.name}.txt").read_text(encoding="utf-8")
    assert judged.reading.problems[0].text in letter
    assert not list(made.inbox.iterdir())


def test_an_unclear_date_goes_to_review_and_nothing_is_stored(herlev):
    made, forms = herlev
    form = forms["0042", "referat", "both"]
    path = put(made, "a.docx", fill(bytes_of(made, form), MINUTES | {"samtale_dato": "efter aftale"}))
    content = path.read_bytes()
    judged = night(made)["a.docx"]
    assert outcome(judged) == ("review", ["unclear-date"])
    assert "efter aftale" not in judged.reading.problems[0].text
    assert answers(made, form) == {} and events(made) == {}
    assert (made.output / judged.keep_at).read_bytes() == content


def test_a_later_sound_return_answers_the_one_under_review(herlev):
    made, forms = herlev
    blank = bytes_of(made, forms["0042", "referat", "both"])
    put(made, "a.docx", fill(blank, MINUTES | {"samtale_dato": "efter aftale"}))
    night(made)
    put(made, "b.docx", fill(blank, MINUTES))
    night(made)
    with open_round(made, NIGHT) as round_:
        assert [(file.name, file.outcome) for file in round_.store.returned_files(2026)] == [
            ("b.docx", "accepted")
        ]


def test_a_date_years_away_goes_to_review(herlev):
    made, forms = herlev
    filled = fill(
        bytes_of(made, forms["0042", "referat", "both"]), MINUTES | {"samtale_dato": date(2062, 11, 12)}
    )
    put(made, "a.docx", filled)
    assert outcome(night(made)["a.docx"]) == ("review", ["unlikely-date", "date-before-talk"])


def test_a_talk_in_the_future_is_not_held_yet(herlev):
    made, forms = herlev
    filled = fill(bytes_of(made, forms["0042", "referat", "both"]), {"samtale_dato": date(2026, 12, 1)})
    put(made, "a.docx", filled)
    judged = night(made)["a.docx"]
    assert outcome(judged) == ("accepted", ["date-in-future"])
    assert not has_blocking(judged)


def has_blocking(judged):
    return any(problem.blocks for problem in judged.reading.problems)


@pytest.mark.parametrize("by", ["leder", None])
def test_minutes_are_not_approved_by_the_one_who_wrote_them(herlev, by):
    made, forms = herlev
    values = {key: value for key, value in (MINUTES | {"godkendt_af": by}).items() if value}
    put(made, "a.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), values))
    assert outcome(night(made)["a.docx"]) == ("accepted", ["self-approval"])
    assert "minutes-approved" not in events(made)


def test_in_herlev_the_minutes_stay_with_the_two(herlev):
    made, forms = herlev
    form = forms["0042", "referat", "both"]
    put(made, "a.docx", fill(bytes_of(made, form), MINUTES | {"deltagere": "HEMMELIGT"}))
    judged = night(made)["a.docx"]
    assert set(answers(made, form)) >= {"samtale_dato", "godkendt_dato"}
    assert "deltagere" not in answers(made, form)
    assert judged.keep_at.startswith("packets/Anna Holm (1001)/Bo Lind (0042)/")
    assert not list((made.output / "archive").rglob("*.docx"))
    assert b"HEMMELIGT" not in Path(made.store).read_bytes()


def test_word_lock_files_and_leftovers_are_passed_over(herlev):
    made, _ = herlev
    for name in ("~$Referat.docx", ".DS_Store", "Thumbs.db", "._x.docx", "desktop.ini"):
        put(made, name, b"x")
    with open_round(made, NIGHT) as round_:
        taken = take_in(round_, (), lambda items, _: items)
    assert (taken.judged, taken.ignored) == ([], 5)


def test_a_run_killed_before_the_file_was_moved_is_finished_by_the_next(herlev):
    made, forms = herlev
    content = fill(bytes_of(made, forms["0042", "skema", "employee"]), {"forberedt": True})
    put(made, "a.docx", content)
    first = night(made)["a.docx"]
    (made.output / first.keep_at).unlink()
    put(made, "a.docx", content)
    assert night(made)["a.docx"].outcome == "duplicate"
    assert (made.output / first.keep_at).read_bytes() == content
    assert not list(made.inbox.iterdir())


def test_a_file_outside_the_inbox_stays_where_it_is(herlev, tmp_path):
    made, forms = herlev
    path = tmp_path / "mine.docx"
    path.write_bytes(fill(bytes_of(made, forms["0042", "skema", "employee"]), {"forberedt": True}))
    judged = night(made, path)["mine.docx"]
    assert judged.outcome == "accepted"
    assert path.exists() and (made.output / judged.keep_at).exists()


def test_last_years_form_with_this_years_talk_goes_to_review(workspace):
    last = workspace("herlev", year=2025)
    with packed(last, date(2025, 9, 1)) as (_, forms):
        form = forms["0042", "referat", "both"]
    config = last.folder / "mus.toml"
    config.write_text(config.read_text().replace("year = 2025", "year = 2026"))
    from pipeline.workspace import read_workspace

    this = read_workspace(last.folder)
    with packed(this):
        pass
    put(this, "a.docx", fill(bytes_of(this, form), MINUTES))
    assert outcome(night(this)["a.docx"]) == ("review", ["last-years-form"])


def test_reading_a_file_stores_nothing_and_moves_nothing(herlev):
    made, forms = herlev
    path = put(made, "a.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES))
    with open_round(made, NIGHT) as round_:
        (reading,) = read_files(round_, [path])
        assert {answer.key: answer.value for answer in reading.answers}["deltagere"] == "Bo og Anna"
        assert round_.store.returned_files(2026) == []
    assert path.exists()


def test_an_amount_in_words_is_kept_as_written_and_said_so(herlev):
    made, forms = herlev
    form = forms["0042", "kompetenceudviklingsplan", "both"]
    row = form.rows["maal"][0]
    put(made, "a.docx", fill(bytes_of(made, form), {f"maal/{row}/beloeb": "efter aftale"}))
    assert outcome(night(made)["a.docx"]) == ("accepted", ["unclear-amount"])
    assert answers(made, form)[f"maal/{row}/beloeb"] == "efter aftale"


def test_no_problem_text_quotes_an_answer(herlev):
    made, forms = herlev
    form = forms["0042", "kompetenceudviklingsplan", "both"]
    row = form.rows["maal"][0]
    wrong = {"samtale_dato": "MARKØR", f"maal/{row}/frist": "MARKØR", f"maal/{row}/beloeb": "MARKØR"}
    path = put(made, "a.docx", fill(bytes_of(made, form), wrong))
    with open_round(made, NIGHT) as round_:
        (reading,) = read_files(round_, [path])
    assert len(reading.problems) == 3
    assert [p.code for p in reading.problems if p.blocks] == ["unclear-date", "unclear-date"]
    assert not re.search("MARKØR", " ".join(str(problem.as_json()) for problem in reading.problems))


# --- what people and disks do -------------------------------------------------------------------


def test_a_changed_name_does_not_make_the_form_somebody_elses(herlev):
    made, forms = herlev
    handed_out = fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES)
    people = [dict(p) for p in PEOPLE]
    people[1]["Navn"] = "Bo Lind Madsen"
    write_roster(made.folder / "medarbejdere.xlsx", people)
    with packed(made, NIGHT):
        pass
    put(made, "a.docx", handed_out)
    assert outcome(night(made)["a.docx"]) == ("accepted", [])


def test_a_word_file_is_read_whatever_its_name(herlev):
    made, forms = herlev
    put(made, "a.pages", fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES))
    assert night(made)["a.pages"].outcome == "accepted"
    assert events(made)["held"].on == HELD


def test_a_damaged_file_costs_nobody_else_anything(herlev):
    made, forms = herlev
    content = fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES)
    put(made, "a.docx", content[:3000] + content[6000:], 1)
    put(made, "b.docx", content, 2)
    assert {name: judged.outcome for name, judged in night(made).items()} == {
        "a.docx": "rejected",
        "b.docx": "accepted",
    }


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6), st.booleans()
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_flipped_and_missing_bytes_end_in_marks_or_a_clear_problem(herlev_form, flips, cut):
    content = bytearray(herlev_form)
    for place, byte in flips:
        content[place % len(content)] = byte
    if cut:
        del content[flips[0][0] % len(content) :][: flips[-1][0] % 3000]
    try:
        read_controls(bytes(content), "a.docx")
    except UnreadableFile as error:
        assert error.problem.text


@pytest.fixture(scope="module")
def herlev_form(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    path = make_workspace(folder, "herlev", 2026)
    write_roster(folder / "medarbejdere.xlsx")
    path.write_text(path.read_text().replace("# roster =", "roster ="))
    made = read_workspace(folder)
    with packed(made) as (_, forms):
        return fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES)


def test_a_file_name_that_is_no_text_is_made_one(herlev):
    made, forms = herlev
    content = fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES)
    made.inbox.mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(os.fsencode(made.inbox) + b"/bl\xe6k.docx")).write_bytes(content)
    (judged,) = night(made).values()
    assert judged.outcome == "accepted"
    judged.arrived.name.encode()


def test_what_cannot_be_read_stays_where_it_lies_and_is_said(herlev, tmp_path):
    made, forms = herlev
    put(made, "b.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES))
    (made.inbox / "a.docx").symlink_to(tmp_path / "nowhere.docx")
    os.mkfifo(made.inbox / "c.docx")
    judged = night(made)
    assert outcome(judged["a.docx"]) == outcome(judged["c.docx"]) == ("rejected", ["unreadable-file"])
    assert judged["b.docx"].outcome == "accepted"
    assert sorted(path.name for path in made.inbox.iterdir()) == ["a.docx", "c.docx"]


def test_a_cpr_number_in_a_files_name_is_left_out_everywhere(herlev):
    made, forms = herlev
    put(
        made,
        "Referat Bo 010190-1234.docx",
        fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES),
        1,
    )
    put(made, "010190-1234 syg.pdf", b"%PDF-1.4", 2)
    judged = night(made)
    assert {j.outcome for j in judged.values()} == {"accepted", "rejected"}
    with open_round(made, NIGHT) as round_:
        write_standing(round_)
    assert not [path for path in made.output.rglob("*") if "010190" in path.name]
    assert b"010190-1234" not in Path(made.store).read_bytes()
    assert not [path for path in made.output.rglob("*.txt") if "010190" in path.read_text()]
    assert "010190" not in str([p.as_json() for j in judged.values() for p in j.reading.problems])


def test_what_is_kept_is_for_its_owner_only(workspace):
    made = workspace("ishoej")
    with packed(made) as (_, forms):
        put(made, "a.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), {"samtale_dato": HELD}))
    judged = night(made)["a.docx"]
    assert (made.output / judged.keep_at).stat().st_mode & 0o077 == 0


def test_a_file_saved_again_while_it_is_taken_in_stays_for_the_next_night(herlev):
    made, forms = herlev
    form = forms["0042", "referat", "both"]
    days = HELD, date(2026, 11, 13)
    first, newer = (fill(bytes_of(made, form), MINUTES | {"samtale_dato": day}) for day in days)
    put(made, "a.docx", first)
    with open_round(made, NIGHT) as round_:
        record = round_.store.record_return
        round_.store.record_return = lambda *told: (record(*told), put(made, "a.docx", newer, 1))
        (judged,) = take_in(round_, (), lambda items, _: items).judged
    assert judged.outcome == "accepted"
    assert (made.output / judged.keep_at).read_bytes() == first
    assert (made.inbox / "a.docx").read_bytes() == newer
    assert night(made)["a.docx"].outcome == "accepted"
    assert answers(made, form)["samtale_dato"] == days[1]


def test_a_corrected_copy_does_not_make_the_minutes_late(workspace):
    made = workspace("ishoej")
    with packed(made) as (_, forms):
        blank = bytes_of(made, forms["0042", "referat", "both"])
    put(made, "a.docx", fill(blank, {"samtale_dato": HELD, "deltagere": "Bo"}))
    night(made, today=date(2026, 11, 14))
    put(made, "b.docx", fill(blank, {"samtale_dato": HELD, "deltagere": "Bo og Anna"}))
    night(made, today=date(2026, 12, 20))
    assert events(made)["minutes"].on == date(2026, 11, 14)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({"samtale_dato": date(2025, 11, 12)}, ["unlikely-date"]),
        ({"godkendt_dato": date(2026, 11, 1)}, ["date-before-talk"]),
        ({"opfoelgning_dato": date(2026, 11, 1)}, ["date-before-talk"]),
    ],
)
def test_a_date_that_cannot_be_goes_to_review(herlev, typed, codes):
    made, forms = herlev
    put(made, "a.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES | typed))
    assert outcome(night(made)["a.docx"]) == ("review", codes)


def test_a_follow_up_written_without_a_year_comes_after_the_talk(herlev):
    made, forms = herlev
    form = forms["0042", "referat", "both"]
    typed = MINUTES | {"opfoelgning_dato": "12. maj", "naeste_samtale_dato": "1. november"}
    put(made, "a.docx", fill(bytes_of(made, form), typed))
    assert night(made)["a.docx"].outcome == "accepted"
    assert answers(made, form)["opfoelgning_dato"] == date(2027, 5, 12)
    assert answers(made, form)["naeste_samtale_dato"] == date(2027, 11, 1)


def test_two_forms_that_disagree_about_the_day_say_so(herlev):
    made, forms = herlev
    plan = forms["0042", "kompetenceudviklingsplan", "both"]
    put(made, "a.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), MINUTES), 1)
    put(made, "b.docx", fill(bytes_of(made, plan), {"samtale_dato": date(2026, 11, 13)}), 2)
    assert outcome(night(made)["b.docx"]) == ("accepted", ["dates-disagree"])


def test_taking_in_the_packets_folder_takes_only_what_was_filled(herlev):
    made, forms = herlev
    form = forms["0042", "referat", "both"]
    (made.output / form.path).write_bytes(fill(bytes_of(made, form), MINUTES))
    assert [judged.outcome for judged in night(made, made.packets).values()] == ["accepted"]
    assert not (made.output / "rejected").exists()
    again = night(made, made.output)
    assert {judged.outcome for judged in again.values()} <= {"duplicate"}


def next_round(made):
    """The same workspace a year on."""
    config = made.folder / "mus.toml"
    config.write_text(config.read_text().replace(f"year = {made.year}", f"year = {made.year + 1}"))
    return read_workspace(made.folder)


def test_a_talk_held_in_january_belongs_to_the_round_its_form_is_from(workspace):
    made = workspace("syddjurs")
    with packed(made) as (_, forms):
        form = forms["0042", "udviklingsaftale", "both"]
        content = fill(bytes_of(made, form), {"samtale_dato": date(2027, 1, 14)})
    made = next_round(made)
    put(made, "a.docx", content)
    assert outcome(night(made, today=date(2027, 1, 20))["a.docx"]) == ("accepted", [])


@pytest.mark.parametrize(
    ("issued_on", "held", "expected"),
    [
        (date(2026, 1, 10), date(2025, 12, 16), "accepted"),
        (date(2026, 9, 14), date(2026, 3, 3), "accepted"),
        (date(2026, 9, 14), date(2025, 11, 12), "review"),
    ],
)
def test_a_talk_may_be_held_before_its_form_is_issued_but_not_a_year_before(
    workspace, issued_on, held, expected
):
    made = workspace("ishoej")
    with packed(made, issued_on) as (_, forms):
        content = fill(bytes_of(made, forms["0042", "referat", "both"]), {"samtale_dato": held})
    put(made, "a.docx", content)
    assert night(made)["a.docx"].outcome == expected


def test_a_follow_up_may_be_two_years_on(herlev):
    made, forms = herlev
    typed = {"samtale_dato": date(2027, 1, 20), "opfoelgning_dato": date(2028, 1, 20), "referent": "leder"}
    put(made, "a.docx", fill(bytes_of(made, forms["0042", "referat", "both"]), typed))
    assert night(made, today=date(2027, 2, 1))["a.docx"].outcome == "accepted"


def test_minutes_that_were_under_review_do_not_stay_behind_with_hr(herlev):
    made, forms = herlev
    blank = bytes_of(made, forms["0042", "referat", "both"])
    doubtful = fill(blank, MINUTES | {"samtale_dato": "efter aftale"})
    put(made, "a.docx", doubtful)
    night(made)
    assert list((made.output / "review").iterdir())
    put(made, "b.docx", fill(blank, MINUTES))
    accepted = night(made)["b.docx"]
    assert not list((made.output / "review").iterdir())
    parties = (made.output / accepted.keep_at).parent
    assert doubtful in [path.read_bytes() for path in parties.glob("*.docx")]


def test_an_answered_doubt_sent_again_opens_nothing(herlev):
    made, forms = herlev
    blank = bytes_of(made, forms["0042", "referat", "both"])
    doubtful = fill(blank, MINUTES | {"samtale_dato": "efter aftale"})
    for name, content in (("a.docx", doubtful), ("b.docx", fill(blank, MINUTES)), ("c.docx", doubtful)):
        put(made, name, content)
        last = night(made)
    assert last["c.docx"].outcome == "duplicate"
    with open_round(made, NIGHT) as round_:
        assert [file.name for file in round_.store.returned_files(2026)] == ["b.docx"]
    assert not list(made.inbox.iterdir())


def test_a_file_mended_in_the_review_folder_is_taken_in_when_pointed_at(workspace):
    made = workspace("ishoej")
    with packed(made) as (_, forms):
        blank = bytes_of(made, forms["0042", "referat", "both"])
    put(made, "a.docx", fill(blank, {"samtale_dato": "efter aftale"}))
    kept = made.output / night(made)["a.docx"].keep_at
    kept.write_bytes(fill(blank, {"samtale_dato": HELD}))
    (judged,) = night(made, made.output / "review").values()
    assert judged.outcome == "accepted"
    assert (made.output / judged.keep_at).exists()
    assert not list((made.output / "review").iterdir())


def test_an_invitation_sent_back_needs_nothing(herlev):
    made, forms = herlev
    put(made, "a.docx", bytes_of(made, forms["0042", "indkaldelse", "employee"]))
    judged = night(made)["a.docx"]
    assert outcome(judged) == ("accepted", ["nothing-to-fill"])
    assert not has_blocking(judged)


def test_a_form_filled_in_its_packet_folder_is_taken_in_once_and_left_in_peace(workspace):
    made = workspace("ishoej")
    with packed(made) as (_, forms):
        form = forms["0042", "referat", "both"]
        (made.output / form.path).write_bytes(fill(bytes_of(made, form), {"samtale_dato": HELD}))
    assert [judged.outcome for judged in night(made, made.packets).values()] == ["accepted"]
    assert night(made, made.packets) == {}
    with open_round(made, NIGHT) as round_:
        assert write_round(round_, plan_round(round_, None), lambda items, _: items).problems == []


def test_a_file_that_cannot_be_moved_costs_nobody_else_anything_and_is_moved_later(workspace):
    made = workspace("ishoej")
    with packed(made) as (_, forms):
        form, other = forms["0042", "referat", "both"], forms["0043", "referat", "both"]
        first = fill(bytes_of(made, form), {"samtale_dato": HELD})
        second = fill(bytes_of(made, other), {"samtale_dato": HELD})
    in_the_way = made.output / "archive" / "2026" / form.form_id
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("a file where a folder should be")
    put(made, "a.docx", first, 1)
    put(made, "b.docx", second, 2)
    judged = night(made)
    assert outcome(judged["a.docx"]) == ("accepted", ["file-not-moved"])
    assert outcome(judged["b.docx"]) == ("accepted", [])
    assert (made.inbox / "a.docx").read_bytes() == first
    in_the_way.unlink()
    assert night(made)["a.docx"].outcome == "duplicate"
    assert not list(made.inbox.iterdir())
    assert [path.read_bytes() for path in in_the_way.glob("*.docx")] == [first]


def test_a_run_killed_before_the_doubtful_copy_was_moved_is_finished_by_the_next(herlev):
    made, forms = herlev
    blank = bytes_of(made, forms["0042", "referat", "both"])
    doubtful = fill(blank, MINUTES | {"samtale_dato": "efter aftale"})
    put(made, "a.docx", doubtful)
    night(made)
    sound = fill(blank, MINUTES)
    put(made, "b.docx", sound)
    kept = made.output / night(made)["b.docx"].keep_at
    moved = next(path for path in kept.parent.glob("*.docx") if path.read_bytes() == doubtful)
    with open_round(made, NIGHT) as round_:
        (record,) = round_.store.answered_by(hashlib.sha256(sound).hexdigest())
        round_.store.moved(record.digest, f"review/{moved.name}")
    moved.replace(made.output / "review" / moved.name)
    put(made, "b.docx", sound)
    assert night(made)["b.docx"].outcome == "duplicate"
    assert moved.exists() and not list((made.output / "review").iterdir())
