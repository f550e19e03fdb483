"""Problems of a returned file as a whole: whose it is, and whether it can be taken in."""

from __future__ import annotations

from pipeline.problems import Place, Problem

DESTROYED, RETURNED_EMPTY = "papers-destroyed", "returned-empty"
OTHER_PERSON, ROW_OF_ANOTHER = "other-person", "row-of-another-form"
"""Refusals that decide where a file goes."""


def wrong_type(place: Place) -> Problem:
    """A file that is no document: a workbook, a picture, a program."""
    text = "Filtypen kan ikke læses. Gem formularen som Word-dokument (.docx), og send den på ny."
    return Problem("wrong-file-type", place, text)


def no_form_id(place: Place) -> Problem:
    """No form id is found anywhere in the file."""
    return Problem(
        "no-form-id",
        place,
        "Der er intet formular-id i dokumentet, så det kan ikke ses, hvem det handler om. "
        "Udfyld den formular, der blev sendt ud, og send den på ny.",
    )


def unknown_form_id(place: Place) -> Problem:
    """The id was never issued here, or does not verify."""
    return Problem(
        "unknown-form-id",
        place,
        "Formular-id'et kendes ikke i denne runde. Det kan være en formular fra et andet år eller en anden kommune. "
        "Brug formularen fra dette års mappe.",
    )


def two_forms(place: Place) -> Problem:
    """The file bears two different ids."""
    return Problem(
        "two-forms",
        place,
        "Der står to forskellige formular-id'er i dokumentet, så det kan handle om to personer. Intet er læst. "
        "Udfyld hver persons egen formular, og send dem hver for sig.",
    )


def other_person(place: Place) -> Problem:
    """The head of the form names somebody else than the one it was issued to."""
    return Problem(
        OTHER_PERSON,
        place,
        "Formular-id'et er udstedt til én person, men navnet eller tjenestenummeret øverst er en andens. "
        "Intet er læst. "
        "Udfyld den rigtige persons egen formular, og send den på ny.",
    )


def row_of_another_form(place: Place) -> Problem:
    """A row that was copied out of another form stands in this one: it may be about somebody else."""
    return Problem(
        ROW_OF_ANOTHER,
        place,
        "Der er indsat en række, der er kopieret fra en anden formular, så dokumentet kan handle om to personer. Intet er "
        "læst. Skriv teksten ind i en tom række i stedet for at kopiere rækken, og send formularen på ny.",
    )


def answer_in_comment(place: Place, title: str) -> Problem:
    """A field is empty, and a comment hangs on it: the answer may be there."""
    text = (
        f"Feltet »{title}« er tomt, men der hænger en kommentar på det. Er den svaret, så skriv det i feltet, "
        "og send formularen på ny."
    )
    return Problem("answer-in-comment", place, text)


def comments_kept(place: Place) -> Problem:
    """There are comments in the margin; they are kept beside the answers, and are no answers."""
    text = "Der er kommentarer i dokumentet. De er gemt fortroligt ved de svar, de hører til, og tæller ikke som svar."
    return Problem("comments-kept", place, text, blocks=False)


def person_not_shown(place: Place) -> Problem:
    """The head that says whom the form is about is gone: the id alone could have been typed or copied."""
    return Problem(
        "person-not-shown",
        place,
        "Det fremgår ikke længere af dokumentet, hvem det handler om: Navn og tjenestenummer øverst mangler. "
        "Brug den udsendte formular, eller skriv navn og tjenestenummer ind igen, og send den på ny.",
    )


def returned_empty(place: Place) -> Problem:
    """Every field is as it went out."""
    return Problem(
        RETURNED_EMPTY,
        place,
        "Formularen er kommet tom tilbage. Udfyld den, gem den, og send den på ny.",
    )


def date_unlikely(place: Place) -> Problem:
    """A date lies years from the round."""
    return Problem(
        "unlikely-date",
        place,
        "Datoen ligger flere år fra runden og er sikkert skrevet forkert. Ret årstallet, og send formularen på ny.",
    )


