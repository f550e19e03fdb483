"""Draws the README's pictures from a demo: the first page of a conversation form, and HR's overview.

python -m forms.build.pictures output/demo forms/pictures
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.word import office

WIDTH = 1000


def main(demo: Path, into: Path) -> None:
    """Writes skema.png and status.png."""
    packets = demo / "output" / "packets"
    pictures = {
        "skema": next(iter(sorted(packets.rglob("Sam*medarbejder*.docx")))),
        "plan": next(iter(sorted(packets.rglob("*-KUP-*.docx")))),
        "status": demo / "output" / "status" / "status.xlsx",
    }
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pages = office.convert(list(pictures.values()), "pdf", Path(folder))
        for name, source in pictures.items():
            first_page = [
                "-f",
                "1",
                "-l",
                "1",
                "-singlefile",
                "-png",
                "-scale-to-x",
                str(WIDTH),
                "-scale-to-y",
                "-1",
            ]
            subprocess.run(["pdftoppm", *first_page, pages[source], into / name], check=True)
            print(f"drew {into / name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
