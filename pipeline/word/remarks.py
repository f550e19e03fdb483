"""The comments in the margin of a Word file, each with the field it hangs on. Who wrote it is left out.

In: a package, the walk through its main part, and the fields found. Out: remarks in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.answers.returned import Remark
from pipeline.kinds import tidy_text
from pipeline.problems import UnreadableFile
from pipeline.word.accepted import accept
from pipeline.word.anchors import Fields, field_at, field_before, field_of_row
from pipeline.word.names import name
from pipeline.word.package import Package
from pipeline.word.text import text_of
from pipeline.word.walking import Walk


def remarks_in(package: Package, walk: Walk, fields: Fields) -> tuple[Remark, ...]:
    """The comments: the field each stands in, is the row of, or comes after.

    One on a stretch that was deleted under tracked changes is still a comment. One whose place is gone hangs on none.
    """
    texts = dict(_texts(package))
    placed = sorted(walk.comments.items(), key=lambda each: each[1].start)
    ordered = [number for number, _ in placed if number in texts]
    ordered += [number for number in texts if number not in walk.comments]
    return tuple(Remark(texts[number], _key(walk, fields, number)) for number in ordered)


def _key(walk: Walk, fields: Fields, number: str) -> str:
    stretch = walk.comments.get(number)
    if stretch is None:
        return ""
    extent = walk.extent(stretch)
    mark = (
        field_at(fields, extent, stretch.spot)
        or field_of_row(fields, stretch.spot)
        or field_before(fields, extent)
    )
    return mark.key if mark else ""


def _texts(package: Package) -> Iterator[tuple[str, str]]:
    for part in package.related(package.main, "comments"):
        try:
            root = package.xml(part)
        except UnreadableFile:
            continue  # the form itself is whole
        accept(root)
        for comment in root.iter(name("w:comment")):
            text = tidy_text(text_of(comment))
            if text:
                yield comment.get(name("w:id"), ""), text
