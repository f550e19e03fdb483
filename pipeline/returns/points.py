"""What a person must decide before a doubtful return can be stored: one `Point` a field, each with all that is known.

In: a reading with its doubts and blocking problems, and the layout of the form. Out: the points in layout order, texts
and questions that belong to no field last. The same reading always gives the same points.

One surprise: a date said to lie before the talk brings the talk's own date along, because either may be the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.answers.marks import WORDS_OWN_PROMPTS
from pipeline.kinds import Unclear, parse, squeezed
from pipeline.model import HELD_ON, Candidate, Field, Layout, Reading, Value
from pipeline.word.layout import field_key

BEFORE_TALK, UNLIKELY = "date-before-talk", "unlikely-date"
LOOSE = "?"
"""How the id of a point begins that is about no field."""

_ANY_YEAR = 2032
"""A year with a 29 February and a week 53, so whatever may be a date is one."""
_ROW_WORDS = {
    "maal": "Mål",
    "aftaler": "Aftale",
    "parkeret": "Parkeret emne",
    "handleplan": "Indsats",
    "egne_emner": "Eget emne",
    "fokus": "Fokusområde",
    "sidst": "Fra sidst",
}
"""What a row of a table is called, by the table's key; one that a municipality has added is a `Række`."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to decide. `id` is the key of the answer, or `?1` and so on where it is about no field.

    `codes` say what is the matter, and `texts`, one for each code, the same in words, "" for none; `questioned` is the
    value that was read and is doubted, None for none.
    """

    id: str
    title: str
    field: Field | None
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    questioned: Value = None

    def may_show(self, candidate: Candidate) -> bool:
        """Whether HR may be shown what a candidate says: only where the field is a fact or shared.

        A form that is shared has nothing private in it. Beside a fact stand private answers: what is no answer of the
        field's kind may be one that ended up here, and is not shown.
        """
        if self.field is None or self.field.privacy == "private":
            return False
        return self.field.privacy == "shared" or _may_be(self.field, candidate)

    @property
    def marks(self) -> tuple[str, ...]:
        """What names each candidate: its number, or a letter where a number is itself an answer in the field.

        None where no candidate can be taken as it stands: HR writes the answer.
        """
        count = len(self.candidates) if self.field and self._has_choice(self.field) else 0
        if self.field and _takes_digits(self.field):
            return tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count])
        return tuple(str(number) for number in range(1, count + 1))

    def _has_choice(self, field: Field) -> bool:
        # An amount or a number may be words: »efter aftale« is an answer too.
        return field.kind in ("amount", "number") or any(_may_be(field, each) for each in self.candidates)


@dataclass(slots=True)
class _Draft:
    """A point on its way: what several doubts and problems say of one field."""

    said: dict[str, str] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)

    def add(self, code: str, text: str = "", candidates: Sequence[Candidate] = ()) -> None:
        """Takes in one more doubt or problem; what is said already is not said twice."""
        self.said[code] = text or self.said.get(code, "")
        self.candidates += [each for each in candidates if each not in self.candidates]


def points_of(reading: Reading, layout: Layout) -> tuple[Point, ...]:
    """All that stands between a reading and the store; none where nothing does."""
    form = _Form(reading, layout)
    drafts: dict[str, _Draft] = {}
    loose: list[_Draft] = []
    blocking = [problem for problem in reading.problems if problem.blocks]
    for doubt in reading.doubts:
        keys = form.keys(doubt.key)
        for draft in [drafts.setdefault(key, _Draft()) for key in keys] or [_appended(loose)]:
            draft.add(doubt.code, candidates=doubt.candidates)
    doubted = {code for draft in loose for code in draft.said}
    for problem in blocking:
        keys = form.keys(problem.place.spot)
        found = [drafts.setdefault(key, _Draft()) for key in keys]
        if not found and problem.code in doubted:
            found = [draft for draft in loose if problem.code in draft.said]
        for draft in found or [_appended(loose)]:
            draft.add(problem.code, problem.text)
    if any(BEFORE_TALK in draft.said for draft in drafts.values()) and HELD_ON in form.answers:
        drafts.setdefault(HELD_ON, _Draft()).add(BEFORE_TALK)
    placed = [form.point(key, drafts[key]) for key in sorted(drafts, key=form.position)]
    return (*placed, *(_loose(number, draft) for number, draft in enumerate(loose, start=1)))


def _appended(drafts: list[_Draft]) -> _Draft:
    drafts.append(_Draft())
    return drafts[-1]


def _loose(number: int, draft: _Draft) -> Point:
    title = "Løs tekst" if draft.candidates else "Hele formularen"
    return Point(
        f"{LOOSE}{number}",
        title,
        None,
        tuple(draft.said),
        tuple(draft.said.values()),
        tuple(draft.candidates),
    )


def _may_be(field: Field, candidate: Candidate) -> bool:
    """Whether a text can be read as an answer of the field's kind."""
    return not isinstance(parse(field, candidate.text, _ANY_YEAR), Unclear)


