"""What can be applied for, by when, and what speaks against it, as HR would check it against the fund's pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fund import Advice, Applicant, advise, doubts_together, pool_of, shares, together
from pipeline.model import Person, PlanRow
from pipeline.policy import Policy, read_policy
from pipeline.policy.nouns import Fund, FundPool
from pipeline.workspace import shipped_forms

TODAY = date(2026, 12, 1)
CANARY = "kanariefugl"
ANNE = Person("0042", "Anne Bæk", unit="Biblioteket", agreement="HK Kommunal")


@cache
def herlev() -> Policy:
    """Herlev's own rules, with Herlev's own amounts."""
    policy, problems = read_policy(shipped_forms(), "herlev")
    assert policy is not None and not problems
    return policy


def row(
    start: date | None = date(2027, 3, 1), cost: object = Decimal(30000), id: str = "r1", **values
) -> PlanRow:
    """A plan row marked for the fund."""
    return PlanRow("0042", "maal", id, 2026, "", {"fond": True, "start": start, "beloeb": cost, **values})


def advice(
    wanted: PlanRow | None = None, person: Person = ANNE, policy: Policy | None = None, **more
) -> Advice:
    """Advice by Herlev's rules on an education of 30,000 kroner that starts on 1 March 2027."""
    return advise(wanted or row(), person, policy or herlev(), more.pop("today", TODAY), **more)


# --- who (EXT-6) ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreement", "pool"),
    [
        ("HK Kommunal", "HK Kommunals pulje"),
        ("hk kommunal", "HK Kommunals pulje"),
        ("  HK/KOMMUNAL ", "HK Kommunals pulje"),
        ("AC", "Akademikernes pulje"),
        ("Socialpædagogerne", "De øvrige organisationers pulje"),
    ],
)
def test_an_agreement_has_its_pool_however_it_is_spelled(agreement: str, pool: str) -> None:
    found = advice(person=replace(ANNE, agreement=agreement))
    assert (found.pool, found.eligible) == (pool, True)


@pytest.mark.parametrize("agreement", ["Lærernes Centralorganisation", "DSR", "HK Stat", "Ikke FOA"])
def test_an_agreement_of_no_pool_is_not_eligible(agreement: str) -> None:
    found = advice(person=replace(ANNE, agreement=agreement))
    assert (found.eligible, found.state, len(found.reasons)) == (False, "not-eligible", 1)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"agreement": ""}, "mangler"),
        ({"title": "Kontorelev"}, "elever"),
        ({"title": "Studerende"}, "studerende"),
        ({"leaves_on": date(2027, 6, 30)}, "fratrædelsesdato"),
    ],
)
def test_a_doubt_about_the_person_is_told_and_is_no_silent_no(change: dict[str, object], word: str) -> None:
    found = advice(person=replace(ANNE, **change))
    assert found.eligible and found.state == "apply-now"
    assert word in found.reasons[0]


@pytest.mark.parametrize("title", ["Elevatormontør", "Elevkonsulent", "Studievejleder"])
def test_a_title_that_only_looks_like_a_trainees_raises_no_doubt(title: str) -> None:
    assert advice(person=replace(ANNE, title=title)).reasons == advice().reasons


# --- when (EXT-7, EXT-8) --------------------------------------------------------------------------------


def test_the_days_of_an_application() -> None:
    found = advice()
    assert (found.earliest, found.latest) == (date(2026, 6, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 5, 31), "not-yet"),
        (date(2026, 6, 1), "apply-now"),
        (date(2027, 2, 28), "apply-now"),
        (date(2027, 3, 1), "too-late"),
    ],
)
def test_the_first_and_the_last_day_are_in_time(today: date, state: str) -> None:
    assert advice(today=today).state == state


def test_without_a_start_no_day_is_known_and_the_plan_is_asked_for_it() -> None:
    found = advice(row(start=None))
    assert (found.state, found.earliest, found.latest) == ("no-start", None, None)
    assert "hvornår uddannelsen starter" in found.reasons[0]


