"""The visible text of a part as lines, for a file whose fields must be told by where they stand.

In: the walk through a part, and the looks of its file. Out: one `Line` per paragraph that shows anything.
"""

from __future__ import annotations

from pipeline.answers.returned import Line
from pipeline.kinds import squeezed
from pipeline.word.looks import Looks
from pipeline.word.walking import Paragraph, Walk


def lines_of(walk: Walk, looks: Looks | None) -> tuple[Line, ...]:
    """The lines in reading order; a text box comes after the paragraph it hangs in.

    Outside tables, `where` counts the paragraphs that show anything, as people would.
    """
    lines = []
    loose = 0
    for paragraph in walk.paragraphs:
        text = paragraph.text
        if not squeezed(text):
            continue
        loose += paragraph.spot is None
        look = looks.look(paragraph.element) if looks else ""
        lines.append(Line(text, paragraph.spot, look, _where(paragraph, loose)))
    return tuple(lines)


def _where(paragraph: Paragraph, number: int) -> str:
    place = paragraph.spot.where if paragraph.spot else f"afsnit {number}"
    return f"tekstboks ved {place}" if paragraph.boxed else place
