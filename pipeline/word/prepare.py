"""Makes a template's content controls ready to be issued: rows into loops, ids, bookmarks.

In: the XML of a template part, changed in place. What Jinja must see between elements is left as a
processing instruction, which the compiler turns into a tag after docxtpl's pass.
"""

from __future__ import annotations

import re

from lxml import etree

PI = "mus"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAG = re.compile(r"(\{\{.*?((?P<end>\}\})|(?=\{[{%])|$))|(\{%.*?((?P<close>%\})|(?=\{[{%])|$))")
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def bookmark_name(key: str) -> str:
    """The bookmark of a key: `maal/4f2a/frist` is `maal__4f2a__frist`; Word allows letters, digits, underscore."""
    return key.replace("/", "__")


def prepare_controls(root: etree._Element) -> list[str]:
    """Turns each repeating row into a loop over `rows.<table>`, and gives every control its ids and its bookmark.

    Gives the names of the tables found.
    """
    sections = [
        sdt
        for sdt in root.iter(_w("sdt"))
        if sdt.find(f"{_w('sdtPr')}/{{{_W15}}}repeatingSection") is not None
    ]
    tables = [_loop_rows(section) for section in sections]
    in_rows = {control for section in sections for control in section.iterdescendants(_w("sdt"))}
    for number, control in enumerate(list(root.iter(_w("sdt")))):
        _number_and_bookmark(control, f"n{number}", "row_ids" if control in in_rows else "ids")
    return [table for table in tables if table]


def unclosed_tag(root: etree._Element) -> str:
    """The first Jinja tag that is not closed in its own paragraph, with what follows it there; "" where all are.

    docxtpl would look for the end in a later paragraph, and drop what stands between.
    """
    for paragraph in root.iter(_w("p")):
        text = "".join(t.text or "" for t in paragraph.iter(_w("t")))
        for tag in _TAG.finditer(text):
            if not (tag["end"] or tag["close"]):
                return tag.group()
    return ""


def _loop_rows(section: etree._Element) -> str:
    table = _tag(section)
    content = section.find(_w("sdtContent"))
    items = [] if content is None else content.findall(_w("sdt"))
    if not table or content is None or not items:
        return ""
    for spare in items[1:]:
        content.remove(spare)
    items[0].addprevious(etree.ProcessingInstruction(PI, f"for row in rows.{table}"))
    items[0].addnext(etree.ProcessingInstruction(PI, "endfor"))
    for tag in items[0].iter(_w("tag")):
        key = tag.get(_w("val"), "")
        if key.startswith(f"{table}/") and "{{" not in key:
            tag.set(_w("val"), key.replace("/", "/{{ row.id }}/", 1))
    return table


def _number_and_bookmark(control: etree._Element, variable: str, numbers: str) -> None:
    properties = control.find(_w("sdtPr"))
    if properties is None:
        return
    for old in properties.findall(_w("id")):
        properties.remove(old)
    number = f"{{{{ {variable} }}}}"
    ident = etree.Element(_w("id"))
    ident.set(_w("val"), number)
    tag = properties.find(_w("tag"))
    # CT_SdtPr is a sequence: rPr, alias, tag, id, lock, …
    before = [p for p in properties if p.tag in (_w("rPr"), _w("alias"), _w("tag"))]
    properties.insert(len(before), ident)
    control.addprevious(etree.ProcessingInstruction(PI, f"set {variable} = {numbers}()"))
    repeats = any(p.tag.startswith(f"{{{_W15}}}repeatingSection") for p in properties)
    if tag is None or repeats:
        return
    for plain in properties.findall(_w("text")):
        # Measured, LibreOffice 7.4: a plain text control becomes an input field on save; its line breaks move in
        # front of the text, and in .doc its bookmark is lost. A rich text control keeps all of it.
        properties.remove(plain)
    start, end = etree.Element(_w("bookmarkStart")), etree.Element(_w("bookmarkEnd"))
    start.set(_w("id"), number)
    start.set(_w("name"), bookmark_name(tag.get(_w("val"), "")))
    end.set(_w("id"), number)
    control.addprevious(start)
    control.addnext(end)


def _tag(control: etree._Element) -> str | None:
    tag = control.find(f"{_w('sdtPr')}/{_w('tag')}")
    return None if tag is None else tag.get(_w("val"))
