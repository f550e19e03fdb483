"""Problems of the Word templates in forms/: what HR may have broken while restyling a form."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pipeline.problems import Place, Problem

_CONTROLS = {
    "date": "en datovælger",
    "choice": "en rulleliste",
    "check": "et afkrydsningsfelt",
    "combo": "et kombinationsfelt",
}
"""What Danish Word calls its content controls; the rest are for text."""


def template_unreadable(place: Place) -> Problem:
    """The template is not there, or is not a Word file that can be opened."""
    return Problem(
        "template-unreadable",
        place,
        "Skabelonen findes ikke eller kan ikke åbnes som et Word-dokument. "
        "Hent en frisk kopi fra de medfølgende skabeloner.",
    )


def template_syntax(place: Place, near: str) -> Problem:
    """A `{{ }}` or `{% %}` of the template is not closed or not understood. `near` is text of the template itself."""
    return Problem(
        "template-syntax",
        place,
        f"Et flettefelt i skabelonen er ikke afsluttet rigtigt{f' (ved »{near}«)' if near else ''}. "
        "Ret det, så der står {{ … }} eller {% … %} med begge ender. Et {% for … %} skal have sit {% endfor %}, "
        "og et {% if … %} sit {% endif %}.",
    )


def template_name(place: Place, name: str, known: Iterable[str]) -> Problem:
    """The template asks for a name that nothing fills."""
    nearest = get_close_matches(name, list(known), n=1)
    hint = f" Mente du »{nearest[0]}«?" if nearest else ""
    return Problem("template-name", place, f"Skabelonen bruger flettefeltet »{name}«, som ikke findes.{hint}")


def template_filter(place: Place, name: str, known: Iterable[str]) -> Problem:
    """The template uses a filter or a test that Jinja does not have."""
    nearest = get_close_matches(name, list(known), n=1)
    hint = f" Mente du »{nearest[0]}«?" if nearest else ""
    return Problem("template-name", place, f"Skabelonen bruger funktionen »{name}«, som ikke findes.{hint}")


def template_fails(place: Place, near: str) -> Problem:
    """The template's code fails when it is filled, or prints what is no text. `near` is the code itself."""
    return Problem(
        "template-fails",
        place,
        f"Et flettefelt i skabelonen kan ikke udfyldes{f': »{near}«' if near else ''}. Et flettefelt skal give "
        "en tekst eller et tal, fx {{ person.name }}. Ret det, eller slet det.",
    )


def template_lacks_field(place: Place, key: str, title: str, found: Iterable[str]) -> Problem:
    """The template has no content control for a key that the reports or the policy need."""
    nearest = get_close_matches(key, list(found), n=1)
    hint = f" Feltet »{nearest[0]}« ligner: Er mærket skrevet forkert?" if nearest else ""
    return Problem(
        "template-lacks-field",
        place,
        f"Skabelonen »{title}« mangler indholdskontrolelementet med mærket »{key}«.{hint} "
        "Indsæt det igen, og skriv mærket under Udvikler › Egenskaber › Mærke.",
    )


def template_bad_key(place: Place, key: str) -> Problem:
    """A content control's tag is no key: wrong letters, or too long for the bookmark made of it."""
    return Problem(
        "template-bad-key",
        place,
        f"Mærket »{key}« på et indholdskontrolelement kan ikke bruges. Brug små bogstaver a-z, tal og understreg, "
        "højst 40 tegn i alt, og begynd med et bogstav.",
    )


def template_key_twice(place: Place, key: str) -> Problem:
    """Two content controls of one template carry the same tag."""
    return Problem(
        "template-key-twice",
        place,
        f"Mærket »{key}« står på to indholdskontrolelementer. Hvert felt skal have sit eget mærke.",
    )


def template_wrong_kind(place: Place, key: str, title: str, wanted: str, found: str) -> Problem:
    """A control is of another type than what is reckoned with: text where a date is needed, say."""
    return Problem(
        "template-wrong-kind",
        place,
        f"Feltet med mærket »{key}« i skabelonen »{title}« skal være {_control(wanted)}, men er {_control(found)}. "
        "Slet feltet, kopiér det fra den medfølgende skabelon, og sæt det ind på samme sted.",
    )


def template_lost_field(place: Place, key: str, title: str, field: str) -> Problem:
    """The shipped template has a field that this copy lacks. Nothing needs it; it may have gone by mistake."""
    return Problem(
        "template-lost-field",
        place,
        f"Skabelonen »{title}« har ikke længere feltet »{field}« (mærket »{key}«). Er det med vilje, er alt i orden. "
        "Ellers kopiér feltet fra den medfølgende skabelon.",
        blocks=False,
    )


def _control(kind: str) -> str:
    return _CONTROLS.get(kind, "et tekstfelt")
