"""Content controls: the fields people fill in.

Each function gives a run-level `w:sdt` to put into a paragraph. The tag is the field's key, the title its
label, the placeholder its prompt. No ids and no bookmarks: compiling a template adds them.

A prompt names no person: an untouched prompt is known by its text when its flag is lost. One surprise: the
order of the properties matters. CT_SdtPr (ECMA-376 part 1, 17.5.2.38) is a sequence, and Word calls a file
damaged where it is broken.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from lxml import etree

WRITE_HERE, PICK_DATE, PICK = "Skriv her", "Vælg dato", "Vælg …"
PROMPT_GREY = "707070"
RESPONSIBLE = ("Leder", "Medarbejder", "Begge")
STATUS = {
    "ikke_i_gang": "Ikke i gang",
    "i_gang": "I gang",
    "gennemfoert": "Gennemført",
    "opgivet": "Opgivet",
}
PLAN_STATUS = {"planlagt": "Planlagt"} | STATUS

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_BOX_FONT = "Segoe UI Symbol"


def text(key: str, title: str, prompt: str = WRITE_HERE) -> etree._Element:
    """Free text of several lines."""
    return _asking(key, title, prompt, '<w:text w:multiLine="1"/>')


def date(key: str, title: str) -> etree._Element:
    """A day, picked in a calendar or typed, shown as "12. november 2026"."""
    return _asking(
        key,
        title,
        PICK_DATE,
        '<w:date><w:dateFormat w:val="d. MMMM yyyy"/><w:lid w:val="da-DK"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>',
    )


def dropdown(key: str, title: str, choices: dict[str, str]) -> etree._Element:
    """One of the choices (value: text) and nothing else; the first entry leads back to the prompt."""
    items = _items({"": PICK} | choices)
    return _asking(key, title, PICK, f"<w:dropDownList>{items}</w:dropDownList>")


def combo(key: str, title: str, choices: Iterable[str], prompt: str = "Vælg eller skriv") -> etree._Element:
    """One of the choices, or something typed."""
    items = _items({choice: choice for choice in choices})
    return _asking(key, title, prompt, f"<w:comboBox>{items}</w:comboBox>")


def checkbox(key: str, title: str) -> etree._Element:
    """A box to tick."""
    state = "".join(
        f'<w14:{name} w14:val="{glyph}" w14:font="{_BOX_FONT}"/>'
        for name, glyph in (("checkedState", "2612"), ("uncheckedState", "2610"))
    )
    kind = f'<w14:checkbox><w14:checked w14:val="0"/>{state}</w14:checkbox>'
    fonts = " ".join(f'w:{script}="{_BOX_FONT}"' for script in ("ascii", "eastAsia", "hAnsi", "cs"))
    return _control(key, title, f'<w:lock w:val="sdtLocked"/>{kind}', f"<w:rFonts {fonts}/>", "☐")


def locked(key: str, title: str, value: str) -> etree._Element:
    """A text that says whose form it is: it can neither be changed nor removed."""
    return _control(key, title, '<w:lock w:val="sdtContentLocked"/><w:text/>', "", value)


def _asking(key: str, title: str, prompt: str, kind: str) -> etree._Element:
    properties = f'<w:lock w:val="sdtLocked"/><w:showingPlcHdr/>{kind}'
    # The colour stands in the run as well as in the style: LibreOffice drops the style (measured, 7.4).
    look = f'<w:rStyle w:val="PlaceholderText"/><w:color w:val="{PROMPT_GREY}"/>'
    return _control(key, title, properties, look, prompt)


def _control(key: str, title: str, properties: str, run_properties: str, shown: str) -> etree._Element:
    run = f"<w:rPr>{run_properties}</w:rPr>" if run_properties else ""
    element: etree._Element = parse_xml(
        f"<w:sdt {_NAMESPACES}><w:sdtPr><w:alias w:val={quoteattr(title)}/><w:tag w:val={quoteattr(key)}/>"
        f"{properties}</w:sdtPr><w:sdtContent><w:r>{run}<w:t>{escape(shown)}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    return element


def _items(choices: dict[str, str]) -> str:
    return "".join(
        f"<w:listItem w:displayText={quoteattr(shown)} w:value={quoteattr(value)}/>"
        for value, shown in choices.items()
    )
