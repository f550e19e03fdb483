"""What must fit together in a policy: each contradiction is one problem, where HR can mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_folder import copied_forms, problems_of, sound, topics, wrong

PAY = 'key = "loen"\nquestions = ["loen_forventning"]'


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return copied_forms(tmp_path)


def packet(kind: str, *rows: tuple[str, str]) -> str:
    """A kind's packet as a municipality writes it: form and audience."""
    return "\n".join(f'[[packet."{kind}"]]\nform = "{form}"\nfor = "{audience}"' for form, audience in rows)


def blackout(first: str, last: str) -> str:
    """A period without talks."""
    return f'[[blackout]]\nname = "Trivselsmåling"\nfrom = "{first}"\nto = "{last}"'


def pool(*more: str) -> str:
    """A pool of the fund."""
    lines = ('name = "HK"', 'agreements = ["HK"]', "ceiling = 25000", "master = 50000", *more)
    return "\n".join(("[[fund_pool]]", *lines))


# --- the four questions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("access", "Hvem har adgang"),
        ("storage", "Hvordan bliver materialet opbevaret"),
        ("use", "Hvad bliver materialet brugt til"),
        ("leader_leaves", "når lederen rejser"),
    ],
)
@pytest.mark.parametrize("answer", ['""', '" \\n "'])
def test_a_confidentiality_question_left_unanswered_stops_the_round(
    forms: Path, question: str, asked: str, answer: str
) -> None:
    """HOL-16."""
    problem = wrong(forms, f"[confidentiality]\n{question} = {answer}")
    assert (problem.code, problem.place.spot) == (
        "confidentiality-unanswered",
        f"confidentiality.{question}",
    )
    assert problem.place.file.endswith("nordby.toml")
    assert asked in problem.text
    assert "Runden kan ikke begynde" in problem.text


def test_each_unanswered_question_is_named(forms: Path) -> None:
    found = problems_of(forms, '[confidentiality]\naccess = ""\nuse = ""')
    assert [problem.place.spot for problem in found] == ["confidentiality.access", "confidentiality.use"]


# --- pay ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["banned", "not_stated"])
def test_pay_is_a_topic_only_where_it_is_allowed(forms: Path, said: str) -> None:
    """HOL-13, SYD-15, ISH-9: the section is there or not, in no form by accident."""
    assert wrong(forms, f'[salary]\ntopic = "{said}"\n{topics(PAY)}').code == "salary-is-banned"


def test_pay_may_be_a_topic_where_it_is_allowed(forms: Path) -> None:
    sound(forms, f'[salary]\ntopic = "allowed"\n{topics(PAY)}')


@pytest.mark.parametrize("said", ["allowed", "banned", "not_stated"])
@pytest.mark.parametrize("kind", ["GRUS", "TUS"])
def test_pay_is_no_topic_of_a_group_whatever_the_municipality_says(forms: Path, kind: str, said: str) -> None:
    """HER-26."""
    problem = wrong(forms, f'[salary]\ntopic = "{said}"\n{topics(PAY, kind=kind)}')
    assert (problem.code, problem.place.spot) == ("salary-in-a-group", f"topics.{kind}.loen.questions")


