"""Types into a form as Word does: a second filler, written from Word's files and sharing no code with pipeline.word.pen.

What Word leaves behind: a run is split where it was saved in between (`w:rsidR`) and around words its speller doubts
(`w:proofErr`); Enter in a rich text control on its own paragraph begins a new paragraph inside it; the prompt's flag
and style go, the `w:placeholder` stays; a date that is typed has no `w:fullDate`.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping
from datetime import date

from lxml import etree

from tests.survival.answers import Typed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
XML = "http://www.w3.org/XML/1998/namespace"
MAIN = "word/document.xml"
_SECTION = f"{{{W}}}sdtPr/{{{W15}}}repeatingSection"


def w(local: str) -> str:
    """The full name of a w: element or attribute."""
    return f"{{{W}}}{local}"


def _main(docx: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read(MAIN))


def edit_main(docx: bytes, edit) -> bytes:
    """The package with its main part changed by `edit(root)`; all else stays as it is."""
    source = zipfile.ZipFile(io.BytesIO(docx))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == MAIN:
                root = etree.fromstring(data)
                edit(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(info, data)
    return written.getvalue()


def type_into(docx: bytes, typed: Mapping[str, Typed], again: Mapping[str, Typed] | None = None) -> bytes:
    """The form with these answers typed in, by key as issued; `again` is for the second control of a key."""

    def edit(root: etree._Element) -> None:
        seen: set[str] = set()
        for control in list(root.iter(w("sdt"))):
            key = tag_of(control)
            answer = (again or {}).get(key) if key in seen else typed.get(key)
            seen.add(key)
            if answer is not None and answer.text is not None:
                _answer(control, answer)

    return edit_main(docx, edit)


def add_row(docx: bytes, table: str) -> bytes:
    """The blank form with one more row, as Word's + makes it: last row's tags and prompts, no bookmarks."""

    def edit(root: etree._Element) -> None:
        section = next(sdt for sdt in root.iter(w("sdt")) if tag_of(sdt) == table)
        items = section.findall(f"{w('sdtContent')}/{w('sdt')}")
        blank = copy.deepcopy(items[-1])
        for element in list(blank.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            element.getparent().remove(element)
        for number, control in enumerate(blank.iter(w("sdt"))):
            identity = control.find(f"{w('sdtPr')}/{w('id')}")
            if identity is not None:
                identity.set(w("val"), str(-1_900_000_000 - number))
        items[-1].addnext(blank)

    return edit_main(docx, edit)


def repeating_tables(docx: bytes) -> list[str]:
    """The tables that have Word's +."""
    return [
        tag_of(sdt) for sdt in _main(docx).iter(w("sdt")) if sdt.find(_SECTION) is not None and tag_of(sdt)
    ]


def filled_tags(docx: bytes) -> set[str]:
    """The fields that show something else than their prompt."""
    flag = f"{w('sdtPr')}/{w('showingPlcHdr')}"
    return {tag_of(sdt) for sdt in _main(docx).iter(w("sdt")) if sdt.find(flag) is None}


def tag_of(control: etree._Element) -> str:
    """The control's tag, or ""."""
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    return "" if tag is None else tag.get(w("val"), "")


# --- one control --------------------------------------------------------------------------------


def _answer(control: etree._Element, answer: Typed) -> None:
    properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
    box = properties.find(f"{{{W14}}}checkbox")
    if box is not None:
        _tick(box, content, bool(answer.text))
        return
    for flag in properties.findall(w("showingPlcHdr")):
        properties.remove(flag)
    text = str(answer.text)
    chosen = next((i for i in properties.iter(w("listItem")) if i.get(w("value")) == text), None)
    if chosen is not None:
        text = chosen.get(w("displayText")) or text
        chosen.getparent().set(w("lastValue"), chosen.get(w("value")))
    picker = properties.find(w("date"))
    if picker is not None and isinstance(answer.value, date):
        picker.attrib.pop(w("fullDate"), None)
        if answer.picked:
            picker.set(w("fullDate"), f"{answer.value.isoformat()}T00:00:00Z")
    _type(content, text)


def _tick(box: etree._Element, content: etree._Element, on: bool) -> None:
    checked = box.find(f"{{{W14}}}checked")
    checked.set(f"{{{W14}}}val", "1" if on else "0")
    for text in content.iter(w("t")):
        text.text = "☒" if on else "☐"


def _type(content: etree._Element, text: str) -> None:
    """The text in the place of what is shown: paragraphs where the control holds paragraphs, else line breaks."""
    lines = text.split("\n")
    paragraphs = list(content.iter(w("p")))
    if not paragraphs:
        _fill(content, lines)
        return
    first, *more = paragraphs
    for spare in more:
        spare.getparent().remove(spare)
    shape = first.find(w("pPr"))
    _fill(first, lines[:1])
    last = first
    for line in lines[1:]:
        new = etree.Element(w("p"))
        new.set(w("rsidR"), "00B51F02")
        if shape is not None:
            new.append(copy.deepcopy(shape))
        _fill(new, [line])
        last.addnext(new)
        last = new


def _fill(home: etree._Element, lines: list[str]) -> None:
    """Runs in the place of the runs there are, in the look of the form without the prompt's style."""
    runs = home.findall(w("r"))
    look = runs[0].find(w("rPr")) if runs else None
    keep = None if look is None or look.find(w("rStyle")) is not None else look
    at = home.index(runs[0]) if runs else len(home)
    for run in runs:
        home.remove(run)
    for number, line in enumerate(lines):
        for element in _runs(line, keep, broken=number > 0):
            home.insert(at, element)
            at += 1


def _runs(line: str, look: etree._Element | None, broken: bool) -> list[etree._Element]:
    """One line as Word saves it: in runs of its own rsids, and a doubtful word between two marks."""
    third = max(1, len(line) // 3)
    pieces = [line[:third], line[third : 2 * third], line[2 * third :]]
    elements: list[etree._Element] = []
    for number, piece in enumerate(pieces):
        run = etree.Element(w("r"))
        run.set(w("rsidR"), f"00A{number}1F0{number}")
        if look is not None:
            run.append(copy.deepcopy(look))
        if broken and number == 0:
            etree.SubElement(run, w("br"))
        text = etree.SubElement(run, w("t"))
        text.text = piece
        text.set(f"{{{XML}}}space", "preserve")
        elements.append(run)
    start, end = (etree.Element(w("proofErr"), {w("type"): kind}) for kind in ("spellStart", "spellEnd"))
    return [elements[0], start, elements[1], end, elements[2]]
