"""What people and programs do to a filled form before it comes back: one function each, bytes in, bytes out."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from pipeline.word.names import name
from pipeline.word.package import write_package

MAIN = "word/document.xml"
_SDT, _CONTENT, _TAG, _ROW = name("w:sdt"), name("w:sdtContent"), name("w:tag"), name("w:tr")
_AUTHOR = {name("w:id"): "9001", name("w:author"): "Anna Holm", name("w:date"): "2026-11-12T10:00:00Z"}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}

Change = Callable[[bytes], bytes]


def members_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {part: package.read(part) for part in package.namelist()}


def with_parts(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Change:
    return lambda docx: write_package(change(members_of(docx)))


def with_body(edit: Callable[[etree._Element], object]) -> Change:
    """The form with its main part edited."""

    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        root = etree.fromstring(members[MAIN])
        edit(root)
        return members | {MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8")}

    return with_parts(change)


def control_of(root: etree._Element, key: str) -> etree._Element:
    """The control with this tag."""
    path = f"{name('w:sdtPr')}/{_TAG}"
    tagged = ((control, control.find(path)) for control in root.iter(_SDT))
    return next(control for control, tag in tagged if tag is not None and tag.get(name("w:val")) == key)


def runs_of(root: etree._Element, key: str) -> list[etree._Element]:
    return list(control_of(root, key).iter(name("w:r")))


def run(text: str) -> etree._Element:
    return etree.fromstring(f'<w:r {_W}><w:t xml:space="preserve">{text}</w:t></w:r>')


def paragraph(text: str) -> etree._Element:
    return etree.fromstring(f'<w:p {_W}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>')


def typed_over(key: str, text: str) -> Change:
    """Another text where the old stood, and nothing else touched."""

    def edit(root: etree._Element) -> None:
        texts = list(control_of(root, key).iter(name("w:t")))
        texts[0].text = text
        for other in texts[1:]:
            other.text = ""

    return with_body(edit)


# --- controls -----------------------------------------------------------------------------------


def deleted(key: str) -> Change:
    """The control gone, its text with it; its bookmark stands empty."""
    return with_body(lambda root: _remove(control_of(root, key)))


def unwrapped(key: str, bookmark: bool = True) -> Change:
    """»Fjern indholdskontrol«: the control gone, its text left; the bookmark gone too where so said."""

    def edit(root: etree._Element) -> None:
        control = control_of(root, key)
        if not bookmark:
            _remove_bookmark_around(control)
        _unwrap(control)

    return with_body(edit)


def copied(key: str, text: str) -> Change:
    """The control a second time, with another text in it."""

    def edit(root: etree._Element) -> None:
        control = control_of(root, key)
        home = _paragraph_of(control)
        second = copy.deepcopy(control)
        for each in second.iter(name("w:t")):
            each.text = text
        new = etree.Element(name("w:p"))
        block = next((c for c in second.iter(name("w:p"))), None)
        new.append(second) if block is None else None
        (home if home is not None else control).addnext(new if block is None else second)

    return with_body(edit)


def beside(key: str, text: str) -> Change:
    """A text typed after the control, in the same paragraph or cell."""

    def edit(root: etree._Element) -> None:
        control = control_of(root, key)
        home = _paragraph_of(control)
        if home is None:
            control.addnext(paragraph(text))
        else:
            home.append(run(text))

    return with_body(edit)


def all_unwrapped(docx: bytes) -> bytes:
    """As Google Docs and Pages leave a form: no controls, no bookmarks, no properties; labels and answers as text."""

    def edit(root: etree._Element) -> None:
        for control in list(root.iter(_SDT)):
            _unwrap(control)
        for mark in [*root.iter(name("w:bookmarkStart")), *root.iter(name("w:bookmarkEnd"))]:
            _remove(mark)

    def bare(members: dict[str, bytes]) -> dict[str, bytes]:
        rels = re.sub(rb"<Relationship [^>]*(?:custom|core)[^>]*/>", b"", members["_rels/.rels"])
        types = re.sub(rb"<Override [^>]*(?:docProps)[^>]*/>", b"", members["[Content_Types].xml"])
        kept = {
            part: data for part, data in members.items() if not part.startswith(("docProps", "customXml"))
        }
        return kept | {"_rels/.rels": rels, "[Content_Types].xml": types}

    return with_parts(bare)(with_body(edit)(docx))


def with_paragraph_before(key: str, text: str) -> Change:
    """A paragraph typed into the form, before the one (or the table) that a field stands in."""

    def edit(root: etree._Element) -> None:
        body = root.find(name("w:body"))
        block = control_of(root, key)
        while block.getparent() is not body:
            block = block.getparent()
        block.addprevious(paragraph(text))

    return with_body(edit)


def with_signs(key: str) -> Change:
    """A text whose tab, hyphens, line break and ticked box are elements: `a\\tb-c\\nd☒`."""
    xml = (
        f"<w:r {_W}><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/><w:t>d</w:t><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )

    def edit(root: etree._Element) -> None:
        runs = runs_of(root, key)
        runs[0].addprevious(etree.fromstring(xml))
        for old in runs:
            _remove(old)

    return with_body(edit)


# --- rows ---------------------------------------------------------------------------------------


def row_by_tab(key: str, *texts: str, tags: bool = False) -> Change:
    """A row after that of this field, as Tab adds it: plain, or with copies of the row's controls."""

    def edit(root: etree._Element) -> None:
        old = next(row for row in control_of(root, key).iterancestors(_ROW))
        new = copy.deepcopy(old)
        for mark in [*new.iter(name("w:bookmarkStart")), *new.iter(name("w:bookmarkEnd"))]:
            _remove(mark)
        if not tags:
            for control in list(new.iter(_SDT)):
                _unwrap(control)
        for cell, text in zip(new.iter(name("w:tc")), texts, strict=False):
            shown = list(cell.iter(name("w:t")))
            for each in shown[1:]:
                each.text = ""
            shown[0].text = text
        outermost = list(old.iterancestors(_SDT))
        (outermost[-1] if outermost else old).addnext(new)

    return with_body(edit)


