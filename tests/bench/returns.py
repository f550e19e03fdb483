"""How long a returned form takes to read and store, beside python-docx and docx-plus on the same files in the same run.

In: nothing; it makes a round of its own, and forms filled by a pen that tells what each field says. Every answer stored is
held against what was typed. Lines of one task are taken in turns, so that what else the machine does falls on both alike.
"""

from __future__ import annotations

import pickle
import resource
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.working import WORTH
from tests.bench.figures import TODAY, Figure, run_task, tell_task

if TYPE_CHECKING:
    from pipeline.commands.opening import Round
    from pipeline.model import Reading, Value
    from pipeline.returns import Arrived, Known

NIGHT, HELD = date(2026, 11, 20), date(2026, 10, 20)
SORTS = ("kompetenceudviklingsplan", "referat")
WITHIN, MEGABYTES = 1.15, 300
_TURN = 25

Typed = tuple[dict[str, "Value"], dict[str, "Value"]]
"""What was typed into a form by key, and what of it the store keeps: minutes may stay with the two (HER-14)."""


def measure(folder: Path, size: str) -> Iterator[Figure]:
    """The lines of the table. `quick` takes some dozens of forms, and 240 for growth; `full` ten thousand."""
    counts, few = ((100, 1_000, 10_000), 200) if size == "full" else ((60, 240), 60)
    run_task("returns", "make", folder, str(counts[-1]))
    stored = run_task("returns", "stored", folder, str(few))
    yield _beside("a returned form read and stored", "python-docx' walk", stored, "stored", "walk", 5)
    yield _beside("a returned form read", "python-docx' walk", stored, "read", "walk", 10)
    plus = run_task("returns", "plus", folder, str(few // 3))
    yield _beside("a returned form read", "docx-plus", plus, "read", "plus", None, plus["told"])
    placed = run_task("returns", "placed", folder, str(few // 2))
    slower = placed["placed"] / placed["tagged"]
    yield Figure(
        "a form read by position",
        "the same by tag",
        _ms(placed["placed"]),
        _ms(placed["tagged"]),
        f"{slower:.1f}x",
        "<= 5x",
        slower <= 5,
        placed["megabytes"],
        placed["wrong"],
    )
    yield from _grown(folder, counts)


def _grown(folder: Path, counts: tuple[int, ...]) -> Iterator[Figure]:
    """A form among few and among many, the memory of many, and two jobs beside one."""
    runs = [run_task("returns", "night", folder, str(count), "1") for count in counts]
    first, last = (run["busy"] / count for run, count in ((runs[0], counts[0]), (runs[-1], counts[-1])))
    growth = last / first
    yield Figure(
        f"a form among {counts[-1]:,}",
        f"among {counts[0]:,}",
        _ms(last),
        _ms(first),
        f"{growth:.2f}x",
        f"<= {WITHIN}x, {MEGABYTES} MB",
        growth <= WITHIN and runs[-1]["megabytes"] <= MEGABYTES,
        runs[-1]["megabytes"],
        "; ".join(run["wrong"] for run in runs if run["wrong"]),
    )
    if counts[-1] < WORTH:  # so few are read by one process, whatever is asked for
        return
    two = run_task("returns", "night", folder, str(counts[-1]), "2")
    gain = runs[-1]["seconds"] / two["seconds"]
    yield Figure(
        f"{counts[-1]:,} forms with --jobs 2",
        "with one",
        f"{two['seconds']:.2f} s",
        f"{runs[-1]['seconds']:.2f} s",
        f"{gain:.1f}x",
        ">= 1.6x",
        gain >= 1.6,
        two["megabytes"],
        two["wrong"],
    )


def _beside(
    work: str, beside: str, run: dict[str, Any], ours: str, others: str, asked: float | None, told: str = ""
) -> Figure:
    ratio = run[others] / run[ours]
    holds = None if asked is None else ratio >= asked
    wanted = told if asked is None else f">= {asked:.0f}x"
    return Figure(
        work,
        beside,
        _ms(run[ours]),
        _ms(run[others]),
        f"{ratio:.1f}x",
        wanted,
        holds,
        run["megabytes"],
        run["wrong"],
    )


def _ms(seconds: float) -> str:
    return f"{1_000 * seconds:.2f} ms"


# --- tasks, each in a process of its own --------------------------------------------------------


def make(folder: str, count: str) -> dict[str, Any]:
    """A round with enough forms out, and as many of them filled; what was typed, and what of it the store may keep."""
    from pipeline.commands.outgoing import plan_round, write_round
    from pipeline.demo.answers import answers_for
    from pipeline.returns.judging import left_with_parties
    from pipeline.word import pen
    from pipeline.word.layout import tags_of
    from pipeline.workspace import make_workspace
    from tests.bench.rosters import write_roster

    home, filled, typed = Path(folder) / "home", Path(folder) / "filled", dict[str, Typed]()
    config = make_workspace(home, "herlev", 2026)
    write_roster(home / "medarbejdere.xlsx", int(count) // len(SORTS) + 2)
    config.write_text(config.read_text().replace("# roster =", "roster ="))
    filled.mkdir()
    with _opened(home, date.fromisoformat(TODAY)) as round_:
        planned = plan_round(round_, None)
        write_round(round_, planned, lambda items, _: items)
        forms = [issued for issued in round_.store.all_issued(2026) if issued.form in SORTS]
        for number, issued in enumerate(forms[: int(count)]):
            layout, path = round_.store.layout(issued.layout), round_.workspace.output / issued.path
            assert layout is not None, "a form is recorded together with its layout"
            blank, privacy = path.read_bytes(), {field.key: field.privacy for field in layout.fields}
            said = answers_for(layout, tags_of(blank), HELD, number)
            (filled / path.name).write_bytes(pen.fill(blank, said))
            facts_only = left_with_parties(issued, round_.policy)
            kept = {k: v for k, v in said.items() if not facts_only or privacy.get(k) == "fact"}
            typed[path.name] = (said, kept)
    (Path(folder) / "typed").write_bytes(pickle.dumps(typed))
    return {"forms": len(typed)}


def stored(folder: str, count: str) -> dict[str, Any]:
    """Seconds a form: python-docx' walk, our reading alone, and `mus returns` as it is."""
    from pipeline.commands.incoming import take_in
    from pipeline.commands.readers import known_to
    from pipeline.returns import FoundFile, take_up

    files, times = _filled(folder, count), dict.fromkeys(("walk", "read", "stored"), 0.0)
    with _opened(_home(folder, "stored")) as round_:
        known = known_to(round_)
        for at in range(0, len(files), _TURN):
            turn = files[at : at + _TURN]
            times["walk"] += _busy(_walk_all, turn)
            arrived = [take_up(FoundFile(path), 0) for path in turn]
            times["read"] += _busy(_read_all, round_, known, arrived)
            for path in turn:
                shutil.copy2(path, round_.workspace.inbox / path.name)
            times["stored"] += _busy(take_in, round_, (), _silent)
        wrong = _wrong_stored(round_, folder, files)
    return {name: seconds / len(files) for name, seconds in times.items()} | {"wrong": wrong}


def plus(folder: str, count: str) -> dict[str, Any]:
    """Seconds a form for docx-plus and for us, and how many of the answers each gets right."""
    from pipeline.commands.readers import known_to
    from pipeline.returns import FoundFile, take_up

    files, typed = _filled(folder, count), _typed(folder)
    times, right, asked, wrong = {"plus": 0.0, "read": 0.0}, 0, 0, 0
    with _opened(_home(folder, "plus")) as round_:
        known = known_to(round_)
        for path in files:
            arrived, found = take_up(FoundFile(path), 0), dict[str, object]()
            times["plus"] += _busy(_controls, path, found)
            times["read"] += _busy(_read_all, round_, known, [arrived])
            answers = {answer.key: answer.value for answer in _read_all(round_, known, [arrived])[0].answers}
            for key, value in typed[path.name][0].items():
                asked += 1
                right += _means(found.get(key), value)
                wrong += answers.get(key) != value
    told = f"they {right:,} of {asked:,} answers, we {asked - wrong:,}"
    per_form = {name: seconds / len(files) for name, seconds in times.items()}
    return per_form | {"told": told, "wrong": f"{wrong} answers are not what was typed" if wrong else ""}


def placed(folder: str, count: str) -> dict[str, Any]:
    """Seconds a form by tag, and with all controls and bookmarks gone; what is read by position must be what was typed."""
    from pipeline.commands.readers import known_to
    from pipeline.returns import FoundFile, take_up
    from tests.survival.stripping import without_controls

    files, typed, bare = _filled(folder, count), _typed(folder), Path(folder) / "bare"
    times, wrong = {"tagged": 0.0, "placed": 0.0}, 0
    bare.mkdir(exist_ok=True)
    with _opened(_home(folder, "placed")) as round_:
        known = known_to(round_)
        for path in files:
            (bare / path.name).write_bytes(without_controls(path.read_bytes()))
        for at in range(0, len(files), _TURN):
            turn = files[at : at + _TURN]
            whole = [take_up(FoundFile(path), 0) for path in turn]
            less = [take_up(FoundFile(bare / path.name), 0) for path in turn]
            times["tagged"] += _busy(_read_all, round_, known, whole)
            times["placed"] += _busy(_read_all, round_, known, less)
            for path, reading in zip(turn, _read_all(round_, known, less), strict=True):
                said, answers = typed[path.name][0], reading.answers
                wrong += not answers or any(a.key in said and a.value != said[a.key] for a in answers)
    per_form = {name: seconds / len(files) for name, seconds in times.items()}
    return per_form | {"wrong": f"{wrong} forms have a wrong answer by position" if wrong else ""}


def night(folder: str, count: str, jobs: str) -> dict[str, Any]:
    """So many forms taken in at once, with so many jobs."""
    from pipeline.commands.incoming import take_in

    home, files = _home(folder, f"night-{count}-{jobs}"), _filled(folder, count)
    with _opened(home) as round_:
        for path in files:
            shutil.copy2(path, round_.workspace.inbox / path.name)
        began, busy = time.perf_counter(), time.process_time()
        take_in(round_, (), _silent, int(jobs))
        found = {"seconds": time.perf_counter() - began, "busy": time.process_time() - busy}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        wrong = _wrong_stored(round_, folder, files[:100])
    return {**found, "megabytes": peak, "wrong": wrong}


# --- what they share ----------------------------------------------------------------------------


def _home(folder: str, name: str) -> Path:
    """The round once more, without its packets: nothing of one task may be known to another."""
    home = Path(folder) / name
    shutil.copytree(Path(folder) / "home", home, ignore=shutil.ignore_patterns("packets"))
    (home / "output" / "inbox").mkdir(exist_ok=True)
    return home


@contextmanager
def _opened(home: Path, today: date = NIGHT) -> Iterator[Round]:
    from pipeline.commands.opening import open_round
    from pipeline.workspace import read_workspace

    with open_round(read_workspace(home), today) as round_:
        yield round_


def _filled(folder: str, count: str) -> list[Path]:
    return sorted((Path(folder) / "filled").iterdir())[: int(count)]


def _typed(folder: str) -> dict[str, Typed]:
    """By the name of a file what the pen wrote into it, and what the store keeps of that."""
    found: dict[str, Typed] = pickle.loads((Path(folder) / "typed").read_bytes())
    return found


def _silent(turns: Iterable[Any], _: int) -> Iterable[Any]:
    return turns


def _busy(work: Callable[..., object], *args: object) -> float:
    began = time.process_time()
    work(*args)
    return time.process_time() - began


def _read_all(round_: Round, known: Known, arrived: Sequence[Arrived]) -> list[Reading]:
    from pipeline.commands.readers import batch_of, read_here

    return read_here(round_, known, batch_of(arrived, round_))


def _walk_all(paths: Iterable[Path]) -> None:
    """What everybody does with python-docx: open, and look at every paragraph, cell, header and footer."""
    import docx

    for path in paths:
        document = docx.Document(str(path))
        seen = [paragraph.text for paragraph in document.paragraphs]
        seen += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        margins = (part for section in document.sections for part in (section.header, section.footer))
        seen += [paragraph.text for part in margins for paragraph in part.paragraphs]


def _controls(path: Path, found: dict[str, object]) -> None:
    import docx
    from docx_plus.controls.read import list_controls

    found.update({control.tag or "": control.value for control in list_controls(docx.Document(str(path)))})


def _means(got: object, value: object) -> bool:
    """Whether docx-plus found it: a date may be as it was picked, a box as its sign, a text with other white space."""
    if isinstance(value, bool):
        return got == value or str(got).strip()[:1] == ("☒" if value else "☐")
    if isinstance(value, date):
        return str(got)[:10] == value.isoformat() or str(value.year) in str(got)
    return "".join(str(value).split()).casefold() in "".join(str(got).split()).casefold()


def _wrong_stored(round_: Round, folder: str, files: Iterable[Path]) -> str:
    """How many answers in the store are not what was typed."""
    from pipeline.identity import form_ids_in

    typed, wrong, asked = _typed(folder), 0, 0
    for path in files:
        found = {answer.key: answer.value for answer in round_.store.answers(form_ids_in(path.name)[0])}
        asked += len(typed[path.name][1])
        wrong += sum(found.get(key) != value for key, value in typed[path.name][1].items())
    return f"{wrong} of {asked} answers stored are not what was typed" if wrong or not asked else ""


if __name__ == "__main__":
    tell_task({"make": make, "stored": stored, "plus": plus, "placed": placed, "night": night})
