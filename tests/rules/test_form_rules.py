"""Regel for regel, til at læse for HR: hvad formularerne skal sige, spørge om eller tie med.

Hver række tager én formular fra kommunens rigtige pakke på listen med én af hver situation (tests/one_of_each.py).
`viser` skal stå i den, `skjuler` må ikke. Det, der skyldes og hvornår, står i tests/obligations/test_rules.py; det, der
vises bedst andre steder, står nederst her med navnet på prøven.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from form_text import lines_of
from one_of_each import SEPTEMBER, write_one_of_each

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.workspace import make_workspace, read_workspace, shipped_forms

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Row:
    """One row: the rule, the municipality, the situation in plain words, the form, and what it shows and hides."""

    rule: str
    slug: str
    situation: str
    form: str
    viser: tuple[str, ...] = ()
    skjuler: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}: {self.situation}"


PLAN = "0042 kompetenceudviklingsplan both MUS"
# En formular: hvem den handler om, dens navn, hvem den er til, og samtalen.
TABLE = [
    # --- emner, der skal med ------------------------------------------------------------------------
    Row("ISH-7", "ishoej", "Seks emner skal med", "0042 skema employee MUS",
        ("## Jeres indbyrdes arbejdsrelation", "## Træning, uddannelse", "## Forventninger og muligheder",
         "## Et effektivt samarbejde", "## Medarbejderens situation", "## Kompetenceudviklingsplanen")),
    Row("HER-2", "herlev", "Seks emner skal med, også vurderingen af lederen", "0042 referat both MUS",
        ("emne_opfoelgning", "emne_kompetencer", "emne_opgaver", "emne_maal", "emne_trivsel", "emne_ledelse")),
    Row("SYD-7", "syddjurs", "Tre emner skal med", "0042 skema employee MUS",
        ("## Grundlæggende resultatansvar", "## Samarbejde og relationer", "## Udviklingsområder")),
    Row("SYD-8", "syddjurs", "Medarbejderen tager egne emner med", "0042 skema employee MUS", ("egne_emner/",)),
    Row("SYD-35", "syddjurs", "Lederen giver feedback, medarbejderen har egne temaer", "0042 skema leader MUS",
        ("feedback_form", "egne_emner/")),
    Row("HOL-12", "holstebro", "Fem temaer", "0042 skema employee MUS",
        ("## Hvordan er det gået?", "## Justeringer og kommende opgaver", "## Behov for kompetenceudvikling",
         "## Prioriterede opgaver", "## Forventninger og relationer")),
    Row("HOL-4", "holstebro", "Behov, planlagte aktiviteter og opfølgning har hver sin plads", "0042 skema employee MUS",
        ("kompetencer_", "tilbageblik_")),
    Row("HOL-4", "holstebro", "Planen har aktiviteter", PLAN, ("/aktivitet:",)),
    Row("HOL-15", "holstebro", "Andre temaer kan parkeres til en dag", "0042 referat both MUS",
        ("parkeret/", "Det tager vi en anden dag")),
    Row("IKB-6", "ikast-brande", "Livsfase og arbejdssituation", "0042 skema employee MUS", ("## Livsfase",)),
    Row("IKB-7", "ikast-brande", "Styrkerne først", "0042 skema employee MUS", ("styrker_bedst", "styrker_loeftestang")),
    Row("ISH-8", "ishoej", "Seniorpolitik er et emne for den, der er markeret senior", "0045 skema employee MUS",
        ("(?i)## .*senior",)),
    Row("ISH-8", "ishoej", "… og ikke for andre", "0042 skema employee MUS", (), ("(?i)senior",)),
    Row("EXT-18", "herlev", "Ingen skal fortælle om sygdom", "0042 skema employee MUS",
        ("ikke komme ind på sygdom eller diagnoser",)),
    # --- gruppen, lederen, senioren --------------------------------------------------------------------
    Row("SYD-37", "syddjurs", "GRUS forberedes på de samme tre emner, og skemaet bærer gruppen", "0051 skema employee GRUS",
        ("## Grundlæggende resultatansvar", "## Samarbejde og relationer", "## Udviklingsområder", "G1")),
    Row("SYD-37", "syddjurs", "Lederen forbereder sig også", "G1 skema leader GRUS", ("tjenestenummer: G1",)),
    Row("SYD-17", "syddjurs", "Kerneopgave og data", "0051 skema employee GRUS", ("(?i)kerneopgave", "(?i)data|resultater")),
    Row("SYD-16", "syddjurs", "Handleplanen har ingen rækker om den enkelte", "G1 handleplan group GRUS",
        ("indsats",), (r"\[handleplan/\w+/(navn|medarbejder)",)),
    Row("HER-25", "herlev", "Gruppesamtalen vurderer ikke enkeltpersoner", "0051 skema employee GRUS",
        (), ("Medarbejderens vurdering", "os_to")),
    Row("HER-24", "herlev", "Gruppens seks emner", "0051 skema employee GRUS",
        ("(?i)## .*sidst", "(?i)## .*mål", "(?i)## .*opgaver", "(?i)## .*samarbejde", "(?i)## .*udvikling",
         "(?i)## .*fritid")),
    Row("HER-29", "herlev", "Hvert punkt har ansvarlig og opfølgning", "G1 handleplan group GRUS",
        ("/ansvarlig:", "/opfoelgning:", "/opfoelgning_dato:")),
    Row("HER-31", "herlev", "LUS har sine egne emner", "1001 skema employee LUS",
        ("(?i)## .*samarbejde", "(?i)## .*mål", "(?i)## .*trivsel", "(?i)## .*kompetence", "(?i)## .*næste år")),
    Row("HER-30", "herlev", "LUS er med lederens leder", "1001 skema employee LUS", ("Dorthe Dal",)),
    Row("HER-33", "herlev", "Planen hører med i LUS", "1001 kompetenceudviklingsplan both LUS", ("/horisont:",)),
    Row("EXT-13", "herlev", "Seniorsamtalen er et tilbud", "0045 indkaldelse employee SUS", ("(?i)tilbud|frivillig",)),
    # --- løn ------------------------------------------------------------------------------------------
    Row("ISH-9", "ishoej", "Løn må være et emne", "0042 skema employee MUS", ("## Løn", "loen_forventning")),
    Row("ISH-10", "ishoej", "… uden bindende tilsagn, og referatet har ingen plads til løn", "0042 skema employee MUS",
        ("ingen bindende tilsagn",)),
    Row("ISH-10", "ishoej", "Intet felt til aftalt løn", "0042 referat both MUS", (), ("loen", r"\[emne_loen")),
    Row("HOL-13", "holstebro", "Ingen lønforhandling", "0042 skema employee MUS",
        ("Løn forhandles et andet sted",), ("loen_", "## Løn")),
    Row("SYD-15", "syddjurs", "Ikke en lønforhandling", "0042 skema employee MUS", ("ikke løn",), ("loen_", "## Løn")),
    Row("HER-26", "herlev", "Der tales ikke om løn i gruppen", "0051 skema employee GRUS", (), ("loen_", "## Løn")),
    Row("HER-26", "ishoej", "… heller ikke dér, hvor løn ellers må drøftes", "0051 skema employee GRUS", (),
        ("loen_", "## Løn", "må gerne tale om")),
    # --- rammerne er kendt ------------------------------------------------------------------------------
    Row("HOL-14", "holstebro", "Formål, emner, tid, deltagere og opbevaring står i brevet", "0042 indkaldelse employee MUS",
        ("Formålet med samtalen", "12. november 2026", "Deltagere: Bo Lind og Anna Holm", "Hvor længe det gemmes",
         "Vi kommer omkring")),
    Row("HOL-16", "holstebro", "De fire svar om fortrolighed står i brevet", "0042 indkaldelse employee MUS",
        ("Adgang: ", "Opbevaring: ", "Brug: ", "Hvis lederen skifter job: ")),
    Row("EXT-20", "ikast-brande", "Formål, adgang og opbevaring er oplyst", "0042 indkaldelse employee MUS",
        ("Hvem kan se hvad, og hvor længe",)),
    Row("SYD-30", "syddjurs", "Skemaet begynder med vejledning", "0042 skema employee MUS",
        ("Sådan bruger du", "Gode råd til samtalen")),
    Row("SYD-31", "syddjurs", "Hvad gør du hvornår", "0042 skema leader MUS", ("Hvem gør hvad – og hvornår",)),
    Row("SYD-21", "syddjurs", "Lederens pligter står med dage", "0042 skema leader MUS",
        ("lederen godkender", "12. maj 2027")),
    Row("ISH-13", "ishoej", "Begge forbereder sig: lederens eget skema", "0042 skema leader MUS",
        ("Udfyldes af / Lederen",)),
    Row("HER-4", "herlev", "Lederen tager initiativet", "0042 skema leader MUS", ("dig, der tager initiativ",)),
    Row("HER-5", "herlev", "Metodefrihed", "0042 skema employee MUS", ("metodefrihed",)),
    Row("HER-7", "herlev", "Spørgsmål kan vælges", "0042 spoergsmaal employee MUS", ("valg_",), ("valg_loen_",)),
    Row("ISH-11", "ishoej", "Den, der holder samtalen, har beføjelser, og de står i brevet", "0048 indkaldelse employee MUS",
        ("Kurser op til 5.000 kr.",)),
    Row("SYD-22", "syddjurs", "Beføjelserne er tydelige for begge, og lederen er stadig leder", "0048 skema leader MUS",
        ("Kurser op til 5.000 kr.", "Anna Holm", "Bo Lind")),
    # --- referat, plan, aftale ---------------------------------------------------------------------------
    Row("ISH-5", "ishoej", "Referatet udleveres", "0042 referat both MUS", ("udleveret_dato",)),
    Row("HER-12", "herlev", "Det aftales, hvem der skriver", "0042 referat both MUS",
        ("referent: ", "hvem af jer der skriver")),
    Row("HER-13", "herlev", "Den anden part godkender", "0042 referat both MUS",
        ("godkendt_af", "ikke har skrevet referatet")),
    Row("HER-11", "herlev", "Referatet lægges ikke på personalesagen", "0042 indkaldelse employee MUS",
        ("ikke på personalesagen",)),
    Row("HER-14", "herlev", "De to opbevarer selv referatet", "0042 referat both MUS", ("Kun medarbejderen og lederen",)),
    Row("ISH-16", "ishoej", "Et mål hænger sammen med afdelingens", PLAN, ("/kobling:",)),
    Row("HOL-5", "holstebro", "To slags ansvar for hver aktivitet", PLAN,
        ("/ansvarlig:", "/bidrag:")),
    Row("HOL-2", "holstebro", "Planen har mål", PLAN, ("/maal:",)),
    Row("IKB-4", "ikast-brande", "Planen rækker 1-5 år", PLAN, ("/horisont:",)),
    Row("SYD-5", "syddjurs", "To dokumenter: referatets felter står i samtaledokumentet", "0042 skema employee MUS",
        ("opsamling_", "# Samtaledokument")),
    Row("SYD-11", "syddjurs", "Aftalen rummer kun fokusområder", "0042 udviklingsaftale both MUS",
        ("fokus/",), ("opsamling_", "emne_", "trivsel_", "bisidder")),
    Row("SYD-12", "syddjurs", "Lederen godkender på stedet", "0042 udviklingsaftale both MUS", ("godkendt_dato",)),
    Row("SYD-13", "syddjurs", "Hvornår og hvordan følges der op", "0042 udviklingsaftale both MUS",
        ("opfoelgning_dato", "opfoelgning_form")),
    Row("SYD-20", "syddjurs", "Gruppens opfølgning kan ske på et møde", "G1 handleplan group GRUS", ("opfoelgning_form",)),
    Row("SYD-29", "syddjurs", "Der er plads til en bisidder", "0042 skema employee MUS", ("bisidder",)),
    Row("SYD-19", "syddjurs", "Egne mål efter gruppesamtalen, godkendt af lederen", "0051 udviklingsaftale both GRUS",
        ("(?i)egne mål", "godkendt_dato")),
    Row("HER-16", "herlev", "Planen er obligatorisk", "0042 skema employee MUS", ("Kompetenceudviklingsplanen er skrevet",)),
]  # fmt: skip

ELSEWHERE = {
    "ISH-14": ("Det, der bliver sagt, står i intet, HR modtager",
               "round/test_nothing_leaks.py::test_no_free_text_reaches_what_hr_receives"),
    "ISH-15": ("Hver kommune og enhed siger selv, hvornår senioremnet er med",
               "topics/test_topics.py::test_the_senior_topic_is_there_by_the_municipalitys_own_trigger"),
    "HOL-1": ("Alle er med eller udeladt med en grund",
              "plan/test_kinds_of_talk_planned.py::test_everybody_has_a_talk_or_a_reason_and_no_kind_twice"),
    "SYD-23": ("Lederes ledere ser kun antal",
               "reports/test_below.py::test_the_page_shows_leaders_and_figures_and_no_employee"),
    "SYD-24": ("Pakken siger, hvilke regler den følger",
               "forms/test_kinds_of_talk.py::test_the_packet_says_which_rules_it_follows_and_who_approved_it"),
    "SYD-25": ("Formularer, der ikke er godkendt, bliver sagt til",
               "plan/test_plan_doubts.py::test_materials_that_nobody_has_approved_are_noted"),
    "SYD-27": ("MED ser ingen små grupper",
               "reports/test_evaluation.py::test_no_hidden_figure_can_be_worked_out_from_those_shown"),
    "SYD-36": ("Aftalen kommer ud igen, og rækkerne bliver rettet",
               "packets/test_coming_back.py::test_the_follow_up_copy_holds_the_rows_under_their_own_ids_and_updates_them"),
    "HER-21": ("Det, overenskomsten giver, bliver sagt til",
               "fund/test_fund.py::test_what_the_agreement_prescribes_is_told"),
    "HER-19": ("Medfinansieringen regnes ud", "fund/test_fund.py::test_the_municipality_chooses_the_reading"),
    "HER-32": ("MED's emner står i enhedens skemaer",
               "topics/test_topics.py::test_a_units_extra_topic_stands_in_its_own_forms_only"),
    "EXT-3": ("Dækningen kan deles på overenskomst og anciennitet",
               "reports/test_coverage.py::test_the_sums_and_the_lines_each_come_to_everybody"),
    "EXT-11": ("Det, fonden ikke støtter, bliver sagt til",
               "fund/test_fund.py::test_what_the_agreement_prescribes_is_told"),
    "EXT-15": ("Alt slettes, hvor det ligger",
               "cli/test_keeping.py::test_two_real_years_end_with_the_first_years_minutes_gone_for_good"),
    "EXT-21": ("Det, der bliver sagt, når ikke andre",
               "round/test_nothing_leaks.py::test_no_free_text_reaches_what_hr_receives"),
}  # fmt: skip


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The text of every form of a municipality's round, by `subject form audience kind`; each round is made once."""
    return cache(lambda slug: _round(tmp_path_factory.mktemp(slug), slug))


