"""What LibreOffice is never given: .rtf, .odt and .doc that no form of ours can have become.

In: the bytes of a file from anybody. Out: a refusal with a Danish reason, or nothing. Only bytes are counted, which takes
a tenth of a second for the largest; LibreOffice on the same file takes minutes, or gigabytes.

The largest form of ours, sixteen fields of two pages each, weighs 203 KB as .rtf with 18,700 control words, 461
groups (7 deep), 47 rows and 95 paragraphs; as .odt its content has 184 KB and 2,206 tags; as .doc it has 233 KB
(LibreOffice 7.4). Word writes two to three times as much. The limits leave room for ten times that.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass

from pipeline.deflating import DAMAGED
from pipeline.problems import Place, UnreadableFile
from pipeline.problems.returns import damaged_file, password_protected, too_large, unsafe_file
from pipeline.problems.word_files import too_much_text
from pipeline.word.file_kind import file_kind
from pipeline.word.hostile import (
    refuse_crowded_zip,
    refuse_hostile_xml,
    refuse_hostile_zip,
    tags_in,
)

SIZE_LIMIT = 16 * 1024 * 1024
"""Of an .rtf or a .doc. A picture stands in an .rtf as hexadecimal digits, twice its size."""

WORD_LIMIT, BRACE_LIMIT = 250_000, 100_000
"""Of an .rtf: backslashes and braces."""

TEXT_LIMIT, TEXT_IN_ONE = 1024 * 1024, 64 * 1024
"""Characters in all, and in one paragraph. Measured: 200 KB in one take LibreOffice a second, 2 MB over 100 seconds."""

PARAGRAPH_LIMIT, ROW_LIMIT, CELL_LIMIT, DEPTH_LIMIT, OBJECT_LIMIT = 10_000, 1_000, 6_000, 100, 50
"""Of an .rtf. A cell counts twice, for its edge and its end."""

PIECE_LIMIT, PIECES_IN_ONE = 15_000, 600
"""Pieces of text of a look of their own: in all, and in one paragraph. Measured: 11,000 in one paragraph take LibreOffice
14 seconds, twice as many four times as long; 100,000 in a thousand paragraphs 6 seconds."""

ODT_TAG_LIMIT, ODT_TAGS_IN_ONE, ODT_TEXT_LIMIT = 30_000, 2 * PIECES_IN_ONE, 2 * 1024 * 1024
"""Of an .odt: tags in all, tags in one paragraph, and bytes of XML."""

_TOKEN = re.compile(
    rb"(?P<gap>[^\\{}]*+)(?:(?P<head>\{(?:\\\*)?\\(?:fonttbl|colortbl|stylesheet|latentstyles|listtable|listoverridetable|rsidtbl|info"
    rb"|pict|objdata|themedata|colorschememapping|datastore)(?![a-z]))"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<row>\\(?:nest)?row(?![a-z]))"
    rb"|(?P<intbl>\\intbl(?![a-z])\ ?)|(?P<cell>\\(?:nest)?cellx?(?![a-z])(?:-?[0-9]+)?\ ?)"
    rb"|(?P<break>\\par(?![a-z])|\\[\r\n])"
    rb"|(?P<object>\\object(?![a-z]))|(?P<acting>\\obj(?:autlink|link|sub|pub|update|ocx|html)(?![a-z]))"
    rb"|\\bin(?P<binary>[0-9]{1,20})|\\u-?[0-9]+|(?P<word>\\[a-z]+(?:-?[0-9]+)?\ ?)|\\[\x00-\xff]|\\?\Z)"
)
"""What counts in an .rtf, with the text before it. RTF 1.9.1: tables of the head, and data as digits; an
object that is fetched or worked on as the file opens, or is an ActiveX control; so many bytes as they are."""

_NO_TEXT = frozenset(b"\\{}\r\n")

_ODT_TEXTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
_ODT_PARAGRAPH = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?[ph][\s>/]")
_TAG = re.compile(rb"<[^<>]*+>")
_FIB = re.compile(rb"\xec\xa5[\x00-\xff]{74}([\x00-\xff]{4})")
_SECTOR = 512


def refuse_hostile_foreign(data: bytes, place: Place) -> None:
    """Refuses an .rtf, .odt or .doc that LibreOffice should not be started for; anything else passes."""
    kind = file_kind(data)
    if kind == "rtf":
        _refuse_rtf(data, place)
    elif kind == "odt":
        _refuse_odt(data, place)
    elif kind == "doc":
        _refuse_doc(data, place)


# --- rich text ----------------------------------------------------------------------------------


def _refuse_rtf(data: bytes, place: Place) -> None:
    if len(data) > SIZE_LIMIT:
        raise UnreadableFile(too_large(place))
    braces = data.count(b"{") + data.count(b"}")
    if data.count(b"\\") > WORD_LIMIT or braces > BRACE_LIMIT:
        raise UnreadableFile(too_much_text(place))
    told = _Told(data)
    for token in _TOKEN.finditer(data):
        told.take(token)
    if told.acts or told.deepest > DEPTH_LIMIT:
        raise UnreadableFile(unsafe_file(place))
    if (
        told.paragraphs > PARAGRAPH_LIMIT
        or told.rows > ROW_LIMIT
        or told.cells > CELL_LIMIT
        or told.objects > OBJECT_LIMIT
        or told.pieces > PIECE_LIMIT
        or told.most_pieces > PIECES_IN_ONE
        or told.text > TEXT_LIMIT
        or told.most_text > TEXT_IN_ONE
    ):
        raise UnreadableFile(too_much_text(place))


@dataclass(slots=True)
class _Told:
    """What an .rtf amounts to, while it is read through. `head` is the depth of the table or data that it is in."""

    data: bytes
    depth: int = 0
    deepest: int = 0
    head: int = 0
    paragraphs: int = 0
    rows: int = 0
    cells: int = 0
    objects: int = 0
    pieces: int = 0
    pieces_here: int = 0
    most_pieces: int = 0
    text: int = 0
    text_here: int = 0
    most_text: int = 0
    acts: bool = False
    in_cell: bool = False

    def take(self, token: re.Match[bytes]) -> None:
        """Counts one token. `acts` is set where it fetches, runs, or asks for more bytes than there are."""
        kind, end = token.lastgroup, token.end()
        self._text(len(token["gap"]))
        if kind in ("open", "head"):
            self._open(kind == "head")
        elif kind == "close":
            self._close(end)
        elif kind in ("break", "row"):
            self._end(kind == "row")
        elif kind in ("word", "cell", "intbl"):
            self.in_cell |= kind == "intbl"
            self.cells += kind == "cell"
            self._piece(end)
        self.objects += kind == "object"
        self.acts |= kind == "acting" or (kind == "binary" and int(token["binary"]) > len(self.data) - end)

    def _end(self, of_row: bool) -> None:
        """The end of a paragraph or a row. Measured: a row without a cell in it ends no paragraph in LibreOffice."""
        self.paragraphs += 1
        self.rows += of_row
        if self.in_cell or not of_row:
            self.pieces_here = self.text_here = 0
            self.in_cell = False

    def _open(self, in_head: bool) -> None:
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        if in_head and not self.head:
            self.head = self.depth

    def _close(self, end: int) -> None:
        if self.depth == self.head:
            self.head = 0
        self.depth -= 1
        self._piece(end)

    def _text(self, length: int) -> None:
        if not self.head:
            self.text += length
            self.text_here += length
            self.most_text = max(self.most_text, self.text_here)

    def _piece(self, end: int) -> None:
        """What follows a change of looks is a piece of its own, where it is text and no table of the head."""
        if not self.head and end < len(self.data) and self.data[end] not in _NO_TEXT:
            self.pieces += 1
            self.pieces_here += 1
            self.most_pieces = max(self.most_pieces, self.pieces_here)


# --- OpenDocument -------------------------------------------------------------------------------


def _refuse_odt(data: bytes, place: Place) -> None:
    refuse_crowded_zip(data, place)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_hostile_zip(archive, place)
            texts = [_inflated(archive, info, place) for info in archive.infolist()]
    except DAMAGED as error:
        raise UnreadableFile(damaged_file(place)) from error
    for text in texts:
        if text:
            refuse_hostile_xml(text, place)
    if sum(map(tags_in, texts)) > ODT_TAG_LIMIT or sum(map(len, texts)) > ODT_TEXT_LIMIT:
        raise UnreadableFile(too_much_text(place))
    paragraphs = [stretch for text in texts for stretch in _ODT_PARAGRAPH.split(text)[1:]]
    lengths = [len(_TAG.sub(b"", each)) for each in paragraphs]
    if max(map(tags_in, paragraphs), default=0) > ODT_TAGS_IN_ONE or max(lengths, default=0) > TEXT_IN_ONE:
        raise UnreadableFile(too_much_text(place))
    if any(b"encryption-data" in text for text in texts):  # ODF 1.2, part 3, 3.8.3
        raise UnreadableFile(password_protected(place))


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place) -> bytes:
    """One part that LibreOffice parses; b"" for another. Refused is one that is larger than it declares.

    zipfile stops at the declared size, LibreOffice need not: so one byte more is asked for.
    """
    declared = info.file_size
    info.file_size = declared + 1
    with archive.open(info) as stream:
        data = stream.read(declared + 1)
    if len(data) > declared:
        raise UnreadableFile(unsafe_file(place))
    if info.filename not in _ODT_TEXTS:
        return b""
    return data


# --- old Word -----------------------------------------------------------------------------------


def _refuse_doc(data: bytes, place: Place) -> None:
    """Pieces of text may be shown any number of times; their length together stands in the head (MS-DOC 2.5.4)."""
    if len(data) > SIZE_LIMIT:
        raise UnreadableFile(too_large(place))
    heads = (found for found in _FIB.finditer(data) if found.start() % _SECTOR == 0)
    if any(struct.unpack("<i", found[1])[0] > TEXT_LIMIT for found in heads):
        raise UnreadableFile(too_much_text(place))
