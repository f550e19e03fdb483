"""Values of a PDF's objects, whatever stands where they are expected: what is of another kind is nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pypdf.generic import DictionaryObject, PdfObject

from pipeline.pdf.sheet import Matrix


def number(value: object) -> float:
    """A number of the file; 0 for what is none, or is far off any paper."""
    found = float(value) if isinstance(value, (int, float)) else 0.0
    return found if math.isfinite(found) and abs(found) < 1e6 else 0.0


def as_matrix(operands: Sequence[object]) -> Matrix:
    """Six numbers as a transformation."""
    a, b, c, d, e, f = (number(operand) for operand in operands[:6])
    return a, b, c, d, e, f


def as_dictionary(value: object) -> DictionaryObject:
    """What a value or a reference holds, if it is a dictionary; else an empty one."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
