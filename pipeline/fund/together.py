"""Group applications: same workplace, same education, same agreement (HER-20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.fund.pools import education_of, folded
from pipeline.model import Person, PlanRow
from pipeline.policy.nouns import Fund


@dataclass(frozen=True, slots=True)
class Applicant:
    """An employee with the plan row they apply for."""

    person: Person
    row: PlanRow


def together(applicants: Iterable[Applicant]) -> list[tuple[Applicant, ...]]:
    """The sets of two and more who could send one application, each in the order they came.

    Who lacks a workplace, an agreement or an education on paper is in none: nobody is told alike by what is missing.
    """
    alike: dict[tuple[str, str, str], dict[str, Applicant]] = {}
    for applicant in applicants:
        key = _key(applicant)
        if all(key):
            alike.setdefault(key, {}).setdefault(applicant.person.number, applicant)
    return [tuple(found.values()) for found in alike.values() if len(found) > 1]


def doubts_together(applicants: Sequence[Applicant], fund: Fund) -> Iterator[str]:
    """What keeps these from being one application, or from asking for approval beforehand (EXT-9)."""
    keys = [_key(applicant) for applicant in applicants]
    for number, what in enumerate(("arbejdsplads", "overenskomst", "uddannelse")):
        values = {key[number] for key in keys}
        if len(values) > 1 or "" in values:
            yield f"En fælles ansøgning kræver samme {what} for alle i gruppen."
    if fund.group_size and len(applicants) < fund.group_size:
        yield f"I skal være mindst {fund.group_size} for at få en fælles ansøgning godkendt på forhånd."


def _key(applicant: Applicant) -> tuple[str, str, str]:
    person = applicant.person
    return folded(person.unit_code or person.unit), folded(person.agreement), education_of(applicant.row)
