"""What must fit together in a policy once it is resolved: the rule book, a plain list of checks.

Every check takes the same and yields its problems, so a new one is a function and a line in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import Question
from pipeline.policy.nouns import WrittenTopic
from pipeline.policy.questions import LONGEST_KEY, is_key
from pipeline.policy.stated import Stated
from pipeline.policy.values import is_empty
from pipeline.policy.vocabulary import TABLES, Entry
from pipeline.problems import Place, Problem, file_place
from pipeline.problems import forms as problems

LONGEST_TOPIC = LONGEST_KEY - len("opsamling_")
"""A topic's answer is keyed `emne_<topic>` in the minutes, and `opsamling_<topic>` where the skema holds them."""
SALARY_THEME = "loen_"


@dataclass(frozen=True, slots=True)
class Draft:
    """A policy about to be made: all that is stated, the bank it asks from, the municipality's own file."""

    stated: Mapping[str, Stated]
    known: Mapping[str, Entry]
    bank: Mapping[str, Question]
    file: Path

    def value(self, key: str) -> Any:
        """The value at a key; a list that nobody states is empty."""
        if key not in self.stated and key.partition(".")[0] in TABLES:
            return ()
        return self.stated[key].value

    def place(self, key: str, spot: str = "") -> Place:
        """Where the value comes from, at the key or a spot within it."""
        return file_place(self.stated[key].file, spot or key)

    def by_kind(self, section: str) -> Iterator[tuple[str, Any]]:
        """The rows of each kind of talk that has any: `topics.MUS`, or `packet.MUS`."""
        return ((key, one.value) for key, one in self.stated.items() if key.startswith(f"{section}."))

    def topics(self) -> Iterator[tuple[str, tuple[WrittenTopic, ...]]]:
        """The topics of each kind of talk that has any."""
        return self.by_kind("topics")

    @property
    def form_names(self) -> list[str]:
        """The forms the house describes."""
        return [
            key.split(".")[1] for key in self.stated if key.startswith("forms.") and key.endswith(".code")
        ]


def unsound(draft: Draft) -> list[Problem]:
    """Everything in the policy that does not fit together."""
    return [problem for check in CHECKS for problem in check(draft)]


def _texts_are_written(draft: Draft) -> Iterator[Problem]:
    """A text that only a municipality can give (its name) is asked for in the municipality's file."""
    for key, entry in draft.known.items():
        if key in draft.stated and is_empty(draft.value(key), entry):
            yield problems.policy_text_empty(file_place(draft.file, key), key)


def _bounds_stand_in_order(draft: Draft) -> Iterator[Problem]:
    for first, last in (("round.opens", "round.closes"), ("plan.horizon_min", "plan.horizon_max")):
        if draft.value(first) > draft.value(last):
            yield problems.wrong_order(draft.place(last), first, last)


def _topics_can_be_asked(draft: Draft) -> Iterator[Problem]:
    """Keys become field names in Word, so each is well formed and stands once in a form."""
    for key, topics in draft.topics():
        seen: set[str] = set()
        for topic in topics:
            spot = f"{key}.{topic.key}"
            if not is_key(topic.key, LONGEST_TOPIC):
                yield problems.malformed_key(draft.place(key, f"{spot}.key"), topic.key, LONGEST_TOPIC)
            if topic.key in seen:
                yield problems.repeated_topic(draft.place(key, f"{spot}.key"), topic.key)
            if not topic.questions:
                yield problems.topic_without_questions(draft.place(key, f"{spot}.questions"))
            seen.add(topic.key)


def _questions_are_in_the_bank(draft: Draft) -> Iterator[Problem]:
    for key, topics in draft.topics():
        asked: set[str] = set()
        for topic in topics:
            place = draft.place(key, f"{key}.{topic.key}.questions")
            for question in topic.questions:
                if question not in draft.bank:
                    yield problems.unknown_question(place, question, draft.bank)
                elif question in asked:
                    yield problems.repeated_question(place, question)
                asked.add(question)


def _salary_is_asked_only_where_it_may_be(draft: Draft) -> Iterator[Problem]:
    """HOL-13, SYD-15."""
    if draft.value("salary.topic") != "banned":
        return
    for key, topics in draft.topics():
        for topic in topics:
            if any(question.startswith(SALARY_THEME) for question in topic.questions):
                yield problems.salary_is_banned(draft.place(key, f"{key}.{topic.key}.questions"))


def _packet_holds_known_forms_once(draft: Draft) -> Iterator[Problem]:
    for key, rows in draft.by_kind("packet"):
        seen: set[tuple[str, str]] = set()
        for number, row in enumerate(rows, start=1):
            place = draft.place(key, f"{key}.{number}.form")
            if row.form not in draft.form_names:
                yield problems.unknown_form(place, row.form, draft.form_names)
            if (row.form, row.audience) in seen:
                yield problems.repeated_form(place, row.form)
            seen.add((row.form, row.audience))


def _packet_holds_what_is_asked_for(draft: Draft) -> Iterator[Problem]:
    forms = {row.form for row in draft.value("packet.MUS")}
    plan_form = draft.value("plan.form")
    if draft.value("plan.required") and plan_form not in forms:
        yield problems.form_not_in_packet(draft.place("packet.MUS"), plan_form, "plan.required")
    for key in ("minutes.required", "minutes.handed_over"):
        if draft.value(key) and "referat" not in forms:
            yield problems.form_not_in_packet(draft.place("packet.MUS"), "referat", key)


def _logo_is_there(draft: Draft) -> Iterator[Problem]:
    logo = draft.value("look.logo")
    if logo and not (draft.file.parent / logo).is_file():
        yield problems.missing_logo(draft.place("look.logo"))


CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _texts_are_written,
    _bounds_stand_in_order,
    _topics_can_be_asked,
    _questions_are_in_the_bank,
    _salary_is_asked_only_where_it_may_be,
    _packet_holds_known_forms_once,
    _packet_holds_what_is_asked_for,
    _logo_is_there,
)
