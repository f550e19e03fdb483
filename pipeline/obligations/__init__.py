"""Who owes what, by which rule and by when: every status sheet, reminder and list is a view of this.

In come the people, the talks of the round, what has happened (events) and the municipality's policy;
out comes one list of obligations. Nothing is read or written here, and the same facts give the same
list in the same order. An event dated after `today` has not happened yet.

The rules stand in `book`, by subject in `talks`, `papers`, `following`, `keeping`, `applying` and `municipality`.
"""

from pipeline.obligations.ahead import asked, deadlines
from pipeline.obligations.case import ON_LEAVE
from pipeline.obligations.happened import PROVED_BY
from pipeline.obligations.reckoning import obligations
from pipeline.obligations.subjects import NOT_ON_ROSTER

__all__ = ["NOT_ON_ROSTER", "ON_LEAVE", "PROVED_BY", "asked", "deadlines", "obligations"]
