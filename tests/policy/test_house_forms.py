"""The shipped policies, kind by kind: which forms each packet holds, what each talk is about, and what HR may see."""

from __future__ import annotations

from pathlib import Path

import pytest
from house import FORMS, KINDS, PREFIX, house_policies

from pipeline.model import Topic
from pipeline.policy import Policy, read_policy

TALKS = tuple(kind for kind in KINDS if kind != "opfølgning")
FOR_BOTH_SIDES = {("indkaldelse", "employee"), ("skema", "employee"), ("skema", "leader")}
CHOICES = {("spoergsmaal", "employee"), ("spoergsmaal", "leader")}
KUP, UDA = ("kompetenceudviklingsplan", "both"), ("udviklingsaftale", "both")
MINUTES, GROUP_PLAN, FUND = ("referat", "both"), ("handleplan", "group"), ("kompetencefond", "both")


@pytest.fixture(scope="module")
def policies() -> dict[str, Policy]:
    return house_policies()


def forms_with(folder: Path, own: str) -> Path:
    """A forms folder in which a sixth municipality says that of its own."""
    (folder / "municipalities").mkdir()
    (folder / "questions.toml").write_bytes((FORMS / "questions.toml").read_bytes())
    default = (FORMS / "municipalities" / "_default.toml").read_bytes()
    (folder / "municipalities" / "_default.toml").write_bytes(default)
    (folder / "municipalities" / "nordby.toml").write_text(own, encoding="utf-8")
    return folder


@pytest.fixture
def nordby(tmp_path: Path) -> Policy:
    """A sixth municipality that states its name and its colours."""
    own = '[municipality]\nname = "Nordby Kommune"\n[look]\naccent = "7A4B1F"\ntint = "F3ECE6"\n'
    policy, problems = read_policy(forms_with(tmp_path, own), "nordby")
    assert policy is not None and problems == []
    return policy


# --- packets ------------------------------------------------------------------------------------

PACKETS = {
    # what each has after the three preparation forms
    "MUS": {
        "ISH": {MINUTES, KUP},
        "IKB": {MINUTES, KUP},
        "HOL": {MINUTES, KUP},
        "SYD": {UDA},
        "HER": {MINUTES, KUP, FUND} | CHOICES,
    },
    "GRUS": {
        "ISH": {GROUP_PLAN, KUP},
        "IKB": {GROUP_PLAN},
        "HOL": {GROUP_PLAN, KUP},
        "SYD": {GROUP_PLAN, UDA},
        "HER": {GROUP_PLAN, KUP},
    },
    "LUS": {
        "ISH": {MINUTES, KUP},
        "IKB": {MINUTES, KUP},
        "HOL": {MINUTES, KUP},
        "SYD": {UDA},
        "HER": {MINUTES, KUP, FUND},
    },
    "SUS": {"ISH": {MINUTES}, "IKB": {MINUTES}, "HOL": {MINUTES}, "SYD": set(), "HER": {MINUTES}},
}


@pytest.mark.parametrize("slug", PREFIX)
@pytest.mark.parametrize("kind", PACKETS)
def test_a_packet_holds_the_forms_of_its_kind(kind: str, slug: str, policies: dict[str, Policy]) -> None:
    packet = {(row.form, row.audience) for row in policies[slug].packet[kind]}
    assert packet == FOR_BOTH_SIDES | PACKETS[kind][PREFIX[slug]]


@pytest.mark.parametrize("slug", PREFIX)
def test_a_team_gets_what_a_group_gets(slug: str, policies: dict[str, Policy]) -> None:
    assert policies[slug].packet["TUS"] == policies[slug].packet["GRUS"]
    assert policies[slug].topics["TUS"] == policies[slug].topics["GRUS"]


@pytest.mark.parametrize("slug", PREFIX)
def test_the_follow_up_has_the_plan_and_nothing_else(slug: str, policies: dict[str, Policy]) -> None:
    """SYD-36."""
    rows = [(row.form, row.audience) for row in policies[slug].packet["opfølgning"]]
    assert rows == [(policies[slug].plan.form, "both")]


