"""A forms folder read: the policy resolved, the templates compiled, and every combination the policy gives tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.catalog.nouns import Catalog, asks_topics, fit
from pipeline.catalog.specimens import render_specimen
from pipeline.catalog.trying import problems_in
from pipeline.catalog.variants import Variant
from pipeline.context import specimen_person
from pipeline.model import FOLLOW_UP, GROUP_KINDS, TalkKind, Topic
from pipeline.policy import PacketForm, Policy, logo_of, read_policy
from pipeline.problems import Problem, UnreadableFile, has_blocking
from pipeline.topics import APPLICATION, Part, packet_lines, topics_of
from pipeline.word.layout import tags_of
from pipeline.word.template import Template, compile_template


def read_catalog(forms: Path, slug: str, year: int) -> tuple[Catalog | None, list[Problem]]:
    """The catalog of one municipality in a year, tried out, or None where a blocking problem stands in the way."""
    catalog, problems = open_catalog(forms, slug, year)
    problems += try_out(catalog) if catalog else []
    return (None if has_blocking(problems) else catalog), list(dict.fromkeys(problems))


def open_catalog(forms: Path, slug: str, year: int) -> tuple[Catalog | None, list[Problem]]:
    """The catalog with no form looked at yet: enough for whoever issues nothing."""
    policy, problems = read_policy(forms, slug)
    if policy is None:
        return None, problems
    return catalog_of(forms, policy, year), problems


def catalog_of(forms: Path, policy: Policy, year: int) -> Catalog:
    """The catalog of a policy that has been read, with no form looked at yet."""
    names = dict.fromkeys(name for one in _policies(policy, year) for name in _forms_of(one))
    return Catalog(policy, year, Templates(forms, policy, tuple(names)))


_KNOWN: dict[tuple[str, Path, str, int], Catalog] = {}
_MOST_KNOWN = 5
"""Catalogs kept in one process, the newest. A command needs one; the demo plays the five municipalities."""


def known_catalog(rules: str, forms: Path, policy: Policy, year: int) -> Catalog:
    """`catalog_of`, or the one this process has of these rules: a round that is opened again need not begin anew.

    `rules` is the digest of the program and of all files in `forms`.
    """
    key = rules, forms, policy.slug, year
    if key not in _KNOWN:
        while len(_KNOWN) >= _MOST_KNOWN:
            del _KNOWN[next(iter(_KNOWN))]
        _KNOWN[key] = catalog_of(forms, policy, year)
    return _KNOWN[key]


def try_out(catalog: Catalog) -> list[Problem]:
    """What is wrong with any form the round may issue, so that it is told before anything goes out.

    Every form is tried in each way the policy can give it. What has been tried is not tried again.
    """
    if catalog.found is None:
        catalog.found = _unreadable(catalog) or _try_forms(catalog)
    return list(catalog.found)


def _try_forms(catalog: Catalog) -> list[Problem]:
    """What is wrong with forms that can be compiled."""
    problems: list[Problem] = []
    judged: set[object] = set()
    for policy in _policies(catalog.policy, catalog.year):
        for variant in _variants(policy, catalog.year):
            problems += _try_variant(catalog, variant, policy, judged)
    # What is wrong with a form in one kind of packet is mostly wrong in all, and is told once.
    return list({(problem.code, problem.place): problem for problem in reversed(problems)}.values())[::-1]


def _policies(policy: Policy, year: int) -> list[Policy]:
    """The municipality's policy, and that of every unit that has its own this year."""
    return [policy, *(local.policy for local in policy.local if local.year in (0, year))]


