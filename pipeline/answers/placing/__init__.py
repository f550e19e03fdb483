"""Reading by position: where the answers stand in a file that has lost its controls, bookmarks and properties.

In: the skeleton of the form as issued and the visible lines that came back. Out: `Placed`: for every field that still
has a place its text, how certain that is, and what else it may say. Lines that belong to no field are told, not lost.

The story is in `place`: lines become units, tables that survived are matched, what stands between is aligned. One
surprise: confidence is not a feeling but the lead of the best reading over the next best that differs.
"""

from pipeline.answers.placing.placed import SURE, Placed, Placement
from pipeline.answers.placing.reading import place

__all__ = ["SURE", "Placed", "Placement", "place"]
