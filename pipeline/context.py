"""What a template is given: everything the roster and the policy know about one form of one person.

The names here are the vocabulary of the templates; forms/README.md lists them for HR.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from pipeline.guidance import the_form, what_to_do_when, who_sees_what
from pipeline.identity import row_id
from pipeline.kinds import long_date, show
from pipeline.model import Issued, Person, PlanRow, Talk, TalkKind, Topic
from pipeline.policy import Policy

KIND_NAMES = {
    "MUS": "medarbejderudviklingssamtale",
    "GRUS": "gruppeudviklingssamtale",
    "TUS": "teamudviklingssamtale",
    "LUS": "lederudviklingssamtale",
    "SUS": "seniorsamtale",
    "opfølgning": "opfølgningssamtale",
}
AUDIENCE_NAMES = {
    "employee": "medarbejder",
    "leader": "leder",
    "both": "medarbejder og leder",
    "group": "gruppe",
}
LAST_TIME = "sidst"
"""The table under “Opfølgning fra sidst”: its rows are last year's plan rows, under the ids they had."""

SPARE_ROWS = {"aftaler": 4, "parkeret": 2, "egne_emner": 2}
OTHER_SPARE_ROWS = 4
_TITLE_LIMIT = 64  # Word: a content control's title holds at most 64 characters.


def policy_context(policy: Policy, kind: TalkKind, forms: Sequence[str]) -> dict[str, Any]:
    """The part that is the same for everyone in a round: texts, topics, access. `forms` are the packet's."""
    return {
        "kommune": {
            "name": _unbroken(policy.municipality.name),
            "contact": _unbroken(policy.municipality.contact),
        },
        "look": {"accent": policy.look.accent, "tint": policy.look.tint, "logo": bool(policy.look.logo)},
        "texts": {**asdict(policy.texts), "salary_notice": policy.salary.notice},
        "confidentiality": asdict(policy.confidentiality),
        "access": [asdict(row) for row in who_sees_what(policy, list(forms))],
        "topics": [_topic(topic, policy) for topic in policy.topics[kind]],
        "ask": {
            "referent": True,
            "minutes": policy.minutes.required,
            "wrap_up": "referat" not in forms,
            "all_topics": policy.round.all_topics,
            "invitation": "indkaldelse" in forms,
            "handed_over": policy.minutes.handed_over,
            "approval": policy.minutes.approval,
            "plan_approval": policy.plan.approval != "none",
            "follow_up": policy.follow_up.agreed or policy.follow_up.required,
            "short_follow_up": policy.follow_up.agreed,
        },
        "enclosed": _enclosed(policy, forms),
    }


def form_context(
    shared: Mapping[str, Any],
    policy: Policy,
    issued: Issued,
    talk: Talk,
    person: Person,
    leader: Person,
    delegate: Person | None,
    rows: Mapping[str, Sequence[Mapping[str, str]]],
) -> dict[str, Any]:
    """The whole context of one form: `shared` from `policy_context`, `rows` from `rows_of`."""
    return {
        **shared,
        "form": {
            "id": issued.form_id,
            "layout": issued.layout,
            "name": issued.form,
            "title": policy.forms[issued.form].title,
            "the_title": the_form(policy.forms[issued.form].title),
            "kind": issued.kind,
            "year": issued.year,
            "audience": issued.audience,
            "audience_name": AUDIENCE_NAMES[issued.audience],
        },
        "person": {
            "name": person.name,
            "first_name": person.name.split()[0],
            "number": person.number,
            "title": person.title,
            "unit": person.unit,
            "parent_unit": person.parent_unit,
            "email": person.email,
        },
        "leader": {"name": leader.name, "title": leader.title, "email": leader.email},
        "delegate": {
            "name": delegate.name if delegate else "",
            "mandate": person.mandate if delegate else "",
        },
        "talk": {
            "kind": talk.kind,
            "kind_name": KIND_NAMES[talk.kind],
            "year": talk.year,
            "planned_on": long_date(talk.planned_on) if talk.planned_on else "",
        },
        "steps": [asdict(step) for step in what_to_do_when(policy, talk, issued.issued_on)],
        "rows": rows,
        "today": long_date(issued.issued_on),
    }


def rows_of(
    form_id: str, tables: Iterable[str], last_time: Sequence[PlanRow]
) -> dict[str, list[dict[str, str]]]:
    """The rows each table goes out with: last year's plan under `sidst`, spare rows with stable ids elsewhere."""
    rows = {}
    for table in tables:
        if table == LAST_TIME:
            rows[table] = [_last_time(row) for row in last_time]
        else:
            spare = SPARE_ROWS.get(table, OTHER_SPARE_ROWS)
            rows[table] = [{"id": row_id(form_id, table, ordinal)} for ordinal in range(spare)]
    return rows


def _last_time(row: PlanRow) -> dict[str, str]:
    # A development agreement calls the goal a focus area and the activity an action.
    goal = row.values.get("maal") or row.values.get("fokusomraade")
    activity = row.values.get("aktivitet") or row.values.get("handling")
    responsible, due = row.values.get("ansvarlig"), row.values.get("frist")
    texts = {"maal": goal, "aktivitet": activity, "ansvarlig": responsible, "frist": due}
    return {"id": row.id, **{name: show(value) if value is not None else "" for name, value in texts.items()}}


def _unbroken(text: str) -> str:
    """The text with hyphens at which no line breaks: “Ikast-Brande” stays in one piece."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


def _topic(topic: Topic, policy: Policy) -> dict[str, Any]:
    questions = [
        {"id": q.id, "title": _title(q.text), "text": q.text, "prompt": q.prompt} for q in topic.questions
    ]
    required = policy.round.all_topics and topic.rule == policy.rule("round.all_topics")
    return {
        "key": topic.key,
        "title": topic.title,
        "intro": topic.intro,
        "in_minutes": topic.in_minutes,
        "required": required,
        "questions": questions,
    }


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LIMIT else line[: _TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _enclosed(policy: Policy, forms: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(policy.forms[form].title for form in forms if form != "indkaldelse"))


def specimen_person(number: str = "0000") -> Person:
    """A made-up person that a template is tried on."""
    return Person(number=number, name="Prøve Prøvesen", title="Prøvemedarbejder", unit="Prøveenhed")


def specimen_day(year: int) -> date:
    """A day in the round that a template is tried on."""
    return date(year, 11, 12)
