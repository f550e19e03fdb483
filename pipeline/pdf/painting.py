"""Walks through what a page shows, operator by operator, and notes the text where the pen puts it.

In: a page of pypdf. Out: a `Sheet`. Only what is visible is taken: text in rendering mode 3, which a scanner's
software lays under its picture, is not. Operators as in ISO 32000-1, annex A.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, PdfObject, StreamObject

from pipeline.pdf.budget import Budget
from pipeline.pdf.drawing import DRAWS, Drawing
from pipeline.pdf.fonts import Face
from pipeline.pdf.sheet import IDENTITY, Matrix, Sheet, Shown, at, edges_of, pieces_of, times, upright
from pipeline.pdf.values import as_dictionary, as_matrix, number

_GAP = 0.2
"""A jump of so many font sizes inside one string is the space between two words."""

_INVISIBLE = (3, 7)
_NESTING, _SAVED = 12, 500

Faces = dict[int, Face]
Operands = Sequence[PdfObject]


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = IDENTITY
    face: Face | None = None
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    colour: str = "#000000"


def read_sheet(page: PageObject, budget: Budget, faces: Faces) -> Sheet:
    """The page as it is seen. `faces` are the fonts opened so far, by the number of their object."""
    painter = Painter(budget, faces, Drawing(budget))
    content = page.get("/Contents")
    if content is not None:
        budget.stream()
        stream = ContentStream(content.get_object(), page.pdf, "bytes")
        painter.paint(stream, as_dictionary(page.get("/Resources")))
    box = page.cropbox
    corners = (float(box.left), float(box.bottom), float(box.right), float(box.top))
    turn, wide, tall = upright(painter.shown, corners)
    return Sheet(
        wide,
        tall,
        tuple(pieces_of(painter.shown, turn, wide, tall)),
        tuple(dict.fromkeys(edges_of(painter.drawing.segments, turn))),
        painter.pictures / (wide * tall) if wide * tall > 0 else 0.0,
        painter.drawing.shapes > 0,
        turn,
    )


@dataclass(slots=True)
class Painter:
    """What has been shown so far, and how the next thing will be."""

    budget: Budget
    faces: Faces
    drawing: Drawing
    shown: list[Shown] = field(default_factory=list)
    pictures: float = 0.0
    _state: _State = field(default_factory=_State)
    _stack: list[_State] = field(default_factory=list)
    _line: Matrix = IDENTITY
    _pen: Matrix = IDENTITY
    _within: int = 0
    _spans: list[str | None] = field(default_factory=list)

    def paint(self, content: ContentStream, resources: DictionaryObject) -> None:
        """Walks through one content stream."""
        fonts, forms = as_dictionary(resources.get("/Font")), as_dictionary(resources.get("/XObject"))
        listed = as_dictionary(resources.get("/Properties"))
        for operands, operator in content.operations:
            self.budget.spend()
            name = operator.decode("latin-1")
            if name == "Tf":
                self._set_font(operands, fonts)
            elif name == "Do":
                self._show_object(operands, forms)
            elif name == "BDC":
                self._begin_span(operands, listed)
            elif name == "INLINE IMAGE":
                self._show_picture()
            elif name in _HANDLERS:
                _HANDLERS[name](self, operands)
            elif name in DRAWS:
                self.drawing.draw(name, [number(operand) for operand in operands], self._state.matrix)

    def paint_form(self, form: StreamObject, placed: Matrix, fallback: DictionaryObject) -> None:
        """A form shown within the page, in a graphics state of its own."""
        if self._within >= _NESTING:
            return
        kept = self._state, self._stack, self._line, self._pen
        matrix = form.get("/Matrix")
        own = as_matrix(matrix.get_object()) if matrix is not None else IDENTITY
        self._set(matrix=times(own, times(placed, self._state.matrix)))
        self._stack, self._within = [], self._within + 1
        self.budget.stream()
        self.paint(ContentStream(form, None, "bytes"), as_dictionary(form.get("/Resources", fallback)))
        self._state, self._stack, self._line, self._pen = kept
        self._within -= 1

    # --- state ----------------------------------------------------------------------------------

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _save(self, _: Operands) -> None:
        if len(self._stack) < _SAVED:
            self._stack.append(self._state)

    def _restore(self, _: Operands) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _transform(self, operands: Operands) -> None:
        self._set(matrix=times(as_matrix(operands), self._state.matrix))

    def _set_font(self, operands: Operands, fonts: DictionaryObject) -> None:
        name, size = operands
        face = None
        if name in fonts:
            reference = fonts.raw_get(name)
            key = getattr(reference, "idnum", None) or id(reference)
            if key not in self.faces:
                self.budget.font()
                self.faces[key] = Face.of(as_dictionary(reference))
            face = self.faces[key]
        self._set(face=face, size=number(size))

    def _colour(self, operands: Operands) -> None:
        parts = [number(part) for part in operands if not isinstance(part, NameObject)]
        if len(parts) == 1:
            parts *= 3
        if len(parts) == 4:
            parts = [1 - ink - parts[3] for ink in parts[:3]]
        if len(parts) == 3:
            self._set(colour="#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts))

    # --- text -----------------------------------------------------------------------------------

    def _begin_span(self, operands: Operands, listed: DictionaryObject) -> None:
        """A span may say in words what it shows (ISO 32000-1, 14.9.4): LibreOffice does so for emoji."""
        told = operands[1] if len(operands) > 1 else None
        told = listed.get(told) if isinstance(told, NameObject) else told
        text = as_dictionary(told).get("/ActualText")
        if isinstance(text, bytes):
            text = (
                text[2:].decode("utf-16-be", "replace") if text[:2] == b"\xfe\xff" else text.decode("latin-1")
            )
        if len(self._spans) < _SAVED:
            self._spans.append(text if isinstance(text, str) else None)

    def _begin_plain_span(self, _: Operands) -> None:
        if len(self._spans) < _SAVED:
            self._spans.append(None)

    def _end_span(self, _: Operands) -> None:
        if self._spans:
            self._spans.pop()

    def _begin_text(self, _: Operands) -> None:
        self._line = self._pen = IDENTITY

    def _move(self, operands: Operands) -> None:
        self._line = self._pen = times(_moved(number(operands[0]), number(operands[1])), self._line)

    def _move_and_lead(self, operands: Operands) -> None:
        self._set(leading=-number(operands[1]))
        self._move(operands)

    def _place_text(self, operands: Operands) -> None:
        self._line = self._pen = as_matrix(operands)

    def _next_line(self, _: Operands = ()) -> None:
        self._line = self._pen = times(_moved(0, -self._state.leading), self._line)

    def _show_on_next_line(self, operands: Operands) -> None:
        self._next_line()
        self._show(operands)

    def _show_spaced(self, operands: Operands) -> None:
        self._set(word_space=number(operands[0]), letter_space=number(operands[1]))
        self._show_on_next_line(operands[2:])

    def _show(self, operands: Operands) -> None:
        """One string, or the strings of a TJ with the jumps between them, as one piece."""
        shown = operands[0].get_object() if operands else None
        state, run = self._state, _Run()
        for part in shown if isinstance(shown, ArrayObject) else [shown]:
            if isinstance(part, bytes) and state.face is not None:
                self.budget.spend(len(part))
                for glyph in state.face.glyphs(part):
                    extra = state.letter_space + (state.word_space if glyph.is_space else 0.0)
                    run.add(glyph.text, (glyph.width * state.size + extra) * state.stretch)
            elif isinstance(part, (int, float)):
                jump = -number(part) / 1000
                run.jump(jump * state.size * state.stretch, wide=jump > _GAP)
        told = next((n for n, text in enumerate(self._spans) if text is not None), None)
        if told is not None:
            # The words stand for all strings of the span; the first takes them.
            run.text, self._spans[told] = self._spans[told] or "", ""
        if run.text.strip() and state.mode not in _INVISIBLE:
            self._note(run)
        elif run.text and self.shown:
            self._note_space()
        self._pen = times(_moved(run.pen, 0), self._pen)

    def _note(self, run: _Run) -> None:
        state = self._state
        placed = times(times(_moved(0, state.rise), self._pen), state.matrix)
        size = round(abs(state.size) * math.hypot(placed[2], placed[3]), 1)
        look = f"{state.face.name if state.face else ''} {size:g} {state.colour}"
        begin, end, first = (at(placed, x, 0) for x in (run.begin, run.end, run.first or run.end))
        self.shown.append(Shown(run.text, begin, end, first, size, look, run.text.endswith(" ")))

    def _note_space(self) -> None:
        """Word shows a space in a string of its own; it belongs to the text before it."""
        last = self.shown[-1]
        x, y = at(times(self._pen, self._state.matrix), 0, 0)
        if not last.spaced and math.hypot(x - last.end[0], y - last.end[1]) < max(last.size, 1) * 0.4:
            self.shown[-1] = replace(last, text=last.text + " ", spaced=True)

    # --- pictures and forms ---------------------------------------------------------------------

    def _show_object(self, operands: Operands, forms: DictionaryObject) -> None:
        found = forms.get(str(operands[0]))
        shown = found.get_object() if found is not None else None
        if not isinstance(shown, StreamObject):
            return
        if shown.get("/Subtype") == "/Image":
            self._show_picture()
        elif shown.get("/Subtype") == "/Form":
            self.paint_form(shown, IDENTITY, forms)

    def _show_picture(self) -> None:
        # An image fills the unit square of the space it is drawn in.
        a, b, c, d, _, _ = self._state.matrix
        self.pictures += abs(a * d - b * c)


@dataclass(slots=True)
class _Run:
    """A string on its way to the paper: how far the pen is, where the visible text begins and ends."""

    text: str = ""
    pen: float = 0.0
    begin: float = 0.0
    end: float = 0.0
    first: float = 0.0

    def add(self, text: str, width: float) -> None:
        if not self.text.strip() and text.strip():
            self.begin = self.pen
        self.text += text
        self.pen += width
        if text.strip():
            self.end = self.pen
        elif self.text.strip():
            self.first = self.first or self.end

    def jump(self, width: float, wide: bool) -> None:
        if wide and self.text.strip() and not self.text.endswith(" "):
            self.text, self.first = self.text + " ", self.first or self.end
        self.pen += width


def _setter(name: str, scale: float = 1.0) -> Callable[[Painter, Operands], None]:
    return lambda painter, operands: painter._set(**{name: number(operands[0]) * scale})


_HANDLERS: dict[str, Callable[[Painter, Operands], None]] = {
    "q": Painter._save,
    "Q": Painter._restore,
    "cm": Painter._transform,
    **dict.fromkeys(("g", "rg", "k", "sc", "scn"), Painter._colour),
    "BMC": Painter._begin_plain_span,
    "EMC": Painter._end_span,
    "BT": Painter._begin_text,
    "Td": Painter._move,
    "TD": Painter._move_and_lead,
    "Tm": Painter._place_text,
    "T*": Painter._next_line,
    "Tj": Painter._show,
    "TJ": Painter._show,
    "'": Painter._show_on_next_line,
    '"': Painter._show_spaced,
    "Tc": _setter("letter_space"),
    "Tw": _setter("word_space"),
    "Tz": _setter("stretch", 0.01),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tr": lambda painter, operands: painter._set(mode=int(number(operands[0]))),
}


def _moved(x: float, y: float) -> Matrix:
    return 1.0, 0.0, 0.0, 1.0, x, y
