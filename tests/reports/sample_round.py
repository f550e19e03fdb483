"""A round of 60 made-up people, deep in November: the same every time, with every state a sheet can show.

Among them a night watch that holds its talk together, a leader's own talk, a senior talk, and two wishes for the fund.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from zipfile import ZipFile

from pipeline.model import Event, Excluded, Group, Issued, Person, PlanRow, ReturnedFile, Talk
from pipeline.obligations import asked, deadlines, obligations
from pipeline.policy import Policy
from pipeline.problems import Place, Problem
from pipeline.reports.facts import RoundFacts
from pipeline.reports.funding import FundRow, fund_rows
from pipeline.reports.overview import LeaderPackets
from pipeline.sheets.write import Look

TODAY = date(2026, 11, 24)
_FIRST_NAMES = (
    "Anne Bo Camilla Dorthe Emil Freja Gitte Hans Ida Jens Karen Lars Mette Niels Oda Peter Rikke Søren "
    "Tina Ulla Viggo Åse Ærø Øjvind Bente Carsten Ditte Erik Fatima Gunnar"
)
_LAST_NAMES = "Bæk Holm Ørsted Lund Åkjær Kjær Madsen Nygaard Øst Poulsen Quist Rasmussen Sørensen Thomsen"
FIRST, LAST = _FIRST_NAMES.split(), _LAST_NAMES.split()
UNITS = [  # administration, unit, staff
    ("Børn og Unge", "Børnehuset Solen", 10),
    ("Børn og Unge", "Skolen ved Søen", 13),
    ("Børn og Unge", "Tandplejen", 5),
    ("Kultur, Fritid & Borgerservice", "Biblioteket", 6),
    ("Kultur, Fritid & Borgerservice", "Borgerservice", 5),
    ("Sundhed og Ældre", "Hjemmeplejen Nord", 12),
    ("Sundhed og Ældre", "Plejecenter Åparken", 8),
]
WATCH = ("0035", "0036", "0037", "0038")
SENIOR, LEADERS_LEADER = "0040", "1000"
AGREEMENTS = ("BUPL", "FOA", "HK Kommunal", "")
TITLES = ("Pædagog", "Lærer", "Tandplejer", "Bibliotekar", "Sagsbehandler", "Sosu-assistent", "Sygeplejerske")


def people() -> dict[str, Person]:
    """Seven units, each with a leader; the leaders' leader is at the top."""
    found = [
        Person("1000", "Vibeke Dahl", title="Kommunaldirektør", unit="Direktionen", parent_unit="Direktionen")
    ]
    serial = 0
    for number, (parent, unit, staff) in enumerate(UNITS, start=1):
        leader = f"10{number:02}"
        found.append(_person(leader, serial + 40, parent, unit, "1000", "Leder"))
        for _ in range(staff - 1):
            serial += 1
            found.append(_person(f"{serial:04}", serial, parent, unit, leader, TITLES[number - 1]))
    by_number = {person.number: person for person in found}
    for number in WATCH:
        by_number[number] = replace(by_number[number], group="G1", talk_kind="GRUS")
    by_number[SENIOR] = replace(by_number[SENIOR], talk_kind="SUS", senior=True)
    by_number["1001"] = replace(by_number["1001"], talk_kind="LUS")
    by_number["0007"] = replace(by_number["0007"], status="leave")
    by_number["0021"] = replace(by_number["0021"], leaves_on=date(2026, 9, 30))
    by_number["0030"] = replace(by_number["0030"], name="=HYPERLINK(0)")
    return by_number


def _person(number: str, seed: int, parent: str, unit: str, leader: str, title: str) -> Person:
    name = f"{FIRST[seed * 7 % len(FIRST)]} {LAST[seed * 5 % len(LAST)]}"
    return Person(
        number,
        name,
        title=title,
        unit=unit,
        parent_unit=parent,
        leader=leader,
        agreement=AGREEMENTS[seed % len(AGREEMENTS)],
        employed_on=None if seed % 9 == 8 else date(2010 + seed * 3 % 17, 3, 1),
    )