# --- tracked changes ----------------------------------------------------------------------------


def inserted(key: str, text: str) -> Change:
    """More text in a control, under track changes."""

    def edit(root: etree._Element) -> None:
        change = etree.Element(name("w:ins"), _AUTHOR)
        change.append(run(text))
        runs_of(root, key)[-1].addnext(change)

    return with_body(edit)


def struck_out(key: str, text: str) -> Change:
    """All of a control's text deleted under track changes, and another put in."""

    def edit(root: etree._Element) -> None:
        runs = runs_of(root, key)
        gone, new = etree.Element(name("w:del"), _AUTHOR), etree.Element(name("w:ins"), _AUTHOR)
        runs[0].addprevious(gone)
        for each in runs:
            for shown in each.iter(name("w:t")):
                shown.tag = name("w:delText")
            gone.append(each)
        new.append(run(text))
        gone.addnext(new)

    return with_body(edit)


def row_struck_out(key: str) -> Change:
    """The whole row deleted under track changes."""
    return with_body(lambda root: _mark_row(next(control_of(root, key).iterancestors(_ROW)), "w:del"))


def row_inserted(key: str, *texts: str) -> Change:
    """A whole row inserted under track changes."""

    def change(docx: bytes) -> bytes:
        grown = row_by_tab(key, *texts)(docx)

        def edit(root: etree._Element) -> None:
            rows = [row for row in root.iter(_ROW) if texts[0] in "".join(row.itertext())]
            _mark_row(rows[-1], "w:ins")

        return with_body(edit)(grown)

    return change


def control_struck_out(key: str) -> Change:
    """The control itself deleted under track changes (`w:customXmlDelRangeStart`)."""

    def edit(root: etree._Element) -> None:
        control = control_of(root, key)
        for run_ in list(control.iter(name("w:r"))):
            gone = etree.Element(name("w:del"), _AUTHOR)
            run_.addprevious(gone)
            gone.append(run_)
            for shown in run_.iter(name("w:t")):
                shown.tag = name("w:delText")
        control.addprevious(etree.Element(name("w:customXmlDelRangeStart"), _AUTHOR))
        control.addnext(etree.Element(name("w:customXmlDelRangeEnd"), {name("w:id"): "9001"}))

    return with_body(edit)


def control_inserted(key: str) -> Change:
    """The control as one that was inserted under track changes."""

    def edit(root: etree._Element) -> None:
        control = control_of(root, key)
        control.addprevious(etree.Element(name("w:customXmlInsRangeStart"), _AUTHOR))
        control.addnext(etree.Element(name("w:customXmlInsRangeEnd"), {name("w:id"): "9001"}))

    return with_body(edit)


def moved(key: str, text: str) -> Change:
    """A passage moved within a control: it stands twice until the changes are accepted."""

    def edit(root: etree._Element) -> None:
        first = runs_of(root, key)[0]
        away, here = etree.Element(name("w:moveFrom"), _AUTHOR), etree.Element(name("w:moveTo"), _AUTHOR)
        away.append(run(text))
        here.append(run(text))
        first.addprevious(away)
        runs_of(root, key)[-1].addnext(here)

    return with_body(edit)


# --- comments -----------------------------------------------------------------------------------


def commented(key: str, text: str) -> Change:
    """A comment hung on a field."""

    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        root = etree.fromstring(members[MAIN])
        first, last = runs_of(root, key)[0], runs_of(root, key)[-1]
        mark = {name("w:id"): "77"}
        first.addprevious(etree.Element(name("w:commentRangeStart"), mark))
        last.addnext(etree.fromstring(f'<w:r {_W}><w:commentReference w:id="77"/></w:r>'))
        last.addnext(etree.Element(name("w:commentRangeEnd"), mark))
        comments = (
            f'<w:comments {_W}><w:comment w:id="77" w:author="Anna Holm" w:date="2026-11-12T10:00:00Z">'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>"
        )
        relation = (
            b'<Relationship Id="rIdComments" Target="comments.xml" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/comments"/></Relationships>'
        )
        kind = (
            b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.comments+xml"/></Types>'
        )
        rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        return members | {
            MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8"),
            "word/comments.xml": comments.encode(),
            rels: members[rels].replace(b"</Relationships>", relation),
            types: members[types].replace(b"</Types>", kind),
        }

    return with_parts(change)


