"""What tells the forms of a round from one another, apart from whom they are for."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import GROUP_KINDS, Audience, TalkKind, Topic


@dataclass(frozen=True, slots=True)
class Variant:
    """A form as one audience gets it at one kind of talk: everything of it that is the same for everyone.

    `place` is the policy's, `topics` are this year's, and `packet` names the forms it lies together with.
    """

    form: str
    kind: TalkKind
    audience: Audience
    place: str = ""
    topics: tuple[Topic, ...] = ()
    packet: tuple[str, ...] = ()

    @property
    def of_group(self) -> bool:
        """Whether it is the group's own copy, and bears the group's id and name."""
        return self.audience == "group" or (self.kind in GROUP_KINDS and self.audience == "leader")
