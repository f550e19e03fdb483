"""Others who fill Word templates, measured on the forms that ours were measured on.

In: a folder of samples: templates, contexts, and what we made of them. Out: what each peer took for a form, and whether it
made the same of it, as text and controls. rust-docxtpl and docxtemplater are installed into the folder where that can be
done; docxtemplater has another language, and gets our finished form with its person's own texts to fill in again, with no
loop and no choice left to it.
"""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
import sys
import time
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path

PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
PASSES = 3
"""How often forms are filled, by us and by the Python peers: the fastest pass counts, for the machines are noisy."""
_TEXT, _CONTROL = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>"), re.compile(r'<w:tag w:val="([^"]*)"')
_HOME = Path(__file__).parents[2]
_WAIT = 300
_NODE = """
const fs = require("fs"), Zip = require("pizzip"), Docxtemplater = require("docxtemplater");
const [room, ...files] = process.argv.slice(2);
const began = process.cpuUsage();
for (const file of files) {
  const document = new Docxtemplater(new Zip(fs.readFileSync(`${room}/${file}.flat.docx`)), {linebreaks: true});
  document.render(JSON.parse(fs.readFileSync(`${room}/${file}.json`)));
  fs.writeFileSync(`${room}/${file}.node.docx`, document.getZip().generate({type: "nodebuffer", compression: "DEFLATE"}));
}
const took = process.cpuUsage(began);
console.log((took.user + took.system) / 1e6 / files.length);
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """What another took for a form, in seconds of the processor, and what was wrong with what it made."""

    name: str
    each: float
    wrong: str


def peers_of(samples: Path, folder: Path) -> Iterator[Peer]:
    """docxtpl, and then the others that could be installed."""
    yield _in_python("docxtpl", sys.executable, samples)
    if rust := _rust(folder / "rust"):
        yield _in_python("rust-docxtpl", str(rust), samples)
    if (node := _node(folder / "node")) and (peer := _in_node(node, samples)):
        yield peer


def _in_python(name: str, python: str, samples: Path) -> Peer:
    command = [python, "-m", "tests.bench.peers", str(samples)]
    done = subprocess.run(command, cwd=_HOME, stdout=subprocess.PIPE, text=True, check=True)
    return Peer(name, **json.loads(done.stdout.splitlines()[-1]))


def _rust(room: Path) -> Path | None:
    """The Python of an environment with rust-docxtpl and nothing else: it bears docxtpl's name."""
    python = room / "bin" / "python"
    if not python.exists():
        venv.create(room, with_pip=True)
    return python if _runs(python, "-m", "pip", "install", "-qq", "rust-docxtpl") else None


def _node(room: Path) -> Path | None:
    room.mkdir(exist_ok=True)
    (room / "fill.js").write_text(_NODE, "utf-8")
    return room if _runs("npm", "install", "--silent", "--prefix", room, "docxtemplater", "pizzip") else None


def _runs(*command: str | Path) -> bool:
    try:
        return not subprocess.run([*map(str, command)], capture_output=True, timeout=_WAIT).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def _in_node(room: Path, samples: Path) -> Peer | None:
    index = json.loads((samples / "index.json").read_text("utf-8"))
    for number, sample in enumerate(index):
        _flatten(samples, number, sample["context"])
    command = ["node", str(room / "fill.js"), str(samples), *map(str, range(len(index)))]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return None
    differs = [
        n for n in range(len(index)) if seen(samples / f"{n}.node.docx") != seen(samples / f"{n}.docx")
    ]
    return Peer("docxtemplater", float(done.stdout), f"{len(differs)} forms differ" if differs else "")


def _flatten(samples: Path, number: int, context: dict[str, dict[str, str]]) -> None:
    """Our form with names of its own texts in their place: `{t0}`, `{t1}` …; only texts that stand in it."""
    own = [context["form"]["id"], *context["person"].values(), context["leader"]["name"], context["today"]]
    texts = sorted({text for text in own if len(text) > 3}, key=len, reverse=True)
    names = {html.escape(text, quote=False): f"{{t{n}}}" for n, text in enumerate(texts)}
    inside = re.compile("|".join(map(re.escape, names)))

    def named(hit: re.Match[str]) -> str:
        return inside.sub(lambda text: names[text.group()], hit.group())

    with (
        zipfile.ZipFile(samples / f"{number}.docx") as old,
        zipfile.ZipFile(samples / f"{number}.flat.docx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, _TEXT.sub(named, data.decode()) if PARTS.fullmatch(part) else data)
    values = {f"t{n}": text for n, text in enumerate(texts)}
    (samples / f"{number}.json").write_text(json.dumps(values), "utf-8")


def seen(source: Path | io.BytesIO) -> list[tuple[str, str, list[str]]]:
    """Part by part, the text, however it is broken into runs and lines, and the controls."""
    found = []
    with zipfile.ZipFile(source) as package:
        for name in sorted(name for name in package.namelist() if PARTS.fullmatch(name)):
            xml = package.read(name).decode()
            text = html.unescape("".join(_TEXT.findall(xml)))
            found.append((name, "".join(text.split()), _CONTROL.findall(xml)))
    return found


def fill_with_docxtpl(samples: Path) -> dict[str, float | str]:
    """DocxTemplate, render, save: as its manual says, each form from the file."""
    from docxtpl import DocxTemplate

    index = json.loads((samples / "index.json").read_text("utf-8"))
    passes, differs = [0.0] * PASSES, set()
    for turn, (number, sample) in product(range(PASSES), enumerate(index)):
        numbers = {name: count(first).__next__ for name, first in sample["numbers"].items()}
        context, out = {**sample["context"], **numbers}, io.BytesIO()
        began = time.process_time()
        document = DocxTemplate(str(samples / sample["template"]))
        document.render(context, autoescape=True)
        document.save(out)
        passes[turn] += time.process_time() - began
        if seen(out) != seen(samples / f"{number}.docx"):
            differs.add(sample["template"])
    wrong = f"{', '.join(sorted(differs))} differ" if differs else ""
    return {"each": min(passes) / len(index), "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(fill_with_docxtpl(Path(sys.argv[1]))))
