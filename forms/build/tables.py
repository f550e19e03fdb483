"""Tables: what we tell (tinted, from loops) and where people write (white with a frame).

Widths are centimetres. A header row is repeated on the next page. A row breaks over a page only where each of its cells
holds one answer: LibreOffice 7.4 prints only the first page of a row that may not break, and loses the rest of a long
answer; Word breaks such a row all the same. A row of several labels and answers stays whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from lxml import etree

from forms.build.page import gap, write

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)

_WHITE = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFFFFF"/>'
_BETWEEN = Pt(9)
"""Air between two labelled parts of one cell, so that there is room to write."""

Fact = tuple[str, str | etree._Element]
"""A label, and under it a text in docxtpl's language or a control."""
Part = str | etree._Element | Fact
"""What a cell holds: a text, a control, or either under a small label."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width, and what stands in a cell, top to bottom."""

    head: str
    width: float
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line of a form with its control, under a condition where `when` names one."""

    label: str
    control: etree._Element
    when: str = ""


def new_table(
    document: Document, widths: Sequence[float], style: str, caption: str, *, head: bool, first: bool = False
) -> Table:
    """An empty table of fixed widths. `caption` is what a screen reader says of it."""
    table: Table = document.add_table(0, len(widths), style=style)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    properties = table._tbl.tblPr
    total, look = properties.find(qn("w:tblW")), properties.find(qn("w:tblLook"))
    assert total is not None and look is not None
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(Cm(sum(widths)).twips))
    look.attrib.clear()
    look.set(qn("w:val"), f"{0x0600 | 0x20 * head | 0x80 * first:04X}")
    flags = {"firstRow": head, "lastRow": False, "firstColumn": first, "lastColumn": False}
    for name, on in (flags | {"noHBand": True, "noVBand": True}).items():
        look.set(qn(f"w:{name}"), "1" if on else "0")
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    look.addnext(described)
    return table


def facts(
    document: Document,
    values: Sequence[Fact],
    width: float,
    across: int,
    sometimes: Mapping[str, Fact],
) -> None:
    """The tinted block of facts, so many across: a small label over each value.

    `sometimes` are last rows of their own, by their condition. A control that is filled in gets a white cell.
    """
    table = new_table(document, [width / across] * across, "Oplysninger", "Oplysninger", head=False)
    for start in range(0, len(values), across):
        row, part = _add_row(table), values[start : start + across]
        if len(part) < across:
            row.cells[len(part) - 1].merge(row.cells[-1])
        for cell, fact in zip(row.cells, part, strict=False):
            _fill(cell, [fact], "Tabeltekst")
            if _is_filled_in(fact[1]):
                cell._tc.get_or_add_tcPr().append(parse_xml(_WHITE))
    for condition, fact in sometimes.items():
        _tag_row(table, f"if {condition}")
        row = _add_row(table)
        row.cells[0].merge(row.cells[-1])
        _fill(row.cells[0], [fact], "Tabeltekst")
        _tag_row(table, "endif")
    gap(document)


def _is_filled_in(content: str | etree._Element) -> bool:
    return not isinstance(content, str) and content.find(f".//{qn('w:showingPlcHdr')}") is not None


def told(document: Document, loop: str, caption: str, columns: Sequence[Column]) -> None:
    """A table that goes out, one row for each turn of the loop (`step in steps`)."""
    table = new_table(document, [c.width for c in columns], "Oversigt", caption, head=True)
    _head_row(table, columns)
    _tag_row(table, f"for {loop}")
    row = _add_row(table)
    for cell, column in zip(row.cells, columns, strict=True):
        _fill(cell, column.parts, "Tabeltekst")
    _tag_row(table, "endfor")
    gap(document)


def answer_box(document: Document, control: etree._Element, height: float = 1.9, width: float = 17) -> None:
    """A frame to write in, at least so high."""
    table = new_table(document, [width], "Svarfelter", "Svar", head=False)
    row = _add_row(table, height, may_break=True)
    _fill(row.cells[0], [control], "Svar")
    gap(document)


def lines(
    document: Document, rows: Sequence[Line], caption: str, label_width: float, width: float = 17
) -> None:
    """Labels in a tinted column with their controls beside them, all on one page."""
    widths = [label_width, width - label_width]
    table = new_table(document, widths, "Svarfelter", caption, head=False, first=True)
    for line in rows:
        if line.when:
            _tag_row(table, f"if {line.when}")
        row = _add_row(table, 0.9, may_break=True)
        for cell in row.cells:
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _fill(row.cells[0], [line.label], "Rækkenavn")
        _fill(row.cells[1], [line.control], "Svar")
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = line is not rows[-1]
        if line.when:
            _tag_row(table, "endif")
    gap(document)


def ticks(
    document: Document, loop: str, caption: str, box: etree._Element, text: str, width: float = 17
) -> None:
    """A box to tick before each text, one row for each turn of the loop (`question in theme.questions`)."""
    narrow = 1.2
    table = new_table(document, [narrow, width - narrow], "Svarfelter", caption, head=False)
    _tag_row(table, f"for {loop}")
    row = _add_row(table, 0.8)
    for cell, part in zip(row.cells, (box, text), strict=True):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _fill(cell, [part], "Svar")
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    row.cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _tag_row(table, "endfor")
    gap(document)


def grid(
    document: Document, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Part]], height: float
) -> None:
    """Rows that are known beforehand under the columns' heads, all on one page."""
    table = new_table(document, [c.width for c in columns], "Svarfelter", caption, head=True)
    _head_row(table, columns)
    for parts in rows:
        row = _add_row(table, height, may_break=True)
        for cell, part in zip(row.cells, parts, strict=True):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            _fill(cell, [part], "Svar")
            cell.paragraphs[0].paragraph_format.keep_with_next = parts is not rows[-1]
    gap(document)