@pytest.mark.parametrize(
    ("start", "upload_by"),
    [
        (date(2027, 3, 1), date(2027, 1, 10)),
        (date(2026, 12, 20), date(2026, 12, 19)),
        (None, date(2027, 1, 10)),
    ],
)
def test_signatures_are_due_in_40_days_and_before_the_start(start: date | None, upload_by: date) -> None:
    found = advice(row(start), applied_on=date(2026, 12, 1))
    assert (found.state, found.upload_by) == ("applied", upload_by)
    assert advice(row(start), applied_on=TODAY, signed_on=TODAY).state == "signed"


def test_a_pool_that_opens_on_fixed_days_tells_the_next_in_time() -> None:
    academic = replace(ANNE, agreement="AC")
    found = advice(person=academic, today=date(2025, 12, 1), wanted=row(date(2026, 5, 1)))
    assert found.openings == (date(2026, 1, 6),)
    assert any("6. januar 2026 kl. 10" in reason for reason in found.reasons)
    assert advice(person=academic).openings == ()
    assert any("se hos fonden" in reason for reason in advice(person=academic).reasons)


# --- how much (HER-17, HER-19, EXT-9, EXT-10) --------------------------------------------------------------


def test_the_two_readings_of_twenty_per_cent() -> None:
    found = shares(Decimal(30000), Fund())
    assert (found.of_applied.applied, found.of_applied.own) == (25000, 5000)
    assert (found.of_cost.applied, found.of_cost.own) == (24000, 6000)


def test_the_municipality_chooses_the_reading() -> None:
    assert advice().shares.chosen.applied == 25000, "Herlev: of the amount applied for (HER-19)"
    assert shares(Decimal(30000), Fund(reading="of_cost")).chosen.applied == 24000


@given(st.decimals(Decimal("0.01"), 500_000, places=2), st.integers(0, 100), st.booleans())
def test_the_shares_are_whole_oere_add_up_and_never_leave_the_workplace_paying_too_little(
    cost: Decimal, percent: int, of_cost: bool
) -> None:
    found = shares(cost, Fund(co_funding=percent, reading="of_cost" if of_cost else "of_applied"))
    for share in (found.of_applied, found.of_cost):
        assert share.applied + share.own == cost
        assert share.applied == share.applied.quantize(Decimal("0.01"))
    assert found.of_applied.own * 100 >= percent * found.of_applied.applied
    assert found.of_cost.own * 100 >= percent * cost
    assert found.of_cost.applied <= found.of_applied.applied, "the reading of the costs is the stricter"


@pytest.mark.parametrize(
    ("education", "cost", "applied", "own"),
    [
        ("Akademiuddannelse", 60000, 30000, 30000),
        ("Master i offentlig ledelse", 60000, 50000, 10000),
        ("Masteruddannelse", 48000, 40000, 8000),
        ("Webmaster-kursus", 60000, 30000, 30000),
        ("Socialformidler-uddannelsen", 30000, 30000, 0),
    ],
)
def test_ceilings_and_exempt_educations(education: str, cost: int, applied: int, own: int) -> None:
    share = advice(row(cost=Decimal(cost), aktivitet=education)).shares.chosen
    assert (share.applied, share.own) == (applied, own)


@pytest.mark.parametrize(
    ("other_start", "left"),
    [
        (date(2026, 3, 2), 10000),
        (date(2026, 3, 1), 30000),
        (date(2027, 4, 1), 30000),
    ],
    ids=["within 12 months before", "12 months before", "one that starts later has what is left"],
)
def test_the_ceiling_is_for_any_12_months(other_start: date, left: int) -> None:
    other = row(other_start, Decimal(24000), "r0")
    assert advice(others=[other, row()]).left == left


def test_applications_never_take_more_than_the_ceiling_together() -> None:
    rows = [row(date(2027, month, 1), Decimal(18000), f"r{month}") for month in (1, 2, 3)]
    applied = [advice(one, others=rows).shares.chosen.applied for one in rows]
    assert applied == [15000, 15000, 0]
    assert any("allerede brugt" in reason for reason in advice(rows[2], others=rows).reasons)


