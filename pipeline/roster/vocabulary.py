"""The headers of a roster and their synonyms, as payroll and HR systems write them.

The first word of each line is the contract's own. Of several columns that mean the same, the one whose word
stands first here is read: exports often have `Stilling` and `Stillingskode` side by side. Words are
compared by letters and digits alone. Seen in exports from SD Løn, KMD Opus, OS2mo and five municipalities; the words
that only might be meant (`id`, `Pers.nr`, `Faggruppe`) stand last in their line.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.roster.spelling import fold

Vocabulary = Mapping[str, tuple[str, ...]]


def _split(fields: Mapping[str, str]) -> Vocabulary:
    return {field: tuple(headers.split(", ")) for field, headers in fields.items()}


_NUMBER = (
    "Tjenestenummer, Tjenestenr, Tj.nr, Tjnr, Medarbejdernummer, Medarbejdernr, Medarb.nr, Medarbejder-id, "
    "Lønnummer, Lønnr, loen_nummer, Personalenummer, Personalenr, Ansættelsesnummer, Ansættelsesnr, "
    "EmploymentIdentifier, employee_id, employeeNumber, MA-nummer, Ma_nr, BVN"
)
_UNIT_CODE = (
    "Enhedskode, Enhedsnr, Enhedsnummer, Afdelingskode, Afdelingsnr, Afdelingsnummer, Afd.nr, AfdelingsID, "
    "SDafdID, LOSID, LOS-nr, DepartmentIdentifier, orgUnit, Org-enhed UUID, Enhed UUID, Organisationsenhed, "
    "Organisationskode, Omkostningssted"
)
_UNIT = (
    "Enhed, Enhedsnavn, Afdeling, Afdelingsnavn, Afd, Org-enhed, Stamafdeling, DepartmentName, Arbejdssted, "
    "Arbejdsplads, Tjenestested, Driftssted, Institution, Institutionsnavn, Center"
)
_PARENT = (
    "Overordnet enhed, Overordnet afdeling, Forældreenhed, Forældreafdeling, Forældreafdelingskode, "
    "Overordnet enhedskode, parentOrgUnit, Parentid, Overordnet UUID"
)
_PERSON_ID = "Person UUID, personUUID, Bruger-ID, Bruger UUID, Medarbejder UUID, Person-id"
_LEADER_NUMBER = (
    "Leders tjenestenummer, Leder tjenestenummer, Leders tjenestenr, Leder tjenestenr, "
    "Leders medarbejdernummer, Leder medarbejdernummer, Nærmeste leders tjenestenummer, Nærmeste leders nr, "
    "Leders nr, Ledernummer, Ledernr, Leder-id, manager, managerId, Responsible"
)
_LEADER = "Leder, Nærmeste leder, Leders navn, Ledernavn, Nærmeste leders navn, Personaleleder, Chef"
_EMAIL = "E-mail, Mail, AD-email, E-mailadresse, Mailadresse, Arbejdsmail, Arbejds-e-mail, E-post"

PEOPLE = _split(
    {
        "number": f"{_NUMBER}, Pers.nr, id",
        "name": "Navn, Fulde navn, Medarbejdernavn, Medarbejderens navn, Navn på person, Navn (for-/efternavn), "
        "For- og efternavn, Medarbejder, Name, Full name",
        "first_name": "Fornavn, Fornavne, PersonGivenName, firstName, givenName, Kaldenavn",
        "last_name": "Efternavn, PersonSurnameName, lastName, surname",
        "email": _EMAIL,
        "title": "Stilling, Stillingsbetegnelse, Titel, Jobtitel, Stillingstekst, EmploymentName, "
        "JobPositionName, position, Stillingskode nuværende, Stillingskode, Faggruppe",
        "unit": f"{_UNIT}, Afdelings-niveau",
        "unit_code": f"{_UNIT_CODE}, Institutionskode, InstitutionIdentifier",
        "institution": "Institutionskode, InstitutionIdentifier",
        "long_number": "BVN",
        "parent_unit": _PARENT,
        "leader_number": _LEADER_NUMBER,
        "leader": _LEADER,
        "leader_email": "Leders e-mail, Leders mail, Leder mail, Leder e-mail, Nærmeste leders e-mail, managerEmail",
        "staff_leader": "Personaleledelse",
        "is_leader": "Leder (J/N), Leder (ja/nej), isManager, Er leder, Lederfunktion, Har personaleansvar",
        "agreement": "Overenskomst, Overenskomstnr, Overenskomstkode, OK-nr, OK-kode, Forhandlingsområde, "
        "Lønklasse, SalaryClassIdentifier",
        "employed_on": "Ansættelsesdato, Ansat den, Ansat fra, Ansættelse gyldig fra, Startdato, "
        "Tiltrædelsesdato, Tiltrædelse, Tiltrådt, StartdatoEngagement, entryDate, ActivationDate",
        "leaves_on": "Fratrædelsesdato, Fratrædelse, Fratræder, Fratrådt, Ansat til, Ansættelse gyldig til, "
        "Slutdato, leaveDate, DeactivationDate",
        "status": "Status, Ansættelsesstatus, Statuskode, EmploymentStatusCode, AktivStatus",
        "on_leave": "Orlov, På orlov",
        "talk_kind": "Samtaletype, Type samtale",
        "talk_on": "Samtaledato, Dato for samtale, MUS-dato, Planlagt samtale, Planlagt dato",
        "group": "Gruppe, Gruppe-id, GRUS-gruppe, TUS-gruppe",
        "wants_individual": "Ønsker individuel, Ønsker individuel samtale, Individuel samtale",
        "senior": "Senior, Seniorsamtale",
        "delegate": "Delegeret leder, Delegeret, Delegeret til, Samtaleholder",
        "mandate": "Beføjelser, Beføjelse, Mandat",
        "delegated_from": "Delegation fra, Delegeret fra",
        "delegated_until": "Delegation til, Delegation udløber",
        "employment": "Ansættelsesform, Engagementstype, engagements_type, workContractText, Aflønningsform, "
        "Aflønning, Ansættelsestype, Månedsløn/Timeløn, workContract",
        "weekly_hours": "Ugentlige timer, Timer pr. uge, Timer om ugen, Timetal, Ugetimer, Timer",
        "rate": "Beskæftigelsesgrad, OccupationRate, Beskæftigelsesprocent, Beskæftigelsesdecimal, Besk.grad, Stillingsbrøk",
        "primary": "Primær, Primær ansættelse, Hovedansættelse, isPrimary",
        "protected": "Navne- og adressebeskyttelse, Navne-/adressebeskyttelse, Navnebeskyttelse, Adressebeskyttelse, "
        "Navnebeskyttet, Adressebeskyttet, Beskyttet, Hemmelig adresse",
        "username": "Brugernavn, sam_account, userId, username, AD-bruger, AD-brugernavn, Login, Initialer",
        "person_id": f"{_PERSON_ID}, uuid",
        "co_leader_1": "Medleder 1, Medleder, Co-leder",
        "co_leader_2": "Medleder 2",
        "org_path": "org_sti, Organisationssti, Enhedssti",
        "level_1": "Niveau 1, NY7-niveau, Enhed 1, Forvaltning, Direktørområde",
        "level_2": "Niveau 2, NY6-niveau, Enhed 2, Område, Chefområde",
        "level_3": "Niveau 3, NY5-niveau, Enhed 3",
        "level_4": "Niveau 4, NY4-niveau, Enhed 4",
        "level_5": "Niveau 5, NY3-niveau, Enhed 5",
        "level_6": "Niveau 6, NY2-niveau, Enhed 6",
        "level_7": "Niveau 7, NY1-niveau, Enhed 7",
    }
)
"""Sheet `Medarbejdere`: field → its headers. Columns of none of these are not read."""

LEVELS = tuple(f"level_{number}" for number in range(1, 8))
"""The units above somebody, the highest first: `Niveau 1` of OS2mo is the top, `NY7-niveau` of SD is."""

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

UNITS = _split(
    {
        "code": f"{_UNIT_CODE}, uuid, id",
        "name": f"Afdelingsnavn, Enhedsnavn, longName, {_UNIT.replace(', Afdelingsnavn', '').replace(', Enhedsnavn', '')}, "
        "Navn, shortName",
        "parent": _PARENT,
        "leader_number": _LEADER_NUMBER,
        "leader": f"{_LEADER}, Enhedsleder",
        "until": "Slutdato, endDate",
    }
)
"""A sheet of units, such as `Enheder`: a unit's code, name, the unit above (its code or name), and its leader."""

