"""The shipped forms folder: manual and code agree, and the five municipalities say what their rules say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import IDENTITY_KEYS
from pipeline.policy import Policy, read_policies, read_policy, read_questions, slugs
from pipeline.policy.vocabulary import vocabulary

FORMS = Path(__file__).parents[2] / "forms"
PREFIX = {"ishoej": "ISH", "ikast-brande": "IKB", "holstebro": "HOL", "syddjurs": "SYD", "herlev": "HER"}
RULES = {"ISH": 18, "IKB": 9, "HOL": 19, "SYD": 38, "HER": 35, "EXT": 22}
"""How many rules each source has."""


@pytest.fixture(scope="module")
def policies() -> dict[str, Policy]:
    found, problems = read_policies(FORMS)
    assert problems == []
    return found


def stated_keys(table: dict[str, Any], prefix: str = "") -> set[str]:
    """Every dotted key a TOML document states, `{ value, rule }` counting as one."""
    keys: set[str] = set()
    for name, value in table.items():
        if isinstance(value, dict) and "value" not in value:
            keys |= stated_keys(value, f"{prefix}{name}.")
        else:
            keys.add(prefix + name)
    return keys


def test_the_default_states_every_key_of_the_vocabulary_and_no_other() -> None:
    document = tomllib.loads((FORMS / "municipalities" / "_default.toml").read_text(encoding="utf-8"))
    later_kinds = {f"topics.{kind}" for kind in ("GRUS", "TUS", "LUS", "SUS", "opfølgning")}
    assert stated_keys(document) == set(vocabulary(document["forms"])) - later_kinds


def test_every_line_of_the_defaults_settings_is_explained() -> None:
    """Up to the texts, a key has a comment on its own line or a heading comment above its section."""
    text = (FORMS / "municipalities" / "_default.toml").read_text(encoding="utf-8")
    settings = text.partition("# --- Fortrolighed")[0]
    bare = [line for line in settings.splitlines() if re.match(r"\w+ = ", line) and " # " not in line]
    assert bare == []


def test_there_are_five_municipalities_and_all_resolve(policies: dict[str, Policy]) -> None:
    assert slugs(FORMS) == sorted(PREFIX)
    assert list(policies) == sorted(PREFIX)


def test_reading_one_or_all_gives_the_same(policies: dict[str, Policy]) -> None:
    for slug, policy in policies.items():
        assert read_policy(FORMS, slug) == (policy, [])


@pytest.mark.parametrize("slug", sorted(PREFIX))
def test_a_municipality_follows_its_own_rules_or_the_common_ones(
    slug: str, policies: dict[str, Policy]
) -> None:
    for key, rule in policies[slug].rules.items():
        prefix, _, number = rule.partition("-")
        assert prefix in (PREFIX[slug], "EXT"), key
        assert 1 <= int(number) <= RULES[prefix], key


@pytest.mark.parametrize("slug", sorted(PREFIX))
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
        "follow_up.agreed": policy.follow_up.agreed,
        "follow_up.required": policy.follow_up.required,
        "salary.topic": policy.salary.topic != "not_stated",
    }
    assert [key for key, owed in asked.items() if owed and not policy.rule(key)] == []


@pytest.mark.parametrize(
    ("slug", "key", "value", "rule"),
    [
        ("ishoej", "handout.days_before", 14, "ISH-3"),
        ("ishoej", "minutes.required", True, "ISH-5"),
        ("ishoej", "minutes.handed_over", True, "ISH-5"),
        ("ishoej", "plan.required", True, "ISH-6"),
        ("ishoej", "salary.topic", "allowed", "ISH-9"),
        ("ikast-brande", "plan.required", True, "IKB-3"),
        ("ikast-brande", "plan.horizon_max", 5, "IKB-4"),
        ("ikast-brande", "salary.topic", "not_stated", ""),
        ("holstebro", "plan.required", True, "HOL-7"),
        ("holstebro", "follow_up.required", True, "HOL-8"),
        ("holstebro", "follow_up.months", 12, "HOL-8"),
        ("holstebro", "salary.topic", "banned", "HOL-13"),
        ("holstebro", "confidentiality.leader_leaves", ..., "HOL-16"),
        ("syddjurs", "plan.form", "udviklingsaftale", "SYD-5"),
        ("syddjurs", "plan.approval", "leader", "SYD-12"),
        ("syddjurs", "plan.approval_days", 0, "SYD-12"),
        ("syddjurs", "follow_up.agreed", True, "SYD-13"),
        ("syddjurs", "follow_up.months", 6, "SYD-14"),
        ("syddjurs", "salary.topic", "banned", "SYD-15"),
        ("herlev", "round.opens", "10-01", "HER-3"),
        ("herlev", "round.closes", "12-31", "HER-3"),
        ("herlev", "minutes.approval", "other", "HER-13"),
        ("herlev", "minutes.taker_agreed", True, "HER-12"),
        ("herlev", "minutes.keep", "parties", "HER-14"),
        ("herlev", "plan.required", True, "HER-8"),
        ("herlev", "salary.topic", "not_stated", ""),
        ("herlev", "retention.referat", ..., "HER-10"),
    ],
)
def test_a_value_is_what_the_rule_says(
    slug: str, key: str, value: object, rule: str, policies: dict[str, Policy]
) -> None:
    policy = policies[slug]
    section, _, name = key.partition(".")
    if value is not ...:
        assert getattr(getattr(policy, section), name) == value
    assert policy.rule(key) == rule


@pytest.mark.parametrize(
    ("slug", "rule", "count"),
    [("ishoej", "ISH-7", 6), ("holstebro", "HOL-12", 5), ("syddjurs", "SYD-7", 3), ("herlev", "HER-2", 6)],
)
def test_the_subjects_a_rule_lists_are_topics(
    slug: str, rule: str, count: int, policies: dict[str, Policy]
) -> None:
    assert [topic.rule for topic in policies[slug].topics["MUS"]].count(rule) == count


def test_herlev_asks_about_the_leader_and_ikast_brande_about_strengths_and_life_phase(
    policies: dict[str, Policy],
) -> None:
    assert "ledelse" in [topic.key for topic in policies["herlev"].topics["MUS"]]
    assert {"IKB-6", "IKB-7"} <= {topic.rule for topic in policies["ikast-brande"].topics["MUS"]}
    assert policies["ikast-brande"].rule("texts.life_phase") == "IKB-6"


def test_only_ishoej_has_salary_as_a_topic_and_says_that_nothing_binds(policies: dict[str, Policy]) -> None:
    with_salary = [
        slug
        for slug, policy in policies.items()
        if any(q.id.startswith("loen_") for topic in policy.topics["MUS"] for q in topic.questions)
    ]
    assert with_salary == ["ishoej"]
    assert "bindende tilsagn" in policies["ishoej"].salary.notice
    assert policies["ishoej"].rule("salary.notice") == "ISH-10"


def test_every_topic_asks_two_or_three_questions(policies: dict[str, Policy]) -> None:
    for slug, policy in policies.items():
        for topic in policy.topics["MUS"]:
            assert 2 <= len(topic.questions) <= 3, (slug, topic.key)


def test_the_packets_are_those_of_the_rules(policies: dict[str, Policy]) -> None:
    preparation = {("indkaldelse", "employee"), ("skema", "employee"), ("skema", "leader")}
    for slug, policy in policies.items():
        packet = {(row.form, row.audience) for row in policy.packet["MUS"]}
        ends = {("udviklingsaftale", "both")}
        if slug != "syddjurs":
            ends = {("referat", "both"), ("kompetenceudviklingsplan", "both")}
        assert packet == preparation | ends, slug


def test_form_codes_tell_every_copy_of_a_packet_apart(policies: dict[str, Policy]) -> None:
    for policy in policies.values():
        codes = [policy.forms[row.form].code_for(row.audience) for row in policy.packet["MUS"]]
        assert len(codes) == len(set(codes))


def test_free_text_is_never_a_fact(policies: dict[str, Policy]) -> None:
    """A fact is a date, a tick or a choice; answers of more than that stay private or in the plan."""
    allowed = {"forberedt", "referent", "godkendt_af", "opfoelgning_form"}
    for form, rule in policies["herlev"].forms.items():
        assert all(key.endswith("_dato") or key in allowed for key in rule.facts), form


def test_the_bank_has_at_least_forty_questions_that_end_as_questions() -> None:
    bank, problems = read_questions(FORMS)
    assert problems == []
    assert len(bank) >= 40
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


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.1); 4.5 is asked of body text."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("slug", sorted(PREFIX))
def test_text_on_the_municipalitys_colours_is_readable(slug: str, policies: dict[str, Policy]) -> None:
    look = policies[slug].look
    assert contrast(look.accent, "FFFFFF") >= 4.5
    assert contrast(look.tint, "000000") >= 4.5
    assert contrast(look.accent, look.tint) >= 4.5


def test_no_two_municipalities_look_alike(policies: dict[str, Policy]) -> None:
    assert len({policy.look.accent for policy in policies.values()}) == len(policies)
    assert len({policy.look.tint for policy in policies.values()}) == len(policies)


def test_a_policy_tells_which_keys_its_forms_need(policies: dict[str, Policy]) -> None:
    assert "udleveret_dato" in policies["ishoej"].needed_keys("referat")
    assert "udleveret_dato" not in policies["herlev"].needed_keys("referat")
    assert {"referent", "godkendt_af"} <= set(policies["herlev"].needed_keys("referat"))
    assert "godkendt_dato" in policies["syddjurs"].needed_keys("udviklingsaftale")
    assert "godkendt_dato" not in policies["herlev"].needed_keys("kompetenceudviklingsplan")


def test_the_readme_lists_every_key_a_form_needs(policies: dict[str, Policy]) -> None:
    readme = (FORMS / "README.md").read_text(encoding="utf-8")
    keys = {key for rule in policies["herlev"].forms.values() for key in (*rule.needs, *rule.facts)}
    assert sorted(key for key in keys if f"`{key}`" not in readme) == []
