"""The rule book: every rule the policies name is in it, in a sentence of our own, with its source."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from forms_folder import SHIPPED

from pipeline.policy import RuleBook, read_rule_book, slugs
from pipeline.policy.reading import read_statements, rules_of

COUNTS = {"ISH": 18, "IKB": 9, "HOL": 19, "SYD": 38, "HER": 35}
"""How many rules each seed has: 119 in all."""
RULE_ID = re.compile(r"[A-Z]{2,4}-[1-9]\d{0,2}")


@pytest.fixture(scope="module")
def book() -> RuleBook:
    found, problems = read_rule_book(SHIPPED)
    assert problems == []
    return found


def named_in(slug: str) -> set[str]:
    """The rules that a municipality's values and those of its units follow from."""
    stated, units = read_statements(SHIPPED, slug)
    return {
        rule
        for statements in (stated, *(unit.stated for unit in units))
        for key, one in statements.items()
        for _, rule in rules_of(key, one)
        if rule
    }


def test_all_rules_of_the_five_seeds_are_in_the_book(book: RuleBook) -> None:
    expected = {f"{prefix}-{number}" for prefix, count in COUNTS.items() for number in range(1, count + 1)}
    assert len(expected) == 119
    assert {rule for rule in book.rules if not rule.startswith("EXT-")} == expected


def test_the_rules_outside_the_seeds_are_in_the_book(book: RuleBook) -> None:
    assert {rule for rule in book.rules if rule.startswith("EXT-")} == {f"EXT-{n}" for n in range(1, 23)}


@pytest.mark.parametrize("slug", slugs(SHIPPED))
def test_every_rule_a_policy_names_is_in_the_book(slug: str, book: RuleBook) -> None:
    named = named_in(slug)
    assert named
    assert named - book.rules.keys() == set()


def test_every_rule_has_a_sentence_a_strength_and_a_source(book: RuleBook) -> None:
    for id, rule in book.rules.items():
        assert RULE_ID.fullmatch(id) and rule.id == id
        assert re.fullmatch(r"[A-ZÆØÅ0-9].*[^ ]\.", rule.text), id
        assert len(rule.text) <= 200, id
        assert rule.source == book.source_of(id) != ""
    assert [
        text for text, times in Counter(rule.text for rule in book.rules.values()).items() if times > 1
    ] == []


def test_strengths_are_those_of_the_seeds(book: RuleBook) -> None:
    must_not = {id for id, rule in book.rules.items() if "N" in rule.strength and not id.startswith("EXT")}
    assert must_not == {
        "ISH-10", "HOL-10", "HOL-13", "SYD-15", "SYD-16", "SYD-27", "HER-11", "HER-21", "HER-25", "HER-26",
    }  # fmt: skip
    assert {id for id, rule in book.rules.items() if "/" in rule.strength} == {
        "HOL-9", "SYD-4", "SYD-14", "SYD-27", "HER-3",
    }  # fmt: skip


def test_no_must_of_a_seed_is_mere_background_but_the_one_that_has_lapsed(book: RuleBook) -> None:
    """HOL-9, which EXT-2 made voluntary."""
    idle = [id for id, rule in book.rules.items() if rule.strength[0] in "MN" and rule.how == "baggrund"]
    assert [id for id in idle if not id.startswith("EXT")] == ["HOL-9"]
    assert book.rules["HOL-9"].expired(date(2011, 12, 16))
    assert not book.rules["HOL-9"].expired(date(2011, 12, 15))


def test_ids_are_unique_since_the_file_is_read_at_all() -> None:
    """TOML refuses a table that stands twice."""
    text = (SHIPPED / "rules.toml").read_text(encoding="utf-8")
    headings = re.findall(r"^\[([A-Z]+-\d+)\]$", text, re.MULTILINE)
    assert len(headings) == len(set(headings)) == len(tomllib.loads(text)) - 1


# --- a book with mistakes -----------------------------------------------------------------------

SOUND = 'strength = "M"\nhow = "tekst"\ntext = "Alle skal have en samtale."\n'


def book_of(folder: Path, text: str) -> Path:
    """A forms folder with nothing but that rule book."""
    (folder / "rules.toml").write_text(f'[sources]\nNOR = "Nordby"\n{text}', encoding="utf-8")
    return folder


def test_a_sound_entry_is_a_rule(tmp_path: Path) -> None:
    found, problems = read_rule_book(book_of(tmp_path, f'[NOR-1]\n{SOUND}valid_to = "2026-12-31"'))
    assert problems == []
    rule = found.rules["NOR-1"]
    assert (rule.strength, rule.how, rule.source, rule.valid_from) == ("M", "tekst", "Nordby", None)
    assert rule.valid_to == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "code", "spot"),
    [
        (f"[nor-1]\n{SOUND}", "rule-book-misfit", "nor-1"),
        (f"[NOR-01]\n{SOUND}", "rule-book-misfit", "NOR-01"),
        (f"[SYD-1]\n{SOUND}", "rule-without-source", "SYD-1"),
        ('NOR-1 = "Alle skal have en samtale."', "rule-book-misfit", "sources.NOR-1"),
        ("[NOR-1]\n" + SOUND.replace('"M"', '"X"'), "rule-book-misfit", "NOR-1.strength"),
        ("[NOR-1]\n" + SOUND.replace('"tekst"', '"kode"'), "rule-book-misfit", "NOR-1.how"),
        ("[NOR-1]\n" + SOUND.replace("Alle skal have en samtale.", " "), "rule-book-misfit", "NOR-1.text"),
        ('[NOR-1]\nstrength = "M"\nhow = "tekst"', "rule-book-misfit", "NOR-1.text"),
        (f'[NOR-1]\n{SOUND}vaild_to = "2026-12-31"', "unknown-rule-field", "NOR-1.vaild_to"),
        (f'[NOR-1]\n{SOUND}valid_to = "31-12-2026"', "rule-book-misfit", "NOR-1.valid_to"),
        (f"[NOR-1]\n{SOUND}valid_to = 2026-12-31", "rule-book-misfit", "NOR-1.valid_to"),
        (
            f'[NOR-1]\n{SOUND}valid_from = "2026-12-31"\nvalid_to = "2026-01-01"',
            "rule-book-misfit",
            "NOR-1.valid_to",
        ),
    ],
)
def test_a_mistake_in_the_book_is_a_note_with_its_place(
    tmp_path: Path, text: str, code: str, spot: str
) -> None:
    found, (problem,) = read_rule_book(book_of(tmp_path, text))
    assert (problem.code, problem.place.spot, problem.blocks) == (code, spot, False)
    assert found.rules == {}


@pytest.mark.parametrize("text", [None, "[NOR-1\n"])
def test_a_book_that_cannot_be_read_stops_nothing(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        book_of(tmp_path, text)
    found, (problem,) = read_rule_book(tmp_path)
    assert found.rules == {}
    assert not problem.blocks
