"""forms/ made sound: templates compiled, policy resolved, and the field list of every form the round issues.

In: a forms folder, a municipality, a year. Out: a `Catalog`, or the problems that stand in the way. A template is
judged by what it renders to, with the same code that reads a returned form, so a form that passes can be read.
"""

from pipeline.catalog.comparing import lost_fields
from pipeline.catalog.nouns import Catalog, Fitted
from pipeline.catalog.reading import known_catalog, open_catalog, read_catalog, try_out
from pipeline.catalog.variants import Variant

__all__ = [
    "Catalog", "Fitted", "Variant", "known_catalog", "lost_fields", "open_catalog", "read_catalog", "try_out",
]  # fmt: skip
