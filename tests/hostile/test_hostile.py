"""Hostile files of every format: refused or read, told in Danish, within two seconds and 200 MB beyond a sound form's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from conftest import AUTUMN, PEOPLE, packed, write_roster
from crooked_books import BOOK
from crooked_others import DOC, EML, MSG, ODT, PDF, RTF, ZIP
from crooked_word import WORD
from crooked_zips import Build, zip_of
from measured import Run, best_of, beyond, note_figures, run_mus

from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.word import office, pen
from pipeline.word.layout import tags_of
from pipeline.workspace import Workspace, make_workspace, read_workspace

NIGHT = date(2026, 11, 20)
SECONDS, MEGABYTES, TRIES = 2.0, 200.0, 3
FORMATS = {
    "docx": WORD,
    "odt": ODT,
    "doc": DOC,
    "rtf": RTF,
    "pdf": PDF,
    "zip": ZIP,
    "eml": EML,
    "msg": MSG,
    "xlsx": BOOK,
}
CASES = [
    (suffix, name, command)
    for suffix, cases in FORMATS.items()
    for number, name in enumerate(cases)
    # The two commands read alike; every case goes the longer way, and every fourth the short one too.
    for command in (("returns", "read") if number % 4 == 0 else ("returns",))
]


@dataclass(frozen=True)
class House:
    """A round with its packets out, a sound filled form, and what it takes to read it in each format.

    `review` is the workbook of another form that HR must look at.
    """

    workspace: Workspace
    sound: bytes
    review: bytes
    folder: Path
    base: dict[tuple[str, str], Run]

    def took(self, suffix: str, command: str) -> Run:
        """What a sound form takes in this format."""
        key = suffix, command
        if key not in self.base:
            path = self.folder / f"sound.{suffix}"
            path.write_bytes(self._as(suffix))
            self.base[key] = min(
                (run_mus(self.workspace.folder, command, "--json", path) for _ in range(2)),
                key=lambda run: run.busy,
            )
            assert self.base[key].code in (0, 1), self.base[key].err
        return self.base[key]

    def _as(self, suffix: str) -> bytes:
        if suffix in ("odt", "doc", "rtf", "pdf") and office.available():
            docx = self.folder / "sound form.docx"
            docx.write_bytes(self.sound)
            made = office.convert([docx], suffix, self.folder / suffix)
            return made[docx].read_bytes()
        return zip_of({"sound.docx": self.sound}) if suffix == "zip" else self.made_of(suffix)

    def made_of(self, suffix: str) -> bytes:
        """What a hostile file of this format is made of."""
        return self.review if suffix == "xlsx" else self.sound


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("hostile")
    config = make_workspace(folder / "herlev", "herlev", 2026)
    write_roster(folder / "herlev" / "medarbejdere.xlsx", PEOPLE)
    config.write_text(config.read_text().replace("# roster =", "roster ="))
    workspace = read_workspace(folder / "herlev")
    with packed(workspace, AUTUMN) as (_, forms):
        blank = (workspace.output / forms["0042", "referat", "both"].path).read_bytes()
    answers = {key: "Det talte vi om" for key in tags_of(blank) if key.startswith("emne_")}
    sound = pen.fill(blank, answers | {"deltagere": "Bo og Anna"})
    return House(
        workspace, sound, _review(workspace, pen.fill(sound, {"samtale_dato": "snarest"})), folder, {}
    )


def _review(workspace: Workspace, doubtful: bytes) -> bytes:
    """The workbook that comes of a doubtful form."""
    path = workspace.inbox / "Tvivl.docx"
    path.write_bytes(doubtful)
    with open_round(workspace, NIGHT) as round_:
        take_in(round_, [path], lambda items, _: items)
    (book,) = (workspace.output / "review").glob("*.xlsx")
    return book.read_bytes()


@pytest.mark.parametrize(("suffix", "name", "command"), CASES, ids=lambda part: part)
def test_a_hostile_file_ends_in_answers_or_a_clear_problem(
    house: House, suffix: str, name: str, command: str
) -> None:
    base = house.took(suffix, command)
    path = _write(house, suffix, name, FORMATS[suffix][name])
    run = best_of(TRIES, base, SECONDS, house.workspace.folder, command, "--json", path)
    failures = list(_failures(run, base))
    note_figures(f"{suffix}/{name}", command, run, base, failures)
    assert not failures, "\n".join((*failures, run.err[-2000:]))
    assert path.exists(), "somebody's own folder is left as it was"
    assert not _escaped(house)


def _write(house: House, suffix: str, name: str, build: Build) -> Path:
    path = house.folder / f"{name}.{suffix}"
    if not path.exists():
        path.write_bytes(build(house.made_of(suffix)))
    return path


def _failures(run: Run, base: Run) -> list[str]:
    """What is wrong with a run: one sentence each."""
    checks = {
        f"exit code {run.code}": run.code in (0, 1),
        "a traceback": "Traceback" not in run.err + run.out,
        "nothing said": bool(run.out.strip()),
        f"{beyond(run, base):.1f} s": beyond(run, base) <= SECONDS,
        f"{run.megabytes - base.megabytes:.0f} MB": run.megabytes - base.megabytes <= MEGABYTES,
    }
    failures = [failure for failure, well in checks.items() if not well]
    return failures or [f for row in run.rows for f in _silent(row)]


def _silent(row: dict[str, object]) -> list[str]:
    """A file that was neither read nor refused with a reason."""
    problems = row["problems"]
    assert isinstance(problems, list)
    told = [problem for problem in problems if len(problem["text"]) > 20 and problem["code"]]
    read = row.get("answers") or row.get("outcome") in ("accepted", "duplicate")
    return [] if read or told else ["neither answers nor a problem"]


def _escaped(house: House) -> list[Path]:
    """What was written where a name in the file pointed."""
    outside = [house.folder, house.folder.parent, house.workspace.output, Path("/tmp"), Path.cwd()]
    names = ("climbed.txt", "climbed.docx", "absolute.txt", "absolute.docx", "c.docx")
    return [room / name for room in outside for name in names if (room / name).exists()]
