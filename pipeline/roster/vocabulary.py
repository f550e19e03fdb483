"""The headers of a roster and their synonyms, as payroll and HR systems write them.

The first word of each line is the contract's own. Of several columns that mean the same, the one whose word
stands first here is read: exports often have `Stilling` and `Stillingskode` side by side. Words are
compared by letters and digits alone. Seen in exports from SD Løn, KMD Opus, OS2mo and five municipalities.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.roster.spelling import fold

Vocabulary = Mapping[str, tuple[str, ...]]


def _split(fields: Mapping[str, str]) -> Vocabulary:
    return {field: tuple(headers.split(", ")) for field, headers in fields.items()}


PEOPLE = _split(
    {
        "number": "Tjenestenummer, Tjenestenr, Tj.nr, Medarbejdernummer, Medarbejdernr, Medarb.nr, "
        "Medarbejder-id, Lønnummer, Lønnr, loen_nummer, Personalenummer, Personalenr, Ansættelsesnummer, "
        "Ansættelsesnr, EmploymentIdentifier, employee_id, BVN, Ma_nr, Pers.nr",
        "name": "Navn, Fulde navn, Medarbejdernavn, Medarbejderens navn, Navn på person, Medarbejder, Name, Full name",
        "first_name": "Fornavn, Fornavne, PersonGivenName, firstName, Kaldenavn",
        "last_name": "Efternavn, PersonSurnameName, lastName",
        "email": "E-mail, Mail, AD-email, E-mailadresse, Mailadresse, Arbejdsmail, E-post",
        "title": "Stilling, Stillingsbetegnelse, Titel, Jobtitel, Stillingstekst, EmploymentName, "
        "JobPositionName, position, Stillingskode nuværende, Stillingskode, Faggruppe",
        "unit": "Enhed, Enhedsnavn, Afdeling, Afdelingsnavn, Org-enhed, Stamafdeling, DepartmentName, "
        "Afdelings-niveau, Arbejdssted, Arbejdsplads, Tjenestested, Driftssted, Institution, Center",
        "unit_code": "Enhedskode, Afdelingskode, Afdelingsnr, Afd.nr, Enhedsnr, SDafdID, LOSID, "
        "DepartmentIdentifier, orgUnit, Institutionskode, Organisationsenhed, Omkostningssted",
        "parent_unit": "Overordnet enhed, Overordnet afdeling, Forældreenhed, Forvaltning, Direktørområde, "
        "Chefområde, Område, Forældreafdelingskode, parentOrgUnit, Parentid",
        "leader_number": "Leders tjenestenummer, Leder tjenestenummer, Leders tjenestenr, Leder tjenestenr, "
        "Leders medarbejdernummer, Nærmeste leders tjenestenummer, Nærmeste leders nr, Ledernummer, Ledernr, "
        "Leder-id, manager",
        "leader": "Leder, Nærmeste leder, Leders navn, Ledernavn, Personaleleder, Personaleledelse, Chef",
        "agreement": "Overenskomst, Overenskomstnr, Overenskomstkode, OK-nr, OK-kode, Forhandlingsområde",
        "employed_on": "Ansættelsesdato, Ansat den, Ansat fra, Ansættelse gyldig fra, Startdato, "
        "Tiltrædelsesdato, Tiltrædelse, Tiltrådt, StartdatoEngagement, entryDate, ActivationDate",
        "leaves_on": "Fratrædelsesdato, Fratrædelse, Fratræder, Fratrådt, Ansat til, Ansættelse gyldig til, "
        "Slutdato, leaveDate, DeactivationDate",
        "status": "Status, Ansættelsesstatus, Statuskode, EmploymentStatusCode",
        "talk_kind": "Samtaletype, Type samtale",
        "talk_on": "Samtaledato, Dato for samtale, MUS-dato, Planlagt samtale, Planlagt dato",
        "group": "Gruppe, Gruppe-id, GRUS-gruppe, TUS-gruppe, Team",
        "wants_individual": "Ønsker individuel, Ønsker individuel samtale, Individuel samtale",
        "senior": "Senior, Seniorsamtale",
        "delegate": "Delegeret leder, Delegeret, Delegeret til, Samtaleholder",
        "mandate": "Beføjelser, Beføjelse, Mandat",
        "delegated_from": "Delegation fra, Delegeret fra",
        "delegated_until": "Delegation til, Delegation udløber",
    }
)
"""Sheet `Medarbejdere`: field of Person → its headers. Columns of none of these are not read."""

GROUPS = _split(
    {
        "id": "Gruppe, Gruppe-id, Gruppenr, Gruppenummer, Team",
        "name": "Navn, Gruppenavn, Gruppens navn",
        "kind": "Type, Samtaletype, Gruppetype",
        "leader": "Leder, Gruppeleder, Leders tjenestenummer, Nærmeste leder",
        "talk_on": "Samtaledato, Dato for samtale, Dato, Planlagt samtale",
        "consulted_with": "Drøftet med",
        "consulted_on": "Drøftet dato, Drøftet den",
    }
)
"""Sheet `Grupper`: field of Group → its headers."""

FOLDED = {header: fold(header) for headers in (*PEOPLE.values(), *GROUPS.values()) for header in headers}
"""Every header as it is compared."""
