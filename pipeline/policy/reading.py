"""A municipality's file → `Policy`: the default's statements, replaced key by key by the municipality's.

A list replaces a list. A policy with any problem is no policy: what HR meant is not guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from pipeline.model import Question, TalkKind, Theme, Topic
from pipeline.policy.nouns import SALARY_THEME, FormRule, Local, Policy, WrittenTopic
from pipeline.policy.questions import Bank, read_bank
from pipeline.policy.soundness import Draft, unsound
from pipeline.policy.stated import Stated, statements
from pipeline.policy.toml import read_toml
from pipeline.policy.units import Unit, by_precedence, in_effect, read_units
from pipeline.policy.vocabulary import BY_KIND, TABLES, Entry, sections, vocabulary
from pipeline.problems import Problem, UnreadableFile, file_place
from pipeline.problems import forms as problems


@dataclass(frozen=True, slots=True)
class House:
    """What all municipalities share: the default's statements, the vocabulary they span, and the bank."""

    folder: Path
    stated: Mapping[str, Stated]
    known: Mapping[str, Entry]
    bank: Bank


def slugs(forms: Path) -> list[str]:
    """The municipalities there is a policy file for."""
    files = (forms / "municipalities").glob("*.toml")
    return sorted(file.stem for file in files if not file.name.startswith(("_", ".", "~")))


def read_policy(forms: Path, slug: str) -> tuple[Policy | None, list[Problem]]:
    """One municipality's policy, or None and every reason there is."""
    house, found = _read_house(forms)
    if house is None:
        return None, found
    policy, wrong = _resolve(house, slug)
    return (None if found else policy), found + wrong


def known_policy(rules: str, forms: Path, slug: str) -> tuple[Policy | None, list[Problem]]:
    """`read_policy`, or what this process has read by these rules: a round that is opened again need not begin anew.

    `rules` is the digest of the program and of all files in `forms`. To read one takes 30 ms.
    """
    policy, problems = _known(rules, forms, slug)
    return policy, list(problems)


