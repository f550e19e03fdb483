"""Writes every shipped form into forms/."""

from __future__ import annotations

from pathlib import Path

from forms.build.package import to_bytes
from forms.build.shipped import FORMS


def main() -> None:
    """Builds the forms and says which were written."""
    folder = Path(__file__).parents[1]
    for name, build in FORMS.items():
        path = folder / f"{name}.docx"
        path.write_bytes(to_bytes(build()))
        print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