def repeating(
    document: Document,
    name: str,
    caption: str,
    columns: Sequence[Column],
    height: float,
    *,
    with_next: bool = False,
) -> None:
    """A table people add rows to. The template holds one row; compiling loops it over `rows.<name>`.

    `with_next` keeps a short one on the page of what follows it.
    """
    table = new_table(document, [c.width for c in columns], "Svarfelter", caption, head=True)
    _head_row(table, columns)
    # Split between a label and its answer, a blank row would look broken in everybody's form.
    row = _add_row(table, height, may_break=all(len(column.parts) == 1 for column in columns))
    for cell, column in zip(row.cells, columns, strict=True):
        _fill(cell, column.parts, "Svar")
    section = parse_xml(
        f'<w:sdt {_NAMESPACES}><w:sdtPr><w:alias w:val="{caption}"/><w:tag w:val="{name}"/>'
        "<w15:repeatingSection/></w:sdtPr><w:sdtContent>"
        "<w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent/></w:sdt>"
        "</w:sdtContent></w:sdt>"
    )
    row._tr.addprevious(section)
    *_, item = section.iter(qn("w:sdtContent"))
    item.append(row._tr)
    air = gap(document)
    if with_next:
        for line in (*(p for row in table.rows for cell in row.cells for p in cell.paragraphs), air):
            line.paragraph_format.keep_with_next = True
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = True


def _head_row(table: Table, columns: Sequence[Column]) -> None:
    row = _add_row(table)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(row.cells, columns, strict=True):
        _fill(cell, [column.head], "Kolonnehoved")


def _tag_row(table: Table, tag: str) -> None:
    row = _add_row(table)
    cell = row.cells[0] if len(table.columns) == 1 else row.cells[0].merge(row.cells[-1])
    cell.paragraphs[0].style = "Skabelonkode"
    cell.paragraphs[0].text = f"{{%tr {tag} %}}"


def _add_row(table: Table, height: float = 0, *, may_break: bool = False) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    if not may_break:
        properties.append(OxmlElement("w:cantSplit"))
    if height:
        tall = OxmlElement("w:trHeight")
        tall.set(qn("w:val"), str(Cm(height).twips))
        tall.set(qn("w:hRule"), "atLeast")
        properties.append(tall)
    return row


def _fill(cell: _Cell, parts: Sequence[Part], style: str) -> None:
    added = chain([cell.paragraphs[0]], (cell.add_paragraph() for _ in count()))
    for number, part in enumerate(parts):
        label, content = part if isinstance(part, tuple) else ("", part)
        if label:
            line = write(next(added), label)
            line.style = "Feltnavn"
            if number:
                line.paragraph_format.space_before = _BETWEEN
        line = next(added)
        line.style = style
        if isinstance(content, str):
            write(line, content)
        else:
            line._p.append(content)
