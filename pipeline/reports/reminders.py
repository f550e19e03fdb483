"""One mail per leader who is late: a draft that HR or a mail program can send, in `status/paamindelser`.

It names what is owed, by whom and since when, and nothing of what anybody wrote. A mail is the same bytes as long as it
says the same, and goes away when there is nothing left to remind of; nothing is ever sent from here.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from pipeline.model import Obligation, Person
from pipeline.names import name_and_number
from pipeline.reports.drafts import Drafts
from pipeline.reports.facts import RoundFacts
from pipeline.reports.follow_up import due_soon
from pipeline.reports.words import day, what_is_owed, who_owes


def make_drafts(facts: RoundFacts) -> Drafts:
    """A draft for every leader with something overdue."""
    return {
        f"{name_and_number(leader, otherwise='Leder')}.eml": _mail(theirs, leader, late).decode()
        for leader, theirs in facts.by_leader()
        if (late := [owed for owed in due_soon(theirs) if owed.state == "overdue"])
    }


def _mail(facts: RoundFacts, leader: Person, late: list[Obligation]) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"Udviklingssamtaler {facts.year}: husk at følge op"
    if leader.email:
        mail["To"] = leader.email
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft, ready to be looked through and sent
    lines = "\n".join(f"  - {_line(facts, owed, leader)}" for owed in late)
    mail.set_content(
        f"Kære {leader.name.split()[0]}\n\n"
        f"Disse frister i årets samtaler er overskredet:\n\n{lines}\n\n"
        "Er det gjort, så send formularen ind, eller giv HR besked om datoen. Dit eget ark viser, hvordan alle dine "
        "samtaler står.\n\n"
        f"Venlig hilsen\nHR, {facts.look.name}\n",
        cte="quoted-printable",
    )
    return mail.as_bytes()


def _line(facts: RoundFacts, owed: Obligation, leader: Person) -> str:
    assert owed.due is not None, "what has no day is not overdue"
    subject = facts.subject(owed)
    who = who_owes(owed, leader.name, subject.name)
    doer = "" if who == leader.name else f" ({who})"
    return f"{subject.name}: {what_is_owed(owed, facts.minutes_kept)}{doer} – frist {day(owed.due)}"
