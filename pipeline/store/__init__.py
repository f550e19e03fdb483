"""The store: what was issued, what came back and what happened. SQLAlchemy is used in this room only."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.store.destruction import Destruction
    from pipeline.store.opening import giving_up_told
    from pipeline.store.store import Store, open_store

__all__ = ["Destruction", "Store", "giving_up_told", "open_store"]
_ROOMS = {"Destruction": "destruction", "giving_up_told": "opening"}


def __getattr__(name: str) -> Any:
    """The store itself is imported when it is first asked for: `glance` does without SQLAlchemy."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'store')}"), name)
