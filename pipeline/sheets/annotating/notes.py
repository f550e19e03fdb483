"""The comments of a sheet: ours beside those that stand there, and after them where they share a cell.

Ours are written by `mus`, which is how they are found and taken away when the copy comes back and is checked anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.cpr import cpr_left_out, holds_cpr
from pipeline.sheets.annotating.parts import XML, parsed, whole
from pipeline.sheets.annotating.rows import Place
from pipeline.sheets.cells import clean
from pipeline.sheets.sheet import cell_name, column_number

AUTHOR = "mus"
_ADDED = "\n\n— mus —\n"
"""Parts what somebody wrote in a cell's comment from what we add to it."""
_REF = re.compile(r"\$?([A-Za-z]+)\$?(\d+)")
_LONGEST = 20_000
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Written:
    """The comments as they are to be: the whole text of each cell's, and the cells that have lost theirs."""

    root: XML
    texts: Mapping[Place, str]
    gone: frozenset[Place]


def write_notes(root: XML | None, namespace: str, notes: Mapping[Place, str]) -> Written:
    """Puts our comments into a sheet's, or into new ones: earlier ones of ours go, no CPR number stays."""
    root = root if root is not None else parsed(f'<comments xmlns="{namespace}"/>'.encode())
    space = f"{{{etree.QName(root).namespace}}}"
    authors, listed = _child(root, f"{space}authors", 0), _child(root, f"{space}commentList", 1)
    gone = set(_take_ours_away(authors, listed, space))
    for comment in listed:
        _leave_cpr_out(comment, space)
    there = {place: comment for comment in listed if (place := place_of(comment.get("ref", "")))}
    own = None
    for place, text in sorted(notes.items()):
        if place in there:
            _append(there[place], space, _ADDED + text)
            continue
        if own is None:
            own = _author(authors, space)
        comment = etree.SubElement(listed, f"{space}comment", ref=cell_name(*place), authorId=str(own))
        _write_text(etree.SubElement(comment, f"{space}text"), space, text)
        there[place] = comment
    texts = {place: _text_of(there[place], space) for place in notes}
    return Written(root, texts, frozenset(gone - set(there)))


def place_of(reference: str) -> Place | None:
    """Row and column of `C7`, from 0."""
    match = _REF.fullmatch(reference)
    if match is None:
        return None
    return int(match.group(2)) - 1, column_number(match.group(1).encode())


def _take_ours_away(authors: XML, listed: XML, space: str) -> Iterable[Place]:
    names = [author.text or "" for author in authors]
    for comment in list(listed):
        author = whole(comment, "authorId")
        if 0 <= author < len(names) and names[author] == AUTHOR:
            listed.remove(comment)
            if place := place_of(comment.get("ref", "")):
                yield place
        elif _ADDED.strip() in (text := _text_of(comment, space)):
            _rewrite(comment, space, text.partition(_ADDED.strip())[0].rstrip())


def _author(authors: XML, space: str) -> int:
    names = [author.text or "" for author in authors]
    if AUTHOR in names:
        return names.index(AUTHOR)
    etree.SubElement(authors, f"{space}author").text = AUTHOR
    return len(names)


def _text_of(comment: XML, space: str) -> str:
    phonetic = {run for each in comment.iter(f"{space}rPh") for run in each.iter(f"{space}t")}
    return "".join(run.text or "" for run in comment.iter(f"{space}t") if run not in phonetic)


def _leave_cpr_out(comment: XML, space: str) -> bool:
    text = _text_of(comment, space)
    if not holds_cpr(text):
        return False
    _rewrite(comment, space, cpr_left_out(text))
    return True


def _rewrite(comment: XML, space: str, text: str) -> None:
    """Another text in a comment, in the letters of its first run."""
    holder = comment.find(f"{space}text")
    assert holder is not None
    looks = holder.find(f"{space}r/{space}rPr")
    for each in list(holder):
        holder.remove(each)
    run = etree.SubElement(holder, f"{space}r")
    if looks is not None:
        run.append(looks)
    _set(etree.SubElement(run, f"{space}t"), text)


def _append(comment: XML, space: str, text: str) -> None:
    holder = comment.find(f"{space}text")
    if holder is None:
        holder = etree.Element(f"{space}text")
        comment.insert(0, holder)
    plain = holder.find(f"{space}t")
    if plain is not None:  # text without runs: a run beside it is not allowed for
        _rewrite(comment, space, plain.text or "")
    _write_text(holder, space, text)


def _write_text(holder: XML, space: str, text: str) -> None:
    """A run in the letters that Excel gives a comment."""
    run = etree.SubElement(holder, f"{space}r")
    looks = etree.SubElement(run, f"{space}rPr")
    etree.SubElement(looks, f"{space}sz", val="9")
    etree.SubElement(looks, f"{space}color", indexed="81")
    etree.SubElement(looks, f"{space}rFont", val="Tahoma")
    etree.SubElement(looks, f"{space}family", val="2")
    _set(etree.SubElement(run, f"{space}t"), text)


def _set(run: XML, text: str) -> None:
    run.text = clean(text)[:_LONGEST]
    run.set(_XML_SPACE, "preserve")


def _child(root: XML, tag: str, position: int) -> XML:
    found = root.find(tag)
    if found is None:
        found = etree.Element(tag)
        root.insert(position, found)
    return found
