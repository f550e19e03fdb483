"""What comes back: answers with their evidence, what a person must decide, and the file itself."""

from __future__ import annotations

from datetime import date

from pipeline.model.forms import Layout
from pipeline.model.rounds import Issued
from pipeline.model.words import FoundBy, Outcome, Privacy, Value
from pipeline.nouns import Noun
from pipeline.problems import Problem


class Answer(Noun):
    """One answer: `key` as issued (`maal/4f2a/frist`), a typed value, None where left empty, and the evidence.

    `confidence` is from 0 to 1: 1 where the file itself says which field it is, less where it was placed by position.
    `review` is what HR decided in a review workbook.
    """

    key: str
    value: Value
    found_by: FoundBy
    privacy: Privacy = "private"
    confidence: float = 1.0


class Candidate(Noun):
    """One thing a doubtful field may say. `where` tells people the place in the file, without a word of the text."""

    text: str
    where: str
    found_by: FoundBy


class Doubt(Noun):
    """What must be decided by a person before a return can be stored: a field that may say several things.

    With no `key` it is text that belongs to no field. `code` is that of the problem it comes from.
    """

    key: str
    code: str
    candidates: tuple[Candidate, ...] = ()


class Comment(Noun):
    """What somebody wrote in the margin, and the key of the nearest answer, "" where there is none. Always private."""

    key: str
    text: str


class Reading(Noun):
    """A returned file as understood. `issued` is None where it is no form of ours; answers in layout order.

    `doubts` are what a person must decide; a field in doubt has no answer. `layout` is what it was read by: an older copy
    of a form may have had other fields than the one issued last.
    """

    file: str
    digest: str
    issued: Issued | None
    answers: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    comments: tuple[Comment, ...] = ()
    layout: Layout | None = None

    @property
    def form_id(self) -> str:
        """The verified form id, or "" where none was."""
        return self.issued.form_id if self.issued else ""


class ReturnedFile(Noun):
    """A file that came back and what became of it. `problems` are what HR is shown; no answers here.

    `superseded` is true once a newer return of the same form has been accepted.
    """

    digest: str
    name: str
    received_on: date
    outcome: Outcome
    form_id: str = ""
    form: str = ""
    person: str = ""
    leader: str = ""
    kept_at: str = ""
    problems: tuple[Problem, ...] = ()
    superseded: bool = False
    group: str = ""
