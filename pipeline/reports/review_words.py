"""The Danish words of the review workbook: what is the matter with a field, and how HR may answer."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Candidate
from pipeline.returns.points import Point
from pipeline.returns.reviewing import EMPTY, OK, REFUSE

HOW_TO = (
    "Åbn originalen (linket »Fil«), og skriv i de gule felter, hvad der skal stå: et forslags nummer, selve svaret, "
    "»tom«, hvis feltet er tomt, eller »afvis«, hvis formularen skal sendes tilbage til lederen. "
    "Gem arket her i mappen: Når alle gule felter er udfyldt, tages svarene ind ved næste indlæsning, "
    "og arket slettes."
)
REFUSE_ALL = "Afvis hele formularen"
HOW_TO_REFUSE = "Skriv kun afvis her, hvis intet fra formularen skal tages ind."

_MATTER: Mapping[str, str] = {
    "missing-field": "Feltet er væk fra filen, så svaret står et andet sted eller er slettet.",
    "copied-control": "Feltet står flere gange med forskelligt indhold.",
    "checkbox-disagrees": "Afkrydsningen er ikke entydig.",
    "text-beside": "Der er skrevet ved siden af feltet.",
    "unclear-place": "Felterne er gået tabt i filen, og det kan ikke ses med sikkerhed, hvad der er svaret.",
    "loose-text": "Der står tekst, som ikke hører til noget felt.",
    "answer-in-comment": "Feltet er tomt, men der hænger en kommentar på det, som kan være svaret.",
    "person-not-shown": "Navn og tjenestenummer øverst mangler. Er det den rigtige persons formular, så skriv ok.",
    "unclear-row": "Rækken er tilføjet, så det ikke kan ses, hvad der hører til hvilket felt.",
    "unclear-date": "Svaret kan ikke læses som en dato.",
    "unclear-amount": "Svaret kan ikke læses som et beløb.",
    "unclear-number": "Svaret kan ikke læses som et helt tal.",
    "unclear-choice": "Svaret er ikke en af mulighederne.",
    "unclear-check": "Det kan ikke ses, om der er sat kryds.",
    "unlikely-date": "Datoen ligger flere år fra runden.",
    "date-before-talk": "Datoen og samtalens dato passer ikke sammen: Den ene ligger før den anden.",
    "last-years-form": "Formularen er fra en tidligere runde, men samtalens dato ligger i denne.",
    "unknown-field": "Der er felter i aftalen, som den ikke blev sendt ud med.",
}
"""What is the matter, said to HR; what a problem itself says is meant for the leader."""
_UNSURE = "Det er ikke sikkert, hvad der står i feltet."
_LOOSE = "Der står tekst, som ikke hører til noget felt."

_HOW: Mapping[str, str] = {
    "text": "Skriv svaret, som det skal stå.",
    "combo": "Vælg på listen, eller skriv svaret.",
    "choice": "Vælg på listen.",
    "check": "Skriv ja, hvis der er sat kryds, ellers nej.",
    "date": "Skriv datoen, fx 12-11-2026.",
    "number": "Skriv et helt tal.",
    "amount": "Skriv beløbet, fx 12.500,00.",
}
_LONGEST = 400
"""What a row shows of a candidate; its number stands for all of it."""


def matter_of(point: Point) -> str:
    """What is the matter with a field."""
    told = [_MATTER.get(code, text) for code, text in zip(point.codes, point.texts, strict=True)]
    return "\n".join(dict.fromkeys(filter(None, told))) or (_UNSURE if point.field else _LOOSE)


def proposals(point: Point) -> str:
    """The candidates with what names each; of a private field and of loose text only where they stand."""
    if not point.candidates:
        return "Ingen. Se i originalen." if point.field else "Se i originalen."
    marks = point.marks or ("",) * len(point.candidates)
    pairs = zip(marks, point.candidates, strict=True)
    return "\n".join(_proposal(mark, candidate, point.may_show(candidate)) for mark, candidate in pairs)


def _proposal(mark: str, candidate: Candidate, shows: bool) -> str:
    named = f"{mark}: " if mark else ""
    if not shows:
        return f"{named}{candidate.where or 'se i originalen'}"
    text = " ".join(candidate.text.split()) or "(tomt)"
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"{named}{text}" + (f"  ({candidate.where})" if candidate.where else "")


def how_to_answer(point: Point) -> str:
    """How to answer in one cell."""
    if point.field is None:
        return "Skriv ok, hvis det kan lades ude af betragtning, ellers afvis."
    how = _HOW[point.field.kind]
    if not point.marks:
        return how
    named = "nummeret" if point.marks[0].isdigit() else "bogstavet"
    return f"Skriv {named} på et forslag, eller {how[0].lower()}{how[1:]}"


def offered_for(point: Point) -> tuple[str, ...]:
    """What a cell offers to choose from."""
    if point.field is None:
        return OK, REFUSE
    own = ("ja", "nej") if point.field.kind == "check" else tuple(c.text for c in point.field.choices)
    return *point.marks, *own, EMPTY, REFUSE
