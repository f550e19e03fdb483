"""The store: what was issued, what came back and what happened. SQLAlchemy is used in this room only."""

from pipeline.store.destruction import Destruction
from pipeline.store.store import Store, open_store

__all__ = ["Destruction", "Store", "open_store"]
