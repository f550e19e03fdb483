"""Problems of a file that is left where it lies: not finished, not here yet, or no document at all."""

from __future__ import annotations

from pipeline.problems import Place, Problem


def file_in_use(place: Place) -> Problem:
    """Word or LibreOffice has the file open: its lock file lies beside it."""
    text = (
        "Filen er åben hos nogen og er blevet liggende. Den tages med, når den er lukket. "
        "Har ingen den åben, så slet låsefilen ved siden af (~$… eller .~lock…)."
    )
    return Problem("file-in-use", place, text, blocks=False)


def file_unfinished(place: Place) -> Problem:
    """The file is cut off or empty and was changed a moment ago: it is still being written."""
    text = "Filen ser ud til stadig at være ved at blive kopieret. Den er blevet liggende og tages med næste gang."
    return Problem("file-unfinished", place, text, blocks=False)


def file_changed(place: Place) -> Problem:
    """The file was changed, moved or removed while it was read."""
    text = "Filen blev ændret eller flyttet, mens den blev læst. Den er blevet liggende og læses næste gang."
    return Problem("file-changed", place, text, blocks=False)


def not_downloaded(place: Place) -> Problem:
    """The file is a stand-in for one that lies in the cloud: a placeholder, or nothing but zeros."""
    text = (
        "Filen ligger kun i skyen og er ikke hentet ned på denne maskine. Højreklik på mappen, vælg »Behold altid på "
        "denne enhed« (OneDrive) eller »Hent nu« (iCloud), og vent, til filen er hentet. Den læses næste gang."
    )
    return Problem("not-downloaded", place, text)


def link_to_document(place: Place) -> Problem:
    """The file is a shortcut or a pointer to an online document, not the document."""
    text = (
        "Filen er kun et link til et dokument. Åbn dokumentet, gem det som Word-dokument (.docx), og læg det i indbakken "
        "i stedet for linket."
    )
    return Problem("link-to-document", place, text)


def folder_closed(place: Place) -> Problem:
    """A folder that cannot be looked into."""
    text = "Mappen kan ikke åbnes, så filerne i den er ikke læst. Tjek, at der er adgang til den."
    return Problem("folder-closed", place, text)
