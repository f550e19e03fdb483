"""Problems of destroying what must go, and of handing rows on."""

from __future__ import annotations

from pipeline.problems import Place, Problem


def file_not_destroyed(place: Place) -> Problem:
    """A copy that must go could not be removed: open somewhere, or no right to."""
    text = (
        "Filen skal slettes, men det lykkedes ikke. Luk den, hvis den er åben, tjek rettighederne, og kør "
        "»mus purge --yes« igen. Indtil da står papirerne som ikke slettet."
    )
    return Problem("file-not-destroyed", place, text)


def file_holds_others(place: Place) -> Problem:
    """A file holds a form that must go and others that must not; it is left."""
    text = (
        "Filen indeholder både en formular, der skal slettes, og andre, der ikke skal. Pak den ud, slet den, "
        "og kør »mus purge --yes« igen. Indtil da står papirerne som ikke slettet."
    )
    return Problem("file-holds-others", place, text)


def folder_out_of_reach(place: Place) -> Problem:
    """A folder that an earlier round's files were written to is not there."""
    text = (
        "Her lå filer fra en tidligere runde, men mappen findes ikke nu. Flyt den tilbage, og kør »mus purge --yes« "
        "igen. Er den slettet for altid, så kør »mus purge --forget MAPPE«. Indtil da står papirerne som ikke slettet."
    )
    return Problem("folder-out-of-reach", place, text)


def store_not_swept(place: Place) -> Problem:
    """The database could not be rewritten: no room on the disk, or somebody else has it open."""
    text = (
        "Svarene er slettet i databasen, men dens fil kunne ikke skrives om. Sørg for plads på disken, luk "
        "andre programmer, der bruger den, og kør »mus purge --yes« igen."
    )
    return Problem("store-not-swept", place, text)


def parquet_missing(place: Place) -> Problem:
    """Parquet needs a library that is not installed."""
    text = "Formatet parquet kræver et ekstra bibliotek. Installér det med: pip install 'mus[parquet]'."
    return Problem("parquet-missing", place, text)


def export_not_written(place: Place) -> Problem:
    """The file to export to cannot be written."""
    text = "Filen kan ikke skrives. Luk den, hvis den er åben, eller vælg en anden med --out."
    return Problem("export-not-written", place, text)
