"""One file understood as far as it can be: whose it is, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.answers.answering import Found, answers_from
from pipeline.answers.as_issued import answers_as_issued
from pipeline.answers.placing import Placed, place
from pipeline.answers.returned import Returned
from pipeline.answers.rows import named_rows
from pipeline.answers.skeleton import Skeleton, read_skeleton
from pipeline.answers.stray import stray_lines, unlike
from pipeline.answers.years import Years
from pipeline.kinds import tidy_text
from pipeline.model import (
    EMPLOYEE_NAME,
    EMPLOYEE_NUMBER,
    IDENTITY_KEYS,
    Candidate,
    Comment,
    Doubt,
    Issued,
    Layout,
    Reading,
)
from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.judging import (
    OTHER_PERSON,
    answer_in_comment,
    comments_kept,
    none_chosen,
    nothing_to_fill,
    returned_empty,
    unknown_field,
)
from pipeline.problems.placing import loose_text
from pipeline.problems.returns import TEXT_BESIDE
from pipeline.returns.arriving import Arrived
from pipeline.returns.dates import date_problems, earliest_in
from pipeline.returns.known import Known
from pipeline.returns.opening import Opened, open_returned
from pipeline.returns.whose import foreign_row, form_of, head_problem
from pipeline.word.as_issued import read_as_issued
from pipeline.word.layout import field_key

_AGREEMENT = "udviklingsaftale"


def read_returned(arrived: Arrived, known: Known) -> Reading:
    """One file understood as far as it can be."""
    as_issued = None if arrived.docx or arrived.problem else read_by_issue(arrived, known)
    return as_issued or read_at_length(arrived, known)


def read_at_length(arrived: Arrived, known: Known) -> Reading:
    """One file read with all that may stand in it, in whatever way it was changed."""
    at = arrived.place

    def refused(problems: Sequence[Problem]) -> Reading:
        return Reading(at.file, arrived.digest, None, (), tuple(problems))

    if arrived.problem:
        return refused([arrived.problem])
    try:
        opened = open_returned(arrived)
        issued, doubt = form_of(opened.returned, known, at)
        if issued is None:
            return refused(doubt)
        form = _Form(arrived, opened, issued, known)
        wrong = form.other_person
        return refused([wrong]) if wrong else form.read()
    except UnreadableFile as error:
        return refused([_placed_at(error.problem, at)])


def read_by_issue(arrived: Arrived, known: Known) -> Reading | None:
    """The reading of a form in which nothing but answers differs from the copy that went out, and none is in doubt.

    None for any other: it is read at length, which gives the same for this one (held by a test) in three times the time.
    """
    found = read_as_issued(arrived.content, arrived.path.name)
    issued = form_of(found.returned, known, arrived.place)[0] if found else None
    if found is None or issued is None:
        return None
    form = _Form(arrived, Opened(found.returned, tuple, tuple), issued, known)
    if not any(map(found.is_copy_of, form.raw_skeletons)) or form.other_person:
        return None
    answers = answers_as_issued(found.returned, form.layout, issued.year, earliest_in(issued))
    reading = form.told(answers) if answers else None
    clear = reading and not any(problem.blocks for problem in reading.problems)
    return reading if clear and not form.looked_around else None


@dataclass
class _Form:
    """A file that bears the id of one of our forms, while it is read.

    `asked` is true once a field was looked for by where it stands: then loose text is told of with the answers.
    """

    arrived: Arrived
    opened: Opened
    issued: Issued
    known: Known
    asked: bool = False

    def read(self) -> Reading:
        """Its answers, and what stands in their way."""
        found = answers_from(
            self.opened.returned,
            self.layout,
            self.issued.year,
            self._place,
            self.opened.by_place,
            earliest_in(self.issued),
        )
        return self.told(found + self._stray(found))

    def told(self, found: Found) -> Reading:
        """The reading of what was found: what the whole form says beside its answers stands with them."""
        at = self.arrived.place
        comments = tuple(Comment(remark.key, remark.text) for remark in self.opened.returned.remarks)
        found = _with_comments(_at(found, at), comments, self.layout, at)
        problems = [*found.problems, *date_problems(found.answers, self.issued, self.known, at)]
        if self._is_blank(found, problems):
            problems = [_unanswered(self.layout, at)]
            found = Found(found.answers)
        if self.head_problem:
            problems.append(self.head_problem)
        problems += _strange_fields(self.opened.returned, self.layout, at)
        problems += [_placed_at(note, at) for note in self.opened.notes]
        return Reading(
            at.file,
            self.arrived.digest,
            self.issued,
            found.answers,
            tuple(problems),
            found.doubts,
            comments,
            self.layout,
        )

    @cached_property
    def layout(self) -> Layout:
        """The fields as this copy was sent, without the tables that went out with no rows."""
        issued = self.issued
        layout = self.known.layout(self.opened.returned.layout) or self.known.layout(issued.layout)
        assert layout is not None, "a form is recorded together with its layout"
        return Layout(layout.form, tuple(f for f in layout.fields if not f.table or issued.rows.get(f.table)))

    @property
    def other_person(self) -> Problem | None:
        """What in it speaks of somebody else: such a form is refused, never merged."""
        if self.head_problem and self.head_problem.code == OTHER_PERSON:
            return self.head_problem
        returned, rows, at = self.opened.returned, self.issued.rows, self.arrived.place
        if not foreign_row(returned, rows, at):
            return None
        # An older copy of the form may have gone out with other goals of last year's in it.
        slots = [slot for skeleton in self.skeletons for block in skeleton.blocks for slot in block.slots]
        keys = [slot.key.split("/") for slot in slots if slot.key.count("/") == 2]
        own = {table: {*ids, *(key[1] for key in keys if key[0] == table)} for table, ids in rows.items()}
        return foreign_row(returned, own, at)

    @cached_property
    def skeletons(self) -> list[Skeleton]:
        """The copies of the form that went out, newest first; none of a form from before they were kept."""
        return [read_skeleton(raw) for raw in self.raw_skeletons]

    @cached_property
    def raw_skeletons(self) -> list[str]:
        """The same as they were kept."""
        return self.known.skeletons(self.issued.form_id)

    @cached_property
    def head_problem(self) -> Problem | None:
        """What is wrong with the person its head speaks of, by the controls or else by where the text stands."""
        heads = {
            key: self.opened.returned.texts[key] or self._head_by_place(key)
            for key in (EMPLOYEE_NUMBER, EMPLOYEE_NAME)
        }
        return head_problem(heads, self.issued, self.arrived.place)

    @cached_property
    def placed(self) -> Placed:
        """Where the text stands, by the copy that went out and explains the file best: a leader may hold an older one.

        Nothing has a place where no skeleton was kept.
        """
        lines = self.opened.lines()
        years = Years(self.issued.year, earliest=earliest_in(self.issued))
        named = named_rows(self.opened.returned)
        ways = [place(s, lines, self.layout, years, self.issued.form_id, named) for s in self.skeletons]
        return max(ways, key=_sure, default=Placed())

    @property
    def looked_around(self) -> bool:
        """Whether anything was looked for by where the text stands."""
        return "placed" in self.__dict__

    def _stray(self, found: Found) -> Found:
        """Text typed where no field is; of a file with fields read by position it has been told already."""
        if self.asked or not self.raw_skeletons or self.opened.by_place == "pdf":
            return Found()
        returned = self.opened.returned
        beside = {problem.place.spot for problem in found.problems if problem.code == TEXT_BESIDE}
        told = {mark.spot for mark in returned.marks if mark.key in beside and mark.spot}
        unlike_any = unlike(self.opened.texts(), returned, self.raw_skeletons[0])
        lines = stray_lines(unlike_any, returned, self.skeletons) if unlike_any else []
        stray = [line for line in lines if line.spot is None or line.spot not in told]
        if not stray:
            return Found()
        problem = loose_text(self.arrived.place)
        said = tuple(Candidate(tidy_text(line.text), line.where, "position") for line in stray)
        return Found(problems=(problem,), doubts=(Doubt("", problem.code, said),))

    def _place(self) -> Placed:
        self.asked = True
        return self.placed

    def _head_by_place(self, key: str) -> str:
        found = self.placed.found.get(key)
        return found.text if found and found.is_sure else ""

    def _is_blank(self, found: Found, problems: Sequence[Problem]) -> bool:
        """Whether nothing was filled in. One with last year's goals in it is not empty to look at."""
        if self.arrived.digest == self.issued.digest:
            return True
        return not (
            any(answer.value not in (None, False) for answer in found.answers)
            or any(problem.blocks for problem in problems)
        )