def test_a_sixth_municipality_has_packets_and_topics_of_every_kind(nordby: Policy) -> None:
    assert set(nordby.packet) == set(KINDS)
    assert set(nordby.topics) == set(TALKS)
    forms = {row.form for rows in nordby.packet.values() for row in rows}
    assert not forms & {"spoergsmaal", "kompetencefond"}, "only where something is offered"


@pytest.mark.parametrize("slug", PREFIX)
def test_form_codes_tell_every_copy_of_a_packet_apart(slug: str, policies: dict[str, Policy]) -> None:
    policy = policies[slug]
    for kind, rows in policy.packet.items():
        codes = [policy.forms[row.form].code_for(row.audience) for row in rows]
        assert len(codes) == len(set(codes)), kind


@pytest.mark.parametrize("slug", PREFIX)
def test_every_form_of_a_packet_has_its_template(slug: str, policies: dict[str, Policy]) -> None:
    forms = {row.form for rows in policies[slug].packet.values() for row in rows}
    assert sorted(form for form in forms if not (FORMS / f"{form}.docx").is_file()) == []


# --- topics -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "kind", "rule", "count"),
    [
        ("ishoej", "MUS", "ISH-7", 6),
        ("holstebro", "MUS", "HOL-12", 5),
        ("syddjurs", "MUS", "SYD-7", 3),
        ("syddjurs", "GRUS", "SYD-37", 3),
        ("herlev", "MUS", "HER-2", 6),
        ("herlev", "GRUS", "HER-24", 6),
        ("herlev", "LUS", "HER-31", 7),
    ],
)
def test_the_subjects_a_rule_lists_are_topics(
    slug: str, kind: str, rule: str, count: int, policies: dict[str, Policy]
) -> None:
    assert [topic.rule for topic in policies[slug].topics[kind]].count(rule) == count


def asked(topics: tuple[Topic, ...]) -> list[str]:
    """The ids of all questions under some topics."""
    return [question.id for topic in topics for question in topic.questions]


@pytest.mark.parametrize("slug", PREFIX)
def test_a_topic_asks_two_or_three_questions_a_year(slug: str, policies: dict[str, Policy]) -> None:
    for kind, topics in policies[slug].topics.items():
        for topic in topics:
            assert 2 <= (topic.show or len(topic.questions)) <= 3, (kind, topic.key)


def test_holstebros_questions_change_from_year_to_year(policies: dict[str, Policy]) -> None:
    """HOL-19: what is asked one year is not asked the next."""
    for topic in policies["holstebro"].topics["MUS"]:
        assert (topic.show, len(topic.questions)) == (3, 6), topic.key


@pytest.mark.parametrize("slug", PREFIX)
def test_a_group_talk_asks_about_the_group(slug: str, policies: dict[str, Policy]) -> None:
    """SYD-16, HER-25, HER-26: not about one of them, and never about pay."""
    for kind in ("GRUS", "TUS"):
        assert {id.partition("_")[0] for id in asked(policies[slug].topics[kind])} == {"gruppe"}


def test_syddjurs_groups_have_the_same_three_subjects_and_look_at_data(policies: dict[str, Policy]) -> None:
    """SYD-37, SYD-17."""
    policy = policies["syddjurs"]
    titles = [[topic.title for topic in policy.topics[kind]] for kind in ("MUS", "GRUS")]
    assert titles[0] == titles[1]
    assert {"gruppe_kerneopgave", "gruppe_data"} <= set(asked(policy.topics["GRUS"]))


@pytest.mark.parametrize("slug", PREFIX)
def test_a_senior_talk_does_not_ask_about_health(slug: str, policies: dict[str, Policy]) -> None:
    """EXT-18."""
    topics = policies[slug].topics["SUS"]
    words = " ".join(question.text for topic in topics for question in topic.questions).casefold()
    assert not [word for word in ("helbred", "sygdom", "syg ", "diagnose", "smerte") if word in words]
    assert {topic.rule for topic in topics} <= {"EXT-13", "EXT-18"}


