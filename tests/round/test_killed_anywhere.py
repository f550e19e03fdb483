"""A run killed at any moment, and run again undisturbed, ends as if it had never been killed.

A child process does the work and is killed: after a time drawn at random, and just before its nth step on the disk.
What is compared is every file kept, with its bytes, its place and its time, and all the store can tell.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest
from bundle_files import a_mail, zipped
from conftest import packed, person, write_roster

from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.store import open_store
from pipeline.word import office, pen
from pipeline.word.layout import tags_of
from pipeline.workspace import make_workspace, read_workspace

AUTUMN, NIGHT = date(2026, 9, 14), date(2026, 11, 20)
LONG_AGO = 1_790_000_000
STAFF = [person("1001", "Anna Holm", ""), *(person(f"20{n:02d}", f"Prøve{n:02d} Prøvesen") for n in range(6))]
CHAINS, KILLS_IN_CHAIN, POINTS = 3, 9, 4
STEPS = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.chmod",
    "os.utime",
    "shutil.copyfile",
    "sqlite3.connect",
)


def make(folder, slug):
    path = make_workspace(folder, slug, 2026)
    write_roster(folder / "medarbejdere.xlsx", STAFF)
    path.write_text(path.read_text().replace("# roster =", "roster ="))
    return read_workspace(folder)


def write_packets(folder):
    with open_round(read_workspace(folder), AUTUMN) as round_:
        write_round(round_, plan_round(round_, None), lambda items, _: items)


def take_in_returns(folder):
    with open_round(read_workspace(folder), NIGHT) as round_:
        take_in(round_, (), lambda items, _: items)


# --- an inbox with everything in it -------------------------------------------------------------


def fill_inbox(made, forms):
    """Returns of every sort: sound, twice, newer, doubtful and then answered, refused, zipped and mailed."""

    def filled(number, **values):
        blank = (made.output / forms[number, "referat", "both"].path).read_bytes()
        topics = {key: "Det talte vi om" for key in tags_of(blank) if key.startswith("emne_")}
        told = {"samtale_dato": date(2026, 11, 12), "referent": "leder", "deltagere": "Begge"}
        return pen.fill(blank, topics | told | values)

    first, photo = filled("2000"), b"\xff\xd8 a photo"
    older, newer = filled("2001", deltagere="ældre"), filled("2001", deltagere="nyere")
    doubtful, answer = filled("2002", samtale_dato="efter aftale"), filled("2002")
    waiting = filled("2003", samtale_dato="engang til vinter")
    mail = a_mail(
        ("Referat.docx", filled("2004")), ("foto.jpg", photo), sent="Mon, 9 Nov 2026 08:00:00 +0000"
    )
    for order, (name, content) in enumerate(
        {
            "a.docx": first,
            "Team/a (2).docx": first,
            "b gammel.docx": older,
            "b ny.docx": newer,
            "c tvivl.docx": doubtful,
            "c svar.docx": answer,
            "d.docx": waiting,
            "foto.jpg": photo,
            "forkert navn.pages": first[:900],
            "tom.docx": b"",
            "svar.zip": zipped(("x/e.docx", filled("2005")), ("x/a.docx", first), ("notat.txt", b"hej")),
            "svar.eml": mail.as_bytes(),
            "svar igen.eml": mail.as_bytes(),
            "ferie.zip": zipped(("strand.jpg", b"\xff\xd8")),
        }.items()
    ):
        path = made.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (LONG_AGO + order, LONG_AGO + order))


@pytest.fixture(scope="module", params=["herlev", "ishoej"])
def inbox(request, tmp_path_factory):
    """A workspace with its packets written and a full inbox, and how a run that nobody disturbs ends there."""
    room = tmp_path_factory.mktemp("inbox")
    made = make(room / request.param, request.param)
    with packed(made, AUTUMN) as (_, forms):
        fill_inbox(made, forms)
    return made.folder, undisturbed(take_in_returns, made.folder, room / "undisturbed")


# --- killed -------------------------------------------------------------------------------------


def start(work, *words):
    """Does the work in a process of its own, with a process group of its own; gives its number."""
    child = os.fork()
    if child:
        return child
    with contextlib.suppress(BaseException):
        os.setpgid(0, 0)
        work(*words)
    os._exit(0)


def kill_after(seconds, work, folder):
    """Starts the work and kills it with all it has started."""
    child = start(work, folder)
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill_at_step(number, work, folder):
    """Starts the work, which is killed just before its nth step on the disk."""

    def killed_there():
        left = iter(range(number))
        before_each_step(folder, lambda: next(left, None) is None and os.kill(os.getpid(), signal.SIGKILL))
        work(folder)

    _, status = os.waitpid(start(killed_there), 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def before_each_step(folder, then):
    """Has something done whenever this process is about to change anything in a folder."""

    def watch(event, arguments):
        if (
            event in STEPS
            and str(arguments[0]).startswith(str(folder))
            and (event != "open" or _writes(arguments))
        ):
            then()

    sys.addaudithook(watch)


def _writes(arguments):
    return isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))


# --- the end ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Undisturbed:
    """How a run ends, how long it takes, and in how many steps on the disk."""

    end: tuple
    seconds: float
    steps: int


def undisturbed(work, begin, folder):
    """A run that nobody kills, in a copy of its own."""
    copy_of(begin, folder)
    receives, sends = os.pipe()

    def counted():
        steps = []
        before_each_step(folder, lambda: steps.append(1))
        work(folder)
        os.write(sends, str(len(steps)).encode())

    begun = time.monotonic()
    os.waitpid(start(counted), 0)
    seconds = time.monotonic() - begun
    os.close(sends)
    with os.fdopen(receives) as told:
        return Undisturbed(end_of(folder), seconds, int(told.read()))


def end_of(folder):
    """Every file there is, and what the store knows, whatever the order it came to know it in."""
    made = read_workspace(folder)
    files = {
        path.relative_to(folder).as_posix(): (
            _digest(path),
            int(path.stat().st_mtime) if _is_kept(path) else 0,
        )
        for path in made.output.rglob("*")
        if path.is_file() and not path.name.startswith(("mus.db", ".mus"))
    }
    with open_store(made.store) as store:
        issued = store.all_issued(2026)
        known = {
            "returned": sorted(repr(file).replace(str(folder), "") for file in store.every_return()),
            "answers": [(form.form_id, store.answers(form.form_id)) for form in issued],
            "events": sorted(map(repr, store.events(2026))),
            "issued": sorted(map(repr, issued)),
        }
    return files, known


def _digest(path):
    # A workbook bears the second it was written in.
    return "" if path.suffix == ".xlsx" else hashlib.sha256(path.read_bytes()).hexdigest()


def _is_kept(path):
    """Originals keep their time; what is written here has its own."""
    return path.suffix not in (".txt", ".xlsx") and ("packets" not in path.parts or "Modtaget" in path.parts)


def copy_of(begin, folder):
    shutil.copytree(begin, folder)
    return folder


def same(found, expected):
    (files, known), (files_expected, known_expected) = found, expected
    assert sorted(files) == sorted(files_expected)
    assert files == files_expected
    for what, told in known_expected.items():
        assert [each for each in known[what] if each not in told] == []
        assert known[what] == told


# --- mus returns --------------------------------------------------------------------------------


def test_an_undisturbed_run_leaves_an_empty_inbox_and_every_outcome(inbox):
    files, known = inbox[1].end
    rooms = Counter(name.split("/")[1] for name in files)
    assert rooms["inbox"] == 0 and rooms["review"] == 3 and rooms["rejected"] >= 10
    outcomes = Counter(re.search("outcome='([a-z]+)'", file)[1] for file in known["returned"])
    assert outcomes.keys() == {"accepted", "review", "rejected", "duplicate"}


@pytest.mark.parametrize("chain", range(CHAINS))
def test_returns_killed_at_random_end_as_if_undisturbed(inbox, tmp_path, chain):
    begin, whole = inbox
    folder, chance = copy_of(begin, tmp_path / "killed"), random.Random(chain)
    for _ in range(KILLS_IN_CHAIN):
        kill_after(chance.uniform(0, whole.seconds * 0.8), take_in_returns, folder)
    take_in_returns(folder)
    same(end_of(folder), whole.end)


def test_returns_killed_before_a_step_on_the_disk_end_as_if_undisturbed(inbox, tmp_path):
    begin, whole = inbox
    for at in random.Random(4).sample(range(whole.steps), POINTS):
        folder = copy_of(begin, tmp_path / f"step {at}")
        kill_at_step(at, take_in_returns, folder)
        take_in_returns(folder)
        same(end_of(folder), whole.end)


@pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")
def test_returns_killed_while_libreoffice_converts_end_as_if_undisturbed(inbox, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begin = copy_of(inbox[0], tmp_path / "begin")
    lying = begin / "output" / "inbox"
    (saved,) = office.convert([lying / "a.docx"], "odt", tmp_path / "odt").values()
    shutil.move(saved, lying / "a.odt")
    os.utime(lying / "a.odt", (LONG_AGO - 1, LONG_AGO - 1))
    whole = undisturbed(take_in_returns, begin, tmp_path / "undisturbed")
    folder, chance = copy_of(begin, tmp_path / "killed"), random.Random(1)
    for _ in range(2):
        kill_after(chance.uniform(0, whole.seconds), take_in_returns, folder)
    take_in_returns(folder)
    same(end_of(folder), whole.end)


# --- mus packets --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unwritten(tmp_path_factory):
    """A workspace with its key made and no packets, and how they end undisturbed."""
    room = tmp_path_factory.mktemp("packets")
    made = make(room / "herlev", "herlev")
    with open_round(made, AUTUMN):
        pass
    return made.folder, undisturbed(write_packets, made.folder, room / "undisturbed")


@pytest.mark.parametrize("chain", range(2))
def test_packets_killed_at_random_end_as_if_undisturbed(unwritten, tmp_path, chain):
    begin, whole = unwritten
    folder, chance = copy_of(begin, tmp_path / "killed"), random.Random(100 + chain)
    for _ in range(4):
        kill_after(chance.uniform(0, whole.seconds * 0.8), write_packets, folder)
    write_packets(folder)
    same(end_of(folder), whole.end)


def test_packets_killed_before_a_step_on_the_disk_end_as_if_undisturbed(unwritten, tmp_path):
    begin, whole = unwritten
    for at in random.Random(5).sample(range(whole.steps), 2):
        folder = copy_of(begin, tmp_path / f"step {at}")
        kill_at_step(at, write_packets, folder)
        write_packets(folder)
        same(end_of(folder), whole.end)
