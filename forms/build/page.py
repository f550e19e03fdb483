"""The sheet a form is written on: A4 upright or lying, header, footer, and its paragraphs.

In: texts in docxtpl's language. The first page carries the municipality's name (and logo); the following
pages say whose form it is, so that two people's prints are not mixed up at the printer.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section, _Footer, _Header
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from forms.build.package import new_document

LOGO_HEIGHT = Cm(1.3)
_PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def new_form(*, landscape: bool = False) -> Document:
    """An empty form with its header and footer."""
    document = new_document()
    section = document.sections[0]
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(1.7)
    section.different_first_page_header_footer = True
    _wordmark(section.first_page_header, text_width(section))
    _running_head(section.header, text_width(section))
    for footer in (section.first_page_footer, section.footer):
        _footer(footer, text_width(section))
    return document


def text_width(section: Section) -> Length:
    """How wide a line of text is between the margins."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    assert width is not None and left is not None and right is not None
    return Length(width - left - right)


def paragraph(document: Document, text: str, style: str = "Normal") -> Paragraph:
    """A paragraph; `**…**` is set strong."""
    return write(document.add_paragraph(style=style), text)


def write(target: Paragraph, text: str) -> Paragraph:
    """The text put into the paragraph, `**…**` set strong."""
    for number, part in enumerate(text.split("**")):
        if part:
            target.add_run(part, style="Strong" if number % 2 else None)
    return target


def section(document: Document, title: str, guidance: str, *, sometimes: str = "") -> None:
    """A heading with its guidance below it in the same paragraph; `sometimes` is the condition of the guidance.

    LibreOffice 7.4 leaves a heading alone at the foot of a page where two more paragraphs and a table are to be kept
    with it. Measured on 160 conversation forms: 10 such pages with the guidance in a paragraph of its own, none this way.
    """
    heading = document.add_heading(title, 1)
    if sometimes:
        heading.add_run(f"{{%r if {sometimes} %}}")
    below = heading.add_run(style="Vejledningstegn")
    below.add_break()
    below.add_text(guidance)
    if sometimes:
        heading.add_run("{%r endif %}")


def bullets(document: Document, texts: Iterable[str]) -> None:
    """A bulleted list."""
    for text in texts:
        paragraph(document, text, "List Bullet")


@contextmanager
def block(document: Document, tag: str) -> Iterator[None]:
    """Everything written inside goes out under the tag: `if texts.purpose`, `for topic in topics`."""
    document.add_paragraph(f"{{%p {tag} %}}", style="Skabelonkode")
    yield
    document.add_paragraph(f"{{%p end{tag.split()[0]} %}}", style="Skabelonkode")


def choose(document: Document, texts: Mapping[str, str], style: str = "Normal") -> None:
    """One paragraph of several: each goes out under its tag (`if talk.kind == 'SUS'`, `elif …`, `else`)."""
    for tag, text in texts.items():
        document.add_paragraph(f"{{%p {tag} %}}", style="Skabelonkode")
        paragraph(document, text, style)
    document.add_paragraph("{%p endif %}", style="Skabelonkode")


def gap(document: Document) -> Paragraph:
    """A little air after a table: two tables without it would grow together, and Word ends on no table."""
    return document.add_paragraph(style="Luft")


def _wordmark(header: _Header, width: Length) -> None:
    header.is_linked_to_previous = False
    line = header.paragraphs[0]
    line.text, line.style = "{%p if look.logo %}", "Skabelonkode"
    with_logo = header.add_paragraph("{{ kommune.name }}\t", style="Kommunenavn")
    _right_tab(with_logo, width)
    picture = with_logo.add_run().add_picture(BytesIO(_PIXEL), height=LOGO_HEIGHT)
    properties = picture._inline.docPr
    properties.set("name", "logo")
    properties.set("descr", "Logo for {{ kommune.name }}")
    header.add_paragraph("{%p else %}", style="Skabelonkode")
    header.add_paragraph("{{ kommune.name }}", style="Kommunenavn")
    header.add_paragraph("{%p endif %}", style="Skabelonkode")


def _running_head(header: _Header, width: Length) -> None:
    header.is_linked_to_previous = False
    line = header.paragraphs[0]
    line.text = "{{ kommune.name }} · {{ form.title }}\t{{ person.name }}"
    _right_tab(line, width)


def _footer(footer: _Footer, width: Length) -> None:
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.text = "{{ form.id }}\tSide "
    _right_tab(line, width)
    _field(line, "PAGE")
    line.add_run(" af ")
    _field(line, "NUMPAGES")


def _right_tab(line: Paragraph, width: Length) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _field(line: Paragraph, instruction: str) -> None:
    line._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
