"""A noun is what a frozen dataclass is: the tools of dataclasses take it for one."""

import pickle
import re
from dataclasses import MISSING, asdict, fields, replace

import pytest

from pipeline.nouns import Noun, field


class Spot(Noun):
    name: str
    number: int = 0


class Sheet(Noun):
    spot: Spot
    rows: dict[str, int] = field(default_factory=dict)


def test_a_copy_has_what_was_changed_and_the_rest():
    assert replace(Spot("A", 1), number=2) == Spot("A", 2)
    with pytest.raises(TypeError):
        replace(Spot("A"), colour="red")


def test_fields_come_in_their_order_with_their_defaults():
    assert [(each.name, each.default) for each in fields(Spot)] == [("name", MISSING), ("number", 0)]
    assert fields(Sheet)[1].default_factory() == {}


def test_as_a_dict_nouns_inside_nouns_are_dicts_too():
    assert asdict(Sheet(Spot("A"), {"x": 1})) == {"spot": {"name": "A", "number": 0}, "rows": {"x": 1}}


def test_nothing_can_be_changed_and_no_two_share_a_default():
    spot, sheet = Spot("A"), Sheet(Spot("A"))
    with pytest.raises(AttributeError):
        spot.name = "B"
    with pytest.raises(AttributeError):
        spot.colour = "red"
    assert Sheet(Spot("A")).rows is not sheet.rows


def test_equal_fields_make_equal_nouns_of_one_kind_that_survive_another_process():
    assert Spot("A") == Spot("A") != Sheet(Spot("A"))
    assert len({Spot("A"), Spot("A"), Spot("B")}) == 2
    assert pickle.loads(pickle.dumps(Sheet(Spot("A"), {"x": 1}))) == Sheet(Spot("A"), {"x": 1})


def test_no_noun_holds_what_could_come_to_hold_it():
    """The garbage collector does not look for circles of them."""
    import pipeline.commands.incoming
    import pipeline.commands.outgoing
    import pipeline.commands.standing  # noqa: F401  # with them come all nouns

    waiting, seen = Noun.__subclasses__(), set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("pipeline."):
            seen.add(kind.__name__)
            for name, said in kind.__annotations__.items():
                assert not re.search(r"\b(list|set|deque|object)\b", said), f"{kind.__name__}.{name}: {said}"
    assert {"Person", "Talk", "Packet", "Issued", "Mark", "Answer"} <= seen
