"""`status.xlsx`: the whole round for HR, in facts only.

The pages: how far each administration, unit and leader has come; what to follow up, most overdue first, with
HR's own remarks; every talk; coverage by agreement and seniority; applications to the fund; files and roster rows
that somebody must look at; whom the round leaves out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.reports.coverage import add_coverage
from pipeline.reports.facts import RoundFacts
from pipeline.reports.follow_up import add_follow_up
from pipeline.reports.fund import add_fund
from pipeline.reports.leaders import leader_path
from pipeline.reports.shares import add_shares
from pipeline.reports.talks import add_talks
from pipeline.reports.trouble import add_excluded, add_problems
from pipeline.reports.words import day
from pipeline.sheets.write import link_to, new_book, save_workbook


def write_status(facts: RoundFacts, path: Path) -> bool:
    """Writes HR's status workbook and says whether anything in it has changed."""
    book = new_book(f"Status for samtaler {facts.year}", facts.look)
    subtitle, link = f"{facts.look.name} · status {day(facts.today)}", _link(facts, path)
    to_follow_up = (
        f"{subtitle} · frister, der er overskredet eller falder inden for 30 dage · "
        "skriv frit i kolonnen »Bemærkning«: Den bliver stående"
    )
    add_shares(book, facts, subtitle, link)
    add_follow_up(book, facts, f"Følg op {facts.year}", to_follow_up, link)
    add_talks(book, facts, f"Samtaler {facts.year}", subtitle)
    add_coverage(book, facts, subtitle)
    add_fund(book, facts, subtitle)
    add_problems(book, facts, subtitle, path)
    add_excluded(book, facts, subtitle)
    return save_workbook(book, path, facts.today)


def _link(facts: RoundFacts, path: Path) -> Callable[[str], str]:
    """From a leader's number to the link from this workbook to theirs."""
    links = {
        leader.number: link_to(leader_path(path.parent / "ledere", leader), path) for leader in facts.leaders
    }
    return lambda number: links.get(number, "")
