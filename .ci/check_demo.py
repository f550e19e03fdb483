"""Checks everything a demo wrote, as the people who receive it would find out.

Every Word file passes openxml-audit and has no control id twice; every one opens in LibreOffice; every workbook
loads; the mark in every free text is found nowhere in what HR receives, in no log and in no file name; nobody's
packet names anybody else.

Usage: python .ci/check_demo.py output/demo
"""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import openpyxl
from openxml_audit import OpenXmlValidator

from pipeline.demo.answers import MARK
from pipeline.model import Roster
from pipeline.roster import read_roster
from pipeline.word import office

_CONTROL_ID = re.compile(rb'<w:sdtPr>.*?<w:id w:val="(-?\d+)"/>', re.DOTALL)


def main(demo: Path) -> int:
    """Runs every check, prints what it looked at, and gives 1 where something is wrong."""
    issued = sorted(demo.glob("output*/packets/*/*/*.docx"))
    faults = [
        *_word_faults(issued),
        *_office_faults(issued),
        *_workbook_faults(demo),
        *_leaks(demo),
        *_strangers(issued, demo),
    ]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def _word_faults(files: list[Path]) -> Iterator[str]:
    if not files:
        yield "no packets were written"
    with ProcessPoolExecutor() as pool:
        for file, errors in zip(files, pool.map(_audit, files, chunksize=8), strict=True):
            yield from (f"{file.name}: {error}" for error in errors)
    print(f"{len(files)} Word files audited")


def _audit(file: Path) -> list[str]:
    result = OpenXmlValidator().validate(file)
    errors = [str(error) for error in result.errors]
    with zipfile.ZipFile(file) as package:
        xml = b"".join(
            package.read(n) for n in package.namelist() if re.match(r"word/(document|header|footer)", n)
        )
    counted = Counter(_CONTROL_ID.findall(xml))
    return errors + [
        f"control id {ident!r} stands {count} times" for ident, count in counted.items() if count > 1
    ]


def _office_faults(files: list[Path]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        opened = office.convert(files, "pdf", Path(folder))
    yield from (f"{file.name}: does not open in LibreOffice" for file in files if file not in opened)
    print(f"{len(opened)} Word files opened in LibreOffice")


def _workbook_faults(demo: Path) -> Iterator[str]:
    books = sorted(demo.rglob("*.xlsx"))
    for book in books:
        if not openpyxl.load_workbook(book).sheetnames:
            yield f"{book}: no sheets"
    if not (demo / "output/status/status.xlsx").exists():
        yield "no status workbook was written"
    print(f"{len(books)} workbooks loaded")


def _leaks(demo: Path) -> Iterator[str]:
    words = re.findall(r"\w+", MARK)
    marks = (MARK, " ".join(words), "-".join(words), "_".join(words))
    answered = list(demo.rglob("archive/**/*.docx"))
    if not any(MARK in _text_of(file) for file in answered):
        yield "the mark is in no returned form: the check checks nothing"
    received = [*(demo / "output/status").rglob("*.xlsx"), *demo.rglob("*.txt"), *demo.parent.glob("*.log")]
    received += [*demo.rglob("Overblik.xlsx"), *demo.rglob("*.eml")]
    for file in received:
        text = _text_of(file) if file.suffix == ".xlsx" else file.read_text(encoding="utf-8")
        if any(mark in text for mark in marks):
            yield f"{file}: holds what was said in a talk"
    yield from (
        f"{file}: the name holds the mark" for file in demo.rglob("*") if any(m in file.name for m in marks)
    )
    print(f"{len(received)} files that HR receives searched for the mark in {len(answered)} answered forms")


def _strangers(files: list[Path], demo: Path) -> Iterator[str]:
    roster, _ = read_roster(demo / "medarbejdere.xlsx", 2026)
    people = roster.people
    for file in files:
        subject = file.parent.name.rpartition("(")[2].rstrip(")")
        leader = re.search(r"\(([^()]+)\)$", file.parent.parent.name)
        assert leader, file
        own = {people[leader.group(1)].name} | _named_in(subject, file, roster)
        text = _text_of(file)
        for name in {other.name for other in people.values()} - own:
            if re.search(rf"\b{re.escape(name)}\b", text) and not any(name in mine for mine in own):
                yield f"{file.name}: names {name}"
    print(f"{len(files)} packets searched for other people's names")


def _named_in(subject: str, file: Path, roster: Roster) -> set[str]:
    """Who a form may name beside the leader: its person and their delegate; the whole group in a group's talk."""
    person = roster.people.get(subject)
    named = {person.name} if person else set()
    if person and person.delegate in roster.people:
        named.add(roster.people[person.delegate].name)
    group = person.group if person else subject
    if group and re.search(r"(GRUS|TUS)\d\d-", file.name):
        named |= {member.name for member in roster.people.values() if member.group == group}
    return named


def _text_of(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        xml = "\n".join(
            package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))
        )
    return f"{re.sub(r'<[^>]+>', '', xml)}\n{xml}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
