"""What comes back from a group's talk, and from the follow-up: the group's own papers, and each participant's."""

from __future__ import annotations

import os
import shutil
from datetime import date

import openpyxl
import pytest
from conftest import packed, person

from pipeline.commands.incoming import read_files, take_in
from pipeline.commands.opening import open_round
from pipeline.store import Destruction
from pipeline.word import pen
from pipeline.word.layout import tags_of
from pipeline.word.package import Package, write_package

NIGHT = date(2026, 11, 20)
GROUP_DAY = date(2026, 10, 8)
PEOPLE = (
    person("1001", "Anna Holm", leader=""),
    person("0042", "Bo Lind", Gruppe="G1", Enhed="Køkkenet"),
    person("0043", "Åse Ærø O'Neill", Gruppe="G1", Enhed="Køkkenet"),
    person("0044", "Carl Dam", Enhed="Pedellerne"),
    person("0045", "Dina Friis", Enhed="Pedellerne", Samtaletype="LUS"),
)
GROUPS = (
    ("Gruppe", "Navn", "Type", "Leder", "Samtaledato"),
    ("G1", "Køkkenholdet", "GRUS", "1001", GROUP_DAY),
)


@pytest.fixture
def round_of(workspace):
    """Makes a municipality's workspace with a group in it and its packets written: the workspace and the forms."""

    def make(slug):
        made = workspace(slug, PEOPLE)
        book = openpyxl.load_workbook(made.roster)
        sheet = book.create_sheet("Grupper")
        for row in GROUPS:
            sheet.append(row)
        book.save(made.roster)
        with packed(made) as (_, forms):
            return made, forms

    return make


@pytest.fixture
def syddjurs(round_of):
    return round_of("syddjurs")


@pytest.fixture
def herlev(round_of):
    return round_of("herlev")


def blank(made, form):
    return (made.output / form.path).read_bytes()


def send(made, form, answers, today=NIGHT, name="a.docx"):
    """The form filled in, sent back and taken in: what became of it."""
    return take(made, pen.fill(blank(made, form), answers), today, name)


def take(made, content, today=NIGHT, name="a.docx"):
    made.inbox.mkdir(parents=True, exist_ok=True)
    path = made.inbox / name
    path.write_bytes(content)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    with open_round(made, today) as round_:
        (judged,) = take_in(round_, (), lambda items, _: items).judged
        return judged


def outcome(judged):
    return judged.outcome, [problem.code for problem in judged.reading.problems]


def happened(made, subject):
    """What the store knows of a subject's year: what, of whom, in which group, of which kind, and when."""
    with open_round(made, NIGHT) as round_:
        events = round_.store.events_of(subject, 2026)
        return {(e.what, e.person, e.group, e.kind): e.on for e in events}


def first_row(form, table):
    return f"{table}/{form.rows[table][0]}"


GROUP_PLAN = ("G1", "handleplan", "group", "GRUS")
OWN_GOALS = ("0042", "udviklingsaftale", "both", "GRUS")


def plan_row(form, **columns):
    row = first_row(form, "handleplan")
    return {f"{row}/{column}": value for column, value in columns.items()}


# --- the group's own papers ---------------------------------------------------------------------


def test_a_groups_plan_says_that_the_talk_was_held_and_what_was_agreed(syddjurs):
    made, forms = syddjurs
    form = forms[GROUP_PLAN]
    rows = plan_row(form, indsats="Fælles morgenmøde", ansvarlig="leder", opfoelgning_dato=date(2027, 2, 1))
    answers = rows | {"samtale_dato": GROUP_DAY, "opfoelgning_dato": date(2027, 4, 1)}
    assert outcome(send(made, form, answers)) == ("accepted", [])
    assert happened(made, "G1") == {
        ("held", "", "G1", "GRUS"): GROUP_DAY,
        ("group-plan", "", "G1", "GRUS"): NIGHT,
        ("follow-up-agreed", "", "G1", "GRUS"): GROUP_DAY,
    }
    with open_round(made, NIGHT) as round_:
        (file,) = round_.store.returned_files(2026)
    assert (file.person, file.group, file.form) == ("", "G1", "handleplan")


def test_the_leaders_preparation_of_a_group_talk_is_the_groups(syddjurs):
    made, forms = syddjurs
    form = forms["G1", "skema", "leader", "GRUS"]
    question = next(
        tag for tag in tags_of(blank(made, form)) if "_" in tag and "/" not in tag and tag != "form_id"
    )
    assert outcome(send(made, form, {question: "Vi skal tale om støj"})) == ("accepted", [])


