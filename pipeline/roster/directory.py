"""Looks people up as a roster writes them: by number with or without leading zeros, by name, by e-mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

from pipeline.roster.cells import read_number
from pipeline.roster.entries import Entries, Entry, bare_number
from pipeline.roster.spelling import fold, name_key, nearest, words

_MOST_LOOKED_FOR = 100
_Key = TypeVar("_Key", bound=Hashable)


class Directory:
    """Everybody on the roster, those left out too, so that a leader in a faulty row is not called unknown."""

    def __init__(self, entries: Entries) -> None:
        self._by_number: dict[str, list[Entry]] = defaultdict(list)
        self._by_name: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._by_email: dict[str, list[Entry]] = defaultdict(list)
        self._by_id: dict[str, list[Entry]] = defaultdict(list)
        self._unusable = {entry.row for entry in entries.unusable}
        self._nearest: dict[str, str] = {}
        self._found: dict[str, list[Entry]] = {}
        for entry in (*entries.used, *entries.unusable):
            for each in (entry, *entry.others):
                person = each.person
                for number in (person.number, each.short_number, f"{each.institution}-{each.short_number}"):
                    _add(self._by_number, bare_number(number) if number else "", entry)
                _add(self._by_name, name_key(person.name), entry)
                _add(self._by_email, person.email.casefold(), entry)
                for word in (each.person_id, each.username):
                    _add(self._by_id, word, entry)
        self._spelled = {"".join(words(e.person.name)): e for e in entries.used}

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
        return [entry for entry in found if name_key(entry.person.name) == name]


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


def _add(index: dict[_Key, list[Entry]], key: _Key, entry: Entry) -> None:
    if key and not (index[key] and index[key][-1] is entry):
        index[key].append(entry)
