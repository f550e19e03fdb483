"""Looks people up as a roster writes them: by number with or without leading zeros, by name, by e-mail."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from pipeline.roster.cells import read_number
from pipeline.roster.entries import Entries, Entry, bare_number
from pipeline.roster.spelling import fold, name_key, nearest, words

_MOST_LOOKED_FOR = 100
_Key = TypeVar("_Key", bound=Hashable)


class Directory:
    """Everybody on the roster, those left out too, so that a leader in a faulty row is not called unknown.

    Each way of looking somebody up is made ready when it is first used: most rosters name leaders in one way.
    """

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._unusable = {entry.row for entry in entries.unusable}
        self._nearest: dict[str, str] = {}
        self._found: dict[str, list[Entry]] = {}

    @cached_property
    def _by_number(self) -> Mapping[str, list[Entry]]:
        return self._indexed(_numbers_of)

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, ...], list[Entry]]:
        return self._indexed(lambda each: [each.name_key])

    @cached_property
    def _by_email(self) -> Mapping[str, list[Entry]]:
        return self._indexed(lambda each: [each.person.email.casefold()])

    @cached_property
    def _by_id(self) -> Mapping[str, list[Entry]]:
        return self._indexed(lambda each: [each.person_id, each.username])

    @cached_property
    def _spelled(self) -> dict[str, Entry]:
        return {fold(entry.person.name): entry for entry in self._entries.used}

    def _indexed(self, keys: Callable[[Entry], Iterable[_Key]]) -> dict[_Key, list[Entry]]:
        """Everybody by what they, or another of their engagements, can be looked up by."""
        index: dict[_Key, list[Entry]] = {}
        for entry in (*self._entries.used, *self._entries.unusable):
            for each in (entry, *entry.others) if entry.others else (entry,):
                for key in filter(None, keys(each)):
                    if key not in index:
                        index[key] = [entry]
                    elif index[key][-1] is not entry:
                        index[key].append(entry)
        return index

    def find(self, written: str) -> list[Entry]:
        """Those it can mean: none, one, or several of the same name. Numbers of any of their engagements count."""
        if written not in self._found:
            self._found[written] = self._look_up(written) if fold(written) else []
        return self._found[written]

    def _look_up(self, written: str) -> list[Entry]:
        number = read_number(written)
        found = self._by_number.get(bare_number(number), []) if number else []
        found = (
            found or self._by_name.get(name_key(written), []) or self._by_email.get(written.casefold(), [])
        )
        return found or self._by_id.get(written.casefold(), []) or self._find_both(written)

    def is_left_out(self, entry: Entry) -> bool:
        """Whether the person could not be used."""
        return entry.row in self._unusable

    def nearest(self, written: str) -> str:
        """The person whose name looks most like what is written, or "". Numbers all resemble each other.

        Only so many are looked for: where hundreds of leaders are not on the list, no suggestion would be of use.
        """
        if written not in self._nearest and len(self._nearest) >= _MOST_LOOKED_FOR:
            return ""
        if written not in self._nearest:
            word = "".join(words(written))
            close = "" if any(c.isdigit() for c in word) else nearest(word, self._spelled)
            self._nearest[written] = called(self._spelled[close]) if close else ""
        return self._nearest[written]

    def _find_both(self, written: str) -> list[Entry]:
        """`Anna Hansen (0042)` and `0042 Anna Hansen`, where number and name are of one person."""
        parts = written.replace("(", " ").replace(")", " ").split()
        numbers = [part for part in parts if any(c.isdigit() for c in part)]
        if len(numbers) != 1:
            return []
        name = name_key(" ".join(part for part in parts if part != numbers[0]))
        found = self._by_number.get(bare_number(read_number(numbers[0])), [])
        return [entry for entry in found if entry.name_key == name]


def called(entry: Entry) -> str:
    """`Anna Hansen (0042)`; of somebody whose name is protected the number alone."""
    person = entry.person
    return f"nr. {person.number}" if person.protected else f"{person.name} ({person.number})"


def shown_name(entry: Entry) -> str:
    """The name, or the number of somebody whose name is protected."""
    return f"nr. {entry.number}" if entry.person.protected else entry.person.name


def numbers_of(entries: Iterable[Entry]) -> list[str]:
    """Their employee numbers."""
    return [entry.number for entry in entries if entry.number]


def _numbers_of(entry: Entry) -> Iterable[str]:
    """The number as it is known, as it stands in the row, and with its institution before it."""
    numbers = {entry.person.number, entry.short_number}
    if entry.institution:
        numbers.add(f"{entry.institution}-{entry.short_number}")
    return [bare_number(number) for number in numbers if number]
