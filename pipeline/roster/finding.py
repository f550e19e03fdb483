"""Which sheet of a workbook holds the people, and which the groups, units, leaders and engagements beside them.

A sheet is known by its headers. Where several may be the people's, the one `mus.toml` names is read, else the one called
`Medarbejdere`, else a visible one before a hidden one and the one with the most known headers, and that is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.problems import Problem, file_place
from pipeline.problems.roster_columns import sheet_chosen, sheet_missing
from pipeline.roster.headers import fields_of, header_row
from pipeline.roster.spelling import as_text, fold
from pipeline.roster.tables import Holds
from pipeline.roster.vocabulary import ENGAGEMENTS, GROUPS, LEADERS, PEOPLE, TITLES, UNITS, Vocabulary
from pipeline.roster.wanted import Wanted
from pipeline.sheets.read import Sheet

VOCABULARIES: Mapping[Holds, Vocabulary] = {
    "people": PEOPLE,
    "groups": GROUPS,
    "units": UNITS,
    "leaders": LEADERS,
    "engagements": ENGAGEMENTS,
    "titles": TITLES,
}
REVIEW = "gennemgangafmedarbejderlisten"
"""What the first cell says of the page that `mus check --annotate` puts first: it tells of the list and is none."""
_NAMES: Mapping[Holds, str] = {"groups": "grupper", "units": "enheder", "leaders": "ledere"}
_KNOWN_BY = frozenset(("number", "username", "person_id", "email"))
_NAMED_BY = frozenset(("name", "first_name", "last_name"))


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet, the row of its headers, and what it holds."""

    sheet: Sheet
    header: int
    holds: Holds


def find_people(sheets: Sequence[Sheet], wanted: Wanted) -> tuple[Found | None, list[Problem]]:
    """The sheet of people, or None where no sheet has headers. Problems: `sheet-missing`."""
    named = [sheet for sheet in sheets if wanted.sheet and fold(sheet.name) == fold(wanted.sheet)]
    if wanted.sheet and not named:
        names = [sheet.name for sheet in sheets]
        return None, [sheet_missing(file_place(sheets[0].file), wanted.sheet, names)] if sheets else []
    scored = [(score, sheet) for sheet in named or sheets if (score := _people_score(sheet, wanted))]
    if not scored:
        return None, []
    _, best = max(scored, key=lambda one: one[0])
    header = header_row(best, PEOPLE, wanted.columns)
    assert header is not None
    return Found(best, header, "people"), []


def find_beside(sheets: Sequence[Sheet], people: Found, wanted: Wanted) -> dict[Holds, Found]:
    """The sheets of groups, units, leaders, engagements and titles, each the best there is, none twice."""
    found: dict[Holds, Found] = {}
    for sheet in sheets:
        if sheet is people.sheet:
            continue
        for holds in _may_hold(sheet, people, wanted):
            header = header_row(sheet, VOCABULARIES[holds], wanted.columns)
            if header is not None and holds not in found:
                found[holds] = Found(sheet, header, holds)
                break
    return found


def about_sheets(
    sheets: Sequence[Sheet], people: Found, beside: Mapping[Holds, Found], wanted: Wanted
) -> list[Problem]:
    """The note that another sheet could be the people's too (`sheet-chosen`), where nobody has said which is."""
    if wanted.sheet:
        return []
    read = [people.sheet, *(found.sheet for found in beside.values())]
    others = [
        sheet.name
        for sheet in sheets
        if all(sheet is not one for one in read) and not sheet.hidden and _is_whole(sheet, wanted)
    ]
    place = file_place(people.sheet.file, people.sheet.name)
    return [sheet_chosen(place, people.sheet.name, others)] if others else []


