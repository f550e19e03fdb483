"""A bundle opened, and the bundles in it: a zip may come by mail, and a mail may be forwarded or zipped.

Further down nothing is opened: a zip in a zip, or a bundle in a bundle in a bundle, is told as a member that cannot be
used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.bundles.mails import read_mail
from pipeline.bundles.nouns import Allowance, Bundle, Member
from pipeline.bundles.outlook import read_outlook
from pipeline.bundles.sniffing import Kind, bundle_kind
from pipeline.bundles.zips import read_zip
from pipeline.problems import Place, Problem, UnreadableFile
from pipeline.problems.bundles import TOO_LARGE, damaged_bundle, nested_bundle

_READERS: Mapping[Kind, Callable[[bytes, Place, Allowance], Iterator[Member | None]]] = {
    "zip": read_zip,
    "mail": read_mail,
    "outlook": read_outlook,
}


def open_bundle(content: bytes, name: str, file: str = "") -> Bundle:
    """What a bundle holds. `file` names it in problems. Raises UnreadableFile for one that cannot be opened."""
    place = Place(file or name)
    kind, allowance = bundle_kind(content, name), Allowance(place)
    if not kind:
        raise UnreadableFile(damaged_bundle(place))
    found = [
        inner
        for member in _READERS[kind](content, place, allowance)
        for inner in (_opened(member, kind, place, allowance) if member else [None])
    ]
    members = tuple(member for member in found if member is not None)
    return Bundle(members, len(found) - len(members))


def _opened(member: Member, outer: Kind, place: Place, allowance: Allowance) -> list[Member | None]:
    """The member itself, or what it holds where it is a bundle that may be opened here."""
    kind = "" if member.problem else bundle_kind(member.content, member.name)
    if not kind:
        return [member]
    if kind == outer == "zip":
        return [_told(member, nested_bundle(place))]
    try:
        inside = list(_READERS[kind](member.content, place, allowance))
    except UnreadableFile as error:
        if error.problem.code == TOO_LARGE:
            raise
        return [_told(member, error.problem)]
    return [_inside(each, member, place) if each else None for each in inside]


def _inside(inner: Member, outer: Member, place: Place) -> Member:
    """A member of a bundle in a bundle, under both names. One that is a bundle again is not opened."""
    nested = not inner.problem and bundle_kind(inner.content, inner.name)
    problem = nested_bundle(place) if nested else inner.problem
    return Member(f"{outer.name}/{inner.name}", inner.content, inner.at or outer.at, problem)


def _told(member: Member, problem: Problem) -> Member:
    return Member(member.name, member.content, member.at, problem)
