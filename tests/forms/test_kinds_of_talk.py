"""What differs in a form by the kind of talk: the group as a group, the leader's leader, the offer, the follow-up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from specimens import ANNE, FUND, METTE, STUEN, W, issue, part, policy_of, text

from pipeline.model import PlanRow, Question, Theme
from pipeline.word.layout import layout_of, tags_of


def titles(docx, form):
    """The title of each field, as a person meets it in Word."""
    return {field.key: field.title for field in layout_of(docx, form, {}, lambda _: "private").fields}


def control(docx, tag):
    """What a control shows, and its title."""
    (found,) = [
        sdt for sdt in part(docx).iter(f"{W}sdt") if [t.get(f"{W}val") for t in sdt.iter(f"{W}tag")] == [tag]
    ]
    return "".join(t.text for t in found.iter(f"{W}t")), found.find(f"{W}sdtPr/{W}alias").get(f"{W}val")


# --- groups -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "audience"), [("skema", "leader"), ("handleplan", "group")])
def test_a_groups_own_form_is_the_groups(form, audience):
    docx = issue(form, "syddjurs", audience, "GRUS", of_group=True)
    assert control(docx, "navn") == (STUEN.name, "Gruppe")
    assert control(docx, "tjenestenummer") == (STUEN.id, "Gruppe-id")
    assert "Gruppens deltagere\nAnne-Margrethe Vestergaard, Bo Lind, Åse Ærø" in text(docx)
    assert ANNE.number not in text(docx)


def test_a_participants_form_is_the_participants_and_says_which_group():
    docx = issue("skema", "syddjurs", "employee", "GRUS")
    assert control(docx, "navn") == (ANNE.name, "Navn")
    assert "GRUS 2026 · Stuen (G3)" in text(docx)


def test_an_action_plan_asks_who_is_responsible_and_how_it_is_followed_up():
    """HER-29."""
    told = text(issue("handleplan", "herlev", "group", "GRUS", of_group=True))
    assert "Hver række skal have en ansvarlig og en opfølgning (hvornår eller hvordan)." in told
    assert "Hver række skal have" not in text(issue("handleplan", "syddjurs", "group", "GRUS", of_group=True))


def test_what_each_one_writes_after_a_group_talk_is_own_goals_that_the_leader_approves():
    """SYD-19."""
    docx = issue("udviklingsaftale", "syddjurs", "both", "GRUS")
    assert "Egne mål efter gruppesamtalen 2026" in text(docx)
    assert titles(docx, "udviklingsaftale")["samtale_dato"] == "Gruppesamtalen blev holdt den"
    assert titles(docx, "udviklingsaftale")["godkendt_dato"] == "Godkendt af lederen den"


def test_own_goals_are_approved_also_where_plans_are_not():
    herlev = policy_of("herlev")
    with_goals = replace(herlev, group=replace(herlev.group, after=("own_goals",)))
    assert "godkendt_dato" in tags_of(issue("kompetenceudviklingsplan", kind="GRUS", policy=with_goals))
    assert "godkendt_dato" not in tags_of(issue("kompetenceudviklingsplan", kind="GRUS"))


def test_the_wrap_up_of_a_group_talk_is_the_action_plan_and_no_ones_own_form():
    mine = tags_of(issue("skema", "syddjurs", "employee", "GRUS"))
    assert not [tag for tag in mine if tag.startswith("opsamling_")]
    assert [tag for tag in tags_of(issue("skema", "syddjurs", "employee")) if tag.startswith("opsamling_")]


def test_what_a_group_agreed_on_last_year_is_followed_up():
    row = PlanRow("", "handleplan", "ab12", 2025, "", {"indsats": "Rolige overgange"}, group=STUEN.id)
    docx = issue("skema", "herlev", "leader", "GRUS", of_group=True, last_time=[row])
    assert "sidst/ab12/status" in tags_of(docx) and "Rolige overgange" in text(docx)


def test_a_participant_learns_of_the_right_to_a_talk_alone():
    """HER-6, ISH-2."""
    right = "bed om en individuel samtale. Den har du ret til"
    assert right in text(issue("skema", "herlev", "employee", "GRUS"))
    assert right not in text(issue("skema", "holstebro", "employee", "GRUS"))


def test_pay_is_told_of_in_a_group_talk_by_the_rule_for_groups():
    """HER-26."""
    herlev = policy_of("herlev")
    assert f"Løn: {herlev.salary.group_notice}" in text(issue("skema", "herlev", "employee", "GRUS"))
    assert "Løn:" not in text(issue("skema", "ishoej", "employee", "SUS"))


# --- LUS, SUS, follow-up ------------------------------------------------------------------------


def test_in_a_lus_the_parties_are_the_leader_and_the_leaders_leader():
    """HER-30."""
    minutes = layout_of(issue("referat", "herlev", kind="LUS"), "referat", {}, lambda _: "private").by_key()
    shown = {choice.value: choice.text for choice in minutes["referent"].choices}
    assert (shown["leder"], shown["medarbejder"]) == ("Leders leder", "Leder")
    plan = text(issue("kompetenceudviklingsplan", "herlev", kind="LUS"))
    assert "Det skal lederen kunne" in plan and "medarbejderen" not in plan.split("Hvem kan se det?")[0]


def test_a_senior_talk_is_an_offer():
    letter = text(issue("indkaldelse", "herlev", "employee", "SUS", delegate=None))
    assert letter.startswith("Invitation")
    assert "Jeg vil gerne tilbyde dig en seniorsamtale" in letter and "indkalder" not in letter
    assert "Samtalen er frivillig." in letter


def test_a_follow_up_copy_begins_with_the_rows_that_came_back_and_has_room_for_more():
    """SYD-36."""
    kept = [PlanRow(ANNE.number, "fokus", f"ab1{n}", 2026, "", {}) for n in range(5)]
    docx = issue("udviklingsaftale", "syddjurs", kind="opfølgning", prefilled=kept)
    rows = [tag.split("/")[1] for tag in tags_of(docx) if tag.endswith("/fokusomraade")]
    assert rows[:5] == [row.id for row in kept] and len(set(rows)) == 7
    assert titles(docx, "udviklingsaftale")["samtale_dato"] == "Opfølgningen blev holdt den"
    assert "Opfølgning på udviklingsaftalen 2026" in text(docx)


def test_who_holds_the_talk_does_so_with_a_mandate_and_for_a_time():
    """SYD-22, ISH-11."""
    told = text(issue("skema", "syddjurs", "employee", delegate=METTE))
    assert (
        "Beføjelser: Bevilge kurser. Det gælder fra 1. september 2026 til og med 31. december 2026." in told
    )


def test_an_individual_talk_after_a_group_talk_says_that_it_is_one():
    assert "hører sammen med jeres gruppesamtale" in text(
        issue("indkaldelse", "syddjurs", "employee", after_group=True)
    )
    assert "gruppesamtale" not in text(issue("indkaldelse", "syddjurs", "employee"))


def test_the_packet_says_which_rules_it_follows_and_who_approved_it():
    """SYD-24, SYD-25."""
    syddjurs = policy_of("syddjurs")
    materials = replace(syddjurs.materials, approved_by="Hoved-MED", approved_on="2026-06-03")
    approved = text(
        issue("indkaldelse", "syddjurs", "employee", policy=replace(syddjurs, materials=materials))
    )
    assert "Materialet følger Syddjurs Kommunes regler for 2026." in approved
    assert "Det er godkendt af Hoved-MED den 3. juni 2026." in approved


# --- choosing, and the fund ---------------------------------------------------------------------


def test_each_question_of_the_bank_can_be_ticked():
    """HER-7."""
    bank = (Theme("trivsel", "Trivsel", (Question("trivsel_energi", "Hvad giver dig energi?"),)),)
    docx = issue("spoergsmaal", "herlev", "leader", policy=replace(policy_of("herlev"), bank=bank))
    field = layout_of(docx, "spoergsmaal", {}, lambda _: "private").by_key()["valg_trivsel_energi"]
    assert (field.kind, field.title) == ("check", "Hvad giver dig energi?")
    assert "☐\nHvad giver dig energi?" in text(docx)


def test_an_application_shows_both_readings_the_dates_and_three_signatures():
    """EXT-10, EXT-7, HER-18."""
    docx = issue("kompetencefond", fund=FUND)
    for line in (FUND["of_applied"], FUND["of_cost"], FUND["apply_by"], FUND["not_before"], *FUND["notes"]):
        assert line in text(docx)
    signed = [tag for tag in tags_of(docx) if tag.startswith("underskrift_")]
    assert signed == [f"underskrift_{who}_dato" for who in ("medarbejder", "leder", "tr")]


def test_an_application_of_which_nothing_is_known_promises_nothing():
    told = text(issue("kompetencefond"))
    assert "Datoer at huske" not in told and "Loft:" not in told and "Regnet af" not in told


# --- who is spoken to ---------------------------------------------------------------------------


def test_a_municipality_greets_a_group_and_a_leader_with_its_own_words():
    """HER-27, HER-35: what HR writes in `texts.welcome_group` and `texts.welcome_lus` stands in the form."""
    assert "Se fremad mod mulighederne frem for" in text(issue("skema", "herlev", "employee", "GRUS"))
    for audience in ("employee", "leader"):
        assert "LUS lægger noget til den daglige dialog" in text(issue("skema", "herlev", audience, "LUS"))
    assert "Du er inviteret til en seniorsamtale." in text(issue("skema", "herlev", "employee", "SUS"))


@pytest.mark.parametrize("slug", ["herlev", "syddjurs"])
def test_the_leader_of_a_group_is_not_told_to_talk_to_the_leader(slug):
    told = text(issue("skema", slug, "leader", "GRUS", of_group=True))
    assert "din leder" not in told
    assert "så tag det op med den ene bagefter." in told


def test_a_senior_talk_has_no_next_years_talk():
    assert "naeste_samtale_dato" not in tags_of(issue("referat", "herlev", "both", "SUS"))
    assert "naeste_samtale_dato" in tags_of(issue("referat", "herlev", "both", "MUS"))
