"""Small builders that many tests share: a roster, a workspace, a round. Everybody in them is made up."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.workspace import make_workspace, read_workspace

AUTUMN = date(2026, 9, 14)

PEOPLE = (
    {"Tjenestenummer": "1001", "Navn": "Anna Holm", "Stilling": "Chef", "Enhed": "Stab", "Leder": ""},
    {
        "Tjenestenummer": "0042",
        "Navn": "Bo Lind",
        "Stilling": "Pædagog",
        "Enhed": "Regnbuen",
        "Leder": "1001",
        "Samtaledato": date(2026, 11, 12),
    },
    {
        "Tjenestenummer": "0043",
        "Navn": "Åse Ærø O'Neill",
        "Stilling": "Kok",
        "Enhed": "Regnbuen",
        "Leder": "1001",
    },
)


def write_roster(path: Path, people=PEOPLE) -> Path:
    """A roster with a header row and one row per person."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Medarbejdere"
    headers = list(dict.fromkeys(header for person in people for header in person))
    page.append(headers)
    for person in people:
        page.append([person.get(header) for header in headers])
    book.save(path)
    return path


def person(number, name, leader="1001", **more):
    """One row of a roster; keys are headers with underscores for spaces."""
    return {"Tjenestenummer": number, "Navn": name, "Leder": leader} | {
        key.replace("_", " "): value for key, value in more.items()
    }


@pytest.fixture(autouse=True, scope="session")
def temporary_folder_of_ours(tmp_path_factory):
    """What a killed run leaves behind is looked for in the machine's folder: the tests have one of their own.

    Otherwise `mus purge` reads whatever else was left there: with a bench that was stopped, fifty thousand forms a test.
    """
    folder = str(tmp_path_factory.mktemp("temporary"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TMPDIR", folder)
        patched.setattr(tempfile, "tempdir", folder)
        yield


@pytest.fixture
def workspace(tmp_path):
    """Makes a workspace of a municipality with a small roster in it."""

    def make(slug="herlev", people=PEOPLE, year=2026):
        folder = tmp_path / f"{slug}-{year}"
        path = make_workspace(folder, slug, year)
        write_roster(folder / "medarbejdere.xlsx", people)
        path.write_text(path.read_text().replace("# roster =", "roster ="))
        return read_workspace(folder)

    return make


@contextmanager
def packed(workspace, today=AUTUMN):
    """The round with its packets written: the round, and the forms by (subject, form, audience).

    Those of another kind of talk than MUS bear the kind as well: ("G1", "handleplan", "group", "GRUS").
    """
    with open_round(workspace, today) as round_:
        written = write_round(round_, plan_round(round_, None), lambda items, _: items)
        yield round_, {_form_key(form): form for form in written.issued}


def _form_key(form):
    kind = () if form.kind == "MUS" else (form.kind,)
    return (form.person or form.group, form.form, form.audience, *kind, *((form.row,) if form.row else ()))