def _round(folder: Path, slug: str) -> dict[str, str]:
    path = make_workspace(folder, slug, 2026)
    path.write_text(path.read_text(encoding="utf-8").replace("# roster =", "roster ="), encoding="utf-8")
    made = read_workspace(folder)
    write_one_of_each(made.folder / "medarbejdere.xlsx")
    with open_round(made, SEPTEMBER) as round_:
        written = write_round(round_, plan_round(round_, None), lambda items, _: items)
    return {
        f"{form.person or form.group} {form.form} {form.audience} {form.kind}": lines_of(
            (made.output / form.path).read_bytes()
        )
        for form in written.issued
    }


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_what_a_rule_wants_of_a_form_stands_in_it(row, texts):
    text = texts(row.slug)[row.form]
    missing = [wanted for wanted in row.viser if not re.search(wanted, text)]
    shown = [unwanted for unwanted in row.skjuler if re.search(unwanted, text)]
    assert (missing, shown) == ([], [])


@pytest.mark.parametrize("slug", ["holstebro", "syddjurs", "herlev", "ikast-brande"])
def test_no_form_has_a_place_for_pay_by_accident(slug, texts):
    """HOL-13, SYD-15, HER-26: no field and no heading about pay in any form of any kind."""
    asking = re.compile(r"\[[^\]]*loen_|^#+ .*\b[Ll]øn\b(?! og Personale)", re.MULTILINE)
    assert [which for which, text in texts(slug).items() if asking.search(text)] == []


# --- is every rule somewhere? ---------------------------------------------------------------------


def test_every_must_and_must_not_that_software_honours_has_a_row():
    rules = tomllib.loads((shipped_forms() / "rules.toml").read_text(encoding="utf-8"))
    rules.pop("sources")
    wanted = {
        id for id, rule in rules.items() if rule["how"] == "program" and set(rule["strength"]) & {"M", "N"}
    }
    owed = (TESTS / "obligations" / "test_rules.py").read_text(encoding="utf-8")
    held = {row.rule for row in TABLE} | ELSEWHERE.keys() | set(re.findall(r'Row\("([A-Z]{3}-\d+)"', owed))
    assert sorted(wanted - held) == []


@pytest.mark.parametrize(("situation", "where"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_is_proved_elsewhere_is_there(situation, where):
    path, _, name = where.partition("::")
    assert f"def {name}(" in (TESTS / path).read_text(encoding="utf-8"), situation
