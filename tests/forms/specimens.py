"""Specimens for looking at the forms: any form of any kind of talk, as made-up people of a municipality get it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.context import copy_context, form_context, policy_context, rows_of, steps_of
from pipeline.model import GROUP_KINDS, Audience, Group, Issued, Person, PlanRow, Talk, TalkKind, Topic
from pipeline.policy import Policy, read_policy
from pipeline.word.template import Template, compile_template

SHIPPED = Path(__file__).parents[2] / "forms"
MUNICIPALITIES = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")
KINDS: tuple[TalkKind, ...] = ("MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ANNE = Person(
    "004211",
    "Anne-Margrethe Vestergaard <Ø> & Søn",
    title="Pædagogisk udviklingskonsulent og praktikvejleder",
    unit="Børnehuset Solsikken",
    parent_unit="Børn & Unge",
    leader="0007",
    mandate="bevilge kurser.",
    delegated_from=date(2026, 9, 1),
    delegated_until=date(2026, 12, 31),
)
KIRSTEN = Person("0007", "Kirsten Toft", title="Områdeleder")
METTE = Person("0009", "Mette Holm")
STUEN = Group("G3", "Stuen", leader="0007")
TAKING_PART = ("Anne-Margrethe Vestergaard", "Bo Lind", "Åse Ærø")
HELD_ON = date(2026, 11, 12)

FUND = {
    "agreement": "Pædagogisk uddannet personale",
    "pool": "FOA-puljen",
    "activity": "Diplommodul i ledelse af læring",
    "goal": "Lede læringssamtaler",
    "not_before": "1. maj 2026",
    "apply_by": "31. januar 2027",
    "sign_by": "31. januar 2027",
    "ceiling": "30.000 kr. på 12 måneder.",
    "reading": "Hos os regner vi af de samlede udgifter.",
    "of_applied": "Udgifter 30.000 kr.: søg 25.000 kr., og arbejdspladsen betaler 5.000 kr.",
    "of_cost": "Udgifter 30.000 kr.: søg 24.000 kr., og arbejdspladsen betaler 6.000 kr.",
    "notes": ["Tjek, at uddannelsen står på positivlisten."],
}


@cache
def policy_of(slug: str) -> Policy:
    """The shipped policy of a municipality."""
    policy, problems = read_policy(SHIPPED, slug)
    assert policy is not None, problems
    return policy


@cache
def template_of(form: str, slug: str) -> Template:
    """The shipped form in the municipality's colours."""
    look = policy_of(slug).look
    return compile_template(SHIPPED / f"{form}.docx", look.accent, look.tint)


def issue(
    form: str,
    slug: str = "herlev",
    audience: Audience = "both",
    kind: TalkKind = "MUS",
    *,
    of_group: bool = False,
    after_group: bool = False,
    planned_on: date | None = HELD_ON,
    delegate: Person | None = METTE,
    topics: Sequence[Topic] | None = None,
    last_time: Sequence[PlanRow] = (),
    prefilled: Sequence[PlanRow] = (),
    fund: Mapping[str, Any] | None = None,
    ask: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
) -> bytes:
    """The form as Anne gets it or, with `of_group`, as her group does; `ask` changes what the policy asks for."""
    policy = policy or policy_of(slug)
    group = STUEN if of_group or kind in GROUP_KINDS else None
    subject = Person(STUEN.id, STUEN.name, unit=ANNE.unit) if of_group else ANNE
    person = "" if of_group else ANNE.number
    talk = Talk(person, kind, 2026, "0007", planned_on, 42, group.id if group else "", after_group)
    issued = Issued(
        f"{kind[:3].upper()}26-0042-REF-7K3QX9",
        form,
        kind,
        2026,
        person,
        subject.name,
        "0007",
        audience,
        "",
        date(2026, 10, 1),
        group=talk.group,
        layout="0123abcd",
    )
    template = template_of(form, slug)
    packet = [row.form for row in policy.packet.get(kind, ())]
    asked = (
        [topic for topic in policy.topics.get(kind, ()) if not topic.seniors] if topics is None else topics
    )
    shared = policy_context(policy, kind, list(dict.fromkeys([*packet, form])), asked)
    shared["ask"] |= ask or {}
    shared |= copy_context(policy, talk.year, kind, form, audience, of_group)
    rows = rows_of(issued.form_id, template.tables, last_time, prefilled)
    context = form_context(
        shared,
        steps_of(policy, talk, issued.issued_on),
        issued,
        talk,
        subject,
        KIRSTEN,
        None if of_group else delegate,
        rows,
        group=group,
        participants=TAKING_PART if group else (),
        fund=fund,
    )
    return template.render(context)


def every_form(slug: str) -> Iterator[tuple[str, Audience, TalkKind, bool]]:
    """Each form a municipality may issue: its name, for whom, at which kind of talk, and whether it is a group's own."""
    policy = policy_of(slug)
    for kind in KINDS:
        for row in policy.packet.get(kind, ()):
            own = row.form == "handleplan" or (kind in GROUP_KINDS and row.audience == "leader")
            yield row.form, row.audience, kind, own
    for kind in GROUP_KINDS:
        yield "handleplan", "group", kind, True  # type: ignore[misc]
    yield "handleplan", "group", "opfølgning", True
    for audience in ("employee", "leader"):
        yield "spoergsmaal", audience, "MUS", False  # type: ignore[misc]
    yield "kompetencefond", "both", "MUS", False


def part(docx: bytes, name: str = "word/document.xml") -> etree._Element:
    """One XML part of a document."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def text(docx: bytes, *names: str) -> str:
    """What stands in the document, a line for each paragraph."""
    return "\n".join(
        "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        for name in names or ("word/document.xml",)
        for paragraph in part(docx, name).iter(f"{W}p")
    )
