"""A PDF opened with care: what it says of itself, its pages as sheets, or why it is refused.

In: bytes from anybody. Out: a `Document`, or UnreadableFile with the Danish reason. Nothing in a PDF is run: scripts,
actions and launches are never looked at. It is read in a process of its own (`apart`), so that one that eats time or
memory harms no other.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject, StreamObject

from pipeline.pdf.budget import PAGE_LIMIT, SIZE_LIMIT, Budget, TooMuch
from pipeline.pdf.painting import Faces, read_sheet
from pipeline.pdf.sheet import Sheet
from pipeline.pdf.values import as_dictionary
from pipeline.problems import Place, UnreadableFile
from pipeline.problems.pdf_files import (
    damaged_pdf,
    not_a_pdf,
    pdf_collection,
    pdf_too_large,
    pdf_without_pages,
    protected_pdf,
    xfa_form,
)
from pipeline.problems.returns import empty_file

# All that pypdf lets through on a damaged file: found by flipping bytes and by cutting pieces out.
DAMAGED = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
TOO_MUCH = (TooMuch, LimitReachedError, MemoryError)

_BEFORE_HEADER = 1024
"""So far into a file readers look for its header (ISO 32000-1, annex H, note 13)."""


@dataclass(slots=True)
class Document:
    """One PDF. `pages` are at least one and at most `PAGE_LIMIT`."""

    reader: PdfReader
    pages: list[PageObject]
    budget: Budget = field(default_factory=Budget)
    _faces: Faces = field(default_factory=dict)

    @property
    def root(self) -> DictionaryObject:
        """The catalogue of the file."""
        return as_dictionary(self.reader.trailer["/Root"])

    @property
    def form(self) -> DictionaryObject:
        """The form that the file holds; empty in a print."""
        return as_dictionary(self.root.get("/AcroForm"))

    def sheets(self) -> Iterator[Sheet]:
        """The pages as they are seen."""
        for page in self.pages:
            yield read_sheet(page, self.budget, self._faces)

    def information(self) -> dict[str, str]:
        """What the file says of itself, in its information dictionary and in its XMP: title, subject, keywords."""
        found: dict[str, str] = {}
        told = as_dictionary(self.reader.trailer.get("/Info"))
        for entry in ("Title", "Subject", "Keywords", "Producer", "Creator"):
            value = told.get(f"/{entry}")
            if isinstance(value, str):
                found[entry.lower()] = str(value)
        stream = as_dictionary(self.root.get("/Metadata"))
        if isinstance(stream, StreamObject):
            self.budget.stream()
            found["xmp"] = stream.get_data()[:100_000].decode("utf-8", "replace")
        return found

    @property
    def has_files(self) -> bool:
        """Whether other files hang on it."""
        return "/EmbeddedFiles" in as_dictionary(self.root.get("/Names"))


def open_document(content: bytes) -> Document:
    """The PDF in some bytes. Raises UnreadableFile, and what `DAMAGED` names."""
    if not content:
        raise UnreadableFile(empty_file(Place()))
    if b"%PDF-" not in content[:_BEFORE_HEADER]:
        raise UnreadableFile(not_a_pdf(Place()))
    if len(content) > SIZE_LIMIT:
        raise UnreadableFile(pdf_too_large(Place()))
    reader = PdfReader(io.BytesIO(content), strict=False)
    _unlock(reader)
    document = Document(reader, list(_pages(reader)))
    if "/Collection" in document.root:
        raise UnreadableFile(pdf_collection(Place()))
    # A form whose fields are drawn by Adobe's programs as they go; beside XFA a form may have ordinary fields.
    if document.root.get("/NeedsRendering") or ("/XFA" in document.form and not document.form.get("/Fields")):
        raise UnreadableFile(xfa_form(Place()))
    return document


def _unlock(reader: PdfReader) -> None:
    """Many are encrypted with no password at all, against editing; those in AES need a library we do without."""
    if not reader.is_encrypted:
        return
    try:
        if not reader.decrypt(""):
            raise UnreadableFile(protected_pdf(Place()))
    except (DependencyError, NotImplementedError) as error:
        raise UnreadableFile(protected_pdf(Place())) from error


def _pages(reader: PdfReader) -> Iterator[PageObject]:
    number = 0
    for number, page in enumerate(reader.pages, 1):
        if number > PAGE_LIMIT:
            raise UnreadableFile(pdf_too_large(Place()))
        yield page
    if not number:
        raise UnreadableFile(pdf_without_pages(Place()))


def refusal(error: BaseException) -> UnreadableFile:
    """What an error from within pypdf means to the one who sent the file."""
    return UnreadableFile((pdf_too_large if isinstance(error, TOO_MUCH) else damaged_pdf)(Place()))
