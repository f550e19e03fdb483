"""Texts that must be written, numbers and days that must be in order, and settings that need one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.policy.soundness.draft import Check, Draft
from pipeline.policy.values import is_day, is_empty
from pipeline.problems import Problem
from pipeline.problems import forms as problems

SHORTEST_WORD = 3
A_DAY = "en dag som ÅÅÅÅ-MM-DD, fx »2026-10-01«"
PLAN_COLUMNS = {
    "kompetenceudviklingsplan": ("maal", "kobling", "aktivitet", "ansvarlig", "bidrag", "frist", "horisont"),
    "udviklingsaftale": ("fokusomraade", "handling", "tegn", "ansvarlig", "frist"),
}
"""What a row of each plan can be asked to hold; a tick or a status is never missing."""
GROUP_PLAN_COLUMNS = ("indsats", "prioritet", "ansvarlig", "frist", "opfoelgning", "opfoelgning_dato")


def _texts_are_written(draft: Draft) -> Iterator[Problem]:
    """A text that only a municipality can give (its name) is asked for in the municipality's file.

    The four questions on confidentiality each say which of them is unanswered (HOL-16).
    """
    for key, entry in draft.known.items():
        if key not in draft.stated or not is_empty(draft.value(key), entry):
            continue
        section, _, name = key.partition(".")
        if section == "confidentiality":
            yield problems.confidentiality_unanswered(draft.own_place(key), name)
        else:
            yield problems.policy_text_empty(draft.own_place(key), key)


def _bounds_stand_in_order(draft: Draft) -> Iterator[Problem]:
    for first, last in (("round.opens", "round.closes"), ("plan.horizon_min", "plan.horizon_max")):
        if draft.value(first) > draft.value(last):
            yield problems.wrong_order(draft.place(last), first, last)


def _periods_stand_in_order(draft: Draft) -> Iterator[Problem]:
    """A pool may be open at either end; a blackout has both days (SYD-32)."""
    for section in ("fund_pool", "blackout"):
        for number, row in enumerate(draft.value(section), start=1):
            spot = f"{section}.{number}"
            for name, day in (("from", row.first), ("to", row.last)):
                if section == "blackout" and not day:
                    yield problems.wrong_policy_value(draft.place(section, f"{spot}.{name}"), A_DAY)
            if row.first and row.last and row.first > row.last:
                yield problems.wrong_order(draft.place(section, f"{spot}.to"), "from", "to")


def _openings_are_days(draft: Draft) -> Iterator[Problem]:
    """EXT-8."""
    for number, pool in enumerate(draft.value("fund_pool"), start=1):
        if not all(is_day(opening) for opening in pool.openings):
            place = draft.place("fund_pool", f"fund_pool.{number}.openings")
            yield problems.wrong_policy_value(place, f"en liste, hvor hver er {A_DAY}")


def _settings_have_what_they_need(draft: Draft) -> Iterator[Problem]:
    """ISH-15, HER-10, HER-17, and minutes that are asked for somewhere."""
    if draft.value("senior.trigger") == "years" and not draft.value("senior.years"):
        because = "»senior.trigger« er »years«, så anciennitet afgør, hvem der er senior"
        yield problems.number_missing(draft.place("senior.years"), "senior.years", because)
    if draft.value("destroy.minutes") == "months" and not draft.value("destroy.minutes_months"):
        because = "»destroy.minutes« er »months«, så referater slettes efter et antal måneder"
        yield problems.number_missing(
            draft.place("destroy.minutes_months"), "destroy.minutes_months", because
        )
    if draft.value("minutes.required") and not draft.value("minutes.kinds"):
        because = "»minutes.required« siger, at der skal skrives referat"
        yield problems.nothing_listed(draft.place("minutes.kinds"), "minutes.kinds", because)
    if draft.value("fund.offered") and not draft.value("fund_pool"):
        because = "»fund.offered« siger, at der kan søges, og beløbene står i puljerne"
        yield problems.nothing_listed(draft.place("fund_pool"), "fund_pool", because)


def _words_of_the_roster_are_words(draft: Draft) -> Iterator[Problem]:
    """A beginning that is empty would be everybody's, and a word of a letter or two would be every unit's."""
    if not all(draft.value("roster.hourly_numbers")):
        expected = 'det, numrene begynder med: ["8", "9"]. Tom liste: ingen'
        yield problems.wrong_policy_value(draft.place("roster.hourly_numbers"), expected)
    if any(len(word) < SHORTEST_WORD for word in draft.value("roster.helper_units")):
        expected = f'ord på mindst {SHORTEST_WORD} tegn fra enhedernes navne: ["led-adm"]. Tom liste: ingen'
        yield problems.wrong_policy_value(draft.place("roster.helper_units"), expected)


def _rows_can_hold_what_they_need(draft: Draft) -> Iterator[Problem]:
    """HER-29; a column that the form does not have could never be filled in."""
    asked = (
        ("plan.row_needs", PLAN_COLUMNS[draft.value("plan.form")]),
        ("group.row_needs", GROUP_PLAN_COLUMNS),
    )
    for key, columns in asked:
        for column in draft.value(key):
            if column not in columns:
                yield problems.choice_outside(draft.place(key), column, columns)


def _logo_is_there(draft: Draft) -> Iterator[Problem]:
    logo, folder = draft.value("look.logo"), draft.file.parent
    if logo and not (_is_among_ours(folder / logo, folder) and _is_png(folder / logo)):
        yield problems.missing_logo(draft.place("look.logo"))


def _is_png(path: Path) -> bool:
    """Whether it begins as a PNG does: its sign, and a first chunk that tells how wide and high it is (ISO/IEC 15948)."""
    try:
        with path.open("rb") as file:
            begins = file.read(24)
    except OSError:
        return False
    return begins.startswith(b"\x89PNG\r\n\x1a\n") and begins[12:16] == b"IHDR" and len(begins) == 24


def _is_among_ours(path: Path, folder: Path) -> bool:
    """Whether it is in the folder, and no hidden file: of others nobody would see that they have changed."""
    inside = path.resolve().is_relative_to(folder.resolve())
    return inside and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


CHECKS: tuple[Check, ...] = (
    _texts_are_written,
    _bounds_stand_in_order,
    _periods_stand_in_order,
    _openings_are_days,
    _settings_have_what_they_need,
    _words_of_the_roster_are_words,
    _rows_can_hold_what_they_need,
    _logo_is_there,
)