LEADERS = _split(
    {
        "unit": _UNIT,
        "unit_code": _UNIT_CODE,
        "number": _NUMBER,
        "name": f"Navn, Navn på person, {_LEADER}",
        "email": _EMAIL,
        "person_id": _PERSON_ID,
        "username": "Brugernavn, sam_account, userId, username",
        "responsibility": "Ansvar, Lederansvar, Lederansvarsområde",
        "status": "AktivStatus",
    }
)
"""A sheet of who leads which unit, such as `Ledere`. One leader may stand on several rows, one for each responsibility."""

ENGAGEMENTS = _split(
    {
        "person_id": _PERSON_ID,
        "unit_code": _UNIT_CODE,
        "unit": _UNIT,
        "number": _NUMBER,
        "engagement": "EngagementId, Engagement UUID",
        "title_code": "StillingskodeId",
        **{
            field: ", ".join(PEOPLE[field])
            for field in (
                "employed_on",
                "leaves_on",
                "status",
                "on_leave",
                "employment",
                "primary",
                "rate",
                "weekly_hours",
            )
        },
    }
)
"""A sheet of engagements beside one of people (Plan2learn): the two are read as one by the person's id."""

TITLES = _split({"title_code": "StillingskodeID", "title": "Stillingskode, Stillingsbetegnelse, Titel"})
"""A sheet of what the codes of titles mean, beside one of engagements (Plan2learn)."""

FOLDED = {
    header: fold(header)
    for vocabulary in (PEOPLE, GROUPS, UNITS, LEADERS, ENGAGEMENTS, TITLES)
    for headers in vocabulary.values()
    for header in headers
}
"""Every header as it is compared."""
