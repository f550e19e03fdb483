"""Problems of a zip or a mail that forms come in, and of what lies in it."""

from __future__ import annotations

from pipeline.problems import Place, Problem

TOO_LARGE = "bundle-too-large"
"""The one refusal that a bundle inside another shares with it."""


def damaged_bundle(place: Place) -> Problem:
    """A zip or a mail that cannot be opened: cut off, or no such thing."""
    text = (
        "Zip-pakken eller mailen er beskadiget eller ikke hentet helt ned. "
        "Send den på ny, eller send formularerne hver for sig."
    )
    return Problem("damaged-bundle", place, text)


def bundle_too_large(place: Place) -> Problem:
    """It holds more, or unpacks to more, than returned forms do."""
    text = (
        "Zip-pakken eller mailen fylder mere, end udfyldte formularer gør, og er ikke pakket ud. "
        "Send kun formularerne, fordelt på flere mindre pakker, hvis der er mange."
    )
    return Problem(TOO_LARGE, place, text)


def bundle_encrypted(place: Place) -> Problem:
    """A zip with a password, or a mail that only its receiver can open."""
    text = (
        "Zip-pakken eller mailen er krypteret og kan ikke åbnes her. Åbn den selv, og læg formularerne i indbakken "
        "uden adgangskode."
    )
    return Problem("bundle-encrypted", place, text)


def unsafe_bundle(place: Place) -> Problem:
    """Names that lead out of the bundle, links, two members of one name, or parts nested beyond use."""
    text = (
        "Zip-pakken eller mailen er bygget på en måde, som almindelige programmer ikke bruger, og er ikke åbnet. "
        "Send formularerne hver for sig."
    )
    return Problem("unsafe-bundle", place, text)


def nested_bundle(place: Place) -> Problem:
    """A bundle so deep in others that it is not opened."""
    text = (
        "Filen er en zip-pakke eller mail, der ligger inde i en anden, og er ikke åbnet. "
        "Pak den ud, og send formularerne hver for sig."
    )
    return Problem("nested-bundle", place, text)


def no_form_in_bundle(place: Place) -> Problem:
    """A zip or a mail with nothing in it that could be a form."""
    text = (
        "Der er ingen formular i zip-pakken eller mailen. Er formularen delt som et link, så hent den ned, "
        "og send selve filen."
    )
    return Problem("no-form-in-bundle", place, text)


def outlook_package(place: Place) -> Problem:
    """Attachments packed in TNEF, which only Outlook opens."""
    text = (
        "De vedhæftede filer er pakket i Outlooks eget format (winmail.dat) og kan ikke læses her. "
        "Send mailen på ny som HTML eller ren tekst, eller vedhæft formularen i en ny mail."
    )
    return Problem("outlook-package", place, text)


def damaged_attachment(place: Place) -> Problem:
    """An attachment whose encoding was broken on the way."""
    text = "Den vedhæftede fil er blevet beskadiget undervejs. Send den på ny."
    return Problem("damaged-attachment", place, text)


def linked_attachment(place: Place) -> Problem:
    """An attachment that is a link to a file in the cloud."""
    text = "Mailen har kun et link til filen og ikke selve filen. Vedhæft formularen som kopi, og send den på ny."
    return Problem("linked-attachment", place, text)


def bundle_not_kept(place: Place) -> Problem:
    """Minutes of several leaders in one bundle: it can be left with none of them, and is not kept with HR (HER-14)."""
    text = (
        "Zip-pakken eller mailen havde referater fra flere ledere og må hverken ligge hos én af dem eller hos HR. "
        "Alle filer i den er taget ind og gemt hver for sig; selve pakken er ikke gemt."
    )
    return Problem("bundle-not-kept", place, text, blocks=False)
