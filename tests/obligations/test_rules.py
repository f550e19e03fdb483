"""Regel for regel, til at læse for HR: nummer, kommune, situation, dag – og hvordan forpligtelsen så skal stå.

Hver række er et lille forløb i 2026 med kommunens rigtige regler. Anne (0042) er medarbejderen, G1 hendes gruppe.
`åben til` er fristen, `gjort` og `for sent` er dagen, det skete, `-` er: det skyldes ikke. Den første linje i en rækkes
`owes` skal bære rækkens regelnummer, så en række falder, når reglen brydes eller får et andet nummer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from situations import (
    ANNE,
    GROUP,
    Round,
    after_group,
    anne,
    fund_row,
    group,
    group_did,
    group_talk,
    happened,
    in_unit,
    policy_of,
    talk,
    told,
    unit_with,
)

from pipeline.model import Event, Obligation
from pipeline.obligations import ON_LEAVE

NOT_OWED = "-"
MUS = talk(on="12-11-2026")
HELD = happened("held", "12-11-2026")
GRUS = group_talk(on="05-10-2026")
GRUS_HELD = group_did("held", "05-10-2026")
SUPPLEMENT = unit_with(group={"counts": "supplement"})


@dataclass(frozen=True)
class Row:
    """One row: the rule, whose, the situation, the facts, the day, and how what is owed must stand."""

    rule: str
    slug: str
    situation: str
    facts: list[object]
    today: str
    owes: dict[str, str]
    unit: dict[str, dict[str, Any]] = field(default_factory=dict)
    cited: bool = True

    def __str__(self) -> str:
        return f"{self.rule}: {self.situation}"


TABLE = [
    # --- den årlige samtale ---------------------------------------------------------------------------
    Row("ISH-1", "ishoej", "Der er hverken holdt MUS eller GRUS, da året er gået", [MUS], "01-01-2027",
        {"talk": "overskredet til 31-12-2026"}),
    Row("ISH-1", "ishoej", "MUS er holdt", [MUS, HELD], "01-01-2027", {"talk": "gjort 12-11-2026"}),
    Row("ISH-1", "ishoej", "GRUS er holdt; den ene slags er nok", [GRUS, GRUS_HELD], "01-01-2027",
        {"talk GRUS": "gjort 05-10-2026", "talk MUS": NOT_OWED}),
    Row("ISH-1", "ishoej", "Anne var sat til GRUS, men har holdt MUS", [GRUS, HELD], "01-01-2027",
        {"talk": "gjort 12-11-2026"}),
    Row("ISH-18", "ishoej", "Sidste år GRUS, i år MUS: sidste års tæller ikke i år",
        [MUS, group_did("held", "05-10-2025", year=2025)], "01-01-2027",
        {"talk MUS": "overskredet til 31-12-2026"}, cited=False),
    Row("IKB-1", "ikast-brande", "Ingen samtale i år", [MUS], "01-01-2027", {"talk": "overskredet til 31-12-2026"}),
    Row("IKB-2", "ikast-brande", "GRUS erstatter MUS", [GRUS, GRUS_HELD], "01-01-2027",
        {"talk GRUS": "gjort 05-10-2026", "talk MUS": NOT_OWED}, cited=False),
    Row("IKB-2", "ikast-brande", "I Annes enhed supplerer GRUS kun: MUS mangler stadig", [MUS, GRUS, GRUS_HELD],
        "01-01-2027", {"talk MUS": "overskredet til 31-12-2026", "talk GRUS": NOT_OWED}, SUPPLEMENT, cited=False),
    Row("HOL-3", "holstebro", "Ingen samtale i år", [MUS], "01-01-2027", {"talk": "overskredet til 31-12-2026"}),
    Row("HOL-10", "holstebro", "Anne er 69 og har været ansat siden 1984", [MUS, anne(senior=True)], "01-01-2027",
        {"talk": "overskredet til 31-12-2026"}, cited=False),
    Row("HOL-10", "holstebro", "Anne vil hellere have en seniorsamtale: MUS er der stadig",
        [talk("SUS"), happened("held", "03-03-2026", "SUS"), anne(talk_kind="SUS")], "01-01-2027",
        {"talk MUS": "overskredet til 31-12-2026", "talk SUS": "gjort 03-03-2026"}, cited=False),
    Row("HOL-11", "holstebro", "GRUS i år, og den forrige var for to år siden: det er nok",
        [GRUS, GRUS_HELD, group_did("held", "05-10-2024", year=2024)], "01-01-2027",
        {"talk GRUS": "gjort 05-10-2026"}, cited=False),
    Row("HOL-11", "holstebro", "GRUS både sidste år og i år: i år skal der MUS til",
        [GRUS, GRUS_HELD, group_did("held", "05-10-2025", year=2025)], "01-01-2027",
        {"talk MUS": "overskredet til 31-12-2026", "talk GRUS": NOT_OWED}, cited=False),
    Row("SYD-1", "syddjurs", "Ingen samtale i år", [MUS], "01-01-2027", {"talk": "overskredet til 31-12-2026"}),
    Row("SYD-2", "syddjurs", "Annes arbejdsplads slutter runden 30. april", [talk()], "01-05-2026",
        {"talk": "overskredet til 30-04-2026"}, unit_with(round={"closes": "04-30"}), cited=False),
    Row("SYD-38", "syddjurs", "Seniorsamtale og opfølgning er holdt: ingen af dem er årets samtale",
        [MUS, happened("held", "03-03-2026", "SUS"), happened("held", "04-04-2026", "opfølgning")], "01-01-2027",
        {"talk MUS": "overskredet til 31-12-2026"}, cited=False),
    Row("SYD-22", "syddjurs", "En anden holder samtalen: den er stadig lederens ansvar",
        [MUS, anne(delegate="0043", mandate="Kurser op til 5.000 kr.")], "01-01-2027",
        {"talk 1001": "overskredet til 31-12-2026"}, cited=False),
    Row("HER-3", "herlev", "Runden slutter med sidste kvartal", [MUS], "01-01-2027",
        {"talk": "overskredet til 31-12-2026"}),
    Row("HER-3", "herlev", "Holdt i maj: et andet tidspunkt er tilladt", [MUS, happened("held", "05-05-2026")],
        "01-01-2027", {"talk": "gjort 05-05-2026"}),
    Row("HER-23", "herlev", "GRUS erstatter MUS", [GRUS, GRUS_HELD], "01-01-2027",
        {"talk GRUS": "gjort 05-10-2026"}, cited=False),
    Row("HER-23", "herlev", "I Annes enhed supplerer GRUS kun", [MUS, GRUS, GRUS_HELD], "01-01-2027",
        {"talk MUS": "overskredet til 31-12-2026"}, SUPPLEMENT, cited=False),
    Row("HER-30", "herlev", "LUS er en leders årlige samtale, med lederens leder",
        [talk("LUS", leader="1000"), happened("held", "02-12-2026", "LUS"), anne(talk_kind="LUS")], "01-01-2027",
        {"talk 1000": "gjort 02-12-2026"}, cited=False),
    Row("EXT-5", "herlev", "Anne er på orlov: hun er stadig med, men aldrig overskredet", [MUS, anne(status="leave")],
        "01-01-2027", {"talk": "åben til 31-12-2026", "reason": ON_LEAVE}, cited=False),
    # --- individuel samtale efter gruppesamtalen ----------------------------------------------------------
    Row("ISH-2", "ishoej", "GRUS er holdt, og Anne ønsker en individuel samtale",
        [GRUS, GRUS_HELD, anne(wants_individual=True)], "01-01-2027",
        {"individual-talk MUS": "overskredet til 31-12-2026"}),
    Row("ISH-2", "ishoej", "… og har fået den", [GRUS, GRUS_HELD, HELD, anne(wants_individual=True)], "01-01-2027",
        {"individual-talk MUS": "gjort 12-11-2026"}),
    Row("ISH-2", "ishoej", "Ønsket er noteret undervejs", [GRUS, GRUS_HELD, happened("wants-individual", "07-10-2026",
        "GRUS")], "01-11-2026", {"individual-talk MUS": "åben til 31-12-2026"}),
    Row("ISH-2", "ishoej", "Anne ønsker ingen", [GRUS, GRUS_HELD], "01-01-2027", {"individual-talk": NOT_OWED},
        cited=False),
    Row("HER-6", "herlev", "Kun Anne ønsker en: den skal holdes", [GRUS, GRUS_HELD, anne(wants_individual=True)],
        "01-12-2026", {"individual-talk MUS": "åben til 31-12-2026", f"{GROUP} individual-talk": NOT_OWED}),
    Row("SYD-3", "syddjurs", "GRUS er ikke holdt endnu", [GRUS, after_group()], "01-10-2026",
        {"individual-talk": NOT_OWED}, cited=False),
    Row("SYD-3", "syddjurs", "GRUS er holdt: alle skal have en individuel samtale, inden runden slutter",
        [GRUS, after_group(), GRUS_HELD], "01-01-2027", {"individual-talk MUS": "overskredet til 31-12-2026"}),
    Row("SYD-3", "syddjurs", "GRUS er holdt den sidste dag: så er der 30 dage",
        [GRUS, group_did("held", "31-12-2026"), after_group()], "02-01-2027",
        {"individual-talk MUS": "åben til 30-01-2027"}, unit_with(round={"closes": "12-30"})),
    Row("SYD-3", "syddjurs", "Opfølgningssamtalen er den individuelle samtale",
        [GRUS, GRUS_HELD, happened("held", "01-12-2026", "opfølgning")], "01-01-2027",
        {"individual-talk MUS": "gjort 01-12-2026"}),
    Row("SYD-3", "syddjurs", "En samtale før gruppesamtalen følger den ikke",
        [GRUS, GRUS_HELD, happened("held", "01-10-2026")], "01-01-2027",
        {"individual-talk MUS": "overskredet til 31-12-2026"}),
    Row("IKB-2", "ikast-brande", "Ingen regel om individuel samtale bagefter: et ønske giver ingen forpligtelse",
        [GRUS, GRUS_HELD, anne(wants_individual=True)], "01-01-2027", {"individual-talk": NOT_OWED}, cited=False),
    # --- skemaet før samtalen -----------------------------------------------------------------------------
    Row("ISH-3", "ishoej", "Udleveret 14 dage før", [MUS, happened("handed-out", "29-10-2026")], "12-11-2026",
        {"form-handed-out": "gjort 29-10-2026"}),
    Row("ISH-3", "ishoej", "Udleveret 13 dage før", [MUS, happened("handed-out", "30-10-2026")], "12-11-2026",
        {"form-handed-out": "for sent 30-10-2026"}),
    Row("ISH-3", "ishoej", "Samtale den 5. januar: fristen er året før", [talk(on="05-01-2026")], "22-12-2025",
        {"form-handed-out": "åben til 22-12-2025"}),
    Row("ISH-3", "ishoej", "Samtale den 14. marts: fristen er sidst i februar", [talk(on="14-03-2026")], "01-03-2026",
        {"form-handed-out": "overskredet til 28-02-2026"}),
    Row("ISH-3", "ishoej", "Kun hverdage tæller i Annes enhed: påsken regnes ikke med", [talk(on="08-04-2026")],
        "16-03-2026", {"form-handed-out": "åben til 16-03-2026"}, unit_with(handout={"working_days": True})),
    Row("ISH-12", "ishoej", "Ingen dato endnu: ingen frist", [talk()], "01-12-2026", {"form-handed-out": "åben"},
        cited=False),
    Row("ISH-12", "ishoej", "Datoen er kommet: så er fristen der", [talk(on="15-12-2026")], "01-12-2026",
        {"form-handed-out": "åben til 01-12-2026"}, cited=False),
    Row("SYD-37", "ishoej", "I en GRUS skal hver deltager have skemaet", [GRUS], "22-09-2026",
        {"form-handed-out GRUS": "overskredet til 21-09-2026", f"{GROUP} form-handed-out": NOT_OWED}, cited=False),
    Row("SYD-4", "syddjurs", "GRUS er ikke drøftet med nogen", [GRUS], "06-10-2026",
        {f"{GROUP} consultation": "overskredet til 05-10-2026"}),
    Row("SYD-4", "syddjurs", "Drøftet med TR, skrevet på listen",
        [GRUS, group(consulted_with="TR", consulted_on=GRUS_HELD.on)], "06-10-2026",
        {f"{GROUP} consultation": "gjort 05-10-2026"}),
    Row("SYD-4", "syddjurs", "Først drøftet dagen efter", [GRUS, group_did("consulted", "06-10-2026")], "06-10-2026",
        {f"{GROUP} consultation": "for sent 06-10-2026"}),
    Row("HOL-3", "holstebro", "GRUS kræver en lokal aftale", [GRUS], "06-10-2026",
        {f"{GROUP} consultation": "overskredet til 05-10-2026"}),
    Row("ISH-1", "ishoej", "Her skal GRUS ikke drøftes", [GRUS], "06-10-2026", {f"{GROUP} consultation": NOT_OWED},
        cited=False),
    # --- referatet --------------------------------------------------------------------------------------------
    Row("ISH-4", "ishoej", "Holdt helt uden skema tæller som holdt", [MUS, HELD], "13-11-2026",
        {"talk": "gjort 12-11-2026"}, cited=False),
    Row("ISH-5", "ishoej", "Referatet er ikke udleveret", [MUS, HELD], "27-11-2026",
        {"minutes-handed-over": "overskredet til 26-11-2026", "minutes": "overskredet til 26-11-2026"}),
    Row("ISH-5", "ishoej", "Udleveret: så er det også skrevet", [MUS, HELD, happened("minutes-handed-over",
        "20-11-2026")], "27-11-2026", {"minutes-handed-over": "gjort 20-11-2026", "minutes": "gjort 20-11-2026"}),
    Row("HER-9", "herlev", "Referatet mangler", [MUS, HELD], "27-11-2026", {"minutes": "overskredet til 26-11-2026"}),
    Row("HER-9", "herlev", "Reglerne om referat gælder ikke GRUS", [GRUS, GRUS_HELD], "01-01-2027",
        {"minutes": NOT_OWED, f"{GROUP} minutes": NOT_OWED}, cited=False),
    Row("HER-13", "herlev", "Den anden part har ikke godkendt", [MUS, HELD], "13-12-2026",
        {"minutes-approved": "overskredet til 12-12-2026"}),
    Row("HER-13", "herlev", "Den, der skrev, har selv godkendt: det tæller ikke",
        [MUS, HELD, happened("minutes", "20-11-2026", by="medarbejder"),
         happened("minutes-approved", "21-11-2026", by="medarbejder")], "13-12-2026",
        {"minutes-approved": "overskredet til 12-12-2026"}),
    Row("HER-13", "herlev", "Lederen har godkendt medarbejderens referat",
        [MUS, HELD, happened("minutes", "20-11-2026", by="medarbejder"),
         happened("minutes-approved", "21-11-2026", by="leder")], "13-12-2026",
        {"minutes-approved": "gjort 21-11-2026"}),
    Row("SYD-6", "syddjurs", "Referat er frivilligt", [MUS, HELD], "01-01-2027",
        {"minutes": NOT_OWED, "minutes-approved": NOT_OWED}, cited=False),
    Row("HER-10", "herlev", "Sidste års referat skal destrueres, når årets samtale er holdt",
        [MUS, HELD, happened("minutes-approved", "20-11-2025", year=2025)], "13-11-2026",
        {"minutes-destroyed": "åben til 26-11-2026"}),
    Row("HER-10", "herlev", "Det er destrueret",
        [MUS, HELD, happened("minutes", "20-11-2025", year=2025), happened("minutes-destroyed", "14-11-2026",
        year=2025)], "01-01-2027", {"minutes-destroyed": "gjort 14-11-2026"}),
    Row("HER-10", "herlev", "Kun det ene af to års referater er destrueret",
        [MUS, HELD, happened("minutes", "20-11-2025", year=2025), happened("minutes", "20-11-2024", year=2024),
        happened("minutes-destroyed", "14-11-2026", year=2024)], "15-11-2026",
        {"minutes-destroyed": "åben til 26-11-2026"}),
    Row("HER-10", "herlev", "Årets samtale er ikke holdt: intet skal destrueres",
        [MUS, happened("minutes", "20-11-2025", year=2025)], "01-01-2027", {"minutes-destroyed": NOT_OWED},
        cited=False),
    Row("HER-10", "herlev", "Et år blev sprunget over: referatet fra før gælder til den næste holdte samtale",
        [MUS, HELD, happened("minutes", "20-11-2024", year=2024)], "01-01-2027",
        {"minutes-destroyed": "overskredet til 26-11-2026"}),
    Row("HER-10", "herlev", "En gruppesamtale er ikke næste års samtale",
        [GRUS, GRUS_HELD, happened("minutes", "20-11-2025", year=2025)], "01-01-2027",
        {"minutes-destroyed": NOT_OWED}, cited=False),
    Row("HER-10", "herlev", "… medmindre kommunen siger det",
        [GRUS, GRUS_HELD, happened("minutes", "20-11-2025", year=2025)], "06-10-2026",
        {"minutes-destroyed": "åben til 19-10-2026"}, unit_with(destroy={"group_counts": True})),
    Row("ISH-5", "ishoej", "Uden regel om det skal intet destrueres",
        [MUS, HELD, happened("minutes", "20-11-2025", year=2025)], "01-01-2027", {"minutes-destroyed": NOT_OWED},
        cited=False),
    # --- planen -----------------------------------------------------------------------------------------------
    Row("ISH-6", "ishoej", "Samtalen er holdt, planen mangler", [MUS, HELD], "27-11-2026",
        {"plan": "overskredet til 26-11-2026"}),
    Row("IKB-3", "ikast-brande", "Planen mangler", [MUS, HELD], "27-11-2026", {"plan": "overskredet til 26-11-2026"}),
    Row("IKB-3", "ikast-brande", "Gruppens plan gælder for Anne",
        [GRUS, GRUS_HELD, group_did("group-plan", "10-10-2026")], "01-01-2027",
        {"plan GRUS": "gjort 10-10-2026", f"{GROUP} group-plan": "gjort 10-10-2026"}),
    Row("IKB-4", "ikast-brande", "Sidste års plan rækker tre år frem",
        [MUS, HELD, happened("plan", "20-11-2025", year=2025, until="20-11-2028")], "01-01-2027",
        {"plan": "gjort 20-11-2025"}, cited=False),
    Row("IKB-4", "ikast-brande", "Sidste års plan er udløbet før samtalen",
        [MUS, HELD, happened("plan", "20-10-2025", year=2025, until="20-10-2026")], "01-01-2027",
        {"plan": "overskredet til 26-11-2026"}, cited=False),
    Row("IKB-4", "ikast-brande", "Gruppens plan fra sidste år rækker tre år frem",
        [GRUS, GRUS_HELD, group_did("group-plan", "20-11-2025", year=2025, until="20-11-2028")], "01-01-2027",
        {"plan GRUS": "gjort 20-11-2025"}, cited=False),
    Row("HOL-7", "holstebro", "Planen mangler", [MUS, HELD], "27-11-2026", {"plan": "overskredet til 26-11-2026"}),
    Row("HOL-7", "holstebro", "Sidste års plan er ikke nok her",
        [MUS, HELD, happened("plan", "20-11-2025", year=2025, until="20-11-2028")], "01-01-2027",
        {"plan": "overskredet til 26-11-2026"}),
    Row("HER-8", "herlev", "Gruppens handleplan er ikke Annes plan",
        [GRUS, GRUS_HELD, group_did("group-plan", "10-10-2026")], "01-01-2027",
        {"plan GRUS": "overskredet til 19-10-2026"}),
    Row("HER-28", "herlev", "GRUS er holdt uden fælles handleplan", [GRUS, GRUS_HELD], "20-10-2026",
        {f"{GROUP} group-plan": "overskredet til 19-10-2026"}),
    Row("SYD-10", "syddjurs", "Udviklingsaftalen mangler", [MUS, HELD], "27-11-2026",
        {"plan": "overskredet til 26-11-2026"}),
    Row("SYD-12", "syddjurs", "Lederen godkendte først næste dag",
        [MUS, HELD, happened("plan-approved", "13-11-2026")], "01-12-2026", {"plan-approved": "for sent 13-11-2026"}),
    Row("SYD-18", "syddjurs", "Gruppens udviklingsaftale mangler", [GRUS, GRUS_HELD], "20-10-2026",
        {f"{GROUP} group-plan": "overskredet til 19-10-2026"}),
    Row("SYD-19", "syddjurs", "Anne har ikke skrevet egne mål", [GRUS, GRUS_HELD], "05-11-2026",
        {"own-goals GRUS": "overskredet til 04-11-2026", "plan": NOT_OWED}),
    Row("SYD-19", "syddjurs", "Egne mål er skrevet, men ikke godkendt",
        [GRUS, GRUS_HELD, happened("plan", "20-10-2026", "GRUS")], "05-11-2026",
        {"plan-approved GRUS": "overskredet til 04-11-2026", "own-goals GRUS": "gjort 20-10-2026"}),
    # --- opfølgningen -----------------------------------------------------------------------------------------
    Row("SYD-13", "syddjurs", "Opfølgningen er ikke aftalt, da samtalen er slut", [MUS, HELD], "13-11-2026",
        {"follow-up-agreed": "overskredet til 12-11-2026"}),
    Row("SYD-14", "syddjurs", "Ikke aftalt hvornår: et halvt år efter", [MUS, HELD], "01-01-2027",
        {"follow-up": "åben til 12-05-2027"}),
    Row("SYD-14", "syddjurs", "Aftalt til 1. marts, og holdt",
        [MUS, HELD, happened("follow-up-agreed", "12-11-2026", until="01-03-2027"), happened("held", "01-03-2027",
        "opfølgning")], "02-03-2027", {"follow-up": "gjort 01-03-2027"}),
    Row("SYD-14", "syddjurs", "En opfølgning før samtalen var sidste års",
        [MUS, HELD, happened("held", "01-03-2026", "opfølgning")], "01-01-2027",
        {"follow-up": "åben til 12-05-2027"}),
    Row("SYD-20", "syddjurs", "Gruppen følger op samlet, ikke hver for sig", [GRUS, GRUS_HELD], "01-01-2027",
        {f"{GROUP} follow-up": "åben til 05-04-2027", "follow-up": NOT_OWED}, cited=False),
    Row("HOL-8", "holstebro", "Et år efter samtalen", [MUS, HELD], "13-11-2027",
        {"follow-up": "overskredet til 12-11-2027"}),
    Row("HOL-8", "holstebro", "Sidste års plan er ikke fulgt op, og årets samtale er ikke holdt",
        [MUS, happened("held", "01-10-2025", year=2025)], "02-10-2026", {"follow-up": "overskredet til 01-10-2026"}),
    Row("HOL-8", "holstebro", "Årets samtale er holdt: sidste års opfølgning er afløst af årets",
        [MUS, HELD, happened("held", "01-10-2025", year=2025)], "01-12-2026", {"follow-up": "åben til 12-11-2027"}),
    Row("HOL-8", "holstebro", "Sidste års plan er fulgt op i foråret",
        [MUS, happened("held", "01-10-2025", year=2025), happened("held", "01-04-2026", "opfølgning")], "02-10-2026",
        {"follow-up": NOT_OWED}, cited=False),
    Row("HER-15", "herlev", "Løbende opfølgning har ingen frist", [MUS, HELD], "01-01-2028", {"follow-up": NOT_OWED},
        cited=False),
    # --- evalueringen -----------------------------------------------------------------------------------------
    Row("HOL-6", "holstebro", "Brugen af samtalerne er ikke evalueret", [MUS], "01-04-2027",
        {"evaluation": "overskredet til 31-03-2027"}),
    Row("HOL-6", "holstebro", "Evalueret i tide", [MUS, Event("evaluated", "", "", 2026, GRUS_HELD.on)], "01-04-2027",
        {"evaluation": "gjort 05-10-2026"}),
    Row("HOL-6", "holstebro", "Noteret til en dag, der ikke er kommet",
        [MUS, Event("evaluated", "", "", 2026, GRUS_HELD.on)], "04-10-2026", {"evaluation": "åben til 31-03-2027"}),
    Row("EXT-1", "herlev", "Det skal alle kommuner", [MUS], "01-01-2027", {"evaluation": "åben til 31-03-2027"}),
    # --- Kompetencefonden -----------------------------------------------------------------------------------------
    Row("HER-22", "herlev", "En uddannelse i planen er mærket til fonden", [MUS, HELD, fund_row("01-03-2027")],
        "01-12-2026", {"fund-apply": "åben til 28-02-2027"}),
    Row("EXT-7", "herlev", "Dagen før start er sidste dag; der er ikke søgt", [MUS, HELD, fund_row("01-03-2027")],
        "01-03-2027", {"fund-apply": "overskredet til 28-02-2027"}, cited=False),
    Row("EXT-7", "herlev", "Uden startdato er der ingen frist endnu", [MUS, HELD, fund_row()], "01-03-2027",
        {"fund-apply": "åben", "fund-sign": NOT_OWED}, cited=False),
    Row("EXT-7", "herlev", "Sagsnummer: 40 dage til underskrifterne",
        [MUS, HELD, fund_row("01-03-2027"), happened("fund-applied", "01-12-2026", row="r1")], "02-12-2026",
        {"fund-sign": "åben til 10-01-2027", "fund-apply": "gjort 01-12-2026"}),
    Row("EXT-7", "herlev", "… men altid før start",
        [MUS, HELD, fund_row("20-12-2026"), happened("fund-applied", "01-12-2026", row="r1")], "20-12-2026",
        {"fund-sign": "overskredet til 19-12-2026"}),
    Row("HER-18", "herlev", "Alle tre har skrevet under",
        [MUS, HELD, fund_row("01-03-2027"), happened("fund-applied", "01-12-2026", row="r1"),
        happened("fund-signed", "05-12-2026", row="r1")], "01-02-2027", {"fund-sign": "gjort 05-12-2026"}, cited=False),
    Row("EXT-6", "herlev", "Overenskomsten hører ikke til fonden: ingen ansøgning, og grunden står der",
        [MUS, HELD, fund_row("01-03-2027"), anne(agreement="Lærernes overenskomst")], "01-12-2026",
        {"fund-apply": "bortfaldet: Overenskomsten hører ikke til nogen af fondens puljer. Er den blot skrevet anderledes "
         "på medarbejderlisten, så ret den der."}, cited=False),
    Row("ISH-6", "ishoej", "Her hjælper kommunen ikke med fonden", [MUS, HELD, fund_row("01-03-2027")], "01-12-2026",
        {"fund-apply": NOT_OWED}, cited=False),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rule_is_kept(row: Row) -> None:
    policy = policy_of(row.slug)
    owed = Round(in_unit(policy, row.unit) if row.unit else policy, tuple(row.facts)).owed(row.today)
    expected = dict(row.owes)
    reason = expected.pop("reason", "")
    for number, (which, stands) in enumerate(expected.items()):
        found = _which(which, owed)
        assert [told(o) for o in found] == ([] if stands == NOT_OWED else [stands])
        if row.cited and number == 0:
            assert found[0].rule == row.rule
    assert not reason or _which("talk", owed)[0].reason == reason


def _which(which: str, owed: list[Obligation]) -> list[Obligation]:
    """`talk MUS`, `G1 follow-up` or `talk 1001`: a kind, a whole group, or the leader who answers for it."""
    whose = GROUP if which.startswith(GROUP) else ANNE
    what, _, detail = which.removeprefix(GROUP).strip().partition(" ")
    if what == "evaluation":
        whose = ""
    return [
        o
        for o in owed
        if o.what == what and (o.person or o.group) == whose and detail in ("", o.kind, o.leader)
        if not (which == "talk" and o.kind == "SUS")
    ]


def test_every_row_says_something_of_its_own() -> None:
    said = [(row.rule, row.slug, row.situation) for row in TABLE]
    assert len(said) == len(set(said))
