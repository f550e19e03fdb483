"""The shipped policies: the manual and the code agree, every rule is in the rule book, and texts promise what is done."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from house import FORMS, PREFIX, house_policies

from pipeline.model import IDENTITY_KEYS
from pipeline.policy import Policy, read_policies, read_policy, read_questions, slugs
from pipeline.policy.vocabulary import vocabulary

DEFAULT = FORMS / "municipalities" / "_default.toml"
SHOWN_AS_EXAMPLES = {"blackout", "topics.opfølgning"}
"""Lists that are empty in every municipality until it has something of its own to say."""


@pytest.fixture(scope="module")
def policies() -> dict[str, Policy]:
    return house_policies()


def stated_keys(table: dict[str, Any], prefix: str = "") -> set[str]:
    """Every dotted key a TOML document states, `{ value, rule }` counting as one."""
    keys: set[str] = set()
    for name, value in table.items():
        if isinstance(value, dict) and "value" not in value:
            keys |= stated_keys(value, f"{prefix}{name}.")
        else:
            keys.add(prefix + name)
    return keys


# --- the manual ---------------------------------------------------------------------------------


def test_the_default_states_every_key_of_the_vocabulary_and_no_other() -> None:
    document = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))
    assert stated_keys(document) == set(vocabulary(document["forms"])) - SHOWN_AS_EXAMPLES


def test_every_line_of_the_defaults_settings_is_explained() -> None:
    """Up to the texts, a key has a comment on its own line; the columns of a list are explained above the list."""
    settings = DEFAULT.read_text(encoding="utf-8").partition("# --- Fortrolighed")[0]
    bare = []
    in_a_list = False
    for line in settings.splitlines():
        if line.startswith("["):
            in_a_list = line.startswith("[[")
        if re.match(r"\w+ = ", line) and " # " not in line and not in_a_list:
            bare.append(line)
    assert bare == []


@pytest.mark.parametrize("column", ["agreements", "ceiling", "master", "from", "to", "exempt", "openings"])
def test_the_columns_of_a_fund_pool_are_explained(column: str) -> None:
    assert re.search(rf"^#   .*\b{column}\b", DEFAULT.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("column", ["in_minutes", "mandatory", "units", "seniors", "show"])
def test_the_columns_of_a_topic_are_explained(column: str) -> None:
    assert re.search(rf"^#   {column}\b", DEFAULT.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("file", ["_default", *PREFIX])
def test_an_example_in_a_comment_is_sound_without_its_hash(file: str, tmp_path: Path) -> None:
    """HR is told to take the # away, so what stands behind it must be right."""
    text = (FORMS / "municipalities" / f"{file}.toml").read_text(encoding="utf-8")
    lines = [line[1:].strip() for line in text.splitlines() if line.startswith("#     ")]
    examples = [line for line in lines if not re.match(r"days_before", line)]
    own = "" if file == "_default" else text
    forms = tmp_path / "forms"
    (forms / "municipalities").mkdir(parents=True)
    (forms / "questions.toml").write_bytes((FORMS / "questions.toml").read_bytes())
    (forms / "municipalities" / "_default.toml").write_bytes(DEFAULT.read_bytes())
    named = '[municipality]\nname = "Nordby Kommune"\n' if not own else ""
    content = f"{own}{named}" + "\n".join(re.sub(r"\s+# .*", "", line) for line in examples)
    (forms / "municipalities" / "nordby.toml").write_text(content, encoding="utf-8")
    assert read_policies(forms)[1] == []


# --- the five -----------------------------------------------------------------------------------


def test_there_are_five_municipalities_and_all_resolve(policies: dict[str, Policy]) -> None:
    assert slugs(FORMS) == sorted(PREFIX)
    assert list(policies) == sorted(PREFIX)


def test_reading_one_or_all_gives_the_same(policies: dict[str, Policy]) -> None:
    for slug, policy in policies.items():
        assert read_policy(FORMS, slug) == (policy, [])


@pytest.mark.parametrize("slug", PREFIX)
def test_a_municipality_follows_its_own_rules_or_the_common_ones_of_the_rule_book(
    slug: str, policies: dict[str, Policy]
) -> None:
    book = tomllib.loads((FORMS / "rules.toml").read_text(encoding="utf-8"))
    for key, rule in policies[slug].rules.items():
        assert rule.partition("-")[0] in (PREFIX[slug], "EXT"), key
        assert rule in book, key


@pytest.mark.parametrize("slug", PREFIX)
def test_whatever_somebody_owes_follows_from_a_rule(slug: str, policies: dict[str, Policy]) -> None:
    policy = policies[slug]
    asked = {
        "round.yearly": policy.round.yearly,
        "handout.days_before": policy.handout.days_before > 0,
        "minutes.required": policy.minutes.required,
        "minutes.handed_over": policy.minutes.handed_over,
        "minutes.approval": policy.minutes.approval != "none",
        "plan.required": policy.plan.required,
        "plan.approval": policy.plan.approval != "none",
        "plan.row_needs": bool(policy.plan.row_needs),
        "group.after": bool(policy.group.after),
        "group.own_goals_days": "own_goals" in policy.group.after,
        "group.consultation": policy.group.consultation,
        "group.plan_required": policy.group.plan_required,
        "group.row_needs": bool(policy.group.row_needs),
        "follow_up.agreed": policy.follow_up.agreed,
        "follow_up.required": policy.follow_up.required,
        "follow_up.weeks_before_next": policy.follow_up.weeks_before_next > 0,
        "salary.topic": policy.salary.topic != "not_stated",
        "evaluation.required": policy.evaluation.required,
        "materials.approval_required": policy.materials.approval_required,
        "fund.co_funding": policy.fund.offered,
        "fund.earliest_months": policy.fund.offered,
        "fund.upload_days": policy.fund.offered,
    }
    assert [key for key, owed in asked.items() if owed and not policy.rule(key)] == []


