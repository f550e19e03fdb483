"""Packets written: what lies on the disk is compared, then whatever must be written is, each file whole or not at all.

One surprise: a file that somebody has typed in is never written over. It is left, and said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from pipeline.kinds import long_date
from pipeline.model import PREPARATION, Issued
from pipeline.packets.making import MadeForm, digest_of
from pipeline.problems import Problem, file_place
from pipeline.problems.plan import handed_out_late, packet_file_changed, packet_file_locked
from pipeline.problems.roster_changes import protected_name_in_path

NAMELESS = ("Leder", "Medarbejder")
"""What somebody protected is called in a folder's name: see `pipeline.packets.paths`."""
_NUMBERED = re.compile(r"(?P<name>.*) \((?P<number>[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be done about one made form: `new` forms are recorded before they are written, changed ones after.

    So a run that is killed at any moment leaves nothing that the next one takes for somebody's typing.
    """

    made: MadeForm
    new: bool
    write: bool


def plan_writing(
    made: Iterable[MadeForm], output: Path, accepted: Callable[[str], bool]
) -> tuple[list[Writing], list[Problem]]:
    """What must be written, by what lies on the disk. A file that is neither ours as before nor as now is left.

    It is said, unless it has been taken in: `accepted` tells that of a digest.
    """
    writings, problems = [], []
    for form in made:
        path = output / form.issued.path
        lies = _digest_at(path)
        ours = ("", form.issued.digest, form.previous.digest if form.previous else "")
        typed_in = path if lies not in ours else _typed_in_before_it_moved(form, output)
        if typed_in:
            problems += [] if accepted(_digest_at(typed_in)) else [packet_file_changed(file_place(typed_in))]
            if typed_in != path and _hides_a_name(form):
                problems.append(protected_name_in_path(file_place(typed_in), form.issued.path))
            if form.previous:
                # It stays issued as it was, so that it can still come back and be read.
                writings.append(Writing(replace(form, issued=form.previous), new=False, write=False))
            continue
        write = lies != form.issued.digest
        if write and not form.content:
            continue  # somebody took it away in this very moment; the next run makes it again
        writings.append(Writing(form, form.previous is None, write))
    return writings, problems


def _typed_in_before_it_moved(form: MadeForm, output: Path) -> Path | None:
    """The file at its former place, where somebody has typed in it: a blank twin elsewhere would only confuse."""
    previous = form.previous
    if previous is None or previous.path == form.issued.path:
        return None
    old = output / previous.path
    return old if _digest_at(old) not in ("", previous.digest) else None


def _hides_a_name(form: MadeForm) -> bool:
    """Whether the form's path once named somebody whose name is protected now: another folder for the same number."""
    if form.previous is None:
        return False
    folders = zip(
        PurePath(form.previous.path).parts[:-1], PurePath(form.issued.path).parts[:-1], strict=False
    )
    numbered = [(_NUMBERED.fullmatch(old), _NUMBERED.fullmatch(new)) for old, new in folders]
    return any(
        old
        and new
        and new["name"] in NAMELESS
        and old["name"] != new["name"]
        and old["number"] == new["number"]
        for old, new in numbered
    )


def _digest_at(path: Path) -> str:
    """The digest of what lies there, "" for nothing."""
    return digest_of(path.read_bytes()) if path.is_file() else ""


def write_packets(writings: Sequence[Writing], output: Path) -> tuple[list[Issued], list[Problem]]:
    """Writes what must be written, and gives the forms that now lie where their record says.

    A form that moved with its person to another leader is removed from the old place, if nobody has typed in it.
    """
    done, problems = [], []
    for writing in writings:
        issued = writing.made.issued
        path = output / issued.path
        try:
            if writing.write:
                write_whole(path, writing.made.content)
        except OSError:
            problems.append(packet_file_locked(file_place(path)))
            continue
        done.append(issued)
        _remove_moved(writing.made, output)
    return done, problems


def late_problems(writings: Iterable[Writing], output: Path) -> Iterator[Problem]:
    """A problem for each form that goes out for the first time after its last day."""
    for writing in writings:
        issued = writing.made.issued
        preparation = issued.form in PREPARATION and issued.audience == "employee"
        if writing.new and preparation and issued.due and issued.issued_on > issued.due:
            yield handed_out_late(file_place(output / issued.path), long_date(issued.due))


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all. What a killed run left half-written is written over by the next."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            part.write_bytes(content)
        except FileNotFoundError:  # the folder is missing: it is asked for once in seven files
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
        part.chmod(0o640)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _remove_moved(made: MadeForm, output: Path) -> None:
    """Takes away the file at its former place; `plan_writing` has seen that nobody typed in it."""
    previous = made.previous
    if previous is None or previous.path == made.issued.path:
        return
    old, path = output / previous.path, output / made.issued.path
    # Windows and macOS take »ANNA« and »Anna« for one file: the former place may be the one just written.
    if old.exists() and path.exists() and old.samefile(path):
        return
    old.unlink(missing_ok=True)
    if old.parent.is_dir() and not any(old.parent.iterdir()):
        old.parent.rmdir()