def test_a_form_of_another_group_is_refused(syddjurs):
    made, forms = syddjurs
    package = Package.open(pen.fill(blank(made, forms[GROUP_PLAN]), {"samtale_dato": GROUP_DAY}))
    members = dict(package.members)
    members[package.main] = members[package.main].replace(b">G1<", b">G2<")
    assert outcome(take(made, write_package(members))) == ("rejected", ["other-person"])
    assert happened(made, "G1") == {}


def test_a_groups_plan_that_does_not_say_who_and_when_counts_only_as_held(herlev):
    made, forms = herlev
    form = forms[GROUP_PLAN]
    judged = send(made, form, plan_row(form, indsats="Støj") | {"samtale_dato": GROUP_DAY})
    assert outcome(judged) == ("accepted", ["group-row-lacks"])
    (problem,) = judged.reading.problems
    assert problem.place.spot == first_row(form, "handleplan")
    assert "»Ansvarlig«" in problem.text and "Støj" not in problem.text
    assert set(happened(made, "G1")) == {("held", "", "G1", "GRUS")}
    whole = plan_row(form, indsats="Støj", ansvarlig="leder", opfoelgning_dato=date(2027, 2, 1))
    assert outcome(send(made, form, whole | {"samtale_dato": GROUP_DAY})) == ("accepted", [])
    assert ("group-plan", "", "G1", "GRUS") in happened(made, "G1")


def test_a_groups_plan_that_names_a_participant_is_noted_and_says_no_name(syddjurs):
    made, forms = syddjurs
    form = forms[GROUP_PLAN]
    rows = plan_row(form, indsats="Bo Lind skal på kursus", ansvarlig="Bo Lind")
    judged = send(made, form, rows | {"samtale_dato": GROUP_DAY, "deltagere": "Bo Lind og Åse"})
    named = [problem for problem in judged.reading.problems if problem.code == "names-a-participant"]
    assert [problem.place.spot for problem in named] == [f"{first_row(form, 'handleplan')}/indsats"]
    assert not any("Lind" in problem.text for problem in judged.reading.problems)
    assert judged.outcome == "accepted"


# --- own goals ----------------------------------------------------------------------------------


def test_own_goals_are_the_participants_and_do_not_move_the_groups_day(syddjurs):
    made, forms = syddjurs
    send(made, forms[GROUP_PLAN], {"samtale_dato": GROUP_DAY}, name="g.docx")
    form = forms[OWN_GOALS]
    answers = {
        f"{first_row(form, 'fokus')}/fokusomraade": "Allergener",
        "samtale_dato": date(2026, 10, 9),
        "godkendt_dato": date(2026, 10, 12),
    }
    assert outcome(send(made, form, answers)) == ("accepted", ["group-day-disagrees"])
    assert happened(made, "0042") == {
        ("plan", "0042", "G1", "GRUS"): date(2026, 10, 12),
        ("plan-approved", "0042", "G1", "GRUS"): date(2026, 10, 12),
    }
    assert happened(made, "G1") == {("held", "", "G1", "GRUS"): GROUP_DAY}


def test_own_goals_without_rows_are_not_written(syddjurs):
    made, forms = syddjurs
    assert outcome(send(made, forms[OWN_GOALS], {"samtale_dato": GROUP_DAY})) == ("accepted", [])
    assert happened(made, "0042") == {}


# --- the follow-up ------------------------------------------------------------------------------

AGREEMENT = ("0044", "udviklingsaftale", "both")
HELD, FOLLOWED_UP = date(2026, 11, 12), date(2026, 11, 19)


@pytest.fixture
def copy(syddjurs):
    """The workspace once somebody's agreement has come back and its follow-up copy has gone out, and the copy."""
    made, forms = syddjurs
    form = forms[AGREEMENT]
    row = first_row(form, "fokus")
    answers = {
        "samtale_dato": HELD,
        "godkendt_dato": HELD,
        f"{row}/fokusomraade": "Ledelse af projekter",
        f"{row}/handling": "Kursus",
        f"{row}/status": "planlagt",
    }
    assert send(made, form, answers | {"opfoelgning_dato": FOLLOWED_UP}).outcome == "accepted"
    with packed(made, NIGHT) as (_, again):
        return made, again["0044", "udviklingsaftale", "both", "opfølgning"], row