def _takes_digits(field: Field) -> bool:
    """Whether a bare number may be an answer: then it cannot name a candidate."""
    if field.kind in ("number", "amount", "check"):
        return True
    return any(text.strip().isdigit() for choice in field.choices for text in (choice.value, choice.text))


class _Form:
    """The keys a form can have answers to: those of its fields, row by row."""

    def __init__(self, reading: Reading, layout: Layout) -> None:
        self._fields = layout.by_key()
        self._order = {key: number for number, key in enumerate(self._fields)}
        self._tables: dict[str, list[Field]] = {}
        for each in layout.fields:
            self._tables.setdefault(each.table, []).append(each)
        self._tables.pop("", None)
        self.answers = {answer.key: answer for answer in reading.answers}
        self._filled = self._rows_in(answer.key for answer in reading.answers)
        spots = (doubt.key for doubt in reading.doubts), (p.place.spot for p in reading.problems)
        doubted = self._rows_in(spot for each in spots for spot in each)
        issued = reading.issued.rows if reading.issued else {}
        self._rows = {
            table: list(
                dict.fromkeys((*issued.get(table, ()), *self._filled.get(table, ()), *doubted.get(table, ())))
            )
            for table in self._tables
        }
        self._read = {
            table: list(dict.fromkeys((*self._filled.get(table, ()), *doubted.get(table, ()))))
            for table in self._tables
        }

    def _rows_in(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """The row ids in some keys, by table."""
        found: dict[str, list[str]] = {}
        for key in keys:
            table, _, rest = key.partition("/")
            row = rest.partition("/")[0]
            if row and table in self._tables and key not in self._fields:
                rows = found.setdefault(table, [])
                rows += [row] if row not in rows else []
        return found

    def keys(self, spot: str) -> list[str]:
        """The keys of the answers that a doubt or a problem at this spot is about; none where it is about no field."""
        table, _, rest = spot.partition("/")
        if table not in self._tables:
            return [spot] if spot in self._fields else []
        columns = self._tables[table]
        if spot in self._fields:  # a column: that of every row with something in it, or of every row there is
            return [_cell(row, self._fields[spot]) for row in self._read[table] or self._rows[table]]
        if not rest:
            return [_cell(row, each) for row in self._rows[table] for each in columns]
        row, _, column = rest.partition("/")
        if not column:
            return [_cell(row, each) for each in columns]
        return [spot] if f"{table}/{column}" in self._fields else []

    def position(self, key: str) -> tuple[int, int, int]:
        """Where a key stands in the form: by its table or field, its row, its column."""
        field = self._fields[field_key(key)]
        if not field.table:
            return self._order[field.key], 0, 0
        row = key.split("/")[1]
        first = self._order[self._tables[field.table][0].key]
        return first, self._rows[field.table].index(row), self._order[field.key]

    def point(self, key: str, draft: _Draft) -> Point:
        """What is known of one field."""
        field = self._fields[field_key(key)]
        answer = self.answers.get(key)
        questioned = answer.value if answer else None
        candidates = tuple(dict.fromkeys(_said(each, field) for each in draft.candidates))
        if isinstance(questioned, date) and answer and not candidates:
            shown = f"{questioned:%d-%m-%Y}"
            candidates = (Candidate(shown, "sådan står der nu", answer.found_by),)
        return Point(
            key,
            self._title(key, field),
            field,
            tuple(draft.said),
            tuple(draft.said.values()),
            candidates[:26],
            questioned,
        )

    def _title(self, key: str, field: Field) -> str:
        """The printed title, for a cell after the row it stands in: `Mål 2 · Frist`."""
        title = field.title or field.column
        if not field.table:
            return title
        number = self._rows[field.table].index(key.split("/")[1]) + 1
        return f"{_ROW_WORDS.get(field.table, 'Række')} {number} · {title}"


def _said(candidate: Candidate, field: Field) -> Candidate:
    """A candidate; one that is no more than a prompt says that the field is empty."""
    shown = squeezed(candidate.text)
    is_prompt = shown in WORDS_OWN_PROMPTS or shown == squeezed(field.prompt)
    return replace(candidate, text="") if is_prompt else candidate


def _cell(row: str, field: Field) -> str:
    return f"{field.table}/{row}/{field.column}"
