"""Made-up answers for every kind of field. Each free text ends in a mark, so that it can be looked for elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from pipeline.model import IDENTITY_KEYS, Field, Layout, Value

MARK = "(kun mellem os to)"
"""Stands in every free text of the demo. What HR receives must not hold it anywhere."""

_SENTENCES = (
    "Vi er enige om, at det er gået godt med de nye opgaver, og at tempoet har været højt.",
    "Samarbejdet på tværs fungerer, men overleveringen om fredagen kan blive bedre.",
    "Der er brug for ro til fordybelse et par formiddage om ugen.",
    "Ønsket er at prøve kræfter med projektledelse i mindre målestok.\nVi begynder med ét projekt.",
    "Tonen i teamet er god, også når der er travlt & meget på spil.",
    "Feedback må gerne komme tidligere og være mere konkret.",
)
_GOALS = (
    "Blive tryg ved det nye fagsystem",
    "Kunne lede et mindre projekt",
    "Styrke den svære samtale med borgere",
)
_ACTIVITIES = ("Sidemandsoplæring en dag om ugen", "Kursus i projektledelse", "Kollegial sparring hver måned")
_TEXTS = {
    "maal": _GOALS,
    "fokusomraade": _GOALS,
    "aktivitet": _ACTIVITIES,
    "handling": _ACTIVITIES,
    "bidrag": ("Tid i vagtplanen", "Dækker kursusgebyret", "Fast makker det første halve år"),
    "kobling": ("Kortere sagsbehandling", "Bedre overgange for børnene", "Færre vikartimer"),
    "tegn": ("Kolleger spørger om hjælp", "Opgaven løses uden støtte"),
    "aftale": ("Vi prøver den nye mødeform i tre måneder", "Overleveringen om fredagen får en fast form"),
    "emne": ("Ønsker til ferieplanen", "Indretningen af kontoret"),
    "deltagere": ("Medarbejderen og lederen",),
    "bisidder": ("Ingen",),
}
_DAYS_AFTER_TALK = {
    "samtale_dato": 0,
    "udleveret_dato": 4,
    "godkendt_dato": 6,
    "opfoelgning_dato": 182,
    "naeste_samtale_dato": 364,
}
_AGREED_AT_ONCE = ("udviklingsaftale",)
"""Forms that are approved while the two sit together."""
_CHOICES = {"referent": "leder", "godkendt_af": "medarbejder", "opfoelgning_form": "opfoelgningssamtale"}
_ROWS_FILLED = 2
CHOSEN = "valg_"
"""Ticks in the form where leader and employee choose questions; a few of many."""


def answers_for(layout: Layout, keys: Iterable[str], held: date, seed: int) -> dict[str, Value]:
    """A well-filled form: every field, and the first two rows of every table."""
    fields = layout.by_key()
    filled: dict[str, Value] = {}
    rows: dict[str, list[str]] = {}
    for number, key in enumerate(keys):
        if key in IDENTITY_KEYS:
            continue
        table, _, rest = key.partition("/")
        row, _, column = rest.partition("/")
        if column:
            seen = rows.setdefault(table, [])
            seen += [row] if row not in seen else []
            if seen.index(row) >= _ROWS_FILLED:
                continue
        field = fields.get(f"{table}/{column}" if column else key)
        if field:
            at_once = field.key == "godkendt_dato" and layout.form in _AGREED_AT_ONCE
            filled[key] = held if at_once else _answer(field, held, seed + number)
    return filled


def _answer(field: Field, held: date, seed: int) -> Value:
    name = field.column
    if field.kind == "date":
        return held + timedelta(days=_DAYS_AFTER_TALK.get(name, 60 + seed % 90))
    if field.kind in ("choice", "combo"):
        return _CHOICES.get(name) or field.choices[seed % len(field.choices)].value
    if field.kind == "check":
        if name.startswith(CHOSEN):
            return seed % 9 == 0
        return seed % 3 == 0 or name == "forberedt"
    if field.kind == "amount":
        return Decimal(5000 + seed % 20 * 500)
    if field.kind == "number":
        return 1 + seed % 5
    chosen = _TEXTS.get(name, _SENTENCES)
    return f"{chosen[seed % len(chosen)]} {MARK}"
