"""The returned lines as units to align: printed lines put together again, lines of label and answer taken apart.

In: the lines. Out: units, each one paragraph's worth. Nothing is decided here: units that end up in one field give
back the text as it stood, with what parted them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.answers.placing.items import LINE_END, TAB, Fixed, folded, folded_own
from pipeline.answers.returned import Line, Spot
from pipeline.answers.skeleton import Block, Skeleton
from pipeline.nouns import Noun

_LONG = 25
"""A text of so many letters is put together again over lines that are not known to be one paragraph."""
_MOST_LINES = 14
_LONGEST_MIXED = 2_000


class Unit(Noun):
    """One paragraph's worth of text. `plain` is folded for comparing; `parted` is what stood before it, if anything.

    `cut` is true for a part of a line that was taken apart.
    """

    text: str
    plain: str
    lines: tuple[Line, ...]
    parted: str = "\n"
    cut: bool = False

    @property
    def is_end(self) -> bool:
        """Whether it is no text but the end of a cell or a row."""
        return self.plain in (TAB, LINE_END)

    @property
    def spot(self) -> Spot | None:
        """The table cell it stands in."""
        return self.lines[0].spot

    @property
    def look(self) -> str:
        """How it is set."""
        return self.lines[0].look


def text_of(units: Iterable[Unit]) -> str:
    """The text of the units as it stood."""
    return "".join(f"{unit.parted}{unit.text}" for unit in units if not unit.is_end).strip()


def units_of(lines: Sequence[Line], skeleton: Skeleton, known: Iterable[str]) -> list[Unit]:
    """The lines that show anything, as units. `known` are the form's own texts and prompts, folded."""
    as_text = any("\t" in line.text for line in lines if line.spot is None)
    units = [unit for line in lines for unit in _units_of(line, as_text)]
    whole = _put_together(units, sorted(set(known)))
    return list(_taken_apart(whole, skeleton))


def _units_of(line: Line, as_text: bool) -> Iterator[Unit]:
    """The line, or what its tabs part: a table that was pasted as text has a tab between its cells.

    In such a text tabs and line ends are units of their own, for they tell where a cell and a row end.
    """
    if line.spot is not None or not as_text:
        unit = _unit(line, line.text, " " if line.runs_on else "\n")
        yield from [unit] if unit.plain else []
        return
    for written in line.text.split("\n"):
        parted = "\n"
        for number, text in enumerate(written.split(TAB)):
            if number:
                yield Unit("", TAB, (line,))
                parted = parted + TAB if parted.startswith(TAB) else TAB
            if folded(text):
                yield _unit(line, text, parted)
                parted = ""
        yield Unit("", LINE_END, (line,))


def _unit(line: Line, text: str, parted: str) -> Unit:
    return Unit(text.strip(), folded(text), (line,), parted)


# --- printed lines that are one paragraph -------------------------------------------------------


def _put_together(units: Sequence[Unit], known: Sequence[str]) -> list[Unit]:
    whole: list[Unit] = []
    at = 0
    while at < len(units):
        count = _lines_of_one_text(units, at, known)
        whole.append(_joined(units[at : at + count]) if count > 1 else units[at])
        at += count
    return whole


def _lines_of_one_text(units: Sequence[Unit], at: int, known: Sequence[str]) -> int:
    """How many units from here on are, together, one text of the form; 1 where none are."""
    found, plain, run_on = 1, units[at].plain, True
    for count, unit in enumerate(units[at + 1 : at + _MOST_LINES], 2):
        if unit.plain == LINE_END:
            continue
        if unit.spot != units[at].spot or not _begins(plain, known):
            break
        plain, run_on = f"{plain} {unit.plain}", run_on and unit.lines[0].runs_on
        place = bisect_left(known, plain)
        if place < len(known) and known[place] == plain and (run_on or len(plain) >= _LONG):
            found = count
    return found


def _begins(plain: str, known: Sequence[str]) -> bool:
    place = bisect_left(known, f"{plain} ")
    return place < len(known) and known[place].startswith(f"{plain} ")


