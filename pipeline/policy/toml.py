"""The door to TOML for what HR writes: a table, or `UnreadableFile` with the line where it went wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pipeline.problems import UnreadableFile
from pipeline.problems import forms as problems


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a table. Raises UnreadableFile where it is missing, not UTF-8, or no TOML.

    A byte order mark, which Notepad writes, is no mistake.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(problems.policy_not_utf8(path)) from error
    except OSError as error:
        raise UnreadableFile(problems.policy_file_missing(path)) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(problems.toml_syntax(path, _line(error, text))) from error


def _line(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line in question. Until Python 3.14 it stands in the message only: "(at line 3, column 7)"."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found.group(1)) if found else len(text.splitlines())
