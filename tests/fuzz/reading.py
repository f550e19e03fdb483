"""Reads one mutated return as `mus returns` does, judges it, and says what is wrong with the outcome.

Nothing is stored or moved; LibreOffice is not called. What can be wrong: a traceback, a file that takes too long, an
accepted form with somebody else's words, and an accepted field with another field's.
"""

from __future__ import annotations

import resource
import signal
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.commands.arrivals import Arrivals
from pipeline.commands.opening import Round
from pipeline.commands.readers import known_to
from pipeline.commands.surroundings import Surroundings
from pipeline.model import Reading
from pipeline.returns import Arrived, FoundFile, Judged, judge, may_be_form, read_returned
from pipeline.word.layout import field_key
from tests.fuzz.cases import Case
from tests.fuzz.originals import SENTINEL, owner_of

LIMIT_SECONDS = 20


@dataclass(slots=True)
class Verdict:
    """What came of a case. `faults` are sentences; none is as it should be. `peak` is the process's memory in MB."""

    number: int
    done: tuple[str, ...]
    outcomes: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    grown: float = 0.0
    peak: float = 0.0


class Reader:
    """The look-ups of one round, and a folder for the file of the moment."""

    def __init__(self, round_: Round, folder: Path) -> None:
        self.round, self.folder = round_, folder
        self.known, self.surroundings = known_to(round_), Surroundings(round_)
        self.folder.mkdir(parents=True, exist_ok=True)

    def read(self, case: Case) -> Verdict:
        """The case read and judged within the limit of time."""
        path = self.folder / case.name
        path.write_bytes(case.content)
        verdict = Verdict(case.number, case.done)
        before, began = _memory(), time.perf_counter()
        signal.signal(signal.SIGALRM, _too_long)
        signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
        try:
            for judged, reading in self._judged(path):
                verdict.outcomes.append(judged.outcome)
                verdict.codes += [problem.code for problem in judged.reading.problems if problem.blocks]
                verdict.faults += misread(reading, case) if judged.outcome == "accepted" else []
        except Exception:  # anything at all that a file can bring about is what is looked for
            verdict.faults.append(f"crash: {traceback.format_exc()}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            path.unlink(missing_ok=True)
        verdict.seconds, verdict.peak = time.perf_counter() - began, _memory()
        verdict.grown = verdict.peak - before
        return verdict

    def _judged(self, path: Path) -> Iterator[tuple[Judged, Reading]]:
        arrivals = Arrivals(time.time(), may_be_form)
        for turn in arrivals.turns([FoundFile(path)]):
            for arrival in arrivals.of(turn):
                if isinstance(arrival, Arrived):
                    reading = read_returned(arrival, self.known)
                    yield judge(arrival, reading, None, self.surroundings.of(reading.issued)), reading


def misread(reading: Reading, case: Case) -> Iterator[str]:
    """The answers that are somebody else's, or another field's where every answer still stands under its label.

    Rows of one table may be exchanged: people write in any of them.
    """
    assert reading.issued is not None, "an accepted form is a form of ours"
    owner = owner_of(reading.issued)
    for answer in reading.answers:
        for *whose, key, _ in SENTINEL.findall(str(answer.value)):
            if tuple(whose) != owner:
                yield f"wrong person: {answer.key} of {reading.form_id} holds {'~'.join(whose)}'s {key}"
            elif key != field_key(answer.key) and not case.moves:
                yield f"wrong field: {answer.key} holds {key} ({answer.found_by}, {answer.confidence})"


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {LIMIT_SECONDS} seconds")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