def date_in_future(place: Place) -> Problem:
    """The talk is said to be held on a day that has not come."""
    return Problem(
        "date-in-future",
        place,
        "Samtalens dato ligger frem i tiden. Samtalen tæller først som holdt, når dagen er kommet.",
        blocks=False,
    )


def self_approval(place: Place) -> Problem:
    """The one who wrote the minutes is named as the one who approved them, or nobody is (HER-13)."""
    return Problem(
        "self-approval",
        place,
        "Referatet skal godkendes af den part, der ikke skrev det, og det fremgår ikke af formularen. "
        "Godkendelsen er ikke taget med. Ret »Referent« eller »Godkendt af«, og send formularen på ny.",
        blocks=False,
    )


def last_years_form(place: Place) -> Problem:
    """An earlier round's form bears a talk date of this round."""
    return Problem(
        "last-years-form",
        place,
        "Formularen er fra en tidligere runde, men samtalens dato ligger i denne. "
        "Skriv svarene over i dette års formular, eller ret datoen, og send den på ny.",
    )


def unreadable_file(place: Place) -> Problem:
    """The system cannot read the file: no rights, gone again, or not downloaded from the cloud."""
    return Problem(
        "unreadable-file",
        place,
        "Filen kan ikke læses fra disken. Tjek, at den er hentet helt ned, og at der er adgang til den. "
        "Den er blevet liggende og prøves igen næste gang.",
    )


def date_before_talk(place: Place) -> Problem:
    """Something that comes after the talk is dated before it."""
    return Problem(
        "date-before-talk",
        place,
        "Datoen ligger før samtalens dato, og det kan den ikke. Ret den af de to, der er forkert, "
        "og send formularen på ny.",
    )


def dates_disagree(place: Place) -> Problem:
    """Another form or record says the talk was held on another day."""
    return Problem(
        "dates-disagree",
        place,
        "En anden formular siger, at samtalen blev holdt en anden dag. Den tidligste dag er brugt; "
        "ret den formular, hvor datoen er forkert, og send den på ny.",
        blocks=False,
    )


def nothing_to_fill(place: Place) -> Problem:
    """A form that only goes out, such as the invitation, has come back."""
    return Problem(
        "nothing-to-fill",
        place,
        "Denne formular skal ikke udfyldes og behøver ikke sendes tilbage. Den er gemt, og der skal ikke gøres mere.",
        blocks=False,
    )


def file_not_moved(place: Place) -> Problem:
    """The file was read, and could not be put where it belongs."""
    return Problem(
        "file-not-moved",
        place,
        "Filen er læst, men kunne ikke flyttes. Luk den, hvis den er åben, og tjek plads og adgang; "
        "den flyttes næste gang.",
    )


def papers_destroyed(place: Place) -> Problem:
    """The form's papers have been destroyed, as they must be; a copy of them is not taken in again (HER-10)."""
    return Problem(
        DESTROYED,
        place,
        "Papirerne fra denne samtale er slettet efter reglerne, så filen er ikke læst og ikke gemt. "
        "Den ligger stadig, hvor den lå. Slet den, når I ikke længere selv har brug for den.",
    )


def none_chosen(place: Place) -> Problem:
    """A form that is nothing but boxes to tick has come back without a tick: an answer too."""
    text = "Der er ikke valgt nogen spørgsmål. Det er taget som et nej tak; sæt kryds, og send igen, hvis I vil vælge."
    return Problem("none-chosen", place, text, blocks=False)


def unknown_field(place: Place) -> Problem:
    """An agreement has fields that it was not issued with: it holds focus areas and nothing else (SYD-11)."""
    return Problem(
        "unknown-field",
        place,
        "Der er kommet felter i aftalen, som den ikke blev sendt ud med. De er ikke læst, for aftalen rummer kun "
        "fokusområder. Skriv resten i samtalens eget skema.",
        blocks=False,
    )
