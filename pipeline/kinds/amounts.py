"""Amounts in kroner and whole numbers, as Danes write them."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.kinds.texts import folded_short

_WHOLE = r"(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[1-9][0-9]{0,2}(?: [0-9]{3}){1,4})"
_KRONER = r"(?:(?:kr|dkk|kroner)\.?)"
_AMOUNT = re.compile(
    rf"(?:{_KRONER}:? ?)?(?P<sign>[-−]?)(?P<whole>{_WHOLE})"
    rf"(?:,(?P<part>[0-9]{{1,2}})|(?:,| ?\.)[-–—]{{1,2}})? ?{_KRONER}?"
)
_LARGE = re.compile(
    rf"(?:{_KRONER}:? ?)?(?P<whole>[0-9]{{1,3}})(?:,(?P<part>[0-9]{{1,2}}))? ?"
    rf"(?P<unit>tkr|t\. ?kr|t\.kr|tusind|tusinde|mio|million|millioner)\.? ?{_KRONER}?"
)
_UNITS = {"t": 1_000, "m": 1_000_000}
_ABOUT = re.compile(r"(?:ca|cirka|omkring|omtrent|circa)(?:\. ?| )|~ ?|≈ ?")
_NOTHING = frozenset(("gratis", "ingen", "nul", "intet", "ingen udgift", "ingen udgifter"))
_CENTS = Decimal("0.01")

_NUMBER = re.compile(rf"(?P<sign>[-−]?)(?P<whole>{_WHOLE})(?: ?(?:år|aar|stk\.?))?\.?")
_WORDS = {
    **{"nul": 0, "en": 1, "én": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6},
    **{"syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12},
}
_COUNTED = re.compile(r"(?P<word>[a-zé]{2,6})(?: ?(?:år|aar|stk\.?))?\.?")


def parse_amount(text: str) -> Decimal | None:
    """An amount in kroner; dots and spaces part thousands, one comma parts at most two decimals.

    `12,500` is None: 12.5 by Danish rules, but more likely a twelve thousand five hundred from elsewhere. `ca. 5.000`
    is None here: it is no exact amount (`read_amount`).
    """
    amount, about = read_amount(text)
    return None if about else amount


def read_amount(text: str) -> tuple[Decimal | None, bool]:
    """The amount, and whether it was said to be about so much (`ca. 10.000`)."""
    written = folded_short(text)
    if written.rstrip(".!") in _NOTHING:
        return Decimal(0).quantize(_CENTS), False
    about = _ABOUT.match(written)
    return _exact(written[about.end() :] if about else written), about is not None


def parse_number(text: str) -> int | None:
    """A whole number in digits, or up to twelve in words, alone or counted in years (`2 år`).

    Other units would change what it means.
    """
    written = folded_short(text)
    if match := _NUMBER.fullmatch(written):
        whole = int(_digits(match["whole"]))
        return -whole if match["sign"] else whole
    counted = _COUNTED.fullmatch(written)
    return _WORDS.get(counted["word"]) if counted else None


def _exact(written: str) -> Decimal | None:
    if match := _AMOUNT.fullmatch(written):
        whole = _digits(match["whole"])
        return Decimal(f"{'-' if match['sign'] else ''}{whole}.{match['part'] or '0'}").quantize(_CENTS)
    match = _LARGE.fullmatch(written)
    if match is None:
        return None
    return (Decimal(f"{match['whole']}.{match['part'] or '0'}") * _UNITS[match["unit"][0]]).quantize(_CENTS)


def _digits(whole: str) -> str:
    return whole.replace(".", "").replace(" ", "")
