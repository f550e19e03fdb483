"""The packet's guidance: what to do when with computed dates, and who can see what for how long.

Danish, for the employee and the leader; every line follows from the policy, so that a packet never promises what
the rules of that municipality do not. Each kind of talk has its own way: `_WAYS` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.days import days_before
from pipeline.kinds import long_date, months_after
from pipeline.model import Talk, TalkKind
from pipeline.policy import Policy
from pipeline.policy.nouns import Minutes
from pipeline.wording import capital, parties, talk_in_short, the_form


@dataclass(frozen=True, slots=True)
class Step:
    """One line of “Hvad gør du hvornår”: `when` in Danish, `who` does it, `what`."""

    when: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Access:
    """One document: who can see it, and how long it is kept."""

    what: str
    who: str
    kept: str


_Dated = tuple[int, Step]
"""A step and the day it falls on, counted from the talk; steps of one day keep their order."""
_FIRST, _LAST = -1000, 1000


def what_to_do_when(policy: Policy, talk: Talk, issued_on: date) -> list[Step]:
    """The steps of one talk in the order they come; dates where the talk has one, distances where it has not."""
    steps = _WAYS[talk.kind](policy, talk, issued_on)
    return [step for _, step in sorted(steps, key=lambda dated: dated[0])]


def minutes_of(policy: Policy, kind: TalkKind) -> Minutes:
    """The rules on minutes as they are for one kind of talk: none at all for a kind they are not about."""
    if kind in policy.minutes.kinds:
        return policy.minutes
    return replace(policy.minutes, required=False, handed_over=False, approval="none", taker_agreed=False)


# --- the ways of the kinds ----------------------------------------------------------------------


def _individual(policy: Policy, talk: Talk, issued_on: date) -> Iterator[_Dated]:
    """MUS and LUS."""
    yield from _before(policy, talk, issued_on)
    yield 0, _hold(policy, talk)
    yield from _agree_follow_up(policy)
    yield from _minutes(policy, talk)
    yield from _plan(policy, talk)
    yield from _follow_up(policy, talk)


def _in_group(policy: Policy, talk: Talk, issued_on: date) -> Iterator[_Dated]:
    """GRUS and TUS, which are the same under two names: the talk, its plan, and what each one gets after it."""
    short = talk_in_short(talk.kind)
    if policy.group.consultation:
        what = f"Lederen drøfter med lokal-MED, TR eller AMIR, at I holder {short} i år."
        yield _FIRST, Step("Først", "Leder", what)
    yield from _before(policy, talk, issued_on)
    if talk.planned_on:
        yield 0, Step(long_date(talk.planned_on), "Alle", f"I holder {short}.")
    else:
        closes = long_date(policy.round.closes_on(talk.year))
        yield 0, Step(f"Senest {closes}", "Leder", f"Lederen finder en dag, og I holder {short}.")
    yield from _agree_follow_up(policy, "Alle")
    if policy.group.plan_required:
        days, form = policy.group.plan_due_days, policy.forms["handleplan"].title
        due = _due(policy, "group.plan_due_days", talk, days)
        yield days, Step(due, "Leder", f"{capital(the_form(form))} er skrevet og sendt ind.")
    yield from _after_group(policy, talk)
    yield from _follow_up(policy, talk)


def _after_group(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    """What each participant gets after it; no two municipalities agree (SYD-3, SYD-19, ISH-2, HER-6, HER-8, IKB-2)."""
    group, short = policy.group, talk_in_short(talk.kind)
    closes = long_date(policy.round.closes_on(talk.year))
    form = the_form(policy.forms[policy.plan.form].title)
    if "own_goals" in group.after:
        due = _due(policy, "group.own_goals_days", talk, group.own_goals_days)
        what = f"Hver deltager har skrevet sine egne mål i {form}, og lederen har godkendt dem."
        yield group.own_goals_days, Step(due, "Alle", what)
    elif policy.plan.required and any(
        row.form == policy.plan.form for row in policy.packet.get(talk.kind, ())
    ):
        due = _due(policy, "plan.due_days", talk, policy.plan.due_days)
        yield policy.plan.due_days, Step(due, "Alle", f"Hver deltager har også fået skrevet {form}.")
    if "individual_talk" in group.after:
        days = group.individual_days
        due = _day(talk, days) if days else f"Senest {closes}"
        what = "Hver deltager har desuden en individuel samtale med lederen."
        yield days or _closing(policy, talk), Step(due, "Alle", what)
    if "on_request" in group.after:
        what = (
            f"Deltagere, der ønsker en individuel samtale oven på {short}, siger det til lederen og får den."
        )
        yield _LAST - 1, Step("Når du vil", "Deltager", what)
    if group.counts == "supplement":
        what = f"MUS holdes også i år; {short} kommer oven i og træder ikke i stedet."
        yield _closing(policy, talk), Step(f"Senest {closes}", "Alle", what)


def _offered(policy: Policy, talk: Talk, issued_on: date) -> Iterator[_Dated]:
    """SUS: an offer, with no deadline in it for anybody."""
    skema = the_form(policy.forms["skema"].title)
    what = "Medarbejderen siger ja eller nej tak til tilbuddet. Begge svar er lige gode."
    yield _FIRST, Step("Når I har talt sammen", "Medarbejder", what)
    yield -1, Step("Inden samtalen", "Begge", f"I forbereder jer hver for sig i {skema}, hvis I har lyst.")
    when = long_date(talk.planned_on) if talk.planned_on else "Når det passer jer begge"
    yield 0, Step(when, "Begge", "I holder samtalen, hvis medarbejderen ønsker den.")
    yield 1, Step("Når samtalen slutter", "Begge", "Skriv gerne ned, hvad I er blevet enige om.")


def _followed_up(policy: Policy, talk: Talk, issued_on: date) -> Iterator[_Dated]:
    """The follow-up talk: the plan is looked at row by row, put right, and sent in again (SYD-14, SYD-36)."""
    form = policy.forms["handleplan" if _of_group(talk) else policy.plan.form].title
    plan, everyone = the_form(form), "Alle" if _of_group(talk) else "Begge"
    yield -1, Step("Inden opfølgningen", everyone, f"I læser {plan} igennem hver for sig.")
    when = long_date(talk.planned_on) if talk.planned_on else "På den aftalte dag"
    yield (
        0,
        Step(when, everyone, "I tager en række ad gangen, sætter status og retter det, der har ændret sig."),
    )
    yield 1, Step("Når opfølgningen slutter", "Leder", f"Lederen sender {plan} ind igen.")


_WAYS: Mapping[TalkKind, Callable[[Policy, Talk, date], Iterator[_Dated]]] = {
    "MUS": _individual,
    "LUS": _individual,
    "GRUS": _in_group,
    "TUS": _in_group,
    "SUS": _offered,
    "opfølgning": _followed_up,
}


# --- their steps --------------------------------------------------------------------------------


def _before(policy: Policy, talk: Talk, issued_on: date) -> Iterator[_Dated]:
    skema = the_form(policy.forms["skema"].title)
    days = policy.handout.days_before
    if days:
        yield -days, _handout(policy, talk, skema, issued_on)
    who = "Alle" if _has_group(talk) else "Begge"
    yield -1, Step("Inden samtalen", who, f"I forbereder jer hver for sig i {skema}.")
    minutes = minutes_of(policy, talk.kind)
    if minutes.required and minutes.taker_agreed:
        yield 0, Step("Inden samtalen begynder", "Begge", "I aftaler, hvem af jer der skriver referat.")


def _handout(policy: Policy, talk: Talk, skema: str, issued_on: date) -> Step:
    """The form must reach the employee in time; where it goes out too late, what to do about that (ISH-3)."""
    two, days, working = parties(talk.kind), policy.handout.days_before, policy.handout.working_days
    due = days_before(talk.planned_on, days, working) if talk.planned_on else None
    if due and issued_on > due:
        what = f"{capital(skema)} skulle være udleveret senest {long_date(due)}. "
        both = f"{two.employee_label} og {two.leader_label.lower()}"
        return Step("Nu", "Begge", what + f"{both} aftaler, om samtalen skal flyttes.")
    counted = "hverdage" if working else "dage"
    when = f"Senest {long_date(due)}" if due else f"Senest {days} {counted} før samtalen"
    has = "Deltagerne har" if _has_group(talk) else f"{capital(two.employee)} har"
    return Step(when, two.leader_label, f"{has} {skema} i hånden.")


def _hold(policy: Policy, talk: Talk) -> Step:
    """The talk itself, or by when it must be held; after a group talk a municipality may want it soon (SYD-3)."""
    two = parties(talk.kind)
    if talk.planned_on:
        return Step(long_date(talk.planned_on), "Begge", "I holder samtalen.")
    days = policy.group.individual_days if talk.after_group else 0
    closes = f"Senest {long_date(policy.round.closes_on(talk.year))}"
    when = f"Senest {days} dage efter gruppesamtalen" if days else closes
    what = f"{capital(two.leader)} aftaler tid med {two.employee}, og I holder samtalen."
    return Step(when, two.leader_label, what)


def _agree_follow_up(policy: Policy, who: str = "Begge") -> Iterator[_Dated]:
    if policy.follow_up.agreed:
        yield 0, Step("Når samtalen slutter", who, "I aftaler, hvornår og hvordan I følger op.")


def _minutes(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    minutes, two = minutes_of(policy, talk.kind), parties(talk.kind)
    if not minutes.required:
        return
    due = _due(policy, "minutes.due_days", talk, minutes.due_days)
    yield minutes.due_days, Step(due, "Referent", "Referatet er skrevet.")
    if minutes.handed_over:
        days = minutes.handed_over_days
        due = _due(policy, "minutes.handed_over_days", talk, days)
        yield days, Step(due, two.leader_label, f"Referatet er udleveret til {two.employee}.")
    approved = _due(policy, "minutes.approval_days", talk, minutes.approval_days)
    if minutes.approval == "other":
        what = "Den af jer, der ikke skrev referatet, har godkendt det."
        yield minutes.approval_days, Step(approved, "Den anden part", what)
    elif minutes.approval == "leader":
        what = f"{capital(two.leader)} har godkendt referatet."
        yield minutes.approval_days, Step(approved, two.leader_label, what)


def _plan(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    plan, two = policy.plan, parties(talk.kind)
    if not plan.required:
        return
    form = the_form(policy.forms[plan.form].title)
    if talk.after_group and "own_goals" in policy.group.after:
        what = f"I tager udgangspunkt i {form} med de egne mål fra gruppesamtalen."
        yield 0, Step("Ved samtalen", "Begge", what)
        return
    due = _due(policy, "plan.due_days", talk, plan.due_days)
    if plan.approval == "leader" and plan.approval_days == 0:
        # SYD-12: the agreement is written and approved on the same occasion, so only sending it in is left.
        yield 0, Step("Når samtalen slutter", "Begge", f"I skriver {form}, og {two.leader} godkender den.")
        yield plan.due_days, Step(due, two.leader_label, f"{capital(two.leader)} har sendt {form} ind.")
        return
    yield plan.due_days, Step(due, "Begge", f"{capital(form)} er skrevet og sendt ind.")
    if plan.approval == "leader":
        approved = _due(policy, "plan.approval_days", talk, plan.approval_days)
        what = f"{capital(two.leader)} har godkendt {form}."
        yield plan.approval_days, Step(approved, two.leader_label, what)


def _follow_up(policy: Policy, talk: Talk) -> Iterator[_Dated]:
    months = policy.follow_up.months
    if policy.follow_up.required:
        when = _months(talk, months, roughly=policy.follow_up.agreed)
        everyone = "Alle" if _has_group(talk) else "Begge"
        yield months * 30, Step(when, everyone, "I følger op og justerer aftalerne.")


def _has_group(talk: Talk) -> bool:
    return bool(talk.group)


def _of_group(talk: Talk) -> bool:
    return bool(talk.group) and not talk.person


# --- when ---------------------------------------------------------------------------------------


def _due(policy: Policy, key: str, talk: Talk, days: int) -> str:
    """The last day by the policy's key; a deadline that follows from no rule is the house's proposal and says so."""
    if policy.rule(key) or not days:
        return _day(talk, days)
    if talk.planned_on:
        return f"Helst inden {long_date(talk.planned_on + timedelta(days=days))}"
    return f"Helst inden for {days} dage efter samtalen"


def _day(talk: Talk, days: int) -> str:
    if talk.planned_on:
        return f"Senest {long_date(talk.planned_on + timedelta(days=days))}"
    return f"Senest {days} dage efter samtalen" if days else "Samme dag som samtalen"


def _closing(policy: Policy, talk: Talk) -> int:
    """How many days after the talk the round closes; where the talk has no day yet, before any follow-up."""
    if not talk.planned_on:
        return min(30 * policy.follow_up.months, _LAST) - 1
    return (policy.round.closes_on(talk.year) - talk.planned_on).days


def _months(talk: Talk, months: int, *, roughly: bool) -> str:
    """When to follow up: roughly then where the day is agreed on at the talk, at the latest where it is not."""
    if not talk.planned_on:
        return f"{'Cirka' if roughly else 'Senest'} {months} måneder efter samtalen"
    return f"{'Omkring' if roughly else 'Senest'} {long_date(months_after(talk.planned_on, months))}"


# --- who sees what ------------------------------------------------------------------------------


def who_sees_what(policy: Policy, forms: Iterable[str]) -> list[Access]:
    """One line per document of the packet that is filled in, in the order they are met."""
    access, kept = policy.access, policy.retention
    chosen = "Medarbejderen og lederen. Skemaet viser jeres valg samlet, ikke hvem der har valgt hvad."
    group = "Gruppens deltagere og lederen. HR kan se indsatser, ansvarlige og datoer, så der kan følges op."
    applied = (
        "Medarbejderen, lederen, TR og HR. Den sendes til Den Kommunale Kompetencefond, som behandler den."
    )
    with_plan = "HR sletter den samtidig med den plan, den hører til."
    told = {
        "spoergsmaal": (chosen, kept.skema),
        "skema": (access.skema, kept.skema),
        "referat": (access.referat, kept.referat),
        "handleplan": (group, _group_plan_kept(policy)),
        policy.plan.form: (access.plan, kept.plan),
        "kompetencefond": (applied, with_plan),
    }
    present = set(forms)
    return [Access(policy.forms[form].title, *told[form]) for form in told if form in present]


def _group_plan_kept(policy: Policy) -> str:
    """A group's plan is nobody's own: it ends when a newer one has replaced it, and not when somebody leaves."""
    years = policy.destroy.plan_years
    ends = f" HR sletter den {years} år efter, at gruppens næste har afløst den." if years else ""
    return f"Gemmes, så I kan følge op på den.{ends}"
