"""What came back: each file understood, judged, and told where it belongs.

In: files, and what the store knows as look-ups. Out: `Judged` returns: the reading, the outcome, the events that
follow, and the place the original is kept. Nothing is moved or stored here.

One surprise: reading stops at the first doubt about whose form it is. A form that speaks of two people is refused
before one answer is read.
"""

from pipeline.returns.arriving import Arrived, find_files, take_up
from pipeline.returns.filled import Around
from pipeline.returns.judging import Judged, judge
from pipeline.returns.reading import Known, needs_office, read_returned

__all__ = [
    "Around",
    "Arrived",
    "Judged",
    "Known",
    "find_files",
    "judge",
    "needs_office",
    "read_returned",
    "take_up",
]