class Templates(Mapping[str, Template]):
    """The templates by form, each compiled when it is first asked for: a night that issues nothing needs none.

    Measured: compiling eight templates takes half a second, a third of `mus status` on a small store. Asking for one
    that cannot be compiled raises UnreadableFile.
    """

    def __init__(self, forms: Path, policy: Policy, names: tuple[str, ...]) -> None:
        self._forms, self._policy, self._names = forms, policy, names
        self._compiled: dict[str, Template] = {}

    def __getitem__(self, name: str) -> Template:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._compiled:
            look, logo = self._policy.look, logo_of(self._forms, self._policy)
            picture = logo.read_bytes() if logo else None
            path = self._forms / f"{name}.docx"
            self._compiled[name] = compile_template(path, look.accent, look.tint, picture)
        return self._compiled[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _unreadable(catalog: Catalog) -> list[Problem]:
    """What is wrong with templates that cannot be compiled at all."""
    problems = []
    for name in catalog.templates:
        try:
            catalog.templates[name]
        except UnreadableFile as error:
            problems.append(error.problem)
    return problems


def _forms_of(policy: Policy) -> Iterator[str]:
    """Every form the policy can issue."""
    for _, lines in _packets(policy):
        yield from lines
    if policy.fund.offered and APPLICATION in policy.forms:
        yield APPLICATION


def _packets(policy: Policy) -> Iterator[tuple[TalkKind, dict[str, None]]]:
    for kind, part in _parts(policy):
        yield kind, dict.fromkeys(line.form for line in packet_lines(policy, kind, part, kind))


def _parts(policy: Policy) -> Iterator[tuple[TalkKind, Part]]:
    """Every kind of talk held, with whose packets there are of it."""
    for kind in policy.packet:
        if kind in GROUP_KINDS:
            yield kind, "participant"
            yield kind, "group"
        else:
            yield kind, "alone"


def _variants(policy: Policy, year: int) -> Iterator[Variant]:
    """Each way the policy can give each form: for every unit it names, for seniors and others, and with own choices."""
    for kind, part in _parts(policy):
        lines = packet_lines(policy, kind, part)
        packet = _names(lines)
        for topics in dict.fromkeys(_topics(policy, kind, year)):
            for line in lines:
                yield Variant(line.form, kind, line.audience, policy.place, topics, packet)
        if part == "group" and policy.follow_up.copy and FOLLOW_UP in policy.packet:
            after = packet_lines(policy, FOLLOW_UP, "group", kind)
            forms = _names(after)
            for line in after:
                yield Variant(line.form, FOLLOW_UP, line.audience, policy.place, (), forms)
        if kind == "MUS" and policy.fund.offered and APPLICATION in policy.forms:
            yield Variant(APPLICATION, kind, "both", policy.place, (), packet)


def _names(lines: list[PacketForm]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.form for line in lines))


def _topics(policy: Policy, kind: TalkKind, year: int) -> Iterator[tuple[Topic, ...]]:
    units = dict.fromkeys(["", *(unit for topic in policy.topics.get(kind, ()) for unit in topic.units)])
    choices = [question.id for theme in policy.to_choose(kind) for question in theme.questions]
    for unit in units:
        for senior in (False, True):
            person = replace(specimen_person(), unit=unit, senior=senior)
            yield topics_of(policy, kind, person, year)
    if choices:
        yield topics_of(policy, kind, specimen_person(), year, choices)


def _try_variant(catalog: Catalog, variant: Variant, policy: Policy, judged: set[object]) -> list[Problem]:
    """The form issued to made-up people, kept in the catalog, and what is wrong with it.

    `judged` holds what has been looked at: a variant, code that ran, and fields that were found, are not looked at twice.
    """
    template = catalog.templates[variant.form]
    if not asks_topics(template):
        variant = replace(variant, topics=())
    if variant in judged:
        return []
    judged.add(variant)
    try:
        fitted, document = fit(template, variant, policy, catalog.year)
        if (code := (variant.form, variant.kind, variant.audience, variant.place)) not in judged:
            render_specimen(template, variant, policy, fitted.shared, bare=True)
    except UnreadableFile as error:
        return [error.problem]
    catalog.fits[variant] = fitted
    fields = (variant.form, fitted.digest, variant.kind in policy.minutes.kinds, policy.place)
    found = (
        problems_in(template, variant, policy, fitted.layout, tags_of(document))
        if fields not in judged
        else []
    )
    judged.update((code, fields))
    return found
