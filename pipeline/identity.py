"""Who a form is about, said in a number short enough to read aloud: `MUS26-0042-REF-7K3QX9`.

Kind and year, the talk's serial in the round, the form's code, and six letters of a MAC over what the number
stands for (municipality, year, form, person, group, audience). A number that was mistyped or made up does not
verify; neither does one that is moved to another person in the store. The key is made with the workspace, lies
in it as `mus.key` with mode 0600, and never leaves it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from pathlib import Path

from pipeline.model import Choice, Field, Issued, Layout, PlannedForm, Talk
from pipeline.problems import UnreadableFile, file_place
from pipeline.problems.workspace import key_missing

# Crockford's base 32: no I, L, O or U, so that nothing read aloud or retyped is mistaken for something else.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY_BYTES = 32
_PREFIX = {"MUS": "MUS", "GRUS": "GRUS", "TUS": "TUS", "LUS": "LUS", "SUS": "SUS", "opfølgning": "OPF"}

FORM_ID = re.compile(
    r"(?<![A-Z0-9])(?:MUS|GRUS|TUS|LUS|SUS|OPF)\d{2}-\d{4,7}-[A-Z]{3}-[0-9A-HJKMNP-TV-Z]{6}(?![A-Z0-9])"
)
"""Matches a form id anywhere in a text."""


def make_form_id(key: bytes, municipality: str, talk: Talk, planned: PlannedForm) -> str:
    """The id of a form of a talk, about to be issued."""
    stem = f"{_PREFIX[talk.kind]}{talk.year % 100:02d}-{talk.serial:04d}-{planned.code}"
    mac = _mac(key, municipality, talk.year, stem, planned.form, talk, planned.audience)
    return f"{stem}-{mac}"


def verifies(key: bytes, municipality: str, issued: Issued) -> bool:
    """Whether the id is the one this workspace gave to exactly this form of exactly this person."""
    stem, _, mac = issued.form_id.rpartition("-")
    own = _mac(key, municipality, issued.year, stem, issued.form, issued, issued.audience)
    return hmac.compare_digest(mac, own)


def form_ids_in(text: str) -> list[str]:
    """Every form id in a text, in order and once each; lower case and a typist's O for 0 are not forgiven."""
    return list(dict.fromkeys(FORM_ID.findall(text)))


def row_id(form_id: str, table: str, ordinal: int) -> str:
    """A spare row's id: the same form gets the same rows however often it is issued."""
    digest = hashlib.sha256(f"{form_id}/{table}/{ordinal}".encode()).hexdigest()
    return f"r{digest[:5]}"


def read_key(path: Path, needed: bool) -> bytes:
    """The workspace's secret key, readable by its owner only; made on first need.

    Where forms have been issued the key is `needed`: with another one none of them would be known again. A key that
    is gone then, or is no key, raises UnreadableFile.
    """
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        if needed:
            raise UnreadableFile(key_missing(file_place(path))) from None
        return _make_key(path)
    except (OSError, ValueError) as error:
        raise UnreadableFile(key_missing(file_place(path))) from error
    if len(key) != _KEY_BYTES:
        raise UnreadableFile(key_missing(file_place(path)))
    return key


def _make_key(path: Path) -> bytes:
    key = secrets.token_bytes(_KEY_BYTES)
    part = path.with_name(f".{path.name}.part")
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(key.hex() + "\n")
    part.replace(path)
    return key


def _mac(
    key: bytes, municipality: str, year: int, stem: str, form: str, about: Talk | Issued, audience: str
) -> str:
    stands_for = (municipality, year, stem, form, about.person, about.group, audience)
    digest = hmac.digest(key, json.dumps(stands_for).encode(), "sha256")
    number = int.from_bytes(digest[:4], "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(0, 30, 5))


# --- layouts by digest --------------------------------------------------------------------------


def layout_to_json(layout: Layout) -> str:
    """The layout as canonical JSON: the same fields give the same text."""
    fields = [
        [
            f.key,
            f.title,
            f.kind,
            f.prompt,
            [[c.value, c.text] for c in f.choices],
            f.privacy,
            f.alone,
            f.shared,
        ]
        for f in layout.fields
    ]
    return json.dumps({"form": layout.form, "fields": fields}, ensure_ascii=False, separators=(",", ":"))


def layout_from_json(text: str) -> Layout:
    """The layout that `layout_to_json` wrote; one from before `alone` was known has none."""
    raw = json.loads(text)
    return Layout(
        raw["form"],
        tuple(
            Field(key, title, kind, prompt, tuple(Choice(*choice) for choice in choices), privacy, *alone)
            for key, title, kind, prompt, choices, privacy, *alone in raw["fields"]
        ),
    )


def layout_digest(layout: Layout) -> str:
    """Twelve hex digits that name a layout; printed in each form's properties so it is read as it was sent."""
    return hashlib.sha256(layout_to_json(layout).encode()).hexdigest()[:12]
