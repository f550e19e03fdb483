"""What came back: each file understood, judged, and told where it belongs.

In: a file, and what the store knows as three look-ups. Out: a `Judged` return: the reading, the outcome, the
events that follow, and the place the original is kept. Nothing is moved or stored here.

One surprise: reading stops at the first doubt about whose form it is. A form that speaks of two people is refused
before one answer is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.identity import form_ids_in, verifies
from pipeline.model import (
    EMPLOYEE_NAME,
    EMPLOYEE_NUMBER,
    Answer,
    Event,
    Issued,
    Layout,
    Outcome,
    Reading,
    ReturnedFile,
    Value,
)
from pipeline.names import safe_name
from pipeline.policy import Policy
from pipeline.problems import Place, Problem, UnreadableFile, file_place
from pipeline.problems.judging import (
    date_in_future,
    date_unlikely,
    last_years_form,
    no_form_id,
    other_person,
    returned_empty,
    self_approval,
    two_forms,
    unknown_form_id,
    wrong_type,
)
from pipeline.word.package import file_kind
from pipeline.word.reading import Returned, answers_from, read_controls

_READABLE = (".docx", ".dotx", ".odt", ".doc")
_IGNORED = {".ds_store", "thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows, asked one thing at a time; each gives None for what it does not."""

    issued: Callable[[str], Issued | None]
    layout: Callable[[str], Layout | None]
    key: bytes
    policy: Policy
    year: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A return with its outcome. `keep_at` is under the output folder; `events` are empty unless accepted."""

    path: Path
    reading: Reading
    outcome: Outcome
    keep_at: str
    events: tuple[Event, ...] = ()


def find_files(paths: Sequence[Path]) -> tuple[list[Path], int]:
    """The files to take in, oldest first so that a newer return comes last, and how many were passed over.

    Passed over are Word's lock files, hidden files and what operating systems leave in folders.
    """
    files, ignored = [], 0
    for path in paths:
        found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in found:
            passed = file.name.startswith(("~$", ".")) or file.name.lower() in _IGNORED
            ignored += passed
            files += [] if passed else [file]
    return sorted(files, key=lambda file: (file.stat().st_mtime_ns, str(file))), ignored


def needs_office(path: Path) -> bool:
    """Whether a file is one to read through LibreOffice, by its content: a .doc may be named .docx."""
    return path.suffix.lower() in _READABLE and file_kind(path.read_bytes()) in ("odt", "doc")


def read_returned(path: Path, known: Known, docx: Path | None = None) -> Reading:
    """One file understood as far as it can be. `docx` is the same file converted, where it was .odt or .doc."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    place = file_place(path)

    def refused(issued: Issued | None, problems: Sequence[Problem]) -> Reading:
        return Reading(str(path), digest, issued, (), tuple(problems))

    if path.suffix.lower() not in _READABLE:
        return refused(None, [wrong_type(place, path.suffix.lower())])
    try:
        returned = read_controls(docx.read_bytes() if docx else content, name=path.name)
    except UnreadableFile as error:
        return refused(None, [_placed(error.problem, place)])
    issued, doubt = _whose(returned, known, place)
    if issued is None:
        return refused(None, doubt)
    answers, found = answers_from(returned, _layout(returned, issued, known), issued.year)
    problems = [_placed(problem, place) for problem in found]
    problems += _date_problems(answers, issued, known, place)
    if not any(answer.value not in (None, False) for answer in answers) and not problems:
        problems = [returned_empty(place)]
    return Reading(str(path), digest, issued, tuple(answers), tuple(problems))


def _layout(returned: Returned, issued: Issued, known: Known) -> Layout:
    """The fields as this copy was sent, without the tables that went out with no rows."""
    layout = known.layout(returned.layout) or known.layout(issued.layout)
    assert layout is not None, "a form is recorded together with its layout"
    return Layout(layout.form, tuple(f for f in layout.fields if not f.table or issued.rows.get(f.table)))


def _placed(problem: Problem, place: Place) -> Problem:
    return Problem(problem.code, Place(place.file, problem.place.spot), problem.text, problem.blocks)


def _whose(returned: Returned, known: Known, place: Place) -> tuple[Issued | None, list[Problem]]:
    """The form this is, or why that is in doubt. Every place that bears an id must bear the same one."""
    ids = list(dict.fromkeys(form_id for text in returned.id_texts for form_id in form_ids_in(text)))
    if not ids:
        return None, [no_form_id(place)]
    if len(ids) > 1:
        return None, [two_forms(place)]
    issued = known.issued(ids[0])
    if issued is None or not verifies(known.key, known.policy.slug, issued):
        return None, [unknown_form_id(place)]
    heads = {EMPLOYEE_NUMBER: issued.person, EMPLOYEE_NAME: issued.person_name}
    for key, mine in heads.items():
        written = returned.texts.get(key, "")
        if written and _folded(written) != _folded(mine):
            return None, [other_person(Place(place.file, key))]
    return issued, []


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _date_problems(
    answers: Sequence[Answer], issued: Issued, known: Known, place: Place
) -> Iterator[Problem]:
    """A fact's date that lies years from the round was typed wrong; a guess would be stored as a fact."""
    this_round = known.policy.round.opens_on(known.year)
    for answer in answers:
        if answer.privacy != "fact" or not isinstance(answer.value, date):
            continue
        spot = Place(place.file, answer.key)
        if abs(answer.value.year - issued.year) > 1 + (answer.key == "naeste_samtale_dato"):
            yield date_unlikely(spot)
        elif answer.key == "samtale_dato" and issued.year < known.year and answer.value >= this_round:
            yield last_years_form(spot)


