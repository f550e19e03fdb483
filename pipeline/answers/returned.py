"""What was found in a returned file, before anything is concluded from it.

One `Mark` for every field found, by its control's tag or by its bookmark; the text of every table cell; and
the texts that may bear the form's id. Where marks are gone there are `Line`s: the visible text in reading order,
whatever program wrote the file. No XML and no PDF from here on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.model import EMPLOYEE_NAME, EMPLOYEE_NUMBER, FORM_ID, Alone, Choice, FieldKind, FoundBy
from pipeline.nouns import Noun, field


class Spot(Noun):
    """A place in a table: number of the table in the file, of the row in it, of the cell in that."""

    table: int
    row: int
    cell: int

    @property
    def where(self) -> str:
        """The place for people."""
        return f"tabel {self.table + 1}, række {self.row + 1}, kolonne {self.cell + 1}"


class Mark(Noun):
    """A field as it stands in the file: what is seen (`text`), and what its control says of itself.

    `picked` is the date chosen from the calendar, `checked` the state of a checkbox, `choices` its list.
    `in_control` is False where a bookmark is all that is left; `alone` is what it has to itself,
    `shared` in how many paragraphs of its cell other text stands. `confidence` is how certain it is that the text is
    the field's: 1 where the file says so.
    """

    key: str
    found_by: FoundBy
    text: str
    kind: FieldKind = "text"
    title: str = ""
    placeholder: bool = False
    picked: date | None = None
    checked: bool | None = None
    choices: tuple[Choice, ...] = ()
    in_control: bool = True
    spot: Spot | None = None
    alone: Alone = "cell"
    shared: int = 0
    confidence: float = 1.0


class Line(Noun):
    """One paragraph of a returned file as it is seen; in a PDF one printed line.

    `spot` is its table cell, None outside tables; in a PDF a cell guessed from where the text stands. `look` names
    how it is set (style, size, weight): equal looks are equal strings, and nothing else is said of them. `where` tells
    people the place (`side 2, tabel 3, række 1`). `runs_on` is true where it may be the same paragraph as the line
    before, broken by the edge of the paper; `cut` where the program that printed it lost text before or after it.
    `row_unsure`: at the edge of a page it does not show where its row begins, or one above it in its table.
    """

    text: str
    spot: Spot | None = None
    look: str = ""
    where: str = ""
    runs_on: bool = False
    cut: bool = False
    row_unsure: bool = False


class Remark(Noun):
    """A comment in the margin: its text, the key of the field it hangs on ("" for none), the nearest one before it."""

    text: str
    key: str = ""


Table = tuple[tuple[str, ...], ...]
"""The texts of a table's cells, row by row."""


class Returned(Noun):
    """One returned file. `evidence` is text by place: control, property, keywords, footer, text, file name."""

    file: str
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    layout: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the locked controls of the head, by key; two different texts are joined by " / "."""
        return {key: self._head(key) for key in (FORM_ID, EMPLOYEE_NUMBER, EMPLOYEE_NAME)}

    @property
    def id_texts(self) -> tuple[str, ...]:
        """The texts that may bear the form's id, the most trustworthy first."""
        return tuple(self.evidence.values())

    def _head(self, key: str) -> str:
        marks = [mark for mark in self.marks if mark.key == key]
        tagged = [mark for mark in marks if mark.found_by == "tag"] or marks
        return " / ".join(dict.fromkeys(mark.text for mark in tagged if mark.text))
