"""A run that is killed at any moment is finished by the next, as if nothing had happened."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from conftest import PEOPLE, packed, person

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.packets import write_whole

MANY = [*PEOPLE, *(person(f"2{n:03d}", f"Prøve{n:03d} Prøvesen", Enhed="Regnbuen") for n in range(150))]


def kill_packets(made, after):
    """Starts `mus packets` and kills it when so many forms lie on the disk."""
    words = ["--workspace", str(made.folder), "--today", "2026-09-14", "packets"]
    mus = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    run = subprocess.Popen([*mus, *words], stderr=subprocess.DEVNULL)
    while run.poll() is None and sum(1 for _ in made.output.rglob("*.docx")) < after:
        time.sleep(0.005)
    run.send_signal(signal.SIGKILL)
    run.wait()


@pytest.mark.parametrize("after", [0, 1, 120, 480, 1000])
def test_packets_killed_halfway_are_finished_by_the_next_run(workspace, after):
    made = workspace(people=MANY)
    kill_packets(made, after)
    with open_round(made, date(2026, 9, 20)) as round_:
        written = write_round(round_, plan_round(round_, None), lambda items, _: items)
        known = {form.form_id: form for form in round_.store.all_issued(2026)}
    assert written.problems == []
    on_disk = {path.relative_to(made.output).as_posix() for path in made.output.rglob("*.docx")}
    assert on_disk == {form.path for form in known.values()}
    assert len(known) == 7 * (len(MANY) - 1)
    assert not list(made.output.rglob("*.part"))
    handed_out = {form.issued_on for form in known.values()}
    assert handed_out <= {date(2026, 9, 14), date(2026, 9, 20)}


def test_what_was_written_before_the_kill_keeps_its_day(workspace):
    made = workspace(people=MANY)
    kill_packets(made, 300)
    early = {path.name for path in made.output.rglob("*.docx")}
    with packed(made, date(2026, 9, 20)) as (_, forms):
        days = {form.path.rpartition("/")[2]: form.issued_on for form in forms.values()}
    assert early
    assert {days[name] for name in early} == {date(2026, 9, 14)}


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(tmp_path):
    (tmp_path / "form.docx" / "something").mkdir(parents=True)
    with pytest.raises(OSError):
        write_whole(tmp_path / "form.docx", b"after")
    assert [p.name for p in tmp_path.iterdir()] == ["form.docx"]
    assert (tmp_path / "form.docx" / "something").is_dir()