def rows_of(made, subject):
    with open_round(made, NIGHT) as round_:
        return {row.id: row for row in round_.store.current_plan_rows(2026)[subject]}


def test_a_follow_up_copy_updates_its_rows_and_says_that_the_follow_up_was_held(copy):
    made, form, row = copy
    judged = send(made, form, {"samtale_dato": FOLLOWED_UP, f"{row}/status": "gennemfoert"})
    assert outcome(judged) == ("accepted", [])
    assert happened(made, "0044")["held", "0044", "", "opfølgning"] == FOLLOWED_UP
    assert happened(made, "0044")["held", "0044", "", "MUS"] == HELD
    (kept,) = rows_of(made, "0044").values()
    assert (kept.id, kept.values["status"], kept.values["handling"]) == (
        row.split("/")[1],
        "gennemfoert",
        "Kursus",
    )


def test_the_version_before_the_follow_up_is_kept(copy):
    made, form, row = copy
    send(made, form, {"samtale_dato": FOLLOWED_UP, f"{row}/status": "gennemfoert"})
    with open_round(made, NIGHT) as round_:
        versions = round_.store.plan_versions("0044", 2026)
    assert [version.values["status"] for version in versions] == ["planlagt", "gennemfoert"]


def test_a_follow_up_copy_returned_as_it_went_out_is_empty(copy):
    made, form, _ = copy
    assert outcome(take(made, blank(made, form))) == ("rejected", ["returned-empty"])
    assert ("held", "0044", "", "opfølgning") not in happened(made, "0044")


def test_a_follow_up_copy_without_a_day_does_not_count(copy):
    made, form, row = copy
    assert outcome(send(made, form, {f"{row}/status": "i_gang"})) == ("accepted", ["follow-up-day-missing"])
    assert ("held", "0044", "", "opfølgning") not in happened(made, "0044")


# --- choices, strangers and the destroyed -------------------------------------------------------


def test_no_questions_chosen_is_an_answer(herlev):
    made, forms = herlev
    form = next(each for key, each in forms.items() if key[:2] == ("0044", "spoergsmaal"))
    judged = take(made, blank(made, form))
    assert outcome(judged) == ("accepted", ["none-chosen"])
    assert judged.events == ()


def test_an_agreement_holds_nothing_but_what_it_was_sent_out_with(syddjurs):
    made, forms = syddjurs
    form = forms[AGREEMENT]
    package = Package.open(pen.fill(blank(made, form), {f"{first_row(form, 'fokus')}/handling": "Kursus"}))
    control = (
        b'<w:sdt><w:sdtPr><w:tag w:val="emne_trivsel"/><w:text/></w:sdtPr><w:sdtContent><w:p><w:r>'
        b"<w:t>HEMMELIGT</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sectPr"
    )
    members = dict(package.members)
    body, _, end = members[package.main].rpartition(b"<w:sectPr")
    members[package.main] = body + control + end
    judged = take(made, write_package(members))
    assert outcome(judged) == ("accepted", ["unknown-field"])
    assert not any("HEMMELIGT" in str(problem.as_json()) for problem in judged.reading.problems)
    assert not any(answer.value == "HEMMELIGT" for answer in judged.reading.answers)


def test_a_participants_form_is_read_as_what_it_is(syddjurs):
    made, forms = syddjurs
    path = made.folder / "mit.docx"
    form = forms[OWN_GOALS]
    path.write_bytes(pen.fill(blank(made, form), {f"{first_row(form, 'fokus')}/handling": "Kursus"}))
    with open_round(made, NIGHT) as round_:
        (reading,) = read_files(round_, [path])
    assert reading.problems == ()
    assert (reading.issued.person, reading.issued.group, reading.issued.kind) == ("0042", "G1", "GRUS")


