"""What a Word file takes from elsewhere when it is opened, and which of it makes us refuse the file.

Nothing here ever follows a pointer. Links people type and linked pictures of a paste are everyday and pass. So does what
points at the municipality's own drives, such as the template Word wrote the file with. A template or an object on the
net is how attacks are sent (MITRE ATT&CK T1221), and no form of ours has one: refused. Text that stands in
another document (altChunk, ECMA-376 17.17.2.1; subdocument, 17.17.2.3) cannot be seen here, and half a form is not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.problems import UnreadableFile
from pipeline.problems.returns import damaged_file, unsafe_file
from pipeline.problems.word_files import fetches_content, text_elsewhere
from pipeline.word.names import names
from pipeline.word.package import Package, Relation

_PROGRAMS = frozenset({"control", "activeXControlBinary"})
"""The relationships to an ActiveX control, wherever its part lies."""

_EVERYDAY = frozenset({"hyperlink", "image", "audio", "video", "media"})
_OWN_DRIVES = re.compile(r"file:|[a-z]:[\\/]|[^:]*$", re.IGNORECASE)
_TEXT_ELSEWHERE = names("w:altChunk", "w:subDoc")


def refuse_fetching(package: Package) -> None:
    """Raises UnreadableFile for a package that fetches a template or an object from the net, or has ActiveX controls."""
    for relation in _all_relations(package):
        own = relation.kind in _EVERYDAY or _OWN_DRIVES.match(relation.target)
        if relation.external and not own:
            raise UnreadableFile(fetches_content(package.place))
        if relation.kind in _PROGRAMS:
            raise UnreadableFile(unsafe_file(package.place))


def refuse_text_elsewhere(package: Package, body: etree._Element) -> None:
    """Raises UnreadableFile where the text of another document belongs in the body."""
    if next(body.iter(*_TEXT_ELSEWHERE), None) is not None:
        raise UnreadableFile(text_elsewhere(package.place))


def _all_relations(package: Package) -> Iterator[Relation]:
    for part in package.names:
        folder, base = posixpath.split(part) if part.endswith(".rels") else ("", "")
        if base.endswith(".rels") and posixpath.basename(folder) == "_rels":
            owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            try:
                yield from package.relations(owner)
            except UnreadableFile as error:
                # Pointers that cannot be read point at nothing. Everything else is a reason of its own.
                if error.problem.code != damaged_file(package.place).code:
                    raise
