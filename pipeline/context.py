"""What a template is given: everything the roster and the policy know about one form of one person or group.

The names here are the vocabulary of the templates; forms/README.md lists them for HR. Every name is there in
every form, empty where it has nothing to say: the templates' language is strict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from pipeline.guidance import minutes_of, what_to_do_when, who_sees_what
from pipeline.identity import row_id
from pipeline.kinds import long_date, show
from pipeline.model import (
    GROUP_KINDS,
    Audience,
    Group,
    Issued,
    Person,
    PlanRow,
    Question,
    Talk,
    TalkKind,
    Topic,
)
from pipeline.policy import Policy
from pipeline.topics import is_required
from pipeline.wording import (
    AUDIENCE_NAMES,
    KIND_NAMES,
    capital,
    enumerated,
    labels,
    needed_columns,
    parties,
    talk_in_short,
    the_form,
)

LAST_TIME = "sidst"
"""The table under “Opfølgning fra sidst”: its rows are last year's plan rows, under the ids they had."""

SPARE_ROWS = {"aftaler": 4, "parkeret": 2, "egne_emner": 2}
OTHER_SPARE_ROWS = 4
SPARE_BESIDE_PREFILLED = 2
_TITLE_LIMIT = 64  # Word: a content control's title holds at most 64 characters.

FUND_KEYS = (
    "agreement",
    "pool",
    "activity",
    "goal",
    "not_before",
    "apply_by",
    "sign_by",
    "ceiling",
    "reading",
    "of_applied",
    "of_cost",
    "notes",
)
"""What `fund` holds, each a text ready to print and "" where unknown; `notes` is a list of texts."""
NO_FUND: Mapping[str, Any] = {**dict.fromkeys(FUND_KEYS, ""), "notes": []}


def policy_context(
    policy: Policy, kind: TalkKind, forms: Sequence[str], topics: Sequence[Topic]
) -> dict[str, Any]:
    """The part that is the same for everyone with these topics: texts, topics, access. `forms` are the packet's."""
    told = [_topic(topic, policy) for topic in topics]
    in_group = kind in GROUP_KINDS
    minutes = minutes_of(policy, kind)
    own_goals = in_group and "own_goals" in policy.group.after
    return {
        "kommune": {
            "name": _unbroken(policy.municipality.name),
            "contact": _unbroken(policy.municipality.contact),
        },
        "look": {"accent": policy.look.accent, "tint": policy.look.tint, "logo": bool(policy.look.logo)},
        "texts": {
            **asdict(policy.texts),
            "life_phase": "" if in_group else policy.texts.life_phase,
            "salary_notice": _salary_notice(policy, kind),
        },
        "confidentiality": asdict(policy.confidentiality),
        "access": [asdict(row) for row in who_sees_what(policy, list(forms))],
        "topics": told,
        "bank": _bank(policy, kind),
        "ask": {
            "referent": True,
            "minutes": minutes.required,
            "wrap_up": "referat" not in forms and not in_group,
            # Templates that HR copied before `duty` was there ask for this one.
            "all_topics": policy.round.all_topics and any(topic["required"] for topic in told),
            "duty": _duty(told),
            "duty_in_minutes": _duty([topic for topic in told if topic["in_minutes"]]),
            "invitation": "indkaldelse" in forms,
            "choosing": "spoergsmaal" in forms,
            "handed_over": minutes.handed_over,
            "approval": minutes.approval,
            "plan_approval": policy.plan.approval != "none" or own_goals,
            "plan_needs": needed_columns(policy.plan.row_needs),
            "group_needs": needed_columns(policy.group.row_needs),
            "group_plan": in_group and policy.group.plan_required,
            "own_goals": own_goals,
            "wish_individual": in_group and "on_request" in policy.group.after,
            "fund": policy.fund.offered,
            "follow_up": policy.follow_up.agreed or policy.follow_up.required,
            "short_follow_up": policy.follow_up.agreed,
        },
        "enclosed": _enclosed(policy, forms),
    }


def copy_context(
    policy: Policy, year: int, kind: TalkKind, form: str, audience: Audience, of_group: bool
) -> dict[str, Any]:
    """The part that is the same for every copy of one form for one audience. `of_group`: it is the group's own."""
    title = policy.forms[form].title
    two = parties(kind, of_group)
    return {
        "form": {
            "name": form,
            "title": title,
            "the_title": the_form(title),
            "kind": kind,
            "year": year,
            "audience": audience,
            "audience_name": AUDIENCE_NAMES[audience],
            "of_group": of_group,
        },
        "labels": labels(
            kind,
            audience,
            of_group=of_group,
            own_goals="own_goals" in policy.group.after,
            the_plan=the_form(policy.forms[policy.plan.form].title if not of_group else title),
        ),
        "parties": {"employee": two.employee, "leader": two.leader},
        "talk": {
            "kind": kind,
            "kind_name": KIND_NAMES[kind],
            "short": talk_in_short(kind),
            "year": year,
            "in_group": of_group or kind in GROUP_KINDS,
        },
        "version": {
            "rules": f"{_unbroken(policy.name)}s regler for {year}",
            "approved_by": policy.materials.approved_by,
            "approved_on": _day(_stated_day(policy.materials.approved_on)),
        },
    }


def steps_of(policy: Policy, talk: Talk, issued_on: date) -> list[dict[str, str]]:
    """The lines of “Hvad gør du hvornår”."""
    return [asdict(step) for step in what_to_do_when(policy, talk, issued_on)]


