"""The words of the house that are looked up and not made: kinds of talk and of field, keys, and the names of forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

TalkKind = Literal["MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning"]
TalkKey = tuple[str, str, str]
"""A talk within its round: employee number, group's id, kind."""
Audience = Literal["employee", "leader", "group", "both"]
Privacy = Literal["private", "shared", "fact"]
FieldKind = Literal["text", "date", "number", "amount", "choice", "combo", "check"]
FoundBy = Literal["tag", "bookmark", "position", "pdf", "review"]
Outcome = Literal["accepted", "duplicate", "review", "rejected"]
Alone = Literal["", "paragraph", "cell"]
State = Literal["done", "open", "overdue", "waived"]
Value = str | bool | int | date | Decimal | None
"""What an answer can be; None where nothing was written."""

FORM_ID, EMPLOYEE_NUMBER, EMPLOYEE_NAME = "form_id", "tjenestenummer", "navn"
GROUP_KINDS = ("GRUS", "TUS")
"""The kinds of talk that a group holds together."""
INDIVIDUAL_KINDS = ("MUS", "LUS")
"""The kinds that are the year's talk wherever they are held; a group's is one where the policy says so."""
FOLLOW_UP: TalkKind = "opfølgning"

PARTIES = ("leder", "medarbejder")
"""The two parties to an individual talk, as the forms name them."""

IDENTITY_KEYS = (FORM_ID, EMPLOYEE_NUMBER, EMPLOYEE_NAME)
"""Locked controls in every form's head: they say whose form it is and are never answers."""

PREPARATION = ("indkaldelse", "skema")
"""The forms that reach the employee before the talk; the others are written at it or after."""

HELD_ON = "samtale_dato"
"""The day the talk was held, in minutes and plan: every other date of a form comes after it."""
