"""A choice out of a list, and a yes or a no."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.kinds.texts import folded
from pipeline.model import Choice

_YES = frozenset(
    (
        *("ja", "ja tak", "jo", "jo tak", "jep", "j", "yes", "y", "sand", "true", "1"),
        *("x", "[x]", "(x)", "×", "√", "✓", "✔", "☑", "☒", "✅", "🗸", "🗹"),
    )
)
_NO = frozenset(
    (
        *("nej", "nej tak", "næ", "næh", "n", "no", "nope", "ikke", "falsk", "false", "0"),
        *("[]", "[ ]", "()", "( )", "☐", "□", "⬜"),
    )
)
"""Word's ticked box is ☒; a bare ✗ says yes to one reader and no to the next, so it is on neither list."""

_own = lru_cache(maxsize=4_096)(folded)
"""A form's own text folded: the same few in every form."""

_AROUND = " .,;:!\"'»«”“„’*"


def parse_choice(text: str, choices: Sequence[Choice]) -> str | None:
    """The value of the choice that has this text, or this value; case, spacing and punctuation around do not matter.

    None where there is no such choice, or more than one that the text may mean.
    """
    wanted = folded(text)
    for spelled in (str, _bare, _letters):
        key = spelled(wanted)
        by_text = [choice.value for choice in choices if key and spelled(_own(choice.text)) == key]
        by_value = [choice.value for choice in choices if key and spelled(_own(choice.value)) == key]
        found = list(dict.fromkeys(by_text)) or list(dict.fromkeys(by_value))
        if found:
            return found[0] if len(found) == 1 or spelled is str else None
    return None


def parse_yes_no(text: str) -> bool | None:
    """Whether a tick or a word says yes; None where it says neither (»måske«, »ikke endnu«)."""
    said = " ".join(folded(text).replace(",", " ").strip(" .!").split())
    if said in _YES:
        return True
    return False if said in _NO else None


def _bare(wanted: str) -> str:
    return wanted.strip(_AROUND)


def _letters(wanted: str) -> str:
    """The letters alone (»ikke igang«); "" where there are others, for a sign between digits changes them."""
    plain = wanted.strip(_AROUND).replace(" ", "").replace("-", "").replace("_", "")
    return plain if plain.isalpha() else ""
