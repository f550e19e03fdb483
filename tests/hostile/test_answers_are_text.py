"""Answers that look like formulas, templates or markup go the whole way round as the plain text they are."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import packed, person, write_roster

from pipeline.commands.exporting import export_rows
from pipeline.commands.formats import Exported, format_rows
from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.commands.standing import write_standing
from pipeline.kinds import tidy_text
from pipeline.model import Issued
from pipeline.word import pen
from pipeline.word.layout import tags_of
from pipeline.word.reading import read_controls
from pipeline.workspace import Workspace, read_workspace

HELD, NIGHT, NEXT_AUTUMN = date(2026, 11, 12), date(2026, 11, 20), date(2027, 9, 13)
MARK = "Markørsvar"
TRICKS = (
    f'=HYPERLINK("http://x.example","{MARK}")',
    f"+45 12 34 56 78 {MARK}",
    f"-2+3+cmd|' /C calc'!A0 {MARK}",
    f"@SUM(1+1) {MARK}",
    f"=cmd|' /C calc'!A0 {MARK}",
    f"{{{{ 7*7 }}}} {MARK}",
    f"{{% for x in range(9) %}}{MARK}{{% endfor %}}",
    f"{{{{ cycler.__init__.__globals__.os.getcwd() }}}} {MARK}",
    f"<script>alert(1)</script> & <w:t>{MARK}</w:t>",
    f"]]></w:t> {MARK} &amp; &#65;",
    f"%s %(a)s {{0}} ${{x}} {MARK}",
    f"'; DROP TABLE answers; -- {MARK}",
    f"[red]{MARK}[/red] \x1b[31m",
    f"\u202e{MARK}\u2066",
    f"{MARK} " * 4_000,
)
WORD_CAN_HOLD = tuple(re.sub("[\x00-\x08\x0e-\x1f]", "", trick) for trick in TRICKS)
COLUMNS = ("maal", "aktivitet", "ansvarlig")


def returned_plan(made: Workspace) -> Issued:
    """A round in which one person's plan has come back: a row for each trick, wherever text may stand in it."""
    with packed(made) as (_, forms):
        plan = forms["0042", "kompetenceudviklingsplan", "both"]
    docx = (made.output / plan.path).read_bytes()
    rows = plan.rows["maal"]
    columns = [column for column in COLUMNS if f"maal/{rows[0]}/{column}" in tags_of(docx)]
    assert len(columns) >= 2
    docx = pen.fill(docx, {"samtale_dato": HELD})
    for row, trick in zip(rows, WORD_CAN_HOLD, strict=False):
        docx = pen.fill(docx, {f"maal/{row}/{column}": trick for column in columns})
    for trick in WORD_CAN_HOLD[len(rows) :]:
        docx = pen.add_row(docx, "maal", dict.fromkeys(columns, trick))
    path = made.inbox / "Plan.docx"
    path.write_bytes(docx)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    with open_round(made, NIGHT) as round_:
        (judged,) = take_in(round_, [], lambda items, _: items).judged
        assert judged.outcome == "accepted", judged.reading.problems
        stored = {answer.value for answer in round_.store.answers(plan.form_id) if MARK in str(answer.value)}
    assert stored == set(map(tidy_text, WORD_CAN_HOLD))
    return plan


def test_an_answer_is_text_in_every_workbook(workspace) -> None:
    made = workspace("holstebro")
    returned_plan(made)
    with open_round(made, NIGHT) as round_:
        write_standing(round_)
    books = sorted(made.output.rglob("*.xlsx"))
    assert books
    for book in books:
        for page in openpyxl.load_workbook(book):
            for cell in (cell for line in page.iter_rows() for cell in line):
                assert not (cell.data_type == "f" and MARK in str(cell.value)), (
                    f"{book.name}!{cell.coordinate}"
                )
                assert cell.hyperlink is None or MARK not in str(cell.hyperlink.target)
        with zipfile.ZipFile(book) as package:
            formulas = [f for n in package.namelist() for f in re.findall(rb"<f[ >].*?</f>", package.read(n))]
        assert not any(MARK.encode() in formula for formula in formulas)