def test_amounts_are_those_of_the_period() -> None:
    old = FundPool("Puljen", ("HK Kommunal",), 25000, 25000, last="2026-12-31")
    new = FundPool("Puljen", ("HK Kommunal",), 35000, 35000, first="2027-01-01", last="2027-12-31")
    policy = replace(herlev(), fund_pool=(old, new))
    assert pool_of("hk kommunal", policy, date(2026, 12, 31)) == old
    assert advice(policy=policy).ceiling == 25000
    assert advice(policy=policy, applied_on=date(2027, 1, 1)).ceiling == 35000
    later = advice(row(date(2029, 1, 1)), policy=policy)
    assert (later.eligible, later.pool, later.ceiling, later.left) == (True, "Puljen", None, None)
    assert "står ikke i kommunens fil" in later.reasons[0]


@pytest.mark.parametrize("cost", [None, Decimal(0), "ca. 30.000"])
def test_without_an_amount_nothing_is_reckoned(cost: object) -> None:
    found = advice(row(cost=cost))
    assert (found.cost, found.shares) == (None, None)
    assert "hvad uddannelsen koster" in found.reasons[-1]


# --- what the agreement gives already (HER-21), and what is never said -------------------------------------


@pytest.mark.parametrize(
    ("agreement", "education", "guaranteed"),
    [
        ("HK/Kommunal", "Kommunomuddannelsen, modul 2", True),
        ("FOA", "Kommunom", False),
        ("FOA", "Lederuddannelse på diplomniveau", True),
        ("HK Kommunal", "Akademiuddannelse", False),
    ],
)
def test_what_the_agreement_prescribes_is_told(agreement: str, education: str, guaranteed: bool) -> None:
    found = advice(row(aktivitet=education), replace(ANNE, agreement=agreement))
    assert found.guaranteed is guaranteed
    assert any("i forvejen" in reason for reason in found.reasons) is guaranteed


def test_nothing_of_the_plan_is_in_the_advice() -> None:
    texts = dict.fromkeys(("maal", "aktivitet", "bidrag", "kobling"), f"{CANARY} master kommunom")
    found = advice(row(**texts), replace(ANNE, title=f"{CANARY} elev"), others=[row(id="r0", **texts)])
    assert found.guaranteed and found.master
    assert CANARY not in repr(found) and "kommunom" not in repr(found).casefold()


# --- group applications (HER-20, EXT-9) ---------------------------------------------------------------------


def applicant(number: str, **change: object) -> Applicant:
    """Somebody at the library who wants the same education."""
    education = change.pop("education", "Diplom i ledelse")
    return Applicant(replace(ANNE, number=number, **change), replace(row(aktivitet=education), person=number))


def test_the_same_workplace_education_and_agreement_make_one_application() -> None:
    alike = [
        applicant("1"),
        applicant("2", agreement="hk/kommunal"),
        applicant("3", education="diplom  i LEDELSE"),
    ]
    others = [
        applicant("4", unit="Rådhuset"),
        applicant("5", education="Diplom i jura"),
        applicant("6", agreement="FOA"),
        applicant("7", education=""),
    ]
    assert together([*others, *alike]) == [tuple(alike)]


def test_who_lacks_the_same_things_is_not_alike() -> None:
    assert together([applicant("1", education=""), applicant("2", education="")]) == []
    assert together([applicant("1"), applicant("1")]) == [], "two rows of one person are no group"


def test_what_keeps_a_group_from_one_application_is_told() -> None:
    five = [applicant(str(number)) for number in range(5)]
    assert list(doubts_together(five, herlev().fund)) == []
    assert "mindst 5" in next(doubts_together(five[:4], herlev().fund))
    mixed = [*five, applicant("6", unit="Rådhuset", education="Jura", agreement="FOA")]
    assert [reason.split("samme ")[1].split()[0] for reason in doubts_together(mixed, herlev().fund)] == [
        "arbejdsplads",
        "overenskomst",
        "uddannelse",
    ]
