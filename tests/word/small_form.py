"""Builds small Word forms as the pipeline issues them, one control a line, for the tests of this folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from pipeline.model import Field, FieldKind, Layout
from pipeline.word.layout import layout_of
from pipeline.word.package import write_package

FORM_ID = "MUS26-0042-REF-7K3QX9"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XMLNS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:r="{_OFFICE}" mc:Ignorable="w14 w15"'
)
_ids = count(1)

DATE = (
    '<w:date><w:dateFormat w:val="d. MMMM yyyy"/><w:lid w:val="da-DK"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)
WHO = (
    '<w:dropDownList><w:listItem w:displayText="Leder" w:value="leder"/>'
    '<w:listItem w:displayText="Medarbejder" w:value="medarbejder"/></w:dropDownList>'
)
COMBO = (
    '<w:comboBox><w:listItem w:displayText="Leder" w:value="Leder"/>'
    '<w:listItem w:displayText="Begge" w:value="Begge"/></w:comboBox>'
)


def box(checked: bool = False) -> str:
    """A checkbox's properties."""
    return (
        f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/><w14:checkedState w14:val="2612"/>'
        '<w14:uncheckedState w14:val="2610"/></w14:checkbox>'
    )


def run(text: str, prompt: bool = False) -> str:
    """A run, with a line break for every newline."""
    style = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>' if prompt else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in text.split("\n"))
    return f"<w:r>{style}{lines}</w:r>"


def paragraph(content: str) -> str:
    """A paragraph around runs and controls."""
    return f"<w:p>{content}</w:p>"


def control(tag: str, kind: str = "", text: str = "Skriv her", prompt: bool = False, inner: str = "") -> str:
    """A control in its bookmark, as a template is compiled. `inner` replaces the run with the text."""
    number = next(_ids)
    flag = "<w:showingPlcHdr/>" if prompt else ""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{tag.replace("/", "__")}"/>'
        f'<w:sdt><w:sdtPr><w:alias w:val="Titel {tag}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>'
        f'<w:lock w:val="sdtLocked"/>{flag}{kind}</w:sdtPr>'
        f"<w:sdtContent>{inner or run(text, prompt)}</w:sdtContent></w:sdt>"
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def line(tag: str, kind: str = "", text: str = "", inner: str = "") -> str:
    """A control alone in its paragraph, showing its prompt where there is neither text nor inner XML."""
    return paragraph(control(tag, kind, text or "Skriv her", prompt=not (text or inner), inner=inner))


def row(*cells: str) -> str:
    """A table row of these cell contents."""
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def item(content: str) -> str:
    """A row as an item of a repeating section."""
    return (
        f"<w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def table(name: str, *rows: str, after: str = "") -> str:
    """A table with a header row, a repeating section of rows, and rows after it."""
    columns = rows[0].count("<w:tc>") if rows else 2
    return (
        f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{row(*['Overskrift'] * columns)}"
        f'<w:sdt><w:sdtPr><w:tag w:val="{name}"/><w15:repeatingSection/></w:sdtPr><w:sdtContent>'
        f"{''.join(map(item, rows))}</w:sdtContent></w:sdt>{after}</w:tbl><w:p/>"
    )


def goal(row_id: str, text: str = "", due: str = "", who: str = "", fund: bool = False) -> str:
    """A row of the table `maal`: text, date, combo box, checkbox."""
    return row(
        control(f"maal/{row_id}/maal", "", text or "Skriv her", prompt=not text),
        control(f"maal/{row_id}/frist", DATE, due or "Vælg dato", prompt=not due),
        control(f"maal/{row_id}/ansvarlig", COMBO, who or "Vælg", prompt=not who),
        control(f"maal/{row_id}/fond", box(fund), "☒" if fund else "☐"),
    )


def without_bookmarks(xml: str) -> str:
    """The XML as Word's + copies it."""
    return re.sub("<w:bookmark(Start|End)[^>]*/>", "", xml)


def parts(*body: str, main: str = "word/document.xml", footer: str = FORM_ID) -> dict[str, bytes]:
    """The parts of a form with this body; its id stands in five places."""
    head = paragraph(control("form_id", "", FORM_ID)) + paragraph(control("navn", "", "Åse Østergård"))
    xml: Mapping[str, str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(
                f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
                for part, kind in {
                    main: "officedocument.wordprocessingml.document.main",
                    "word/footer1.xml": "officedocument.wordprocessingml.footer",
                    "word/styles.xml": "officedocument.wordprocessingml.styles",
                    "docProps/core.xml": "package.core-properties",
                    "docProps/custom.xml": "officedocument.custom-properties",
                }.items()
            )
            + "</Types>"
        ),
        "_rels/.rels": _relationships(
            {
                f"{_OFFICE}/officeDocument": main,
                f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
                f"{_OFFICE}/custom-properties": "docProps/custom.xml",
            }
        ),
        main: (
            f"<w:document {_XMLNS}><w:body>{head}{''.join(body)}<w:sectPr>"
            '<w:footerReference w:type="default" r:id="rId1"/></w:sectPr></w:body></w:document>'
        ),
        main.replace("word/", "word/_rels/") + ".rels": _relationships(
            {
                f"{_OFFICE}/footer": "footer1.xml",
                f"{_OFFICE}/styles": "styles.xml",
                f"{_OFFICE}/image": "NULL",
            }
        ),
        "word/footer1.xml": f"<w:ftr {_XMLNS}>{paragraph(run(footer))}</w:ftr>",
        "word/styles.xml": (
            f'<w:styles {_XMLNS}><w:style w:type="character" w:styleId="PlaceholderText">'
            '<w:name w:val="Placeholder Text"/></w:style></w:styles>'
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties">'
            f"<cp:keywords>{FORM_ID}</cp:keywords></cp:coreProperties>"
        ),
        "docProps/custom.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            + "".join(
                f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{key}">'
                f"<vt:lpwstr>{value}</vt:lpwstr></property>"
                for pid, (key, value) in enumerate({"mus_form_id": FORM_ID, "mus_layout": "0a1b"}.items(), 2)
            )
            + "</Properties>"
        ),
    }
    return {part: text.encode() for part, text in xml.items()}


def form(*body: str) -> bytes:
    """A form with this body, as a file."""
    return write_package(parts(*body))


def layout(issued: bytes, typed: Mapping[str, FieldKind] | None = None) -> Layout:
    """The layout of a form as issued."""
    return layout_of(issued, "referat", typed or {}, lambda key: "private")


def fields(*fields: Field) -> Layout:
    """A layout of these fields."""
    return Layout("referat", fields)


def _relationships(targets: Mapping[str, str]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets.items(), 1)
        )
        + "</Relationships>"
    )
