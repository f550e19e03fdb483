"""Somebody's own workbook given back with what is to be said of its cells: see `copying`, which tells the story."""

from pipeline.sheets.annotating.copying import (
    PAGE,
    TITLE,
    CprLeft,
    MacroSheets,
    Mark,
    annotate,
    is_review,
    is_sealed,
    link_to_cell,
    names_in_copy,
)

__all__ = [
    "PAGE", "TITLE", "CprLeft", "MacroSheets", "Mark", "annotate", "is_review", "is_sealed", "link_to_cell",
    "names_in_copy",
]  # fmt: skip
