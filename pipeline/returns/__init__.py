"""What came back: each file understood, judged, and told where it belongs.

In: files, and what the store knows as look-ups. Out: `Judged` returns: the reading, the outcome, the events that
follow, and the place the original is kept. Nothing is moved or stored here.

One surprise: reading stops at the first doubt about whose form it is. A form that speaks of two people is refused
before one answer is read.
"""

from pipeline.returns.arriving import Arrived, holds_files, may_be_form, take_apart, take_up
from pipeline.returns.filled import Around
from pipeline.returns.finding import Found, FoundFile, find_files
from pipeline.returns.judging import Judged, judge
from pipeline.returns.known import Known
from pipeline.returns.opening import needs_office
from pipeline.returns.reading import read_returned

__all__ = [
    "Around",
    "Arrived",
    "Found",
    "FoundFile",
    "Judged",
    "Known",
    "find_files",
    "holds_files",
    "judge",
    "may_be_form",
    "needs_office",
    "read_returned",
    "take_apart",
    "take_up",
]
