"""What is read by position, for fields without a mark: called upon late, checked against the marks around.

In: the placements of `placing.place`, made only when the first field asks. Out: answers with their confidence, or
doubts with all that the field may say. In a file that kept other fields a hole is a missing field and not an empty
answer; where none was kept, an empty place is an empty answer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from pipeline.answers.found import Found
from pipeline.answers.marks import marks_of, placed_mark, read_marks
from pipeline.answers.placing.placed import SURE, Placed, Placement
from pipeline.answers.returned import Returned
from pipeline.answers.rows import Row
from pipeline.answers.years import Years
from pipeline.identity import form_ids_in, row_id
from pipeline.kinds import squeezed, tidy_text
from pipeline.model import IDENTITY_KEYS, Candidate, Doubt, Field, FoundBy, Layout
from pipeline.problems import Place, Problem
from pipeline.problems.placing import cut_answer, loose_text, unclear_place
from pipeline.problems.returns import missing_field

_number = itemgetter(0)


@dataclass
class Positions:
    """The placements of one file, asked for field by field."""

    returned: Returned
    layout: Layout
    place: Callable[[], Placed] | None
    found_by: FoundBy

    @cached_property
    def _placed(self) -> Placed:
        return self.place() if self.place else Placed()

    @cached_property
    def _marked(self) -> set[str]:
        return {mark.key for mark in self.returned.marks}

    @cached_property
    def _kept_marks(self) -> bool:
        """Whether the file kept any field of the form: then one that is gone was deleted."""
        return any(mark.key and mark.key not in IDENTITY_KEYS for mark in self.returned.marks)

    def has(self, key: str) -> bool:
        """Whether the field has a place left: in a file that kept its marks, one with something in it."""
        placement = self._placed.found.get(key)
        return placement is not None and (bool(squeezed(placement.text)) or not self._kept_marks)

    def is_sure(self, key: str) -> bool:
        """Whether the field's text is placed with certainty."""
        placement = self._placed.found.get(key)
        return placement is not None and self._is_sure(placement)

    def read(self, field: Field, key: str, years: Years) -> Found:
        """The answer that stands in the field's place, a doubt about it, or that the field is missing."""
        place = Place(self.returned.file, key)
        placement = self._placed.found.get(key)
        if placement is None or not self.has(key) or self._says_nothing(placement):
            problem = missing_field(place, field.title)
            return Found(problems=(problem,), doubts=(Doubt(key, problem.code),))
        if not self._is_sure(placement):
            problem = (cut_answer if placement.cut else unclear_place)(place, field.title)
            return Found(problems=(problem,), doubts=(Doubt(key, problem.code, self._candidates(placement)),))
        mark = placed_mark(key, placement.text, self.found_by, placement.confidence)
        found = read_marks(self.returned, [mark], field, place, years)
        return self._with_where(found, placement)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table in which no row has a mark, in reading order."""
        keys = [key.split("/") for key in self._placed.found if key.startswith(f"{table}/")]
        ids = dict.fromkeys(row for _, row, _ in keys)
        form_id = next(iter(form_ids_in("\n".join(self.returned.id_texts))), "")
        added = {row_id(form_id, f"{table}+", number + 1) for number in range(len(ids))}
        return [Row(table, id, {}, is_new=id in added) for id in ids]

    def doubt(self, problem: Problem, row: Row, field: Field) -> Doubt:
        """What a cell of a row that cannot be read may say."""
        key = row.key(field.column)
        placement = self._placed.found.get(key)
        candidates = self._candidates(placement) if placement else ()
        texts = [mark.text for mark in row.marks.get(field.column, ()) if squeezed(mark.text)]
        said = tuple(Candidate(tidy_text(text), "", self.found_by) for text in texts)
        return Doubt(key, problem.code, candidates or said)

    def with_candidates(self, found: Found) -> Found:
        """What was read by marks; where text stands beside a field, with the text of the whole place to choose."""
        if not found.doubts or not self.place:
            return found
        if not any(doubt.code == "text-beside" for doubt in found.doubts):
            return found
        doubts = []
        for doubt in found.doubts:
            placement = self._placed.found.get(doubt.key)
            known = {squeezed(candidate.text) for candidate in doubt.candidates}
            more = () if placement is None else self._candidates(placement)
            new = tuple(candidate for candidate in more if squeezed(candidate.text) not in known)
            doubts.append(replace(doubt, candidates=doubt.candidates + new))
        return replace(found, doubts=tuple(doubts))

    def left_over(self) -> Found:
        """Text that belongs to no field, where reading by position was needed at all."""
        loose = self._placed.loose if "_placed" in self.__dict__ else ()
        if not loose:
            return Found()
        problem = loose_text(Place(self.returned.file))
        said = tuple(Candidate(tidy_text(line.text), line.where, self.found_by) for line in loose)
        return Found(problems=(problem,), doubts=(Doubt("", problem.code, said),))

    def _is_sure(self, placement: Placement) -> bool:
        return placement.is_sure and self._agrees_around(placement.key)

    def _says_nothing(self, placement: Placement) -> bool:
        """Whether a field whose place is in doubt has nothing that it may say, in a file that was read at all."""
        return 0 < placement.confidence < SURE and not any(c.text for c in self._candidates(placement))

    def _agrees_around(self, key: str) -> bool:
        """Whether the nearest fields with marks, before and after, were placed where their marks say they are."""
        at, with_marks = self._order[key], self._with_marks
        before = with_marks[: bisect_left(with_marks, at, key=_number)]
        after = with_marks[bisect_right(with_marks, at, key=_number) :]
        return all(self._agrees(key) for _, key in (*before[-1:], *after[:1]))

    def _agrees(self, key: str) -> bool:
        said = {squeezed(mark.text) for mark in marks_of(self.returned, key)}
        return squeezed(self._placed.found[key].text) in said

    @cached_property
    def _order(self) -> dict[str, int]:
        """The keys of all places, by number."""
        return {key: number for number, key in enumerate(self._placed.found)}

    @cached_property
    def _with_marks(self) -> list[tuple[int, str]]:
        """The numbers and keys of those that have a mark too."""
        keys = ((number, key) for key, number in self._order.items() if key in self._marked)
        return [each for each in keys if marks_of(self.returned, each[1])]

    def _candidates(self, placement: Placement) -> tuple[Candidate, ...]:
        texts = dict.fromkeys((placement.text, *placement.candidates))
        return tuple(Candidate(tidy_text(text), placement.where, self.found_by) for text in texts)

    def _with_where(self, found: Found, placement: Placement) -> Found:
        if not found.doubts:
            return found
        doubts = (
            replace(d, candidates=tuple(replace(c, where=placement.where) for c in d.candidates))
            for d in found.doubts
        )
        return replace(found, doubts=tuple(doubts))
