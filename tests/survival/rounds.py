"""A round of each municipality, played with the real commands until every sort of form has gone out.

In: a folder and a municipality. Out: the workspace, and one `Sent` form for every layout there is: form, kind of talk,
who fills it, which fields, and which of its tables have rows.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.commands.incoming import take_in
from pipeline.commands.opening import Round, open_round, take_roster
from pipeline.commands.outgoing import plan_people, plan_round, write_round
from pipeline.demo.answers import answers_for
from pipeline.model import Field, Issued, Roster, Value
from pipeline.word import pen
from pipeline.word.layout import field_key, tags_of
from pipeline.workspace import Workspace, make_workspace, read_workspace, shipped_forms

SLUGS = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")
YEAR = 2026
HANDED_OUT, HELD, LATER = date(YEAR, 9, 14), date(YEAR, 10, 5), date(YEAR, 11, 20)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it lies in its packet, and the fields it has there, by the keys they were issued with."""

    issued: Issued
    content: bytes
    fields: dict[str, Field]

    @property
    def name(self) -> str:
        """The name of the file."""
        return Path(self.issued.path).name


def play_round(folder: Path, slug: str) -> Workspace:
    """A workspace where last year's plans came back, packets went out, some came back, and packets went out again.

    So there are forms with last year's goals, follow-up copies, and applications to the fund.
    """
    path = make_workspace(folder, slug, YEAR)
    path.write_text(path.read_text(encoding="utf-8").replace("# roster =", "roster ="), encoding="utf-8")
    (folder / "mus.key").write_text("5a" * 32 + "\n", encoding="ascii")
    (folder / "mus.key").chmod(0o600)
    shutil.copyfile(shipped_forms() / "example-roster.xlsx", folder / "medarbejdere.xlsx")
    workspace = read_workspace(folder)
    _play_last_year(workspace)
    with open_round(workspace, HANDED_OUT) as round_:
        issued = write_round(round_, plan_round(round_, None), _quietly).issued
        _return_plans(round_, issued)
    with open_round(workspace, LATER) as round_:
        take_in(round_, (), _quietly)
        write_round(round_, plan_round(round_, None), _quietly)
    return workspace


def choose_forms(workspace: Workspace, often: int = 2) -> list[Sent]:
    """One form of every layout, and `often` of those of MUS; never one that has come back already."""
    with open_round(workspace, LATER) as round_:
        returned = {file.form_id for file in round_.store.returned_files(YEAR)}
        sent: dict[tuple[object, ...], list[Sent]] = {}
        for issued in round_.store.all_issued(YEAR):
            layout = round_.store.layout(issued.layout)
            if issued.form_id in returned or layout is None or not layout.fields:
                continue
            tables = tuple(sorted(table for table, rows in issued.rows.items() if rows))
            sort = (issued.form, issued.kind, issued.audience, issued.layout, tables)
            if len(sent.setdefault(sort, [])) < (often if issued.kind == "MUS" else 1):
                content = (workspace.output / issued.path).read_bytes()
                sent[sort].append(Sent(issued, content, _fields(content, layout.by_key())))
        return [form for forms in sent.values() for form in forms]


def copy_workspace(workspace: Workspace, to: Path) -> Workspace:
    """The same workspace again, with its store and key but without the packets."""
    shutil.copytree(
        workspace.folder,
        to,
        ignore=shutil.ignore_patterns("packets", "archive", "status", f"output-{YEAR - 1}"),
    )
    return read_workspace(to)


def _fields(content: bytes, by_key: dict[str, Field]) -> dict[str, Field]:
    return {key: by_key[field_key(key)] for key in tags_of(content) if field_key(key) in by_key}


def _play_last_year(workspace: Workspace) -> None:
    """Last year's plans of two leaders' staff; in the demo they are told about at length."""
    last_year = replace(workspace, year=YEAR - 1, output=workspace.folder / f"output-{YEAR - 1}")
    with open_round(last_year, date(YEAR - 1, 10, 1)) as round_:
        roster, _ = take_roster(round_, None)
        written = write_round(round_, plan_people(round_, _some(roster)), _quietly)
        plans = [form for form in written.issued if form.form == round_.policy.plan.form]
        _return(round_, plans[:6], date(YEAR - 1, 11, 3))
    with open_round(last_year, date(YEAR - 1, 12, 1)) as round_:
        take_in(round_, (), _quietly)


def _some(roster: Roster) -> Roster:
    leaders = list(dict.fromkeys(person.leader for person in roster.people.values() if person.leader))[:2]
    return Roster(
        {
            number: replace(person, talk_on=None, talk_kind="")
            for number, person in roster.people.items()
            if person.leader in leaders or number in leaders
        }
    )


def _return_plans(round_: Round, issued: Sequence[Issued]) -> None:
    """The first plans of every kind of talk come back, with every goal marked for the fund."""
    plans: dict[str, list[Issued]] = {}
    for form in issued:
        if form.form in (round_.policy.plan.form, "handleplan"):
            plans.setdefault(f"{form.form} {form.kind}", []).append(form)
    firsts = [form for forms in plans.values() for form in (forms[:4] if len(forms) > 9 else forms[:1])]
    _return(round_, [form for form in firsts if len(plans[f"{form.form} {form.kind}"]) > 1], HELD)


def _return(round_: Round, forms: Iterable[Issued], held: date) -> None:
    inbox = round_.workspace.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    for number, form in enumerate(forms):
        blank = (round_.workspace.output / form.path).read_bytes()
        layout = round_.store.layout(form.layout)
        assert layout is not None
        answers = answers_for(layout, tags_of(blank), held, number)
        answers |= dict(_for_the_fund(answers))
        (inbox / Path(form.path).name).write_bytes(pen.fill(blank, answers))


def _for_the_fund(answers: dict[str, Value]) -> Iterator[tuple[str, Value]]:
    for key in answers:
        if key.endswith("/fond"):
            yield key, True
        if key.endswith("/type"):
            yield key, "Diplomuddannelse"


def _quietly(items, _):
    return items
