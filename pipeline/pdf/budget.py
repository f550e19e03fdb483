"""How much one PDF may ask for. A form of six pages takes 8,000 steps of 250,000.

pypdf has limits of its own (`LIMITS` sets them lower); what is reckoned here is what it does not count: the work of
walking through a page, and forms that show forms that show forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SIZE_LIMIT = 10 * 1024 * 1024
PAGE_LIMIT = 60
EDGE_LIMIT = 3_000
_STEPS, _STREAMS, _FONTS = 250_000, 1_000, 200

_STREAM = 8 * 1024 * 1024
LIMITS: Mapping[str, Any] = {
    "maximum_declared_stream_length": SIZE_LIMIT,
    "array_based_stream_maximum_output_length": _STREAM,
    "array_maximum_element_count": 50_000,
    "dictionary_maximum_element_count": 50_000,
    "lzw_maximum_output_length": _STREAM,
    "run_length_maximum_output_length": _STREAM,
    "zlib_maximum_output_length": _STREAM,
    "zlib_maximum_recovery_input_length": 200_000,
    "brotli_maximum_output_length": _STREAM,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 2 * _STREAM,
    "stream_parsing_work_maximum_count": 300_000,
    "xmp_maximum_input_length": 500_000,
    "xmp_maximum_element_count": 5_000,
    "page_tree_maximum_entries": 2_000,
    "page_tree_maximum_depth": 40,
    "page_tree_maximum_page_entries": 20_000,
    "jbig2dec_binary": None,
}


class TooMuch(Exception):
    """A file asks for more work than any form does; the door turns it into its problem."""


@dataclass(slots=True)
class Budget:
    """What is left for one file. Raises `TooMuch` when it is spent."""

    steps: int = _STEPS
    streams: int = _STREAMS
    fonts: int = _FONTS

    def spend(self, steps: int = 1) -> None:
        """One operator, letter or line."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMuch

    def stream(self) -> None:
        """One content stream decoded."""
        self.streams -= 1
        if self.streams < 0:
            raise TooMuch

    def font(self) -> None:
        """One font opened."""
        self.fonts -= 1
        if self.fonts < 0:
            raise TooMuch
