"""Who gets what this round, and who is left out and why. Nothing is written.

In: the roster, the policy, the talks already numbered, and what is known from before. Out: a packet per talk with
the forms the policy puts in it, their deadlines and this year's topics. A talk keeps its serial for the whole
round, so a form keeps its id.
"""

from pipeline.plan.doubts import unapproved_materials
from pipeline.plan.history import History
from pipeline.plan.round import Planning, all_at_once, make_plan

__all__ = ["History", "Planning", "all_at_once", "make_plan", "unapproved_materials"]