def _joined(units: Sequence[Unit]) -> Unit:
    return replace(
        units[0],
        text=text_of(units),
        plain=" ".join(unit.plain for unit in units if not unit.is_end),
        lines=tuple(line for unit in units for line in unit.lines),
    )


# --- lines that are more than one item ----------------------------------------------------------


def _taken_apart(units: Sequence[Unit], skeleton: Skeleton) -> Iterator[Unit]:
    """Paragraphs of text and field are parted as the form parts them; so is a label that shares a line with an answer.

    The latter only where the label does not stand on a line of its own as often as it was issued.
    """
    paragraphs = [block.pieces for block in skeleton.blocks if len(block.pieces) > 1 and block.slots]
    mixed = [_pattern(*(p if isinstance(p, str) else None for p in pieces)) for pieces in paragraphs]
    labels = _labels_missing(units, skeleton)
    own = {folded_own(block.text) for block in skeleton.blocks if not block.slots}
    for unit in units:
        patterns = mixed if len(unit.text) <= _LONGEST_MIXED else ()
        found = [match for pattern in patterns if (match := pattern.fullmatch(unit.text))]
        if unit.is_end or unit.plain in own:
            yield unit
        elif len({match.groups() for match in found}) == 1:
            yield from _parts(unit, found[0])
        elif label := next((text for text in labels if unit.plain.startswith(f"{text} ")), ""):
            match = re.match(_loosely(label) + r"(?=\s)", unit.text, re.IGNORECASE)
            cut = match.end() if match else 0
            yield from _cut(unit, cut) if cut else (unit,)
        else:
            yield unit


@lru_cache(maxsize=256)
def _pattern(*pieces: str | None) -> re.Pattern[str]:
    """A paragraph as issued, with anything in the places of its fields, which are None. The next form has it too."""
    texts = ("(.*?)" if piece is None else f"({_loosely(folded_own(piece))})" for piece in pieces)
    return re.compile(
        r"\s*".join(("", *(text for text in texts if text != "()"), "")), re.IGNORECASE | re.DOTALL
    )


def _loosely(plain: str) -> str:
    """A folded text as it may be written."""
    return r"\s+".join(
        re.escape(word).replace(r"\-", "[-\u2010\u2011\u2012\u2212]") for word in plain.split()
    )


def _parts(unit: Unit, match: re.Match[str]) -> Iterator[Unit]:
    end = 0
    for group in range(1, len(match.groups()) + 1):
        text = match[group]
        if folded(text):
            parted = unit.text[end : match.start(group)] if end else unit.parted
            yield replace(unit, text=text, plain=folded(text), parted=parted, cut=True)
            end = match.end(group)


def _cut(unit: Unit, end: int) -> Iterator[Unit]:
    for start, stop in ((0, end), (end, len(unit.text))):
        text = unit.text[start:stop].strip()
        yield replace(unit, text=text, plain=folded(text), parted=" " if start else unit.parted, cut=True)


def _labels_missing(units: Sequence[Unit], skeleton: Skeleton) -> list[str]:
    """The labels directly before a field of their own row that stand on fewer lines than were issued; longest first."""
    issued: Counter[str] = Counter()
    before: dict[str, None] = {}
    for block, following in zip(skeleton.blocks, skeleton.blocks[1:], strict=False):
        if block.slots:
            continue
        label = folded_own(block.text)
        issued[label] += 1
        if (
            not isinstance(following.pieces[0], str)
            and _row(block) is not None
            and _row(block) == _row(following)
        ):
            before.setdefault(label)
    stands: Mapping[str, int] = Counter(unit.plain for unit in units)
    return sorted((text for text in before if stands[text] < issued[text]), key=len, reverse=True)


def _row(block: Block) -> tuple[int, int] | None:
    return (block.spot.table, block.spot.row) if block.spot else None


def fixed_texts(items: Iterable[object]) -> Counter[str]:
    """How often each fixed text stands among the items."""
    return Counter(item.text for item in items if isinstance(item, Fixed))
