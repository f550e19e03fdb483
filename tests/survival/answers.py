"""The answers of the survival table: what is typed into every field, and what must be read back.

A deterministic mix by kind of field. Texts are long, short, left out, of several paragraphs, list-like, label-like,
formula-like, with emoji and pasted spaces; dates and amounts are spelled as Danes spell them. Everybody in them is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pipeline.model import HELD_ON, Field, Value

HELD = date(2026, 11, 12)
_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober")
_MONTH_NAMES = (*_MONTHS, "november", "december")
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody types into a field, None where the field is left as it is, and the value it stands for.

    `picked` is true for a date chosen from the calendar rather than written.
    """

    text: str | bool | None
    value: Value
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a field that an answer may repeat: its own label, its neighbour's, and the form's headings."""

    own: str
    neighbour: str
    headings: Sequence[str]


def typed_for(field: Field, around: Around, seed: int) -> Typed:
    """What is typed into one field; the same seed gives the same."""
    if field.kind == "text":
        return _same(_TEXTS[seed % len(_TEXTS)](around, seed))
    return _KINDS[field.kind](field, seed)


def _same(text: str | None) -> Typed:
    return Typed(text, text)


# --- free text ----------------------------------------------------------------------------------

_SENTENCES = (
    "Vi er enige om, at overleveringen om fredagen kan blive bedre, og at tempoet har været højt.",
    "Der er brug for ro til fordybelse et par formiddage om ugen – gerne på skift med en kollega.",
    "Ønsket er at prøve kræfter med projektledelse i mindre målestok; vi begynder med ét projekt.",
    "Feedback må gerne komme tidligere & være mere konkret (jf. »det svære referat« fra i foråret).",
    "Det gik 50 % hurtigere end aftalt: 3 < 5 uger, og ingen ringede for at klage på Ærøvej 7.",
)


def _long(_: Around, seed: int) -> str:
    """Some 2,000 characters in one paragraph."""
    text = ""
    for number in range(30):
        text += f"{_SENTENCES[(seed + number) % len(_SENTENCES)]} "
    return f"{text[:1990].rstrip()} nr. {seed}."


def _short(_: Around, seed: int) -> str:
    return f"Går godt, se punkt {seed}"


def _paragraphs(_: Around, seed: int) -> str:
    first, second, third = (_SENTENCES[(seed + n) % len(_SENTENCES)] for n in range(3))
    return f"{first}\n{second}\n{third}"


def _numbered(_: Around, seed: int) -> str:
    return f"1. Ny makker i vagt {seed}\n2. Kursus i efteråret\n3. Vi følger op"


def _dashed(_: Around, seed: int) -> str:
    return f"- mere tid til børnene\n- færre møder ({seed})\n• og ro på"


def _formula(_: Around, seed: int) -> str:
    return (
        '=HYPERLINK("http://eksempel.dk";"Klik")',
        "+45 11 22 33 44",
        "@Bo, {{ ring }} <b>snart</b> &amp;",
    )[seed // len(_TEXTS) % 3]


def _emoji(_: Around, seed: int) -> str:
    return f"Det gik rigtig godt 👍🏽 og vi tager {seed} til 🎉"


def _spaced(_: Around, seed: int) -> str:
    return f"Først  to mellemrum, så nr. {seed} – og 1/2 m² à 12½ kr."


def _label_like(around: Around, seed: int) -> str:
    words = ("Ja", "Mål", around.own, around.neighbour, around.headings[seed % len(around.headings)], "Nej")
    return words[seed // len(_TEXTS) % len(words)]


def _labelled(around: Around, seed: int) -> str:
    """A label's words and then an answer, as people do who cannot find the field."""
    return f"{(around.own, around.neighbour)[seed % 2]}\nVi holder fast i plan {seed}"


_TEXTS: tuple[Callable[[Around, int], str | None], ...] = (
    _short,
    _label_like,
    _paragraphs,
    lambda *_: None,
    _numbered,
    _long,
    _emoji,
    _label_like,
    _dashed,
    _formula,
    _spaced,
    _labelled,
    _short,
)


# --- the other kinds ----------------------------------------------------------------------------

_AMOUNTS = (
    ("12.500,-", "12500.00"),
    ("kr. 12.500,50", "12500.50"),
    ("8000", "8000.00"),
    ("1.250 kr.", "1250.00"),
    (None, None),
    ("25.000,00", "25000.00"),
)


def _date(field: Field, seed: int) -> Typed:
    if field.key == HELD_ON:
        return _spelled(HELD, seed)
    if seed % 6 == 4:
        return _same(None)
    return _spelled(HELD + timedelta(days=3 + seed * 7 % 200), seed)


def _spelled(day: date, seed: int) -> Typed:
    """A day as one of many would write it. Without a year only where the round's year is meant."""
    month = _MONTH_NAMES[day.month - 1]
    ways = [
        f"{day.day}. {month} {day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}-{day:%y}",
        f"{_DAYS[day.weekday()]} den {day.day}. {month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"d. {day.day}. {month[:3]}. {day.year}",
        f"den {day.day}. {month} {day.year}",
        f"{day.isoformat()}",
        f"{day.day}-{day.month}" if day.year == HELD.year else f"{day.day}. {month} {day.year}",
    ]
    return Typed(ways[seed % len(ways)], day, picked=seed % len(ways) == 0)


def _amount(_: Field, seed: int) -> Typed:
    text, value = _AMOUNTS[seed % len(_AMOUNTS)]
    return Typed(text, value and Decimal(value))


def _number(_: Field, seed: int) -> Typed:
    return Typed(str(1 + seed % 5), 1 + seed % 5)


def _choice(field: Field, seed: int) -> Typed:
    if seed % 7 == 5:
        return _same(None)
    named = [choice for choice in field.choices if choice.value]
    return _same(named[seed % len(named)].value)


def _combo(field: Field, seed: int) -> Typed:
    own = ("Bo Lind og Åse Ærø", "Vi begge to, i fællesskab", "Ja")
    return _same(own[seed // 3 % len(own)]) if seed % 3 == 2 else _choice(field, seed)


def _check(_: Field, seed: int) -> Typed:
    return Typed(seed % 3 == 0, seed % 3 == 0)


_KINDS: Mapping[str, Callable[[Field, int], Typed]] = {
    "date": _date,
    "amount": _amount,
    "number": _number,
    "choice": _choice,
    "combo": _combo,
    "check": _check,
}
