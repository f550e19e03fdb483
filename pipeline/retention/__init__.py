"""What must be destroyed, and why: judged by the policy's `destroy`, without reading or removing anything.

In: what the pipeline holds about each talk, the events and the people. Out: `Doomed`, each with its rule and a
Danish reason, and never a word of what stands in the papers.

Surprise: minutes end by an event and not by a date. They are doomed when a later year's talk *has been held*
(HER-10), so a year that was skipped destroys nothing. Facts are kept for the statistics: they hold dates only.
"""

from pipeline.retention.due import due_for_destruction
from pipeline.retention.holdings import Doomed, Kept, holdings

__all__ = ["Doomed", "Kept", "due_for_destruction", "holdings"]