def groups() -> dict[str, Group]:
    """The night watch of Hjemmeplejen Nord."""
    watch = Group("G1", "Aftenvagten", "GRUS", "1006", date(2026, 11, 3), "TR", date(2026, 10, 1))
    return {watch.id: watch}


def talks() -> list[Talk]:
    """A talk for everyone who has a leader; every sixth has no date yet. The watch's is the group's, then each one's."""
    found: list[Talk] = []
    for serial, person in enumerate(p for p in people().values() if p.leader):
        planned = None if serial % 6 == 5 else date(2026, 10, 5) + timedelta(serial * 11 % 75)
        if person.number in WATCH:
            group = groups()[person.group]
            found.append(
                Talk(person.number, "GRUS", 2026, group.leader, group.talk_on, serial, group=group.id)
            )
        else:
            kind = "LUS" if person.talk_kind == "LUS" else "MUS"
            found.append(Talk(person.number, kind, 2026, person.leader, planned, serial))
    found.append(Talk(SENIOR, "SUS", 2026, "1006", None, 100))
    found += [Talk(one, "MUS", 2026, "1006", None, 101, after_group=True) for one in WATCH[:2]]
    return [*found, Talk("", "GRUS", 2026, "1006", groups()["G1"].talk_on, 110, group="G1")]


def events() -> list[Event]:
    """Forms went out on 1 October; most talks in the past were held, papers come back as they do."""
    found: list[Event] = []
    for talk in talks():
        n = talk.serial

        def happened(what: str, on: date, until: date | None = None, talk: Talk = talk) -> None:
            source = f"MUS26-{talk.subject}"
            found.append(
                Event(what, talk.person, talk.kind, 2026, on, "", source, until=until, group=talk.group)
            )

        out = date(2026, 10, 1) if n % 9 else date(2026, 11, 10)
        source = f"MUS26-{talk.subject}-SKM-X"
        if talk.person:
            found.append(
                Event(
                    "issued", talk.person, talk.kind, 2026, out, source=source, form="skema", group=talk.group
                )
            )
        held = talk.planned_on
        if talk.group:
            if not talk.person:
                happened("held", groups()["G1"].talk_on or out)
            continue
        if held is None or held > TODAY - timedelta(4) or n % 8 == 3 or talk.person in ("0007", "0021"):
            continue
        happened("held", held)
        if n % 5 != 1:
            happened("minutes", held + timedelta(3 + n % 15))
            happened("minutes-handed-over", held + timedelta(4 + n % 15))
        if n % 7 != 2:
            happened("plan", held + timedelta(2 + n % 20))
            happened("follow-up-agreed", held, until=held + timedelta(180))
        if n % 3 == 0:
            happened("minutes-approved", held + timedelta(10))
            happened("plan-approved", held)
        if n % 4 == 0:
            happened("follow-up", TODAY - timedelta(2))
    return [event for event in found if event.on <= TODAY]


def returned() -> list[ReturnedFile]:
    """One file refused, one to look at, one read with a remark, one read well."""
    place = Place("Referat (2).docx", "samtale_dato")
    return [
        ReturnedFile(
            "d1",
            "Referat - Kopi af Gittes (2).docx",
            date(2026, 11, 20),
            "rejected",
            person="0003",
            leader="1001",
            kept_at="rejected/Referat - Kopi af Gittes (2).docx",
            problems=(
                Problem(
                    "two-people",
                    place,
                    "Skemaets nummer og navnet i skemaet hører til to forskellige medarbejdere. "
                    "Bed lederen bruge det skema, der blev sendt ud til medarbejderen, og sende det igen.",
                ),
            ),
        ),
        ReturnedFile("d2", "scan0001.pdf", date(2026, 11, 23), "review", kept_at="review/scan0001.pdf"),
        ReturnedFile(
            "d3",
            "Plan 0010.docx",
            date(2026, 11, 12),
            "accepted",
            "MUS26-0010-PLA-X",
            "kompetenceudviklingsplan",
            "0010",
            "1002",
            "archive/Plan 0010.docx",
            (
                Problem(
                    "unclear-date",
                    Place("Plan 0010.docx", "maal/4f2a/frist"),
                    "Datoen kan ikke læses. Skriv den som 12-11-2026.",
                    blocks=False,
                ),
            ),
        ),
        ReturnedFile("d4", "Plan 0011.docx", date(2026, 11, 12), "accepted", "MUS26-0011-PLA-X"),
    ]


