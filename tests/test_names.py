"""File names that Windows and SharePoint accept."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Person
from pipeline.names import LONGEST, name_and_number, safe_name


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("Anne Bæk Ørsted-Å", "Anne Bæk Ørsted-Å"),
        ('Børnehuset "Solen"', "Børnehuset Solen"),
        ("Drift & Service", "Drift og Service"),
        ("Plan/Referat", "Plan-Referat"),
        ("Team 7: Nord|Syd", "Team 7- Nord-Syd"),
        ("50 % #1 {a} ~b~ <c> d?*", "50 1 a b c d"),
        ("  Anne\t Bæk . ", "Anne Bæk"),
        (unicodedata.normalize("NFD", "Åse Bæk"), "Åse Bæk"),
        ("Ali\u202egpj", "Aligpj"),
        ("CON", "_CON"),
        ("com1.docx", "_com1.docx"),
        ("Conny", "Conny"),
        ("...", "uden navn"),
        ("", "uden navn"),
        ("skjult_vti_mappe", "skjultvtimappe"),
    ],
)
def test_a_name_stays_as_near_to_itself_as_it_may(written: str, safe: str) -> None:
    assert safe_name(written) == safe


def test_a_long_name_ends_at_60_characters_without_a_trailing_space() -> None:
    name = safe_name("a" * 59 + " b")
    assert name == "a" * 59


@given(st.text())
def test_any_text_gives_a_name_that_windows_takes_and_that_stays_itself(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name) <= LONGEST
    assert not set(name) & set('<>:"/\\|?*#%&{}~')
    assert name == name.strip(" .") == unicodedata.normalize("NFC", name)
    assert safe_name(name) == name


def test_a_path_names_nobody_whose_name_is_protected() -> None:
    bo = Person("0042", "Bo Lind")
    assert name_and_number(bo) == "Bo Lind (0042)"
    assert name_and_number(replace(bo, protected=True)) == "Medarbejder (0042)"
    assert name_and_number(replace(bo, protected=True), otherwise="Leder") == "Leder (0042)"
