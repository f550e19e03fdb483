"""What can be wrong with a spreadsheet or CSV file as a file, before anybody looks at what stands in it.

Those that every reader of rosters has always had (missing, locked, unreadable) are in `roster`.
"""

from __future__ import annotations

from pipeline.problems import Place, Problem

AS_WORKBOOK = "gem den som »Excel-projektmappe (.xlsx)«, og prøv igen"


def other_kind(place: Place, what: str, program: str = "Excel") -> Problem:
    """The file is of a kind that another program opens and this one does not: `what` names it, "en webside (HTML)"."""
    text = (
        f"Filen er {what} og ikke et regneark i et format, der kan læses. Åbn den i {program}, {AS_WORKBOOK}."
    )
    return Problem("workbook-other-kind", place, text)


def no_table(place: Place, what: str) -> Problem:
    """The file is of a kind that holds no rows and columns: a picture, a PDF, a letter."""
    text = (
        f"Filen er {what} og ikke et regneark. Lav udtrækket igen som Excel-fil eller CSV, "
        f"eller kopiér tabellen over i Excel, {AS_WORKBOOK}."
    )
    return Problem("workbook-no-table", place, text)


def packed_up(place: Place) -> Problem:
    """The file is an archive of other files."""
    return Problem("workbook-packed", place, "Filen er en pakket fil. Pak den ud, og brug regnearket i den.")


def stray_cell(place: Place, cell: str) -> Problem:
    """A cell far from all others makes the sheet larger than anything can hold; the place names it."""
    text = (
        f"Arket er for stort til at blive læst, fordi der står noget helt ude i celle {cell}. Slet rækkerne under og "
        "kolonnerne til højre for listen (markér dem, højreklik, Slet), gem filen, og prøv igen."
    )
    return Problem("workbook-stray-cell", place, text)


def too_large(place: Place) -> Problem:
    """The file is larger, or inflates to more, than any list of people does."""
    text = (
        "Filen er for stor til at være en liste over medarbejdere. Kopiér listen alene over i en ny projektmappe, "
        f"{AS_WORKBOOK}."
    )
    return Problem("workbook-too-large", place, text)


def folder_without_sheets(place: Place) -> Problem:
    """A folder was named, and there is neither a workbook nor a CSV file in it."""
    return Problem(
        "folder-empty", place, "Der er hverken regneark eller CSV-filer i mappen. Er det den rigtige mappe?"
    )


def quote_unclosed(place: Place, line: int) -> Problem:
    """A quotation mark in a CSV file is not closed, so rows have run together; `line` is where it stands."""
    text = (
        f'Et anførselstegn (") i linje {line} bliver ikke lukket, så rækker løber sammen. Ret linjen, eller åbn filen i '
        f"Excel, {AS_WORKBOOK}."
    )
    return Problem("csv-quote-unclosed", place, text)
