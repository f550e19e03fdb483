"""Problems of a workspace: its mus.toml, its folders, its lock."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pipeline.problems import Place, Problem


def workspace_missing(place: Place) -> Problem:
    """The folder has no mus.toml."""
    return Problem(
        "workspace-missing",
        place,
        "Her er ikke noget arbejdsområde: Filen mus.toml findes ikke. "
        "Opret et med »mus init MAPPE --municipality herlev --year 2026«, eller peg på et med --workspace.",
    )


def workspace_broken(place: Place, where: str) -> Problem:
    """mus.toml is not TOML. `where` is the parser's own line and column."""
    return Problem(
        "workspace-broken", place, f"Filen mus.toml kan ikke læses ({where}). Ret linjen, og prøv igen."
    )


def workspace_key(place: Place, key: str, known: Iterable[str]) -> Problem:
    """mus.toml has a key that means nothing."""
    names = list(known)
    nearest = get_close_matches(key, names, n=1)
    hint = f"Mente du »{nearest[0]}«?" if nearest else f"Mulighederne er: {', '.join(names)}."
    return Problem("workspace-key", place, f"Nøglen »{key}« i mus.toml kendes ikke. {hint}")


def workspace_value(place: Place, key: str) -> Problem:
    """A value of mus.toml is missing or of the wrong type."""
    wanted = {
        "year": "et årstal som 2026 uden anførselstegn",
        "columns": "linjer som "
        '"Medarb. (løn)" = "Tjenestenummer" under [columns], begge dele i anførselstegn',
    }.get(key, "en tekst i anførselstegn")
    return Problem(
        "workspace-value", place, f"»{key}« i mus.toml mangler eller har en forkert værdi. Skriv {wanted}."
    )


def roster_missing(place: Place) -> Problem:
    """The roster named on the command line or in mus.toml is not there, or none is named."""
    return Problem(
        "roster-missing",
        place,
        'Medarbejderlisten findes ikke. Skriv stien til den efter kommandoen, eller sæt roster = "…" i mus.toml.',
    )


def already_running(place: Place) -> Problem:
    """Another run holds the workspace."""
    return Problem(
        "already-running",
        place,
        "En anden kørsel er i gang i dette arbejdsområde. Vent, til den er færdig, og prøv igen.",
    )


def key_missing(place: Place) -> Problem:
    """The key that issued forms are known by is gone or spoilt."""
    return Problem(
        "key-missing",
        place,
        "Nøglen mus.key mangler eller er ødelagt, og uden den kan ingen af de udsendte formularer kendes igen. "
        "Hent den fra sikkerhedskopien af arbejdsområdet. Intet er gjort.",
    )


def folder_unusable(place: Place) -> Problem:
    """A folder of the workspace cannot be made or written in."""
    return Problem(
        "folder-unusable",
        place,
        "Mappen kan ikke bruges: Der ligger noget andet på dens plads, eller der mangler adgang. "
        "Tjek »output« i mus.toml og rettighederne.",
    )


def store_unusable(place: Place) -> Problem:
    """The store cannot be opened: no database, a folder, an unknown URL, or no driver for it."""
    return Problem(
        "store-unusable",
        place,
        "Databasen kan ikke åbnes. Tjek »store« i mus.toml, eller hent filen fra sikkerhedskopien.",
    )


def store_gave_up(place: Place) -> Problem:
    """The store could be opened, and gave up on the way: a full disk, a lock that another program holds, damage."""
    return Problem(
        "store-gave-up",
        place,
        "Databasen holdt op med at svare undervejs. Måske er disken fuld, eller et andet program holder filen åben. "
        "Det, der allerede er gemt, er gemt. Sørg for plads, luk andre programmer, og kør kommandoen igen. "
        "Sker det stadig, så hent databasen fra sikkerhedskopien.",
    )
