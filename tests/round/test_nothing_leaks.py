"""The marker: a text typed into every free field of every form of every kind is found in nothing that HR receives."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest
from click.testing import CliRunner
from one_of_each import SEPTEMBER, write_one_of_each

from pipeline.cli import main
from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.demo.answers import MARK, answers_for
from pipeline.word import pen
from pipeline.word.layout import tags_of

MUNICIPALITIES = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")
HELD, LATER = date(2026, 10, 5), date(2027, 2, 1)
COMMANDS = (
    *(("export", what) for what in ("obligations", "plan-rows", "forms", "talks")),
    *(
        ("export", "plan-rows", "--format", "csv", "--versions"),
        ("nightly",),
        ("status", "--json"),
        ("purge", "--json"),
    ),
)


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_no_free_text_reaches_what_hr_receives(slug, workspace):
    """ISH-14, HOL-16, SYD-27, HER-14, EXT-21: two rounds of returns, so that copies and applications are among them."""
    made = workspace(slug)
    write_one_of_each(made.folder / "medarbejdere.xlsx")
    for day in (SEPTEMBER, date(2026, 11, 25)):
        with open_round(made, day) as round_:
            issued = write_round(round_, plan_round(round_, None), lambda items, _: items).issued
            kinds = {(form.form, form.kind) for form in issued}
            _send_back(round_, issued)
        with open_round(made, LATER) as round_:
            taken = take_in(round_, (), lambda items, _: items)
        assert any(judged.outcome == "accepted" for judged in taken.judged)
    assert {kind for _, kind in kinds} >= {"MUS", "GRUS", "LUS", "SUS"}
    told = [_told(made, *command) for command in COMMANDS]
    received = [path for room in ("status", "packets") for path in (made.output / room).rglob("*.xlsx")]
    received += [*made.output.rglob("*.txt"), *made.output.rglob("*.eml")]
    assert (made.status / "status.xlsx") in received
    marks = (MARK, MARK.strip("()"))
    assert [path.name for path in received if any(mark in _text(path) for mark in marks)] == []
    assert [text[:80] for text in told if any(mark in text for mark in marks)] == []
    assert not [path for path in made.folder.rglob("*") if marks[1] in path.name]


def _send_back(round_, issued):
    """Every form that holds fields, filled to the brim, into the inbox."""
    typed = 0
    for number, form in enumerate(issued):
        path = round_.workspace.output / form.path
        if not path.exists():
            continue
        blank = path.read_bytes()
        answers = answers_for(round_.store.layout(form.layout), tags_of(blank), HELD, number)
        if answers:
            typed += any(MARK in str(value) for value in answers.values())
            (round_.workspace.inbox / f"{number}.docx").write_bytes(pen.fill(blank, answers))
    assert typed > 10


def _told(made, *command):
    arguments = ["--workspace", str(made.folder), "--today", str(LATER), *command]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1), result.output
    return result.output


def _text(path):
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
