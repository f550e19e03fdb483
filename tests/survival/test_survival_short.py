"""One municipality's forms, one of each sort, by the routes that take little time; `make survival` does it all."""

from __future__ import annotations

import pytest

from tests.survival.counting import Tally
from tests.survival.filling import fill_all
from tests.survival.reading import take_route
from tests.survival.rounds import choose_forms, play_round
from tests.survival.routes import ROUTES

SHORT = [route for route in ROUTES if not route.office or route.name == "LibreOffice .docx"]


@pytest.fixture(scope="module")
def round_of_forms(tmp_path_factory):
    """A played round, and one filled form of each sort that it sends out."""
    workspace = play_round(tmp_path_factory.mktemp("survival") / "round", "herlev")
    sorts = {(form.issued.form, form.issued.kind == "MUS"): form for form in choose_forms(workspace, often=1)}
    return workspace, fill_all(list(sorts.values()))


def came_back(round_of_forms, route, tmp_path):
    """The fields of all forms by one route, in one count."""
    count = Tally()
    for form in take_route(*round_of_forms, route, tmp_path).forms.values():
        count.add(form)
    return count


@pytest.mark.parametrize("route", SHORT, ids=lambda route: route.name)
def test_every_answer_comes_back_right_or_goes_to_review(round_of_forms, route, tmp_path):
    count = came_back(round_of_forms, route, tmp_path)
    assert count.mistakes == []
    assert count.right + count.review + count.refused == count.fields
    assert count.right >= (route.needs or 0) * count.fields, count.why


def test_the_two_fillers_write_every_sort_of_answer(round_of_forms):
    texts = [
        value for form in round_of_forms[1] for value in form.expected.values() if isinstance(value, str)
    ]
    assert any(len(text) > 1_900 for text in texts)
    assert any(text.count("\n") > 1 for text in texts)
    assert any(text.startswith("=") for text in texts) or any(text.startswith("+") for text in texts)
    assert any(value is None for form in round_of_forms[1] for value in form.expected.values())
    assert any("/+1/" in key for form in round_of_forms[1] for key in form.expected)