def _people_score(sheet: Sheet, wanted: Wanted) -> tuple[bool, bool, bool, int, int] | tuple[()]:
    """How well a sheet may be the people's: () not at all. Being seen, its name, being whole, known headers, rows."""
    header = header_row(sheet, PEOPLE, wanted.columns)
    if header is None or _is_review(sheet):
        return ()
    fields = set(fields_of(sheet.row(header), PEOPLE, wanted.columns))
    if not fields & (_KNOWN_BY | _NAMED_BY):
        return ()
    is_named = fold(sheet.name) == "medarbejdere"
    whole = _is_whole(sheet, wanted) and (is_named or not _may_hold_beside(sheet, wanted))
    return not sheet.hidden, is_named, whole, len(fields), sheet.height


def _is_whole(sheet: Sheet, wanted: Wanted) -> bool:
    """Whether a sheet says of its people who they are and what they are known by."""
    fields = _fields(sheet, PEOPLE, wanted)
    return bool(fields & _KNOWN_BY) and bool(fields & _NAMED_BY) and not _is_review(sheet)


def _is_review(sheet: Sheet) -> bool:
    return sheet.height > 0 and fold(as_text(sheet.columns[0][0])) == REVIEW


def _may_hold(sheet: Sheet, people: Found, wanted: Wanted) -> list[Holds]:
    """What a sheet beside the people's may hold."""
    fields = set(fields_of(people.sheet.row(people.header), PEOPLE, wanted.columns))
    may = _may_hold_beside(sheet, wanted)
    has_units = fields & {"unit", "unit_code", "org_path"}
    return [holds for holds in may if holds != "engagements" or ("person_id" in fields and not has_units)]


def _may_hold_beside(sheet: Sheet, wanted: Wanted) -> list[Holds]:
    """What the headers of a sheet say that it holds, if not people; its own name decides between two."""
    may: list[Holds] = []
    groups = _fields(sheet, GROUPS, wanted)
    if ("id" in groups and (groups & {"consulted_with", "consulted_on"} or _is_named(sheet, "groups"))) or (
        _is_named(sheet, "groups") and groups
    ):
        may.append("groups")
    engagements = _fields(sheet, ENGAGEMENTS, wanted)
    if (
        engagements >= {"person_id", "unit_code", "engagement"}
        and not _fields(sheet, PEOPLE, wanted) & _NAMED_BY
    ):
        return ["engagements"]
    if _fields(sheet, TITLES, wanted) == {"title_code", "title"}:
        return ["titles"]
    leaders = _fields(sheet, LEADERS, wanted)
    leads = bool(leaders & {"unit", "unit_code"}) and bool(leaders & {"name", "number", "email", "person_id"})
    alone = "person_id" in leaders and not leaders & {"name", "email"}
    if leads and ("responsibility" in leaders or _is_named(sheet, "leaders") or alone):
        may.append("leaders")
    units = _fields(sheet, UNITS, wanted)
    people = _fields(sheet, PEOPLE, wanted)
    own = people & {"first_name", "last_name", "email", "title", "person_id"}
    knows = units & {"parent", "leader", "leader_number"} or _is_named(sheet, "units")
    if "name" in units and knows and not own and not _says_employee(sheet, wanted):
        may.append("units")
    return may


def _says_employee(sheet: Sheet, wanted: Wanted) -> bool:
    """Whether a sheet has a column that numbers employees; a bare `id` may number anything."""
    header = header_row(sheet, UNITS, wanted.columns)
    row = sheet.row(header) if header is not None else []
    columns = fields_of(row, PEOPLE, wanted.columns).get("number", [])
    return any(fold(str(row[column])) != "id" for column in columns)


def _is_named(sheet: Sheet, holds: Holds) -> bool:
    """Whether the sheet's own name says so: `Ledere`, `leder.csv`, `organisation`."""
    name = fold(sheet.name)
    if holds == "units":
        return name in ("enheder", "enhed", "organisation", "afdelinger", "afdeling", "units", "orgunits")
    return name in (_NAMES[holds], _NAMES[holds].removesuffix("e"))


def _fields(sheet: Sheet, vocabulary: Vocabulary, wanted: Wanted) -> set[str]:
    header = header_row(sheet, vocabulary, wanted.columns)
    return set() if header is None else set(fields_of(sheet.row(header), vocabulary, wanted.columns))
