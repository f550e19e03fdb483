"""What a bundle holds, and how much it may hold."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.bundles import bundle_too_large

MEMBER_LIMIT = 1_000
SIZE_LIMIT = 64 * 1024 * 1024
"""All that a bundle may hold, unpacked: more than a thousand forms, and held in memory at once."""
RATIO_LIMIT, RATIO_FREE = 250, 1024 * 1024
"""A member may unpack to 250 times its packed size; below one megabyte it may pack better, as for Word's own parts."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a bundle. `name` is as people see it, with the folders it lies in; `at` seconds since 1970, or None.

    `problem` says why the content is not to be read, where the bundle itself knows.
    """

    name: str
    content: bytes
    at: float | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file holds, in its order, and how many members were passed over."""

    members: tuple[Member, ...]
    ignored: int = 0


@dataclass(slots=True)
class Allowance:
    """How much more may be unpacked, shared by a bundle and the bundles in it."""

    place: Place
    members: int = MEMBER_LIMIT
    size: int = SIZE_LIMIT

    def take(self, size: int) -> None:
        """One more member of this size. Raises UnreadableFile where there is no room for it."""
        self.members -= 1
        self.size -= size
        if self.members < 0 or self.size < 0:
            raise UnreadableFile(bundle_too_large(self.place))
