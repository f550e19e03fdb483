"""A small .ods around the rows of one sheet, for what Calc does not write."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, rows: str, end="</table:table>"):
    """A workbook with a sheet `Ark`. In `rows`, <r> is a row, <c> a cell of text or none, <v> one with a number."""
    rows = re.sub(r"<c([^>/]*)>([^<]+)</c>", r'<c\1 office:value-type="string"><text:p>\2</text:p></c>', rows)
    rows = re.sub(r"<v([^>/]*)>([^<]+)</v>", r'<c\1 office:value-type="float" office:value="\2"></c>', rows)
    rows = re.sub(r"<(/?)c\b", r"<\1table:table-cell", re.sub(r"<(/?)r\b", r"<\1table:table-row", rows))
    sheet = f'<table:table table:name="Ark">{rows}{end}'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest {_SPACES}>{entry}</manifest:manifest>")
        body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
        package.writestr(
            "content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>"
        )
    return path