def fund(policy: Policy) -> list[FundRow]:
    """Two colleagues who could apply together, one who has applied, one who is too late, one without a start."""

    def wish(number: str, row: str, start: date | None) -> PlanRow:
        values = {"fond": True, "aktivitet": "HEMMELIGT diplom", "beloeb": Decimal(30_000), "start": start}
        return PlanRow(number, "maal", row, 2026, f"MUS26-{number}-PLA-X", values)

    spring = date(2027, 2, 1)
    rows = [
        wish("0010", "4f2a", spring),
        wish("0014", "9c1d", spring),
        wish("0022", "11aa", spring),
        wish("0026", "22bb", date(2026, 11, 2)),
        wish("0031", "33cc", None),
    ]
    applied = Event("fund-applied", "0022", "MUS", 2026, date(2026, 10, 26), row="11aa")
    return fund_rows(rows, people(), [applied], policy, TODAY, 2026)


def round_facts(policy: Policy, today: date = TODAY) -> RoundFacts:
    """The whole round as the reports are told it."""
    return RoundFacts(
        look=Look(policy.name, policy.look.accent, policy.look.tint),
        year=2026,
        today=today,
        people=people(),
        talks=talks(),
        obligations=obligations(people(), talks(), events(), policy, today, groups()),
        asked=asked(policy, "MUS", "LUS", "GRUS"),
        groups=groups(),
        events=events(),
        returned=returned(),
        excluded=[Excluded("1000", "har ingen leder på medarbejderlisten")],
        roster_problems=[
            Problem(
                "unknown-leader",
                Place("/r/personale.xlsx", "Medarbejdere!H14"),
                "Lederens nummer findes ikke på listen. Ret nummeret, eller tilføj lederen.",
            )
        ],
        fund=fund(policy),
    )


def all_text(path: Path) -> str:
    """Everything that stands anywhere in a workbook: cells, hidden ones too, properties, links, messages."""
    with ZipFile(path) as package:
        return unescape("".join(package.read(name).decode() for name in package.namelist()))


def leader_packets(policy: Policy, number: str, folder: Path) -> LeaderPackets:
    """What one leader got: for every talk three forms, each in the person's own folder."""
    everyone = people()
    mine = [talk for talk in talks() if talk.leader == number]
    issued = [
        Issued(
            f"{talk.kind}26-{talk.subject}-{code}-X",
            form,
            talk.kind,
            2026,
            talk.person,
            name,
            number,
            audience,  # type: ignore[arg-type]
            f"{folder.name}/{name.strip('=')}/{form} {talk.kind} {audience}.docx",
            date(2026, 10, 1),
            group=talk.group,
        )
        for talk in mine
        for name in [everyone[talk.person].name if talk.person else groups()[talk.group].name]
        for form, audience, code in (
            ("skema", "employee", "SKM"),
            ("skema", "leader", "SKL"),
            ("referat", "both", "REF"),
            ("kompetenceudviklingsplan", "both", "PLA"),
        )
    ]
    titles = {"skema": "Samtaleskema", "referat": "Referat", "kompetenceudviklingsplan": "Udviklingsplan"}
    dues = {talk.key: deadlines(talk, policy) for talk in mine}
    return LeaderPackets(
        everyone[number], 2026, mine, everyone, issued, titles, dues, folder.parent, folder.name, groups()
    )