def _sure(placed: Placed) -> int:
    return sum(placement.is_sure for placement in placed.found.values())


def _with_comments(found: Found, comments: Sequence[Comment], layout: Layout, at: Place) -> Found:
    """What was found, and what the comments mean: one on an empty field may be its answer (facts.md 3.6)."""
    if not comments:
        return found
    fields, said = layout.by_key(), {comment.key: comment.text for comment in comments if comment.key}
    empty = {a.key for a in found.answers if a.value is None and a.key in said and field_key(a.key) in fields}
    problems = [answer_in_comment(Place(at.file, key), fields[field_key(key)].title) for key in sorted(empty)]
    doubts = tuple(
        Doubt(problem.place.spot, problem.code, (Candidate(said[problem.place.spot], "kommentaren", "tag"),))
        for problem in problems
    )
    left = tuple(answer for answer in found.answers if answer.key not in empty)
    return Found(left, (*found.problems, *problems, comments_kept(at)), found.doubts + doubts)


def _unanswered(layout: Layout, place: Place) -> Problem:
    """What it means that nothing was filled in: no tick among boxes is a choice, and some forms have no fields."""
    if not layout.fields:
        return nothing_to_fill(place)
    boxes_only = all(field.kind == "check" for field in layout.fields)
    return none_chosen(place) if boxes_only else returned_empty(place)


def _strange_fields(returned: Returned, layout: Layout, place: Place) -> list[Problem]:
    """Whether an agreement has controls that it was not issued with (SYD-11)."""
    if layout.form != _AGREEMENT:
        return []
    issued = {*layout.by_key(), *IDENTITY_KEYS}
    tags = {mark.key for mark in returned.marks if mark.found_by == "tag" and mark.key}
    return [unknown_field(place)] if any(field_key(tag) not in issued for tag in tags) else []


def _at(found: Found, at: Place) -> Found:
    return replace(found, problems=tuple(_placed_at(problem, at) for problem in found.problems))


def _placed_at(problem: Problem, at: Place) -> Problem:
    return Problem(problem.code, Place(at.file, problem.place.spot), problem.text, problem.blocks)
