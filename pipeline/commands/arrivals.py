"""What lies in the inbox as a stream: each file in its turn, the oldest first, bundles taken apart, in windows.

A window is as much as is held in memory at a time, however many files there are. What LibreOffice must read is
converted a window at a time, because starting it costs more than reading ten forms.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.commands.working import in_batches
from pipeline.problems import UnreadableFile
from pipeline.problems.arriving import file_changed
from pipeline.problems.bundles import no_form_in_bundle
from pipeline.returns import Arrived, FoundFile, holds_files, needs_office, take_apart, take_up
from pipeline.returns.finding import modified
from pipeline.word import office
from pipeline.word.package import SIZE_LIMIT, file_kind

_WINDOW_FILES, _WINDOW_BYTES = 200, 32 * 1024 * 1024
_OPEN_BYTES = 64 * 1024 * 1024
_BUNDLE_SUFFIXES = (".zip", ".eml", ".msg")


@dataclass(frozen=True, slots=True)
class BundleEnd:
    """All that came in this bundle has been handed on. The bundle's own content is not in memory any more."""

    bundle: Arrived


Arrival = Arrived | BundleEnd


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """When a file's turn comes: by its time, and for a member of a bundle its number in it; -1 for a file itself."""

    at: float
    path: str
    member: int
    file: FoundFile = field(compare=False)


@dataclass(slots=True)
class Arrivals:
    """Files in their turn. `wanted` tells whether a member could be a form; `now` is in seconds since 1970.

    `ignored` counts the members that were passed over, once all have come.
    """

    now: float
    wanted: Callable[[Arrived], bool]
    ignored: int = 0
    _bundles: dict[Path, Arrived] = field(default_factory=dict)
    _left: dict[Path, int] = field(default_factory=dict)
    _open: dict[Path, list[Arrived]] = field(default_factory=dict)

    def turns(self, files: Iterable[FoundFile]) -> list[Turn]:
        """The order of all files. Bundles are looked into for the times of what they hold, and let go of again."""
        return sorted(turn for file in files for turn in self._turns(file))

    def of(self, turn: Turn) -> Iterator[Arrival]:
        """What comes now: a file, one member of a bundle, or all of a bundle whose name does not say that it is one."""
        path = turn.file.path
        if turn.member < 0:
            yield from self._at_once(take_up(turn.file, self.now))
            return
        if path not in self._open:
            yield from self._reopen(turn.file)
        if members := self._open[path]:
            yield members[turn.member]
            self._left[path] -= 1
            if not self._left[path]:
                del self._open[path]
                yield BundleEnd(self._bundles.pop(path))

    def _turns(self, file: FoundFile) -> list[Turn]:
        path = file.path
        if path.suffix.lower() in _BUNDLE_SUFFIXES:
            arrived = take_up(file, self.now)
            members, ignored = self._members(arrived)
            if members[0].bundle:
                self.ignored += ignored
                self._bundles[path], self._left[path] = replace(arrived, content=b""), len(members)
                return [Turn(each.at or 0, str(path), number, file) for number, each in enumerate(members)]
        return [Turn(modified(path), str(path), -1, file)]

    def _at_once(self, arrived: Arrived) -> Iterator[Arrival]:
        members, ignored = self._members(arrived)
        self.ignored += ignored
        yield from members
        if members[0].bundle:
            yield BundleEnd(replace(arrived, content=b""))

    def _reopen(self, file: FoundFile) -> Iterator[Arrived]:
        """Opens a bundle once more; of one that has changed since its turns were given, nothing more is read."""
        arrived = take_up(file, self.now)
        if arrived.digest != self._bundles[file.path].digest:
            self._open[file.path] = []
            yield replace(self._bundles[file.path], digest="", problem=file_changed(arrived.place))
            return
        while self._open and sum(map(_size, self._open.values())) > _OPEN_BYTES - len(arrived.content):
            del self._open[next(iter(self._open))]
        self._open[file.path] = self._members(arrived)[0]

    def _members(self, arrived: Arrived) -> tuple[list[Arrived], int]:
        """What a file holds, or the file itself: no bundle, one that cannot be opened, or one without any form."""
        if not holds_files(arrived):
            return [arrived], 0
        try:
            members, ignored = take_apart(arrived)
        except UnreadableFile as error:
            return [replace(arrived, problem=error.problem)], 0
        if not any(map(self.wanted, members)):
            return [replace(arrived, problem=no_form_in_bundle(arrived.place))], ignored + len(members)
        return members, ignored


def with_conversions(arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
    """The same, a window at a time, with a .docx of each file that LibreOffice must read, where it could make one."""
    for window in in_batches(arrivals, _WINDOW_FILES, weight, _WINDOW_BYTES):
        yield from _converted(window)


def weight(arrival: Arrival) -> int:
    """The bytes that it takes in memory."""
    return len(arrival.content) + len(arrival.docx) if isinstance(arrival, Arrived) else 0


def _converted(window: Sequence[Arrival]) -> Iterator[Arrival]:
    """The same; what LibreOffice made is read file by file, when its turn comes."""
    waiting = [each for each in window if isinstance(each, Arrived) and needs_office(each)]
    if not waiting or not office.available():
        yield from window
        return
    with tempfile.TemporaryDirectory(prefix="mus-") as folder:
        copies = [
            Path(folder) / f"{number:05d}.{file_kind(each.content)}" for number, each in enumerate(waiting)
        ]
        for copy, each in zip(copies, waiting, strict=True):
            copy.write_bytes(each.content)
        made = office.convert(copies, "docx", Path(folder) / "docx")
        docx = {id(each): made[copy] for copy, each in zip(copies, waiting, strict=True) if copy in made}
        for arrival in window:
            if isinstance(arrival, Arrived) and id(arrival) in docx:
                with docx[id(arrival)].open("rb") as stream:
                    yield replace(arrival, docx=stream.read(SIZE_LIMIT + 1))
            else:
                yield arrival


def _size(members: Sequence[Arrived]) -> int:
    return sum(map(weight, members))
