"""What the forms ask: topics, their questions, pay, and the themes there are to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import GROUP_KINDS
from pipeline.policy.nouns import SALARY_THEME
from pipeline.policy.questions import LONGEST_KEY, is_key
from pipeline.policy.soundness.draft import Check, Draft
from pipeline.problems import Problem
from pipeline.problems import forms as problems

LONGEST_TOPIC = LONGEST_KEY - len("opsamling_")
"""A topic's answer is keyed `emne_<topic>` in the minutes, and `opsamling_<topic>` where the skema holds them."""


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
    known = draft.bank.questions
    for key, topics in draft.topics():
        asked: set[str] = set()
        for topic in topics:
            place = draft.place(key, f"{key}.{topic.key}.questions")
            for question in topic.questions:
                if question not in known:
                    yield problems.unknown_question(place, question, known)
                elif question in asked:
                    yield problems.repeated_question(place, question)
                asked.add(question)


def _topics_stand_where_they_are_meant_to(draft: Draft) -> Iterator[Problem]:
    """Units that are named (HER-32), and questions that leave some for next year (HOL-19)."""
    for key, topics in draft.topics():
        for topic in topics:
            spot = f"{key}.{topic.key}"
            if not all(unit.strip() for unit in topic.units):
                expected = 'en liste af enheder (navne eller koder): ["…", "…"]'
                yield problems.wrong_policy_value(draft.place(key, f"{spot}.units"), expected)
            if topic.questions and topic.show >= len(topic.questions):
                yield problems.shows_too_many(draft.place(key, f"{spot}.show"), len(topic.questions))


def _salary_is_asked_only_where_it_may_be(draft: Draft) -> Iterator[Problem]:
    """In no group talk whatever the municipality says (HER-26), and elsewhere where it is allowed (ISH-9, HOL-13)."""
    allowed = draft.value("salary.topic") == "allowed"
    for key, topics in draft.topics():
        in_a_group = key.partition(".")[2] in GROUP_KINDS
        for topic in topics:
            if any(question.startswith(f"{SALARY_THEME}_") for question in topic.questions):
                place = draft.place(key, f"{key}.{topic.key}.questions")
                if in_a_group:
                    yield problems.salary_in_a_group(place)
                elif not allowed:
                    yield problems.salary_is_banned(place)


def _themes_can_be_chosen_from(draft: Draft) -> Iterator[Problem]:
    """HER-7."""
    themes = {theme.key: theme for theme in draft.bank.themes}
    place = draft.place("choose.themes")
    for key in draft.value("choose.themes"):
        if key not in themes:
            yield problems.unknown_theme(place, key, themes)
        elif not themes[key].title:
            yield problems.theme_without_title(place, key)


CHECKS: tuple[Check, ...] = (
    _topics_can_be_asked,
    _questions_are_in_the_bank,
    _topics_stand_where_they_are_meant_to,
    _salary_is_asked_only_where_it_may_be,
    _themes_can_be_chosen_from,
)
