"""What speaks against an application, or what must be known of it: Danish sentences that quote nothing of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipeline.fund.advice import Advice
from pipeline.kinds import long_date, show
from pipeline.model import Person
from pipeline.policy.nouns import FundPool

_IN_TRAINING = re.compile(
    r"elev\b|\bstuderende\b|\blærling|\bpraktikant|\bnyttejob|\bvirksomhedspraktik", re.IGNORECASE
)


def doubts(advice: Advice, person: Person, pool: FundPool | None, today: date) -> Iterator[str]:
    """Everything to check or to know, what stops the application first."""
    yield from _about_person(advice, person)
    if not advice.eligible:
        return
    if pool is None and person.agreement:
        yield "Fondens beløb for den tid står ikke i kommunens fil. Se dem hos fonden, før I søger."
    if advice.guaranteed:
        yield (
            "Overenskomsten ser ud til at give ret til uddannelsen i forvejen, og så støtter fonden den ikke. "
            "Tjek det, før I søger."
        )
    if advice.applied_on is None:
        yield from _about_days(advice, pool, today)
    yield from _about_amount(advice)


def _about_person(advice: Advice, person: Person) -> Iterator[str]:
    """EXT-6. Only the agreement decides; the rest HR must look into."""
    if not advice.eligible:
        yield (
            "Overenskomsten hører ikke til nogen af fondens puljer. Er den blot skrevet anderledes på "
            "medarbejderlisten, så ret den der."
        )
    if not person.agreement:
        yield "Overenskomsten mangler på medarbejderlisten. Tjek, om den hører til fonden."
    if _IN_TRAINING.search(person.title):
        yield "Stillingen ser ud til at være under uddannelse. Fonden støtter ikke elever og studerende, så tjek det."
    if person.leaves_on:
        yield "Medarbejderen har en fratrædelsesdato. Fonden støtter ikke den, der er sagt op, så tjek det."


def _about_days(advice: Advice, pool: FundPool | None, today: date) -> Iterator[str]:
    """EXT-7, and EXT-8 where a pool opens on fixed days."""
    if advice.state == "no-start":
        yield "Skriv i planen, hvornår uddannelsen starter. Så kender vi fristen."
    if advice.state == "too-late":
        yield "Det er for sent at søge: Ansøgningen skal være sendt senest dagen før, uddannelsen starter."
        return
    if advice.state == "not-yet" and advice.earliest:
        yield f"I kan tidligst søge den {long_date(advice.earliest)}."
    if advice.openings:
        yield f"Er puljen tom, åbner den igen den {long_date(advice.openings[0])} kl. 10."
    elif pool is not None and pool.openings:
        yield "Er puljen tom, så se hos fonden, hvornår den åbner igen."


def _about_amount(advice: Advice) -> Iterator[str]:
    """HER-17, HER-19."""
    if advice.shares is None:
        yield "Skriv i planen, hvad uddannelsen koster. Så kan vi regne ud, hvor meget I kan søge."
        return
    if advice.exempt:
        yield "Uddannelsen ser ud til at kunne støttes uden medfinansiering. Tjek det hos fonden."
    if advice.ceiling is None or advice.left is None:
        return
    if advice.left == 0:
        yield (
            f"Loftet på {_kroner(advice.ceiling)} kr. for 12 måneder er allerede brugt af medarbejderens andre "
            "ansøgninger."
        )
    elif advice.shares.chosen.applied == advice.left:
        rest = "" if advice.left == advice.ceiling else f", og {_kroner(advice.left)} kr. er tilbage"
        yield f"Loftet er {_kroner(advice.ceiling)} kr. for 12 måneder{rest}. Arbejdspladsen betaler resten."


def _kroner(amount: Decimal) -> str:
    """`30.000`, and `12.345,50` where there are øre."""
    return show(amount).removesuffix(",00")
