"""What people are told about how an answer was read: no mistake, but a rule of the house that helped.

None of them blocks, and none quotes the answer. Their codes are the notes of `kinds.Written`.
"""

from __future__ import annotations

from pipeline.problems import Place, Problem


def noted(place: Place, note: str, title: str, year: int = 0) -> Problem:
    """The problem of a note. `year` is that of the date that was read, where it was one."""
    if note == "year-completed":
        return year_completed(place, title, year)
    if note == "week-as-friday":
        return week_as_friday(place, title)
    assert note == "amount-approximate", f"no text for the note {note}"
    return amount_approximate(place, title)


def year_completed(place: Place, title: str, year: int) -> Problem:
    """A date was written without its year and placed by the round."""
    text = (
        f"Datoen i »{title}« er skrevet uden årstal og er læst som {year}. "
        "Er det forkert, så skriv datoen med årstal, og send formularen på ny."
    )
    return Problem("year-completed", place, text, blocks=False)


def week_as_friday(place: Place, title: str) -> Problem:
    """A deadline was written as a week."""
    text = (
        f"I »{title}« står en uge og ikke en dag. Den er læst som ugens fredag. "
        "Er det forkert, så skriv dagen, og send formularen på ny."
    )
    return Problem("week-as-friday", place, text, blocks=False)


def amount_approximate(place: Place, title: str) -> Problem:
    """An amount was said to be about so much."""
    text = (
        f"Beløbet i »{title}« er et cirkabeløb. Der er regnet med det tal, der står. "
        "Kendes det nøjagtige beløb, så skriv det, og send formularen på ny."
    )
    return Problem("amount-approximate", place, text, blocks=False)