def test_an_answer_goes_out_again_next_year_as_it_was_written(workspace) -> None:
    made = workspace("ikast-brande")
    returned_plan(made)
    config = made.folder / "mus.toml"
    config.write_text(config.read_text().replace("year = 2026", "year = 2027"))
    with packed(read_workspace(made.folder), NEXT_AUTUMN) as (round_, forms):
        plan = forms["0042", "kompetenceudviklingsplan", "both"]
        again = (round_.workspace.output / plan.path).read_bytes()
    texts = {tidy_text(mark.text) for mark in read_controls(again).marks if MARK in mark.text}
    assert texts == set(map(tidy_text, WORD_CAN_HOLD))


@pytest.mark.parametrize("what", ["plan-rows", "obligations", "forms", "talks"])
def test_no_export_holds_what_somebody_wrote_in_a_talk(workspace, what: str) -> None:
    made = workspace("holstebro")
    returned_plan(made)
    with open_round(made, NIGHT) as round_:
        table = export_rows(round_, what)
    for form in ("csv", "jsonl"):
        assert MARK.encode() not in format_rows(table, form)


def test_no_cell_of_an_export_is_a_formula(workspace) -> None:
    """Names and units come from the roster, which people type too."""
    made = workspace("holstebro")
    tricks = ["=1+1", "+45 12", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]
    people = [person("1001", "Anna Holm", leader=""), person("0042", "Bo Lind", Enhed=tricks[0])]
    people += [
        person(f"01{n}0", f"{trick} Lind", Enhed=trick, Stilling=trick) for n, trick in enumerate(tricks)
    ]
    write_roster(made.folder / "medarbejdere.xlsx", people)
    with packed(made):
        pass
    with open_round(made, NIGHT) as round_:
        for what in ("obligations", "forms", "talks"):
            rows = list(csv.reader(io.StringIO(format_rows(export_rows(round_, what), "csv").decode())))
            assert len(rows) > 1
            started = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
            assert started == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Alt er godt", '"Alt er godt"'),
        ("12-11 kl. 10; se = bilag", '"12-11 kl. 10; se = bilag"'),
        ("=1+1", '"\'=1+1"'),
        ("\n =1+1", "\"'\n '=1+1\""),
        ("\u00a0@SUM(A1)", '"\'\u00a0@SUM(A1)"'),
        ("\tx", '"\'\tx"'),
        ("＝1+1", '"\'＝1+1"'),
        ("＋1", '"\'＋1"'),
        ("－1", '"\'－1"'),
        ("＠a", '"\'＠a"'),
        ("a;=cmd|' /C calc'!A0", "\"a;'=cmd|' /C calc'!A0\""),
        ("a\n-cmd|' /C calc'!A0", "\"a\n'-cmd|' /C calc'!A0\""),
        ("Mål:\n- dansk\n- regning", '"Mål:\n- dansk\n- regning"'),
        ('siger "ja"; a', '"siger ""ja""; a"'),
    ],
)
def test_a_text_in_a_csv_is_in_quotes_and_no_formula_in_any_part_of_it(text: str, written: str) -> None:
    """A Danish Excel begins a new cell at every ; and line end of a file with commas."""
    table = Exported({"tekst": "text", "tal": "number", "dato": "date"}, [{"tekst": text, "tal": -5}])
    assert format_rows(table, "csv").decode() == f'tekst,tal,dato\r\n{written},"-5",""\r\n'


def test_no_path_leads_out_of_the_packets(workspace) -> None:
    made = workspace("holstebro")
    names = ["../../Lind", "/etc/Lind", "..\\Lind", "C:\\Lind", "Lind\0", "CON", "a" * 300]
    people = [person("1001", "Anna Holm", leader="")]
    people += [person(f"02{n}0", name.replace("\0", "")) for n, name in enumerate(names)]
    write_roster(made.folder / "medarbejdere.xlsx", people)
    with packed(made) as (round_, forms):
        paths = [Path(round_.workspace.output / form.path).resolve() for form in forms.values()]
    assert paths
    assert all(path.is_relative_to(made.packets.resolve()) and path.is_file() for path in paths)
