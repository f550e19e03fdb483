"""File and folder names that a person understands and that Windows and SharePoint accept.

Comes in: a person's, unit's or form's name as the roster or the policy has it. Goes out: one path
segment, without extension. Two different names may give the same segment; whoever writes files adds a number.
The name of somebody protected (navne- og adressebeskyttelse) stands in no path: a path is seen by whoever may see the
folder, is copied into lists, mails and logs, and outlives the file.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.kinds import composed
from pipeline.model import Person

LONGEST = 60

# Windows forbids <>:"/\|?* ; SharePoint and links in Office files stumble over #%&{}~ .
_SPOKEN = str.maketrans({"/": "-", "\\": "-", "|": "-", ":": "-", "&": " og "})
_FORBIDDEN = re.compile(r'[<>"?*#%{}~]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_SHAREPOINT = re.compile(r"_vti_", re.IGNORECASE)


@lru_cache(maxsize=4096)  # a leader's name stands in the path of each of the staff's forms
def safe_name(text: str, longest: int = LONGEST) -> str:
    """The text as one path segment: composed letters (NFC), nothing forbidden, at most `longest` characters.

    Never empty, never a device name such as `CON`, no dot or space at either end.
    """
    name = composed(text).translate(_SPOKEN)
    if not name.isprintable():
        name = "".join(c for c in name if c.isspace() or _is_visible(c))
    name = " ".join(name.split())
    name = _SHAREPOINT.sub("vti", _FORBIDDEN.sub("", name))
    name = re.sub(r"-{2,}", "-", " ".join(name.split())).strip(" .-")
    name = name[:longest].rstrip(" .-")
    if not name:
        return "uden navn"
    return f"_{name}"[:longest].rstrip(" .-") if _DEVICE.fullmatch(name) else name


def called_in_paths(person: Person, otherwise: str = "Medarbejder") -> str:
    """What somebody is called where a path names them: their name, or what they are where it is protected."""
    return otherwise if person.protected else person.name


def name_and_number(
    person: Person, longest: int = LONGEST, longest_number: int = LONGEST, otherwise: str = "Medarbejder"
) -> str:
    """`Bo Lind (0042)` as one path segment; `Medarbejder (0042)` where the name is protected."""
    name = safe_name(called_in_paths(person, otherwise), longest)
    return f"{name} ({safe_name(person.number, longest_number)})"


def _is_visible(character: str) -> bool:
    """Control and format characters and surrogates are invisible, and some turn a name around."""
    return not unicodedata.category(character).startswith("C")