def form_context(
    shared: Mapping[str, Any],
    steps: Sequence[Mapping[str, str]],
    issued: Issued,
    talk: Talk,
    subject: Person,
    leader: Person,
    delegate: Person | None,
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    *,
    group: Group | None = None,
    participants: Sequence[str] = (),
    fund: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The whole context of one form: `shared` from `policy_context` and `copy_context`, `rows` from `rows_of`.

    On a group's own form `subject` stands in for the group: its id as number, its name as name. `participants` are
    the names of those who take part; `fund` has the texts of `FUND_KEYS`.
    """
    return {
        **shared,
        "form": {**shared["form"], "id": issued.form_id, "layout": issued.layout},
        "person": {
            "name": subject.name,
            "first_name": subject.name.split()[0],
            "number": subject.number,
            "title": subject.title,
            "unit": subject.unit,
            "parent_unit": subject.parent_unit,
            "email": subject.email,
            "agreement": subject.agreement,
        },
        "group": {
            "id": group.id if group else "",
            "name": group.name if group else "",
            "participants": list(participants),
        },
        "leader": {"name": leader.name, "title": leader.title, "email": leader.email},
        "delegate": _delegate(subject, delegate),
        "talk": {
            **shared["talk"],
            "planned_on": _day(talk.planned_on),
            "after_group": talk.after_group,
        },
        "steps": steps,
        "rows": rows,
        "fund": {**NO_FUND, **(fund or {})},
        "today": long_date(issued.issued_on),
    }


def rows_of(
    form_id: str,
    tables: Iterable[str],
    last_time: Sequence[PlanRow],
    prefilled: Sequence[PlanRow] = (),
) -> dict[str, list[dict[str, str]]]:
    """The rows each table goes out with: last year's plan under `sidst`, spare rows with stable ids elsewhere.

    A follow-up copy or a plan with goals carried over begins with its `prefilled` rows, under the ids they have
    (SYD-36, IKB-5); their values are typed in after rendering.
    """
    rows = {}
    for table in tables:
        if table == LAST_TIME:
            rows[table] = [_last_time(row) for row in last_time]
            continue
        kept = [row.id for row in prefilled if row.table == table]
        number = SPARE_BESIDE_PREFILLED if kept else SPARE_ROWS.get(table, OTHER_SPARE_ROWS)
        spare = [row_id(form_id, table, ordinal) for ordinal in range(number)]
        rows[table] = [{"id": identity} for identity in dict.fromkeys((*kept, *spare))]
    return rows


def _last_time(row: PlanRow) -> dict[str, str]:
    # A development agreement calls the goal a focus area and the activity an action; a group's plan calls the goal
    # an initiative, and says how it is followed up.
    values = row.values
    texts = {
        "maal": values.get("maal") or values.get("fokusomraade") or values.get("indsats"),
        "aktivitet": values.get("aktivitet") or values.get("handling") or values.get("opfoelgning"),
        "ansvarlig": values.get("ansvarlig"),
        "frist": values.get("frist") or values.get("opfoelgning_dato"),
    }
    return {"id": row.id, **{name: show(value) if value is not None else "" for name, value in texts.items()}}


def _delegate(subject: Person, delegate: Person | None) -> dict[str, str]:
    """Who holds the talk in the leader's place, with what powers and from when until when (SYD-22, ISH-11)."""
    if delegate is None:
        return {"name": "", "mandate": "", "from": "", "until": "", "period": ""}
    first, last = _day(subject.delegated_from), _day(subject.delegated_until)
    period = " ".join(part for part in (first and f"fra {first}", last and f"til og med {last}") if part)
    return {
        "name": delegate.name,
        "mandate": capital(subject.mandate.rstrip(".")),
        "from": first,
        "until": last,
        "period": period,
    }


def _salary_notice(policy: Policy, kind: TalkKind) -> str:
    """What is said about pay: a group talk has a notice of its own (HER-26), an offered one says nothing."""
    if kind in GROUP_KINDS:
        return policy.salary.group_notice
    return "" if kind == "SUS" else policy.salary.notice


def _bank(policy: Policy, kind: TalkKind) -> list[dict[str, Any]]:
    """The themes that leader and employee may choose questions from (HER-7)."""
    return [
        {"key": theme.key, "title": theme.title, "questions": [_question(q) for q in theme.questions]}
        for theme in policy.to_choose(kind)
    ]


def _topic(topic: Topic, policy: Policy) -> dict[str, Any]:
    return {
        "key": topic.key,
        "title": topic.title,
        "intro": topic.intro,
        "in_minutes": topic.in_minutes,
        "required": is_required(topic, policy),
        "questions": [_question(question) for question in topic.questions],
    }


def _question(question: Question) -> dict[str, str]:
    return {
        "id": question.id,
        "title": _title(question.text),
        "text": question.text,
        "prompt": question.prompt,
    }


def _duty(topics: Sequence[Mapping[str, Any]]) -> str:
    """Which topics must be talked about, to end a sentence with: `alle emnerne. Kun »Løn« er frivilligt`, "" for none."""
    must = [f"»{topic['title']}«" for topic in topics if topic["required"]]
    may = [f"»{topic['title']}«" for topic in topics if not topic["required"]]
    if not must or not may:
        return "alle emnerne" if must else ""
    if len(must) < len(may):
        return enumerated(must)
    return f"alle emnerne. Kun {enumerated(may)} er {'frivilligt' if len(may) == 1 else 'frivillige'}"


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LIMIT else line[: _TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _enclosed(policy: Policy, forms: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(policy.forms[form].title for form in forms if form != "indkaldelse"))


def _unbroken(text: str) -> str:
    """The text with hyphens at which no line breaks: “Ikast-Brande” stays in one piece."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _stated_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def specimen_person(number: str = "0000") -> Person:
    """A made-up person that a template is tried on."""
    return Person(number=number, name="Prøve Prøvesen", title="Prøvemedarbejder", unit="Prøveenhed")


def specimen_day(year: int) -> date:
    """A day in the round that a template is tried on."""
    return date(year, 11, 12)
