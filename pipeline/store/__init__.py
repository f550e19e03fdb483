"""The store: what was issued, what came back and what happened. SQLAlchemy is used in this room only."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.store.destruction import Destruction
    from pipeline.store.store import Store, giving_up_told, open_store

__all__ = ["Destruction", "Store", "giving_up_told", "open_store"]


def __getattr__(name: str) -> Any:
    """The store itself is imported when it is first asked for: `glance` does without SQLAlchemy."""
    if name not in __all__:
        raise AttributeError(name)
    from pipeline.store import destruction, store

    return getattr(destruction if name == "Destruction" else store, name)
