"""What can be wrong with the sheets and columns of a roster, or must be told of how they were read.

Headers are quoted, cells never are.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.problems import Place, Problem


def header_missing(place: Place) -> Problem:
    """No sheet has a row that looks like headers."""
    text = (
        "Der er ingen række med overskrifter. Sæt mindst »Tjenestenummer«, »Navn« og »Leder« "
        "(eller »Enhed«) over kolonnerne i arket Medarbejdere."
    )
    return Problem("header-missing", place, text)


def sheet_missing(place: Place, name: str, there: Sequence[str]) -> Problem:
    """mus.toml names a sheet that the workbook does not have."""
    shown = ", ".join(f"»{each}«" for each in there[:8])
    return Problem(
        "sheet-missing", place, f"Arket »{name}«, som mus.toml nævner, findes ikke. Der er: {shown}."
    )


def sheet_chosen(place: Place, name: str, others: Sequence[str]) -> Problem:
    """Several sheets may hold the people; which one was read, and how to choose another."""
    shown = ", ".join(f"»{each}«" for each in others[:5]) + (" …" if len(others) > 5 else "")
    text = (
        f"Arket »{name}« er læst som medarbejderlisten; {shown} er ikke læst. "
        f'Er det et andet, så skriv sheet = "{others[0]}" i mus.toml. Skal de alle med, så saml dem i ét ark.'
    )
    return Problem("sheet-chosen", place, text, blocks=False)


def rows_hidden(place: Place, rows: str, count: int) -> Problem:
    """Rows that nobody sees in the sheet were read like the others."""
    text = (
        f"{_many(count, 'række', 'rækker')} er skjult i arket ({rows}) og er læst som de andre. "
        "Skal de ikke med, så slet dem."
    )
    return Problem("rows-hidden", place, text, blocks=False)


def columns_hidden(place: Place, letters: Sequence[str]) -> Problem:
    """Columns that nobody sees in the sheet were read like the others."""
    text = f"Skjulte kolonner er læst som de andre: {', '.join(letters)}. Skal de ikke bruges, så slet dem."
    return Problem("columns-hidden", place, text, blocks=False)


def column_missing(place: Place, wanted: str, nearest: tuple[str, str] | None) -> Problem:
    """A required column is not there. `nearest` is the column letter and header that comes closest."""
    text = f"Kolonnen »{wanted}« mangler i rækken med overskrifter."
    if nearest:
        letter, header = nearest
        text += (
            f" Er det kolonne {letter}, »{header}«? Ret i så fald dens overskrift til »{wanted}«, "
            f"eller skriv {_line(header, wanted)} under [columns] i mus.toml."
        )
    else:
        text += f' Tilføj den, eller skriv "(kolonnens overskrift)" = "{wanted}" under [columns] i mus.toml.'
    return Problem("column-missing", place, text)


def column_unsure(place: Place, header: str, looks_like: str) -> Problem:
    """A header looks like one we know; the column is not read until somebody has said what it is."""
    text = (
        f"Kolonnen »{header}« er ikke læst. Er det »{looks_like}«, så skriv {_line(header, looks_like)} under "
        f"[columns] i mus.toml; ellers {_line(header, '')}."
    )
    return Problem("column-unsure", place, text, blocks=False)


def column_twice(place: Place, header: str, used: str) -> Problem:
    """Two columns have the same header; one is read."""
    text = (
        f"Overskriften »{header}« står to gange. Kun kolonne {used} er læst. Er den anden noget andet, så giv den sin egen "
        "overskrift; ellers slet den."
    )
    return Problem("column-twice", place, text, blocks=False)


def mapping_unknown(place: Place, header: str, meaning: str, nearest: str) -> Problem:
    """mus.toml maps a column to a header that the contract does not have."""
    hint = f" Mente du »{nearest}«?" if nearest else ""
    text = f"»{meaning}«, som kolonnen »{header}« skal læses som ifølge mus.toml, kendes ikke.{hint}"
    return Problem("mapping-unknown", place, text)


def mapping_twice(place: Place, header: str, first: str, meaning: str) -> Problem:
    """mus.toml gives two columns of one sheet the same meaning."""
    text = (
        f"Både »{first}« og »{header}« skal læses som »{meaning}« ifølge mus.toml, men kun den ene kan. "
        "Slet den anden linje."
    )
    return Problem("mapping-twice", place, text)


def mapping_unused(place: Place, header: str) -> Problem:
    """mus.toml names a column that no sheet has."""
    text = (
        f"Ingen kolonne hedder »{header}«, som mus.toml nævner under [columns]. Ret linjen, eller slet den."
    )
    return Problem("mapping-unused", place, text, blocks=False)


def dates_month_first(place: Place, header: str) -> Problem:
    """Some dates of a column can only have the month first, so none of its slashed dates is taken for Danish."""
    text = (
        f"Nogle datoer i arket har måneden først (som 3/14/2026), så vi ved ikke, om 3/4/2026 i »{header}« er i marts eller "
        "april. Ingen af dem er læst. Giv kolonnen datoformat i Excel, eller skriv datoerne som 14-03-2026."
    )
    return Problem("dates-month-first", place, text)


def number_from_other(place: Place, header: str, made: bool) -> Problem:
    """The roster has no employee numbers; people are known by another column."""
    how = "et kort id, dannet af" if made else "det, der står i"
    text = (
        f"Listen har ingen kolonne med tjenestenumre. I stedet kendes medarbejderne på {how} »{header}«. "
        "Brug samme slags liste hele runden, for numrene står i formularerne."
    )
    return Problem("number-from-other", place, text, blocks=False)


def nobody_there(place: Place) -> Problem:
    """The sheet has headers and no people under them."""
    return Problem(
        "roster-empty", place, "Der står ingen medarbejdere under overskrifterne. Er det den rigtige fil?"
    )


# --- CPR ----------------------------------------------------------------------------------------


def cpr_column_dropped(place: Place, letter: str) -> Problem:
    """A column holds CPR numbers; nothing of it was kept."""
    text = (
        f"Kolonne {letter} er fjernet: Den ser ud til at indeholde CPR-numre, som ikke skal bruges her. "
        "Slet kolonnen i filen, så numrene ikke sendes videre."
    )
    return Problem("cpr-dropped", place, text, blocks=False)


def cpr_cell_dropped(place: Place) -> Problem:
    """A cell of another column holds a CPR number; the cell was read as empty."""
    text = "Cellen er læst som tom: Den ser ud til at indeholde et CPR-nummer. Slet nummeret i filen."
    return Problem("cpr-dropped", place, text, blocks=False)


def cpr_as_number(place: Place, letter: str) -> Problem:
    """People are numbered by CPR, which refuses the whole roster."""
    text = (
        f"Kolonne {letter} skulle indeholde tjenestenumre, men ser ud til at indeholde CPR-numre. "
        "Listen er ikke læst. Lav udtrækket igen med tjenestenumre i stedet."
    )
    return Problem("cpr-as-number", place, text)


def _line(header: str, meaning: str) -> str:
    escaped = header.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" = "{meaning}"'


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