def test_a_senior_section_stands_only_where_a_rule_has_it(policies: dict[str, Policy]) -> None:
    """ISH-8; Ikast-Brande asks everybody about their phase of life (IKB-6)."""
    sections = {
        slug: [(topic.key, topic.rule) for topic in policy.topics["MUS"] if topic.seniors]
        for slug, policy in policies.items()
    }
    assert {slug: found for slug, found in sections.items() if found} == {"ishoej": [("senior", "ISH-8")]}
    assert "IKB-6" in {topic.rule for topic in policies["ikast-brande"].topics["MUS"]}


def test_herlev_asks_about_the_leader_and_ikast_brande_about_strengths(policies: dict[str, Policy]) -> None:
    assert "ledelse" in [topic.key for topic in policies["herlev"].topics["MUS"]]
    assert "IKB-7" in {topic.rule for topic in policies["ikast-brande"].topics["MUS"]}


def test_only_ishoej_has_salary_as_a_topic_and_says_that_nothing_binds(policies: dict[str, Policy]) -> None:
    """ISH-9, ISH-10."""
    with_salary = [
        (slug, kind)
        for slug, policy in policies.items()
        for kind, topics in policy.topics.items()
        if any(id.startswith("loen_") for id in asked(topics))
    ]
    assert with_salary == [("ishoej", "MUS")]
    assert "bindende tilsagn" in policies["ishoej"].salary.notice


def test_herlevs_choice_is_of_questions_that_the_forms_do_not_ask_already(
    policies: dict[str, Policy],
) -> None:
    """HER-7: there is something left to choose in every theme."""
    policy = policies["herlev"]
    for theme in policy.to_choose("MUS"):
        assert {question.id for question in theme.questions} - set(asked(policy.topics["MUS"])), theme.key


# --- fields -------------------------------------------------------------------------------------


def test_free_text_is_never_a_fact(policies: dict[str, Policy]) -> None:
    """A fact is a date, a tick, an amount or a choice; answers of more than that stay private or in the plan."""
    ticks_and_choices = {
        "forberedt",
        "referent",
        "godkendt_af",
        "opfoelgning_form",
        "positivliste",
        "gruppe_ansoegning",
    }
    days = {"uddannelse_start", "uddannelse_slut"}
    amounts = set(policies["herlev"].fields.amount)
    for form, rule in policies["herlev"].forms.items():
        others = {key for key in rule.facts if not key.endswith("_dato")}
        assert others <= ticks_and_choices | days | amounts, form


def test_what_the_fund_needs_to_know_is_a_fact(policies: dict[str, Policy]) -> None:
    """EXT-7, HER-18: the days that its deadlines are reckoned from, and the three signatures."""
    rule = policies["herlev"].forms["kompetencefond"]
    signed = {f"underskrift_{who}_dato" for who in ("medarbejder", "leder", "tr")}
    assert signed | {"sagsnummer_dato", "uddannelse_start", "ansoegt_beloeb", "egen_beloeb"} <= {
        *rule.facts
    } & {*rule.needs}


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


# --- the README ---------------------------------------------------------------------------------


def test_the_readmes_ten_lines_are_ten_and_make_a_municipality(tmp_path: Path) -> None:
    readme = (FORMS / "README.md").read_text(encoding="utf-8")
    own = readme.partition("Ti linjer er nok")[2].partition("```toml\n")[2].partition("```")[0]
    assert len(own.splitlines()) == 10
    policy, problems = read_policy(forms_with(tmp_path, own), "nordby")
    assert policy is not None and problems == []
    assert policy.rule("minutes.required") == "NOR-4"


def test_the_readmes_examples_of_units_topics_and_pools_are_sound(tmp_path: Path) -> None:
    readme = (FORMS / "README.md").read_text(encoding="utf-8").partition("### Noget gælder kun")[2]
    blocks = [block.partition("```")[0] for block in readme.split("```toml\n")[1:]]
    found = [block for block in blocks if block.startswith(("[[unit]]", "[[topics.MUS]]", "[[fund_pool]]"))]
    assert len(found) == 3
    own = '[municipality]\nname = "Nordby Kommune"\n' + "\n".join(reversed(found))
    policy, problems = read_policy(forms_with(tmp_path, own), "nordby")
    assert policy is not None and problems == []
    assert [pool.ceiling for pool in policy.fund_pool] == [30_000, 25_000]
