"""What the problems of a roster are called in Danish, and what to do about each kind of them."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, str]] = {
    # the file and its columns
    "header-missing": ("Overskrifter mangler", "Sæt overskrifter over kolonnerne."),
    "sheet-missing": ("Arket findes ikke", "Ret arkets navn i mus.toml."),
    "sheet-chosen": ("Flere ark at vælge mellem", "Tjek, at det er det rigtige ark, der er læst."),
    "rows-hidden": ("Skjulte rækker", "Slet de skjulte rækker, hvis de ikke skal med."),
    "columns-hidden": ("Skjulte kolonner", "Slet de skjulte kolonner, hvis de ikke skal bruges."),
    "column-missing": ("Kolonne mangler", "Tilføj kolonnen, eller ret den overskrift, der er ment."),
    "column-unsure": ("Kolonne, vi er i tvivl om", "Sig til HR, hvad kolonnen er; den er ikke læst endnu."),
    "column-twice": ("Samme overskrift to gange", "Slet eller omdøb den ene kolonne."),
    "mapping-unknown": ("Ukendt kolonne i mus.toml", "Ret linjen under [columns] i mus.toml."),
    "mapping-twice": ("To kolonner med samme betydning", "Slet den ene linje under [columns] i mus.toml."),
    "mapping-unused": ("Kolonne i mus.toml uden modstykke", "Ret eller slet linjen under [columns] i mus.toml."),
    "roster-empty": ("Ingen medarbejdere", "Tjek, at det er den rigtige fil."),
    "csv-quote-unclosed": ("Anførselstegn uden slut", "Ret rækken, eller gem listen som Excel-projektmappe."),
    # CPR
    "cpr-dropped": ("CPR-numre", "Slet numrene i den oprindelige fil. De er fjernet her i kopien."),
    "cpr-as-number": ("CPR-numre som tjenestenumre", "Lav udtrækket igen med tjenestenumre."),
    # cells
    "number-missing": ("Tjenestenummer mangler", "Skriv tjenestenummeret."),
    "number-unusable": ("Tjenestenummer kan ikke bruges", "Skriv tjenestenummeret med tal, og giv cellen formatet Tekst."),
    "number-twice": ("Samme tjenestenummer to gange", "Slet den ene række, eller giv den sit rigtige nummer."),
    "number-from-other": ("Ingen tjenestenumre", "Brug samme slags liste hele runden."),
    "name-missing": ("Navn mangler", "Skriv navnet."),
    "date-unreadable": ("Dato kan ikke læses", "Skriv datoen som 12-11-2026."),
    "dates-month-first": ("Datoer med måneden først", "Giv kolonnen datoformat, eller skriv datoerne som 14-03-2026."),
    "week-as-friday": ("Uge i stedet for dato", "Tjek datoen; en uge er læst som dens fredag."),
    "stale-date": ("Gammel dato", "Tjek årstallet."),
    "hours-unreadable": ("Timer kan ikke læses", "Skriv timerne om ugen som »30 timer«."),
    "protection-unclear": ("Navnebeskyttelse uklar", "Skriv »Ja« eller »Nej«."),
    "status-unknown": ("Ukendt status", "Skriv »Ansat«, »Orlov« eller »Fratrådt«."),
    "kind-unknown": ("Ukendt samtaletype", "Skriv en af de typer, som kommentaren nævner."),
    "yes-no-unclear": ("Hverken ja eller nej", "Skriv »Ja«, eller lad cellen stå tom for nej."),
    # leaders and units
    "leader-unknown": ("Lederen findes ikke på listen", "Ret lederen, eller sæt den manglende række på listen."),
    "leader-ambiguous": ("Flere kan være lederen", "Skriv lederens tjenestenummer."),
    "leader-left-out": ("Lederens egen række mangler noget", "Ret lederens egen række."),
    "leader-is-self": ("Sin egen leder", "Skriv nærmeste leder."),
    "leader-cycle": ("Lederne går i ring", "Ret lederen hos en af dem."),
    "leader-missing": ("Leder mangler", "Skriv lederens tjenestenummer."),
    "leader-columns-differ": ("To kolonner, to ledere", "Ret den af dem, der er forkert."),
    "leader-vacant": ("Lederens stilling er ubesat", "Skriv den, der har ledelsen imens."),
    "leader-from-unit": ("Leder valgt efter enheden", "Ret cellen, hvis det er forkert."),
    "leader-from-above": ("Leder valgt efter enheden over", "Ret cellen, hvis det er forkert."),
    "leader-left": ("Lederen er fratrådt", "Skriv den nye leder."),
    "leaders-two": ("To ledere", "Skriv den leder, der holder samtalen."),
    "co-leaders": ("Flere ledere i enheden", "Skriv den leder, der holder samtalen."),
    "leaders-without-leader": ("Ledere uden leder", "Skriv deres nærmeste leder; den øverste chef har ingen."),
    "unit-unknown": ("Ukendt enhed", "Ret enheden, eller tilføj den i arket med enheder."),
    "unit-without-leader": ("Enhed uden leder", "Skriv enhedens leder."),
    "delegate-unknown": ("Delegeret leder findes ikke", "Ret cellen, eller sæt den manglende række på listen."),
    "delegate-ambiguous": ("Flere kan være den delegerede", "Skriv tjenestenummeret."),
    "delegate-is-self": ("Holder sin egen samtale", "Skriv en anden delegeret leder, eller tøm cellen."),
    "delegate-without-mandate": ("Delegation uden beføjelser", "Skriv i »Beføjelser«, hvad den delegerede må beslutte."),
    "outside-delegation": ("Samtale uden for delegationen", "Ret delegationens datoer, eller flyt samtalen."),
    # people
    "engagements-joined": ("Flere ansættelser", "Sæt »Ja« i »Primær« ud for den, der skal gælde, hvis det er en anden."),
    "row-twice": ("Samme række to gange", "Slet den ene række."),
    "cpr-twice": ("Samme CPR-nummer, to navne", "Ret nummeret eller navnet i lønsystemet."),
    "number-with-institution": ("Samme nummer i to institutioner", "Brug samme slags liste hele runden."),
    "perhaps-same-person": ("Måske samme person", "Giv rækkerne samme e-mail, eller slet den ene."),
    "email-twice": ("Samme e-mail hos to", "Ret e-mailen, hvis det ikke er en fælles postkasse."),
    # groups
    "group-unknown": ("Ukendt gruppe", "Ret cellen, eller tilføj gruppen i arket Grupper."),
    "group-nameless": ("Gruppe uden navn", "Giv gruppen et kort navn i kolonnen »Gruppe«."),
    "group-twice": ("Samme gruppe to gange", "Slet den ene række."),
    "group-leader-missing": ("Gruppens leder mangler", "Skriv tjenestenummeret på den, der holder samtalen."),
    "group-id-is-number": ("Gruppe med et tjenestenummer", "Giv gruppen et andet id, fx »G1«."),
    "groups-implied": ("Kolonne læst som grupper", "Er den noget andet, så skriv det i mus.toml."),
    "group-empty": ("Gruppe uden medlemmer", "Skriv gruppen ud for medlemmerne."),
    "group-days-differ": ("Gruppens dato mangler", "Skriv gruppens dato på arket »Grupper«."),
    "group-day-differs": ("En anden dato end gruppens", "Slet datoen, eller ret den."),
    "group-too-soon": ("Gruppesamtale for nylig", "Medarbejderen har fået begge dele. Aftal, om det skal være sådan."),
    "consultation-missing": ("Drøftelse mangler", "Udfyld »Drøftet med« og »Drøftet dato«, når det er sket."),
    # talks
    "unlikely-talk-date": ("Samtaledato i et andet år", "Ret årstallet."),
    "outside-window": ("Samtale uden for perioden", "Tjek, at datoen er rigtig."),
    "within-blackout": ("Samtale i en fri periode", "Find gerne en anden dag."),
    "closed-day": ("Samtale på en fridag", "Tjek, at datoen er rigtig."),
    "talk-left-out": ("En af flere samtaler er ikke med", "Ret listen, hvis samtalen skal holdes."),
    "lus-without-staff": ("LUS uden medarbejdere", "Tjek kolonnerne »Samtaletype« og »Leder«."),
    "wish-without-rule": ("Ønske uden regel", "Skriv MUS i »Samtaletype«, hvis der skal formularer med."),
}  # fmt: skip
"""Code → its short name, and what to do. What is not here tells itself: a problem's text has the remedy."""

HOW: Mapping[str, tuple[str, str]] = {
    "header": ("Læst", "Læst som »{}«"),
    "mus.toml": ("Læst", "Læst som »{}«, fordi mus.toml siger det"),
    "unsure": ("I tvivl", "Ikke læst. Er det »{}«? Sig det til HR, der kan skrive det i mus.toml"),
    "unread": ("Ikke læst", "Ikke læst: Overskriften er ingen af dem, vi bruger"),
    "repeated": ("Ikke læst", "Ikke læst: En anden kolonne er læst som »{}«"),
    "cpr": ("Fjernet", "Fjernet: Kolonnen indeholder CPR-numre"),
}
"""What was made of a column: in a word, and in a sentence with the contract's header in it."""

HOLDS: Mapping[str, str] = {
    "people": "medarbejdere",
    "groups": "grupper",
    "units": "enheder",
    "leaders": "ledere",
    "engagements": "ansættelser",
    "titles": "stillinger",
}
"""What a sheet was read as."""