# --- judging ------------------------------------------------------------------------------------


def judge(reading: Reading, seen: ReturnedFile | None, policy: Policy, today: date) -> Judged:
    """The outcome of a reading: a file accepted before is a duplicate, a doubt about an answer goes to review.

    A file that was refused before is judged anew: what stood in its way may have been mended.
    """
    path = Path(reading.file)
    if seen is not None and seen.outcome == "accepted":
        return Judged(path, reading, "duplicate", seen.kept_at)
    blocking = [problem for problem in reading.problems if problem.blocks]
    if reading.issued is None or any(problem.code == "returned-empty" for problem in blocking):
        return Judged(path, reading, "rejected", _keep_at("rejected", reading))
    if blocking:
        return Judged(path, reading, "review", _keep_at("review", reading))
    events, problems = events_of(reading, policy, today)
    kept = reading.answers
    if left_with_parties(reading.issued, policy):
        kept = tuple(answer for answer in kept if answer.privacy == "fact")
    accepted = replace(reading, answers=kept, problems=(*reading.problems, *problems))
    return Judged(path, accepted, "accepted", _keep_at("archive", accepted, policy), tuple(events))


def left_with_parties(issued: Issued, policy: Policy) -> bool:
    """Whether the two keep the form themselves: only its facts are stored, and the file goes back (HER-14)."""
    return policy.minutes.keep == "parties" and issued.form == "referat"


def _keep_at(room: str, reading: Reading, policy: Policy | None = None) -> str:
    name = f"{reading.digest[:12]} {safe_name(Path(reading.file).stem)}{Path(reading.file).suffix.lower()}"
    issued = reading.issued
    if room != "archive" or issued is None:
        return f"{room}/{name}"
    if policy and left_with_parties(issued, policy):
        return f"{Path(issued.path).parent.as_posix()}/Modtaget/{name}"
    return f"archive/{issued.year}/{issued.form_id}/{name}"


def events_of(reading: Reading, policy: Policy, today: date) -> tuple[list[Event], list[Problem]]:
    """The facts a filled form proves: held, written, handed over, approved, followed up. No text from the talk."""
    issued = reading.issued
    assert issued is not None, "events come from a known form"
    values = {answer.key: answer.value for answer in reading.answers}
    days = {key: value for key, value in values.items() if isinstance(value, date)}
    happened: dict[str, date] = {}
    problems = []
    if held := days.get("samtale_dato"):
        happened["held"] = held
        problems += [date_in_future(Place(reading.file, "samtale_dato"))] if held > today else []
    if handed_over := days.get("udleveret_dato"):
        happened["minutes-handed-over"] = handed_over
    approves = "minutes" if issued.form == "referat" else "plan"
    if approved := days.get("godkendt_dato"):
        if _approved_by_its_writer(issued, values, policy):
            problems.append(self_approval(Place(reading.file, "godkendt_af")))
        else:
            happened[f"{approves}-approved"] = approved
    if issued.form == "referat" or (issued.form == policy.plan.form and _has_rows(reading)):
        # What was handed over or approved one day was written by that day, however late the file came.
        happened[approves] = min([today, *(d for what, d in happened.items() if what != "held")])
    events = [_event(issued, what, on, values) for what, on in happened.items()]
    if agreed := days.get("opfoelgning_dato"):
        events.append(replace(_event(issued, "follow-up-agreed", held or today, values), until=agreed))
    return events, problems


def _event(issued: Issued, what: str, on: date, values: Mapping[str, Value]) -> Event:
    by = str(values.get("godkendt_af") or "") if what.endswith("-approved") else ""
    return Event(what, issued.person, issued.kind, issued.year, on, by, issued.form_id, issued.form)


def _approved_by_its_writer(issued: Issued, values: Mapping[str, Value], policy: Policy) -> bool:
    """HER-13: minutes are approved by the party that did not write them; without a name nobody has."""
    if issued.form != "referat" or policy.minutes.approval != "other":
        return False
    return values.get("godkendt_af") in (None, values.get("referent"))


def _has_rows(reading: Reading) -> bool:
    """A plan is written when a row of it has content (HOL-2)."""
    return any("/" in answer.key and answer.value not in (None, False) for answer in reading.answers)
