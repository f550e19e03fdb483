"""A workspace: the folder one municipality's round lives in, described by its `mus.toml`.

    municipality = "herlev"      # a file in forms/municipalities
    year = 2026
    forms = "forms"              # optional: HR's own copy; the shipped forms otherwise
    output = "output"            # optional
    store = "output/mus.db"      # optional: a path, or a database URL
    roster = "medarbejdere.xlsx" # optional: what the commands use when no roster is named
    sheet = "Udtræk"             # optional: the roster's sheet of people, where several may be it
    [columns]                    # optional: what columns of the roster mean; "" is not read and not asked about
    "Medarb. (løn)" = "Tjenestenummer"

Paths in it are relative to the folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.problems import UnreadableFile, file_place
from pipeline.problems.workspace import workspace_broken, workspace_key, workspace_missing, workspace_value

FILE = "mus.toml"
_SQLITE = "sqlite:///"
YEARS = range(2000, 2100)
_TYPES = {
    "municipality": str,
    "year": int,
    "forms": str,
    "output": str,
    "store": str,
    "roster": str,
    "sheet": str,
    "columns": dict,
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where everything of one round is. All paths absolute; `store` is a path or a database URL.

    `columns` says what columns of the roster mean (header → the contract's header, or "" for none), `sheet` which sheet
    holds the people, "" where it is to be found.
    """

    folder: Path
    municipality: str
    year: int
    forms: Path
    output: Path
    store: str
    roster: Path | None = None
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Path:
        """The secret that form ids are made with."""
        return self.folder / "mus.key"

    @property
    def packets(self) -> Path:
        """What goes out, a folder per leader."""
        return self.output / "packets"

    @property
    def inbox(self) -> Path:
        """Where returned forms are put."""
        return self.output / "inbox"

    @property
    def output_as_known(self) -> str:
        """The output folder as the store remembers it: within the workspace by the path from it, so that it may move."""
        output, folder = self.output.absolute(), self.folder.absolute()
        return str(output.relative_to(folder) if output.is_relative_to(folder) else output)

    @property
    def status(self) -> Path:
        """The workbooks of who owes what."""
        return self.output / "status"


def shipped_forms() -> Path:
    """The forms that come with the program: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    beside = package.parent / "forms"
    return beside if (beside / "municipalities").is_dir() else package / "shipped_forms"


def read_workspace(folder: Path) -> Workspace:
    """The workspace in a folder. Raises UnreadableFile with what to mend in `mus.toml`."""
    folder = folder.absolute()
    path = folder / FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableFile(workspace_missing(file_place(path))) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UnreadableFile(workspace_broken(file_place(path), str(error))) from error
    for key, value in raw.items():
        if key not in _TYPES:
            raise UnreadableFile(workspace_key(file_place(path, key), key, _TYPES))
        if type(value) is not _TYPES[key] or (key == "year" and value not in YEARS):
            raise UnreadableFile(workspace_value(file_place(path, key), key))
    for header, meaning in raw.get("columns", {}).items():
        if not isinstance(meaning, str):  # a header with a dot in it and no quotes is a table to TOML
            raise UnreadableFile(workspace_value(file_place(path, f"columns.{header}"), "columns"))
    for key in ("municipality", "year"):
        if key not in raw:
            raise UnreadableFile(workspace_value(file_place(path, key), key))
    output = folder / raw.get("output", "output")
    store = raw.get("store", "")
    if store.startswith(_SQLITE):
        store = store.removeprefix(_SQLITE)  # a path after three slashes is relative, as any path here
    if "://" not in store:
        store = str(folder / store) if store else str(output / "mus.db")
    return Workspace(
        folder=folder,
        municipality=raw["municipality"],
        year=raw["year"],
        forms=folder / raw["forms"] if "forms" in raw else shipped_forms(),
        output=output,
        store=store,
        roster=folder / raw["roster"] if "roster" in raw else None,
        sheet=raw.get("sheet", ""),
        columns=raw.get("columns", {}),
    )


def make_workspace(folder: Path, municipality: str, year: int, forms: str | None = None) -> Path:
    """Writes a new `mus.toml` and the inbox, and gives its path. Raises FileExistsError where there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Rundens indstillinger. Stier er i forhold til denne mappe.",
        f'municipality = "{municipality}"',
        f"year = {year}",
        f'forms = "{forms}"' if forms else '# forms = "forms"            # jeres egen kopi af skabelonerne',
        '# roster = "medarbejdere.xlsx" # listen, når kommandoen ikke nævner en',
        '# sheet = "Udtræk"             # arket med medarbejdere, hvis flere ligner',
        "# [columns]                    # hvad listens kolonner betyder; mus check foreslår linjerne",
        '# "Medarb. (løn)" = "Tjenestenummer"',
    ]
    path = folder / FILE
    with path.open("x", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    (folder / "output" / "inbox").mkdir(parents=True, exist_ok=True)
    return path
