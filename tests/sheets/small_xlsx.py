"""A small .xlsx around one worksheet's XML, for what openpyxl does not write."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN, _STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/{{}}" Target="{{}}"/></Relationships>'
)


def write_xlsx(path: Path, rows: str, prefix="", strict=False, before="", parts=()):
    """A workbook with a sheet `Ark`. `prefix` such as "x:" goes on every tag, `before` stands before the rows."""
    space = f'xmlns{":" if prefix else ""}{prefix.rstrip(":")}="{_STRICT if strict else _MAIN}"'
    book = f'<workbook {space} xmlns:r="{_OFFICE}"><sheets><sheet name="Ark" sheetId="1" r:id="rId1"/></sheets></workbook>'
    sheet = f"<worksheet {space}>{before}<sheetData>{rows}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        package.writestr("_rels/.rels", _LINKS.format("officeDocument", "xl/workbook.xml"))
        package.writestr("xl/_rels/workbook.xml.rels", _LINKS.format("worksheet", "worksheets/sheet1.xml"))
        package.writestr("xl/workbook.xml", _prefixed(book, prefix))
        package.writestr("xl/worksheets/sheet1.xml", _prefixed(sheet, prefix))
        for name, content in parts:
            package.writestr(name, content)
    return path


def _prefixed(xml: str, prefix: str) -> str:
    return re.sub(r"<(/?)(\w)", rf"<\1{prefix}\2", xml)
