"""A round of 60 made-up people, deep in November: the same every time, with every state a sheet can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pipeline.model import Event, Excluded, Issued, Person, ReturnedFile, Talk
from pipeline.obligations import asked, deadlines, obligations
from pipeline.policy import Policy
from pipeline.problems import Place, Problem
from pipeline.reports.facts import RoundFacts
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
    by_number["0007"] = replace(by_number["0007"], status="leave")
    by_number["0021"] = replace(by_number["0021"], leaves_on=date(2026, 9, 30))
    by_number["0030"] = replace(by_number["0030"], name="=HYPERLINK(0)")
    return by_number


def _person(number: str, seed: int, parent: str, unit: str, leader: str, title: str) -> Person:
    name = f"{FIRST[seed * 7 % len(FIRST)]} {LAST[seed * 5 % len(LAST)]}"
    return Person(number, name, title=title, unit=unit, parent_unit=parent, leader=leader)


def talks() -> list[Talk]:
    """A talk for everyone who has a leader; every sixth has no date yet."""
    found = []
    for serial, person in enumerate(p for p in people().values() if p.leader):
        planned = None if serial % 6 == 5 else date(2026, 10, 5) + timedelta(serial * 11 % 75)
        found.append(Talk(person.number, "MUS", 2026, person.leader, planned, serial))
    return found


def events() -> list[Event]:
    """Forms went out on 1 October; most talks in the past were held, papers come back as they do."""
    found: list[Event] = []
    for talk in talks():
        n = talk.serial

        def happened(what: str, on: date, until: date | None = None, talk: Talk = talk) -> None:
            found.append(
                Event(what, talk.person, "MUS", 2026, on, source=f"MUS26-{talk.person}", until=until)
            )

        out = date(2026, 10, 1) if n % 9 else date(2026, 11, 10)
        found.append(
            Event("issued", talk.person, "MUS", 2026, out, source=f"MUS26-{talk.person}-SKM-X", form="skema")
        )
        held = talk.planned_on
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


def round_facts(policy: Policy, today: date = TODAY) -> RoundFacts:
    """The whole round as the reports are told it."""
    return RoundFacts(
        look=Look(policy.name, policy.look.accent, policy.look.tint),
        year=2026,
        today=today,
        people=people(),
        talks=talks(),
        obligations=obligations(people(), talks(), events(), policy, today),
        asked=asked(policy),
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
    )


def leader_packets(policy: Policy, number: str, folder: Path) -> LeaderPackets:
    """What one leader got: for every talk three forms, each in the person's own folder."""
    everyone = people()
    mine = [talk for talk in talks() if talk.leader == number]
    issued = [
        Issued(
            f"MUS26-{talk.person}-{code}-X",
            form,
            "MUS",
            2026,
            talk.person,
            everyone[talk.person].name,
            number,
            audience,  # type: ignore[arg-type]
            str(folder / everyone[talk.person].name.strip("=") / f"{form} {audience}.docx"),
            date(2026, 10, 1),
        )
        for talk in mine
        for form, audience, code in (
            ("skema", "employee", "SKM"),
            ("skema", "leader", "SKL"),
            ("referat", "both", "REF"),
            ("kompetenceudviklingsplan", "both", "PLA"),
        )
    ]
    titles = {"skema": "Samtaleskema", "referat": "Referat", "kompetenceudviklingsplan": "Udviklingsplan"}
    dues = {talk.person: deadlines(talk, policy) for talk in mine}
    return LeaderPackets(everyone[number], 2026, mine, everyone, issued, titles, dues)
