"""Whose form a file is: number and name in its head, and the rows in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.answers.returned import Mark, Returned
from pipeline.model import EMPLOYEE_NAME, EMPLOYEE_NUMBER, Issued
from pipeline.problems import Place
from pipeline.returns.whose import foreign_row, head_problem

ISSUED = Issued(
    "MUS26-0001-KUP-000000", "kompetenceudviklingsplan", "MUS", 2026, "0042", "Bo Peter Lind", "1001", "both", "",
    date(2026, 9, 14), former_names=("Bo Peter Holm",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        ("0042", "Bo Peter Lind", ""),
        ("0042", "", ""),
        ("", "Bo Peter Lind", ""),
        ("", "LIND, Bo Peter", ""),
        ("0042", "Bo Lind", ""),
        ("", "Bo Peter Holm", ""),
        ("", "Bo Lind", "person-not-shown"),
        ("", "", "person-not-shown"),
        ("0043", "Bo Peter Lind", "other-person"),
        ("0042", "Åse Ærø O'Neill", "other-person"),
    ],
)
def test_number_and_name_in_the_head_must_be_the_persons_own(number, name, code):
    problem = head_problem({EMPLOYEE_NUMBER: number, EMPLOYEE_NAME: name}, ISSUED, Place("/a.docx"))
    assert (problem.code if problem else "") == code


def test_a_groups_form_bears_the_groups_id_and_name():
    group = replace(ISSUED, person="", group="G1", person_name="Køkkenet", former_names=())
    assert head_problem({EMPLOYEE_NUMBER: "G1", EMPLOYEE_NAME: "Køkkenet"}, group, Place()) is None
    assert head_problem({EMPLOYEE_NUMBER: "G2", EMPLOYEE_NAME: "Køkkenet"}, group, Place())


@pytest.mark.parametrize("found_by", ["tag", "bookmark"])
def test_a_row_of_another_form_is_known_by_its_id(found_by):
    own = {"maal": ("r1", "r2")}
    pasted = Returned("a.docx", (Mark("maal/r1/frist", found_by, ""), Mark("maal/r9/frist", found_by, "")))
    problem = foreign_row(pasted, own, Place("/a.docx"))
    assert problem and (problem.code, problem.place.spot) == ("row-of-another-form", "maal/r9")
    assert foreign_row(replace(pasted, marks=pasted.marks[:1]), own, Place("/a.docx")) is None
