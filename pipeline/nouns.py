"""What the nouns are that are made by the thousand: frozen, compared by their fields, and made in C.

A dataclass that is frozen sets its fields one by one through `object.__setattr__`: an employee with 26 fields takes 5.4 µs,
and 0.2 as a `Struct` of msgspec (measured). They were a sixth of reading and planning a roster. A noun
holds nothing that could come to hold it, so the garbage collector need not look for circles: of reading and planning
45,000 people that takes 0.02 s instead of 0.07. To import msgspec takes 10 ms, so `pipeline.problems`, which every command
needs, goes without.
"""

from __future__ import annotations

from dataclasses import Field, make_dataclass
from dataclasses import field as dataclass_field
from functools import cache
from typing import Any, ClassVar, dataclass_transform

from msgspec import NODEFAULT, Struct, field

__all__ = ["Noun", "field"]


class _AsDataclass:
    """What `dataclasses.replace`, `fields` and `asdict` know their own by: they take nouns too."""

    def __get__(self, noun: object, kind: type[Noun]) -> dict[str, Field[Any]]:
        return _fields_of(kind)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Noun(Struct, frozen=True, gc=False):
    """One thing that passes from step to step. Written as a dataclass is; `replace` of dataclasses copies it."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = _AsDataclass()  # type: ignore[assignment]


@cache
def _fields_of(kind: type[Noun]) -> dict[str, Field[Any]]:
    names, defaults = kind.__struct_fields__, kind.__struct_defaults__
    without = len(names) - len(defaults)
    plain = [(name, Any) for name in names[:without]]
    given = [(name, Any, _default(default)) for name, default in zip(names[without:], defaults, strict=True)]
    made = make_dataclass(kind.__name__, [*plain, *given])
    return made.__dataclass_fields__  # type: ignore[attr-defined,no-any-return]


def _default(default: object) -> Any:
    assert default is not NODEFAULT, "a field without a default comes before those with one"
    factory = getattr(default, "factory", None)
    return dataclass_field(default_factory=factory) if factory else dataclass_field(default=default)