# --- numbers, days and what needs them ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "spot"),
    [
        (blackout("2026-08-02", "2026-08-01"), "policy-wrong-order", "blackout.1.to"),
        (blackout("", "2026-08-01"), "wrong-policy-value", "blackout.1.from"),
        (blackout("2026-02-30", "2026-08-01"), "wrong-policy-value", "blackout.1.from"),
        (pool('from = "2026-08-02"', 'to = "2026-08-01"'), "policy-wrong-order", "fund_pool.1.to"),
        (pool('openings = ["7. januar"]'), "wrong-policy-value", "fund_pool.1.openings"),
        ('[senior]\ntrigger = "years"', "policy-number-missing", "senior.years"),
        (
            '[destroy]\nminutes = "months"\nminutes_months = 0',
            "policy-number-missing",
            "destroy.minutes_months",
        ),
        ("[minutes]\nrequired = true\nkinds = []", "policy-list-empty", "minutes.kinds"),
        ('[minutes]\nkinds = ["MUSS"]', "policy-choice-outside", "minutes.kinds"),
        ('[plan]\nrow_needs = ["ansvar"]', "policy-choice-outside", "plan.row_needs"),
        ('[plan]\nrow_needs = ["tegn"]', "policy-choice-outside", "plan.row_needs"),
        ('[group]\nrow_needs = ["maal"]', "policy-choice-outside", "group.row_needs"),
        ('[group]\nafter = ["own_goal"]', "policy-choice-outside", "group.after"),
        ('[roster]\nhourly = "out"', "policy-choice-outside", "roster.hourly"),
        ('[roster]\nhourly_numbers = ["8", " "]', "wrong-policy-value", "roster.hourly_numbers"),
        ('[roster]\nhelper_units = ["a"]', "wrong-policy-value", "roster.helper_units"),
        ("[roster]\nmin_weekly_hours = 38", "wrong-policy-value", "roster.min_weekly_hours"),
        ("[roster]\nmin_months = 37", "wrong-policy-value", "roster.min_months"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_a_problem(forms: Path, text: str, code: str, spot: str) -> None:
    problem = wrong(forms, text)
    assert (problem.code, problem.place.spot) == (code, spot)


@pytest.mark.parametrize(
    "text",
    [
        blackout("2026-08-01", "2026-08-01"),
        pool(),
        pool('from = "2026-01-01"', 'openings = ["2026-01-06"]'),
        '[senior]\ntrigger = "years"\nyears = 25',
        '[plan]\nrow_needs = ["ansvarlig", "bidrag"]',
        '[group]\nrow_needs = ["ansvarlig", "opfoelgning_dato"]',
        '[roster]\nhourly_numbers = ["8", "V9"]\nhelper_units = []\nmin_weekly_hours = 37\nmin_months = 36',
        '[roster]\nhourly = { value = "take_in", rule = "NOR-3" }',
    ],
)
def test_a_setting_within_its_bounds_is_none(forms: Path, text: str) -> None:
    sound(forms, text)


def test_a_fund_that_is_offered_has_a_pool(forms: Path) -> None:
    """HER-17: the amounts stand in the pools."""
    assert wrong(forms, "fund_pool = []\n[fund]\noffered = true").code == "policy-list-empty"


# --- topics -------------------------------------------------------------------------------------

TWO = 'key = "a"\nquestions = ["trivsel_energi", "trivsel_balance"]'


@pytest.mark.parametrize("show", [2, 3])
def test_a_topic_that_shows_all_its_questions_leaves_none_for_next_year(forms: Path, show: int) -> None:
    """HOL-19."""
    problem = wrong(forms, topics(f"{TWO}\nshow = {show}"))
    assert (problem.code, problem.place.spot) == ("shows-too-many", "topics.MUS.a.show")


def test_a_topic_may_show_some_of_its_questions_and_stand_in_some_units(forms: Path) -> None:
    """HOL-19, HER-32."""
    (topic,) = sound(forms, topics(f'{TWO}\nshow = 1\nunits = ["Skolen"]')).topics["MUS"]
    assert (topic.show, topic.units) == (1, ("Skolen",))


def test_a_topic_for_a_unit_without_a_name_is_a_problem(forms: Path) -> None:
    assert wrong(forms, topics(f'{TWO}\nunits = [" "]')).place.spot == "topics.MUS.a.units"


# --- packets ------------------------------------------------------------------------------------


def test_a_kind_with_a_skema_has_something_to_ask(forms: Path) -> None:
    """SYD-37."""
    problem = wrong(forms, f"topics.SUS = []\n{packet('SUS', ('skema', 'employee'))}")
    assert (problem.code, problem.place.spot) == ("form-without-topics", "packet.SUS")
    assert "SUS" in problem.text


def test_minutes_are_in_the_packet_of_every_kind_that_has_them(forms: Path) -> None:
    text = f'[minutes]\nrequired = true\nkinds = ["SUS"]\n{packet("SUS", ("indkaldelse", "employee"))}'
    problem = wrong(forms, text)
    assert (problem.code, problem.place.spot) == ("form-not-in-packet", "packet.SUS")
    assert "[[packet.SUS]]" in problem.text


@pytest.mark.parametrize("kind", ["GRUS", "TUS"])
def test_a_group_that_owes_an_action_plan_has_the_form(forms: Path, kind: str) -> None:
    """HER-28."""
    problem = wrong(forms, f"[group]\nplan_required = true\n{packet(kind, ('indkaldelse', 'employee'))}")
    assert (problem.code, problem.place.spot) == ("form-not-in-packet", f"packet.{kind}")
    assert "handleplan" in problem.text


def test_own_goals_are_written_in_the_plan_form(forms: Path) -> None:
    """SYD-19."""
    text = (
        f'[group]\nplan_required = false\nafter = ["own_goals"]\n{packet("TUS", ("indkaldelse", "employee"))}'
    )
    found = [problem for problem in problems_of(forms, text) if problem.place.spot == "packet.TUS"]
    assert [problem.code for problem in found] == ["form-not-in-packet"]
    assert "kompetenceudviklingsplan" in found[0].text


def test_the_copy_for_the_follow_up_is_of_the_plan_that_is_used(forms: Path) -> None:
    """SYD-36."""
    follow_up = packet("opfølgning", ("udviklingsaftale", "both"))
    problem = wrong(forms, f"[follow_up]\ncopy = true\n{follow_up}")
    assert (problem.code, problem.place.spot) == ("another-plan-form", "packet.opfølgning.1.form")
    lacking = wrong(forms, 'packet."opfølgning" = []\n[follow_up]\ncopy = true\n')
    assert (lacking.code, lacking.place.spot) == ("form-not-in-packet", "packet.opfølgning")
    assert '[[packet."opfølgning"]]' in lacking.text, "TOML takes a key with ø in quotation marks only"
    sound(forms, f"[follow_up]\ncopy = false\n{follow_up}")
