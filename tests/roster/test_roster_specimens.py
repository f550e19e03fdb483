"""Workbooks nobody here wrote: each ends in people or in a problem that blocks, and soon."""

import time
from pathlib import Path

import pytest
from exports.reading import blocking, read

SPECIMENS = Path(__file__).parents[3] / "shared" / "specimens"
SHEETS = sorted(
    path
    for suffix in ("xlsx", "xlsm", "xlsb", "xls", "ods", "csv")
    for path in SPECIMENS.rglob(f"*.{suffix}")
)


@pytest.mark.skipif(not SHEETS, reason="../shared/specimens is not there")
@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_foreign_workbook_ends_in_people_or_a_blocking_problem(path):
    started = time.monotonic()
    roster, problems = read(path)
    assert roster.people or blocking(problems)
    assert time.monotonic() - started < 10


@pytest.mark.skipif(not SHEETS, reason="../shared/specimens is not there")
@pytest.mark.parametrize("cut", [0.0, 0.3, 0.7, 0.99])
def test_a_foreign_workbook_that_was_cut_off_is_a_problem(tmp_path, cut):
    for path in SHEETS:
        data = path.read_bytes()
        short = tmp_path / path.name
        short.write_bytes(data[: int(len(data) * cut)])
        roster, problems = read(short)
        assert roster.people == {} and blocking(problems)


@pytest.mark.skipif(not SHEETS, reason="../shared/specimens is not there")
def test_a_folder_of_foreign_workbooks_is_read_to_its_end(tmp_path):
    for path in SHEETS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    roster, problems = read(tmp_path)
    assert roster.people or blocking(problems)