# --- what the texts promise ---------------------------------------------------------------------


@pytest.mark.parametrize("slug", PREFIX)
def test_the_texts_promise_what_purge_does(slug: str, policies: dict[str, Policy]) -> None:
    """EXT-20: the packet says how long things are kept, and `[destroy]` is what happens."""
    destroy, kept = policies[slug].destroy, policies[slug].retention
    assert f"{destroy.preparation_days} dage" in kept.skema
    assert f"{destroy.plan_years} år" in kept.plan
    assert f"{destroy.leaver_months} måneder" in kept.plan
    in_the_skema = "referat" not in {row.form for row in policies[slug].packet["MUS"]}
    if not in_the_skema:
        assert destroy.minutes == "next_talk" and "næste års samtale er holdt" in kept.referat
        ceiling = f"{destroy.minutes_months} måneder"
        assert (ceiling in kept.referat) == (destroy.minutes_months > 0)


def test_no_text_leaves_deleting_to_chance(policies: dict[str, Policy]) -> None:
    for policy in policies.values():
        texts = (policy.retention, policy.confidentiality, policy.access)
        assert "sørger for" not in str(texts)


def test_herlev_destroys_minutes_by_the_event_alone(policies: dict[str, Policy]) -> None:
    """HER-10: a year without a talk deletes nothing, so there is no ceiling in months."""
    destroy = policies["herlev"].destroy
    assert (destroy.minutes, destroy.minutes_months, destroy.group_counts) == ("next_talk", 0, False)


# --- Den Kommunale Kompetencefond ---------------------------------------------------------------


def test_herlevs_pools_have_herlevs_ceilings(policies: dict[str, Policy]) -> None:
    """HER-17, HER-19, HER-21."""
    policy = policies["herlev"]
    assert {(pool.ceiling, pool.master, pool.rule) for pool in policy.fund_pool} == {
        (30_000, 50_000, "HER-17")
    }
    assert [pool.name for pool in policy.fund_pool if "socialformidler" in pool.exempt] == [
        "HK Kommunals pulje"
    ]
    guaranteed = {
        (row.educations, row.rule) for row in policy.fund_guaranteed if "HK Kommunal" in row.agreements
    }
    assert guaranteed == {(("kommunom",), "HER-21"), (("lederuddannelse",), "HER-21")}


@pytest.mark.parametrize("slug", PREFIX)
def test_an_agreement_has_one_pool(slug: str, policies: dict[str, Policy]) -> None:
    """Pools of different periods are told apart by their days; as shipped there is one period."""
    pools = [{name.casefold() for name in pool.agreements} for pool in policies[slug].fund_pool]
    assert len(set().union(*pools)) == sum(len(names) for names in pools)


def test_teachers_and_nurses_have_no_pool(policies: dict[str, Policy]) -> None:
    """EXT-6: their unions are not on the fund's list."""
    for policy in policies.values():
        named = " ".join(name for pool in policy.fund_pool for name in pool.agreements).casefold()
        assert "lærer" not in named and "sygepleje" not in named


# --- the question bank --------------------------------------------------------------------------


def test_the_bank_has_at_least_a_hundred_questions_that_end_as_questions() -> None:
    bank, problems = read_questions(FORMS)
    assert problems == []
    assert len(bank) >= 100
    assert [id for id, question in bank.items() if not question.text.endswith("?")] == []
    assert len({question.text for question in bank.values()}) == len(bank)


def test_questions_can_be_answered_by_employee_and_leader_alike() -> None:
    """SYD-6: both prepare on the same questions, so none speaks to one of them."""
    bank, _ = read_questions(FORMS)
    one_side = re.compile(r"\b(du|dig|din|dit|dine|jeg|mig|min|mit|mine)\b", re.IGNORECASE)
    assert [id for id, question in bank.items() if one_side.search(question.text + question.prompt)] == []


def test_no_question_takes_a_key_of_the_forms() -> None:
    bank, _ = read_questions(FORMS)
    assert not bank.keys() & {*IDENTITY_KEYS, "forberedt"}


def test_every_theme_but_pay_has_a_title_and_can_be_chosen() -> None:
    """HER-7; pay is no theme to choose."""
    document = tomllib.loads((FORMS / "questions.toml").read_text(encoding="utf-8"))
    titles = document.pop("titles")
    assert document.keys() - titles.keys() == {"loen"}
    longest = max(len(f"valg_{theme}_{name}") for theme, lines in document.items() for name in lines)
    assert longest <= 40, "a bookmark's name in Word"


# --- how it looks -------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.1); 4.5 is asked of body text."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("slug", PREFIX)
def test_text_on_the_municipalitys_colours_is_readable(slug: str, policies: dict[str, Policy]) -> None:
    look = policies[slug].look
    assert contrast(look.accent, "FFFFFF") >= 4.5
    assert contrast(look.tint, "000000") >= 4.5
    assert contrast(look.accent, look.tint) >= 4.5


def test_no_two_municipalities_look_alike(policies: dict[str, Policy]) -> None:
    assert len({policy.look.accent for policy in policies.values()}) == len(policies)
    assert len({policy.look.tint for policy in policies.values()}) == len(policies)