# --- the package --------------------------------------------------------------------------------


def main_renamed(members: dict[str, bytes]) -> dict[str, bytes]:
    """As Word Online saves: `word/document2.xml`."""
    renamed = {part.replace("document.xml", "document2.xml"): data for part, data in members.items()}
    for part in ("_rels/.rels", "[Content_Types].xml"):
        renamed[part] = renamed[part].replace(b"word/document.xml", b"word/document2.xml")
    return renamed


def strict(members: dict[str, bytes]) -> dict[str, bytes]:
    """Strict OOXML: other namespaces, other relationship types."""
    return {part: _replaced(data, _STRICT) for part, data in members.items()}


def odd_prefixes(members: dict[str, bytes]) -> dict[str, bytes]:
    """The main part with `ns0:` where Word writes `w:`."""
    xml = members[MAIN]
    xml = re.sub(rb"(</?|\s)w:", rb"\1ns0:", xml).replace(b"xmlns:w=", b"xmlns:ns0=")
    return members | {MAIN: re.sub(rb'mc:Ignorable="[^"]*"', b"", xml)}


def dangling(members: dict[str, bytes]) -> dict[str, bytes]:
    """A relationship that points at `NULL`."""
    rels = "word/_rels/document.xml.rels"
    relation = (
        b'<Relationship Id="rIdNull" Target="NULL" Type="http://schemas.openxmlformats.org/officeDocument/'
        b'2006/relationships/image"/></Relationships>'
    )
    return members | {rels: members[rels].replace(b"</Relationships>", relation)}


def broken_part(docx: bytes) -> bytes:
    """A part that nobody needs, spoiled on the disk."""
    members = members_of(docx) | {"word/theme/theme9.xml": b"unneeded" * 40}
    data = write_package(members)
    at = data.index(b"word/theme/theme9.xml") + len("word/theme/theme9.xml")
    return data[:at] + b"\xff" * 8 + data[at + 8 :]


def boxed(text: str) -> Change:
    """A text box of Word's: the same text in the choice and in the fallback."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        f'<w:p {_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    return with_body(lambda root: root.find(name("w:body")).insert(0, etree.fromstring(xml)))


def control_in_box(key: str) -> Change:
    """A field's paragraph inside a text box: its control stands twice, in the choice and in the fallback."""

    def edit(root: etree._Element) -> None:
        home = _paragraph_of(control_of(root, key))
        assert home is not None
        box = etree.fromstring(
            f'<w:p {_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            "<w:txbxContent/></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent/></v:textbox>"
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        home.addprevious(box)
        for content in box.iter(name("w:txbxContent")):
            content.append(copy.deepcopy(home))
        _remove(home)

    return with_body(edit)


def with_body_of(other: bytes) -> Change:
    """Another form's body pasted in at the end."""

    def edit(root: etree._Element) -> None:
        body = root.find(name("w:body"))
        foreign = etree.fromstring(members_of(other)[MAIN]).find(name("w:body"))
        end = body.find(name("w:sectPr"))
        for block in list(foreign):
            if block.tag != name("w:sectPr"):
                end.addprevious(copy.deepcopy(block))

    return with_body(edit)


def replaced(old: str, new: str) -> Change:
    """A text of the main part replaced, wherever it stands."""

    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        assert old.encode() in members[MAIN]
        return members | {MAIN: members[MAIN].replace(old.encode(), new.encode())}

    return with_parts(change)


def _replaced(data: bytes, pairs: dict[bytes, bytes]) -> bytes:
    for old, new in pairs.items():
        data = data.replace(old, new)
    return data


def _remove(element: etree._Element) -> None:
    home = element.getparent()
    assert home is not None
    home.remove(element)


def _unwrap(control: etree._Element) -> None:
    content = control.find(_CONTENT)
    for child in [] if content is None else list(content):
        control.addprevious(child)
    _remove(control)


def _remove_bookmark_around(control: etree._Element) -> None:
    start = control.getprevious()
    while start is not None and start.tag != name("w:bookmarkStart"):
        start = start.getprevious()
    assert start is not None
    number = start.get(name("w:id"))
    root = control.getroottree().getroot()
    _remove(start)
    for end in [e for e in root.iter(name("w:bookmarkEnd")) if e.get(name("w:id")) == number]:
        _remove(end)


def _paragraph_of(control: etree._Element) -> etree._Element | None:
    return next(control.iterancestors(name("w:p")), None)


def _mark_row(row: etree._Element, change: str) -> None:
    properties = row.find(name("w:trPr"))
    if properties is None:
        properties = etree.Element(name("w:trPr"))
        row.insert(0, properties)
    properties.append(etree.Element(name(change), _AUTHOR))