@lru_cache(maxsize=5)
def _known(_rules: str, forms: Path, slug: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    policy, problems = read_policy(forms, slug)
    return policy, tuple(problems)


def read_policies(forms: Path) -> tuple[dict[str, Policy], list[Problem]]:
    """Every sound policy by slug; what is wrong with the default or the bank is said once."""
    house, found = _read_house(forms)
    policies: dict[str, Policy] = {}
    for slug in slugs(forms) if house else []:
        policy, wrong = _resolve(house, slug) if house else (None, [])
        found += wrong
        if policy is not None:
            policies[slug] = policy
    return policies, found


def read_statements(forms: Path, slug: str) -> tuple[dict[str, Stated], list[Unit]]:
    """What stands at every key for a municipality, and what each `[[unit]]` states, sound together or not.

    In the order of the vocabulary; nothing where there is no such municipality.
    """
    house, _ = _read_house(forms)
    if house is None or slug not in slugs(forms):
        return {}, []
    own, units, _ = _read_own(house, slug)
    ordered = [replace(unit, stated=_ordered(unit.stated, house)) for unit in units]
    return _ordered({**house.stated, **own}, house), ordered


def _ordered(stated: Mapping[str, Stated], house: House) -> dict[str, Stated]:
    """The statements in the order of the vocabulary."""
    return {key: stated[key] for key in house.known if key in stated}


def policy_path(forms: Path, slug: str) -> Path:
    """The municipality's own file."""
    return forms / "municipalities" / f"{slug}.toml"


def logo_of(forms: Path, policy: Policy) -> Path | None:
    """The municipality's logo, or None where it has none."""
    return forms / "municipalities" / policy.look.logo if policy.look.logo else None


def _read_house(forms: Path) -> tuple[House | None, list[Problem]]:
    """The default and the bank; None where the default leaves a key unstated."""
    folder = (forms / "municipalities").absolute()
    file = folder / "_default.toml"
    bank, found = read_bank(forms)
    try:
        document = read_toml(file)
    except UnreadableFile as unreadable:
        return None, [*found, unreadable.problem]
    form_names = document.get("forms", {})
    known = vocabulary(form_names if isinstance(form_names, dict) else ())
    stated, wrong = statements(document, file, known)
    found += wrong
    said = {problem.place.spot for problem in wrong}
    for key in known:
        if key not in stated and not _optional(key) and not any(_within(spot, key) for spot in said):
            found.append(problems.policy_key_missing(file_place(file, key), key))
    whole = all(key in stated or _optional(key) for key in known)
    return (House(folder, stated, known, bank) if whole else None), found


def _optional(key: str) -> bool:
    """Lists may be empty, and then are not written; every municipality holds MUS (EXT-1)."""
    return key.partition(".")[0] in TABLES and key not in ("topics.MUS", "packet.MUS")


def _within(spot: str, key: str) -> bool:
    """Whether a spot is at the key or under it."""
    return spot == key or spot.startswith(f"{key}.")


def _resolve(house: House, slug: str) -> tuple[Policy | None, list[Problem]]:
    """A municipality's own statements over the house's, checked together and made into a policy."""
    own, units, found = _read_own(house, slug)
    file = house.folder / f"{slug}.toml"
    draft = Draft({**house.stated, **own}, house.known, house.bank, file)
    if own or not found:
        found += unsound(draft)
    there = {
        unit.spot: replace(draft, stated={**draft.stated, **in_effect(unit, units)}, unit=unit.spot)
        for unit in units
    }
    for each in there.values() if not found else ():
        found += unsound(each)
    if found:
        return None, list(dict.fromkeys(found))
    local = [
        Local(unit.units, unit.year, replace(_policy(slug, there[unit.spot]), place=unit.spot))
        for unit in by_precedence(units)
    ]
    return replace(_policy(slug, draft), local=tuple(local)), []


def _read_own(house: House, slug: str) -> tuple[dict[str, Stated], list[Unit], list[Problem]]:
    """What the municipality's own file states, for all of it and for some units."""
    file = house.folder / f"{slug}.toml"
    known = slugs(house.folder.parent)
    if slug not in known:
        return {}, [], [problems.unknown_municipality(house.folder, slug, known)]
    try:
        document = read_toml(file)
    except UnreadableFile as unreadable:
        return {}, [], [unreadable.problem]
    units, wrong = read_units(document.pop("unit", []), file, house.known)
    own, found = statements(document, file, house.known)
    if not document:
        found.append(problems.policy_key_missing(file_place(file, "municipality.name"), "municipality.name"))
    return own, units, found + wrong


def _policy(slug: str, draft: Draft) -> Policy:
    """The policy itself, once nothing is wrong with it."""
    hints = sections()
    plain = {name: _section(hints[name], name, draft) for name in hints if is_dataclass(hints[name])}
    tables = {name: draft.value(name) for name in TABLES if name not in BY_KIND}
    packet = {_kind(key): rows for key, rows in draft.packets()}
    topics = {_kind(key): _topics(rows, draft.bank.questions) for key, rows in draft.topics()}
    forms = {name: _section(FormRule, f"forms.{name}", draft) for name in draft.form_names}
    return Policy(
        slug=slug,
        packet=packet,
        topics=topics,
        forms=forms,
        bank=_to_choose_from(draft),
        rules={key: rule for key, one in draft.stated.items() for key, rule in rules_of(key, one) if rule},
        **plain,
        **tables,
    )


def _to_choose_from(draft: Draft) -> tuple[Theme, ...]:
    """The themes that may be chosen from; pay only where it may be talked about (ISH-9, HOL-13)."""
    chosen = set(draft.value("choose.themes"))
    if draft.value("salary.topic") != "allowed":
        chosen.discard(SALARY_THEME)
    return tuple(theme for theme in draft.bank.themes if theme.key in chosen)


def _kind(key: str) -> TalkKind:
    return cast(TalkKind, key.partition(".")[2])


def _section(table: Any, prefix: str, draft: Draft) -> Any:
    """One section as its dataclass."""
    return table(**{one.name: draft.value(f"{prefix}.{one.name}") for one in fields(table)})


def _topics(rows: tuple[WrittenTopic, ...], bank: Mapping[str, Question]) -> tuple[Topic, ...]:
    """Topics with their questions in place of the ids."""
    return tuple(
        Topic(
            row.key,
            row.title,
            row.intro,
            tuple(bank[id] for id in row.questions),
            row.rule,
            row.in_minutes,
            row.mandatory,
            row.units,
            row.seniors,
            row.show,
        )
        for row in rows
    )


def rules_of(key: str, one: Stated) -> list[tuple[str, str]]:
    """The rule of a key; in a list of tables the rule of each row, `topics.MUS.trivsel` or `packet.2`."""
    if key.partition(".")[0] not in TABLES:
        return [(key, one.rule)]
    return [(f"{key}.{row_name(row, number)}", row.rule) for number, row in enumerate(one.value, start=1)]


def row_name(row: object, number: int) -> str:
    """What a row of a list of tables is called: a topic's key, or the row's number."""
    return row.key if isinstance(row, WrittenTopic) else str(number)