def test_a_destroyed_form_is_refused_stored_nowhere_and_left_where_it_lies(syddjurs):
    made, forms = syddjurs
    form = forms[AGREEMENT]
    answers = {"samtale_dato": HELD, f"{first_row(form, 'fokus')}/handling": "HEMMELIGT"}
    content = pen.fill(blank(made, form), answers)
    assert take(made, content).outcome == "accepted"
    with open_round(made, NIGHT) as round_:
        gone = Destruction("plan", "0044", "", 2026, "EXT-16", NIGHT, (form.form_id,))
        round_.store.destroy(gone)
    shutil.rmtree(made.output / "archive")
    judged = take(made, content)
    assert outcome(judged) == ("rejected", ["papers-destroyed"])
    assert "Slet den" in judged.reading.problems[0].text
    assert [path.read_bytes() for path in made.output.rglob("*a.docx")] == [content]
    assert (made.inbox / "a.docx").exists()
    with open_round(made, NIGHT) as round_:
        assert round_.store.answers(form.form_id) == []


# --- the fund -----------------------------------------------------------------------------------

START = date(2027, 3, 1)


@pytest.fixture
def application(herlev):
    """The workspace once somebody's plan has come back with a row marked for the fund, and the application for it."""
    made, forms = herlev
    form = forms["0044", "kompetenceudviklingsplan", "both"]
    row = first_row(form, "maal")
    answers = {f"{row}/maal": "Diplom i ledelse", f"{row}/fond": True, f"{row}/start": START}
    assert send(made, form, answers).outcome == "accepted"
    with packed(made, NIGHT) as (_, again):
        return made, again["0044", "kompetencefond", "both", row.split("/")[1]]


def test_an_application_tells_when_it_was_sent_and_when_all_three_had_signed(application):
    made, form = application
    days = {"sagsnummer_dato": date(2026, 11, 16), "underskrift_medarbejder_dato": date(2026, 11, 17)}
    days |= {"underskrift_leder_dato": date(2026, 11, 19), "underskrift_tr_dato": date(2026, 11, 18)}
    judged = send(made, form, days | {"sagsnummer": "HEMMELIGT"})
    assert outcome(judged) == ("accepted", [])
    told = {event.what: (event.on, event.row) for event in judged.events}
    row = form.row
    assert row and told == {
        "fund-applied": (date(2026, 11, 16), row),
        "fund-signed": (date(2026, 11, 19), row),
    }


def test_an_application_sent_after_the_start_says_so(application):
    made, form = application
    judged = send(made, form, {"sagsnummer_dato": START, "uddannelse_start": START})
    assert outcome(judged) == ("accepted", ["fund-applied-late"])


# --- what is left open --------------------------------------------------------------------------


def test_in_herlev_empty_topics_are_told_by_title_and_nothing_of_the_minutes_is_kept(herlev):
    made, forms = herlev
    form = forms["0044", "referat", "both"]
    topics = [tag for tag in tags_of(blank(made, form)) if tag.startswith("emne_")]
    answers = dict.fromkeys(topics, "HEMMELIGT") | {"samtale_dato": HELD, "referent": "leder"}
    answers["emne_trivsel"] = None
    judged = send(made, form, answers)
    assert outcome(judged) == ("accepted", ["topic-unanswered"])
    assert "»Trivsel«" in judged.reading.problems[0].text
    assert "HEMMELIGT" not in str(judged.reading)


def test_in_herlev_a_leaders_minutes_stay_with_the_two_as_well(herlev):
    made, forms = herlev
    form = forms["0045", "referat", "both", "LUS"]
    judged = send(made, form, {"samtale_dato": HELD, "referent": "leder", "deltagere": "HEMMELIGT"})
    assert judged.outcome == "accepted"
    assert judged.keep_at.startswith(f"{form.path.rpartition('/')[0]}/Modtaget/")
    assert "HEMMELIGT" not in str(judged.reading.answers)
    assert ("held", "0045", "", "LUS") in happened(made, "0045")


def test_a_follow_up_too_close_to_the_next_talk_is_noted(syddjurs):
    made, forms = syddjurs
    answers = {"samtale_dato": HELD, "opfoelgning_dato": date(2027, 11, 1)}
    assert outcome(send(made, forms[AGREEMENT], answers)) == ("accepted", ["follow-up-too-late"])


def test_an_agreement_approved_later_than_the_talk_shows_the_lag(syddjurs):
    made, forms = syddjurs
    form = forms[AGREEMENT]
    answers = {"samtale_dato": HELD, "godkendt_dato": date(2026, 11, 18)}
    send(made, form, answers | {f"{first_row(form, 'fokus')}/handling": "Kursus"})
    told = happened(made, "0044")
    assert (told["held", "0044", "", "MUS"], told["plan-approved", "0044", "", "MUS"]) == (
        HELD,
        date(2026, 11, 18),
    )
