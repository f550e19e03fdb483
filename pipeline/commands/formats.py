"""Rows for other tools, as JSON lines, CSV or Parquet. The one place that knows pyarrow (`mus[parquet]`)."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from pipeline.commands.opening import CannotRun
from pipeline.kinds import as_json
from pipeline.model import Value
from pipeline.problems import Place, file_place
from pipeline.problems.keeping import export_not_written, parquet_missing

ColumnType = Literal["text", "date", "number", "amount", "check"]

# What a spreadsheet works out: a sign at the start, also behind blanks, and in full width (OWASP, CSV Injection).
_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")
# A Danish Excel parts fields at every ; and line end, quoted or not, where the file has commas between them. A list
# with dashes is everyday: there + and - count only before what calls something.
_LATER_FORMULA = re.compile(r"([;\r\n][ \t\xa0]*)(?=[=@＝＠]|[+\-＋－][^;\r\n]*[(!|])")
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Exported:
    """Columns with their type, in order, and the rows; a row may lack a column, which is then empty."""

    columns: Mapping[str, ColumnType]
    rows: Sequence[Mapping[str, Value]]


def format_rows(table: Exported, form: str) -> bytes:
    """The rows as `jsonl`, `csv` or `parquet`. Raises CannotRun where Parquet's library is not installed."""
    return {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}[form](table)


def write_export(content: bytes, path: Path) -> None:
    """Writes the file whole or not at all, for its owner only. Raises CannotRun where it cannot."""
    part = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        raise CannotRun([export_not_written(file_place(path))]) from error


def _jsonl(table: Exported) -> bytes:
    lines = ({name: as_json(row.get(name)) for name in table.columns} for row in table.rows)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _csv(table: Exported) -> bytes:
    """Commas and UTF-8; every value in quotes, dates ISO, ticks true and false, nothing where there is nothing."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(table.columns)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([_cell(row.get(name)) for name in table.columns] for row in table.rows)
    return text.getvalue().encode()


def _cell(value: Value) -> str:
    """The value as text. What a spreadsheet would take for a formula gets an apostrophe before it, in a text too."""
    if isinstance(value, str):
        guarded = _LATER_FORMULA.sub(r"\1'", value)
        return f"'{guarded}" if _FORMULA.match(value) else guarded
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(as_json(value))


def _parquet(table: Exported) -> bytes:
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise CannotRun([parquet_missing(Place())]) from error
    types = {
        "text": pyarrow.string(),
        "date": pyarrow.date32(),
        "number": pyarrow.int64(),
        "amount": pyarrow.decimal128(18, 2),
        "check": pyarrow.bool_(),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in table.columns.items()])
    written = pyarrow.BufferOutputStream()
    rows = [dict(row) for row in table.rows]
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), written)
    return bytes(written.getvalue())
