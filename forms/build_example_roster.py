"""Builds `forms/example-roster.xlsx`: sixty made-up people of a made-up municipality, every situation once.

Run `python -m forms.build_example_roster` after changing the people below; same people, same bytes.
The round is that of 2026. One line a person:

    number; name; title; unit code; leader; employed on; planned talk; what is special
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.sheets.save import save_workbook

EXAMPLE = Path(__file__).with_name("example-roster.xlsx")
STAMP = date(2026, 9, 1)
ACCENT, TINT = "1F5C7A", "E6EFF3"
FONT = "Calibri"
HEADER_ROW = 4

COLUMNS = {  # header → width
    "Tjenestenummer": 20,
    "Navn": 38,
    "E-mail": 40,
    "Stilling": 32,
    "Enhed": 26,
    "Enhedskode": 15,
    "Overordnet enhed": 24,
    "Leder": 11,
    "Overenskomst": 20,
    "Ansættelsesdato": 20,
    "Fratrædelsesdato": 20,
    "Status": 12,
    "Samtaletype": 16,
    "Samtaledato": 16,
    "Gruppe": 12,
    "Ønsker individuel": 21,
    "Senior": 11,
    "Delegeret leder": 19,
    "Beføjelser": 46,
    "Delegation fra": 18,
    "Delegation til": 18,
}
GROUP_COLUMNS = {
    "Gruppe": 12,
    "Navn": 30,
    "Type": 9,
    "Leder": 11,
    "Samtaledato": 16,
    "Drøftet med": 38,
    "Drøftet dato": 16,
}
CHOICES = {
    "Status": ("Ansat", "Orlov", "Fratrådt"),
    "Samtaletype": ("MUS", "GRUS", "TUS", "LUS", "SUS", "opfølgning"),
    "Type": ("GRUS", "TUS"),
    "Ønsker individuel": ("Ja", "Nej"),
    "Senior": ("Ja", "Nej"),
}

UNITS = {  # code → unit, the unit above, agreement of most
    "1000": ("Direktionen", "Stab og Teknik", "Chefaftalen"),
    "1100": ("Løn og Personale", "Stab og Teknik", "HK Kommunal"),
    "1200": ("Digitalisering", "Stab og Teknik", "Akademikerne"),
    "1300": ("Vej og Park", "Stab og Teknik", "3F"),
    "2100": ("Skolen ved Åen", "Børn, Unge og Kultur", "Lærernes CO"),
    "2200": ("Børnehuset Mælkebøtten", "Børn, Unge og Kultur", "BUPL"),
    "2300": ("Biblioteket", "Børn, Unge og Kultur", "HK Kommunal"),
    "3100": ("Hjemmeplejen Nord", "Sundhed og Ældre", "FOA"),
    "3200": ("Plejecentret Solgården", "Sundhed og Ældre", "FOA"),
}

PEOPLE = """
0001; Margrethe Fjordblink; Kommunaldirektør; 1000; ; 2014-08-01;
0002; Thorvald Egeskygge; Direktør for Børn, Unge og Kultur; 1000; 0001; 2017-03-01; 2026-10-06
0003; Yrsa Klitvang; Direktør for Sundhed og Ældre; 1000; 0001; 2019-01-01; 2026-10-08
0004; Palle Stenrose; Direktør for Stab og Teknik; 1000; 0001; 2012-05-01; 2026-11-03

0042; Gudrun Morgenlyng; Leder af Løn og Personale; 1100; 0004; 2015-02-01; 2026-10-13
0043; Asger Tordenbæk; HR-konsulent; 1100; 0042; 2018-09-01; 2026-09-22
0044; Bolette Søgræs; Lønkonsulent; 1100; 0042; 2009-04-01; 2026-09-24
0045; Ditlev Pilehegn; Lønkonsulent; 1100; 0042; 2021-08-15; 2026-10-20
0046; Eskild Rågeblad; HR-konsulent; 1100; 0042; 2023-01-01; 2026-11-17
0047; Freja Vintergæk; Kontorelev; 1100; 0042; 2025-09-01; 2026-12-01
0048; Halfdan Mosebryn; Arbejdsmiljøkonsulent; 1100; 0042; 2016-11-01;
0049; Signe Korsedderkop; Rekrutteringskonsulent; 1100; 0042; 2022-02-01; 2026-12-07

0051; Ingeborg Lyngtoft; Digitaliseringschef; 1200; 0004; 2018-01-01; 2026-10-15; type=LUS
0052; Jeppe Skovduelund; Systemudvikler; 1200; 0051; 2020-02-01; ; type=TUS, gruppe=T1
0053; Karla Brombærris; Projektleder; 1200; 0051; 2022-06-01; ; type=TUS, gruppe=T1
0054; Laust Havtorn; Systemforvalter; 1200; 0051; 2011-10-01; ; type=TUS, gruppe=T1
0055; Malthe Uglebjerg; It-supporter; 1200; 0051; 2024-03-01; ; type=TUS, gruppe=T1, individuel=Ja
0056; Nanna Tidselfnug; Informationssikkerhedskoordinator; 1200; 0051; 2019-08-01; 2026-11-10
0057; Osvald Kærmose; Data- og analysekonsulent; 1200; 0051; 2027-02-01; ; starter=senere

0061; Preben Grusgravlund; Driftsleder; 1300; 0004; 2008-03-01; 2026-10-21; type=LUS
0062; Rigmor Ahornblad; Gartner; 1300; 0061; 2013-04-01; 2026-09-29
0063; Sigvard Tagrør; Vejmand; 1300; 0061; 1978-05-01; 2026-10-27; senior=Ja
0064; Tove Bøgeløv; Formand; 1300; 0061; 2006-06-01; 2026-11-12
0065; Uffe Hyldebær; Specialarbejder; 1300; 0061; 2017-09-01; 2026-11-26; mail=-
0066; Vibeke Enebærdal; Landskabsarkitekt; 1300; 0061; 2021-01-01; 2026-12-08
0067; Willads Granskov; Gartner; 1300; 0061; 2012-04-01; 2026-03-10; status=Fratrådt, slut=2026-06-30

0101; Ylva Sommerfugl; Skoleleder; 2100; 0002; 2016-08-01; 2026-09-17
0102; Zacharias Birkebæk; Afdelingsleder; 2100; 0101; 2018-08-01; 2026-09-30
0103; Ægir Østerstrand; Lærer; 2100; 0102; 2014-08-01; 2026-10-07
0104; Østen Ærteblomst; Lærer; 2100; 0102; 2019-08-01; 2026-10-29
0105; Åse Ålekistebro; Lærer; 2100; 0102; 2020-08-01; 2026-11-05; status=Orlov
0106; Zoë D'Arcy-Løvfald; Lærer; 2100; 0101; 2022-08-01; 2026-11-18
0107; Anne-Sofie Charlotte Frederikke von Hvidtjørnelund-Rosenkjærgaard; \
Børnehaveklasseleder; 2100; 0101; 2010-08-01; 2026-11-24
0108; Bent Kildevæld; Teknisk serviceleder; 2100; 0101; 2005-01-01;

0121; Cæcilie Rønnebær; Daglig leder; 2200; 0002; 2015-05-01; 2026-09-15
0122; Dagmar Regnbueeng; Pædagog; 2200; 0121; 2012-08-01; 2026-09-23
0123; Elof Firkløver; Pædagog; 2200; 0121; 2018-02-01; 2026-10-14
0124; Fie Kastanjegren; Pædagogmedhjælper; 2200; 0121; 2024-08-01; 2026-11-19
0125; Grethe Blåmejse; Pædagog; 2200; 0121; 1984-08-01; 2026-11-25; type=SUS, senior=Ja
0126; Hjalmar Snebær; Pædagog; 2200; 0121; 2026-10-01; 2026-12-10
0127; Irmelin Svaleklint; Souschef; 2200; 0121; 2016-03-01; 2026-10-22

0141; Jørgen Bogfinke; Bibliotekschef; 2300; 0002; 2013-09-01; 2026-10-01
0142; Kirstine Rimfrost; Bibliotekar; 2300; 0141; 2008-10-01; 2026-10-28; delegeret=0143, \
beføjelser=Må aftale kurser op til 5.000 kr. og ændringer i vagtplanen, fra=2026-09-01, \
til=2026-12-31
0143; Ludvig Stjernekaster; Fagkoordinator; 2300; 0141; 2017-01-01; 2026-11-04
0144; Mælk-Petra Nåletræ; Formidler; 2300; 0141; 2023-05-01; 2026-11-11; slut=2026-12-31
0145; Noël Ibsø Müller-Strandvejr; Bibliotekar; 2300; 0141; 2021-11-01; 2026-12-03

0201; Oluf Havrekjær; Områdeleder; 3100; 0003; 2014-02-01; 2026-09-16
0202; Mette Havrekjær; Social- og sundhedsassistent; 3100; 0201; 2015-06-01; 2026-10-05
0203; Mette Havrekjær; Sygeplejerske; 3100; 0201; 2022-09-01; 2026-11-16
0204; Querida Solstribe; Social- og sundhedshjælper; 3100; 0201; 2019-03-01; 2026-09-28
0205; Ragnhild Tågedal; Planlægger; 3100; 0201; 2011-12-01; 2026-11-02
0206; Storm Drivtømmer; Social- og sundhedshjælper; 3100; 0201; 2026-09-01; 2026-12-15

0221; Tyra Kornmod; Centerleder; 3200; 0003; 2010-01-01; 2026-10-19
0222; Ulrikke Spurvelund; Social- og sundhedsassistent; 3200; 0221; 2016-07-01; ; type=GRUS, gruppe=G1
0223; Valdemar Rævebakke; Social- og sundhedsassistent; 3200; 0221; 2018-10-01; ; type=GRUS, gruppe=G1
0224; Xenia Duggryde; Social- og sundhedshjælper; 3200; 0221; 2020-05-01; ; type=GRUS, gruppe=G1
0225; Ylajali Vibefjer; Sygeplejerske; 3200; 0221; 2013-03-01; ; type=GRUS, gruppe=G1, individuel=Ja
0226; Zenia Lærkesang; Aktivitetsmedarbejder; 3200; 0221; 2017-02-01; 2026-11-23
0227; Bjarne Æbelø; Køkkenassistent; 3200; 0221; 1999-09-01; ; type=GRUS, gruppe=G2
0228; Cirkeline Åkande; Plejehjemsassistent; 3200; 0221; 2003-10-01; ; type=GRUS, gruppe=G2
"""

GROUPS = """
G1; Aftenvagten på Solgården; GRUS; 0221; 2026-11-09; Tillidsrepræsentant og medarbejderne; 2026-09-08
G2; Køkkenet på Solgården; GRUS; 0221; ; ;
T1; Digitaliseringsteamet; TUS; 0051; 2026-12-09; Medarbejderne på teammøde; 2026-09-10
"""


def main() -> None:
    """Writes the roster beside this file."""
    wrote = save_workbook(example_roster(), EXAMPLE, STAMP)
    print(f"{EXAMPLE.name}: {'written' if wrote else 'unchanged'}")


def example_roster() -> Workbook:
    """The two sheets."""
    workbook = Workbook()
    workbook.properties.title = "Eksempel på medarbejderliste"
    workbook.properties.creator = "Kommunen"
    people, groups = workbook.active, workbook.create_sheet("Grupper")
    assert isinstance(people, Worksheet)
    people.title = "Medarbejdere"
    _fill(people, "Medarbejdere til samtalerunden 2026", COLUMNS, _people())
    _fill(groups, "Grupper, der holder samtale sammen", GROUP_COLUMNS, _groups())
    return workbook


# --- the content --------------------------------------------------------------------------------


def _people() -> list[list[str | date | None]]:
    rows: list[list[str | date | None]] = []
    taken: set[str] = set()
    for line in _lines(PEOPLE):
        number, name, title, code, leader, employed, talk, *rest = [*(p.strip() for p in line.split(";")), ""]
        special = dict(part.strip().split("=", 1) for part in rest[0].split(", ") if part)
        unit, above, agreement = UNITS[code]
        mail = _mail(name, taken)
        taken.add(mail)
        rows.append(
            [
                *(
                    number,
                    name,
                    None if "mail" in special else mail,
                    title,
                    unit,
                    code,
                    above,
                    leader or None,
                ),
                *(agreement, _day(employed), _day(special.get("slut", "")), special.get("status", "Ansat")),
                *(special.get("type", "MUS"), _day(talk), special.get("gruppe"), special.get("individuel")),
                *(special.get("senior"), special.get("delegeret"), special.get("beføjelser")),
                *(_day(special.get("fra", "")), _day(special.get("til", ""))),
            ]
        )
    return rows


def _groups() -> list[list[str | date | None]]:
    rows = []
    for line in _lines(GROUPS):
        group, name, kind, leader, talk, consulted_with, consulted_on = (p.strip() for p in line.split(";"))
        rows.append([group, name, kind, leader, _day(talk), consulted_with, _day(consulted_on)])
    return rows


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _mail(name: str, taken: set[str]) -> str:
    """First and last name in plain letters; the second of the same name gets a 2."""
    lower = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", lower) if c.isascii() and (c.isalpha() or c in " -")
    )
    first, *_, last = plain.split()
    mail = f"{first}.{last}@example.dk"
    return mail.replace("@", "2@") if mail in taken else mail


# --- the look -----------------------------------------------------------------------------------


def _fill(
    sheet: Worksheet, title: str, columns: dict[str, int], rows: Sequence[Sequence[str | date | None]]
) -> None:
    sheet["A1"] = title
    sheet["A1"].font = Font(name=FONT, size=16, bold=True, color=ACCENT)
    sheet["A2"] = "Alle personer er opdigtede. Behold overskrifterne i række 4, og skriv dine egne under dem."
    sheet["A2"].font = Font(name=FONT, italic=True, color="595959")
    sheet.row_dimensions[1].height = 26
    sheet.append([])
    sheet.append(list(columns))
    for row in rows:
        sheet.append(list(row))
    _dress_headers(sheet, columns)
    _dress_rows(sheet, columns)
    _offer_choices(sheet, columns)
    _set_up_page(sheet, len(columns))


def _dress_headers(sheet: Worksheet, columns: dict[str, int]) -> None:
    for index, width in enumerate(columns.values(), 1):
        cell = sheet.cell(HEADER_ROW, index)
        cell.font = Font(name=FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=ACCENT)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[HEADER_ROW].height = 24


def _dress_rows(sheet: Worksheet, columns: dict[str, int]) -> None:
    line = Border(bottom=Side("hair", color="A6A6A6"))
    widths = list(columns.values())
    for number, cells in enumerate(sheet.iter_rows(min_row=HEADER_ROW + 1, max_col=len(columns))):
        for cell in cells:
            cell.border = line
            cell.number_format = "dd-mm-yyyy" if isinstance(cell.value, date) else "@"
            cell.font = Font(name=FONT, size=11)
            cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
            if number % 2:
                cell.fill = PatternFill("solid", fgColor=TINT)
            if isinstance(cell.value, str) and len(cell.value) > widths[cell.column - 1]:
                sheet.row_dimensions[cell.row].height = 31


def _offer_choices(sheet: Worksheet, columns: dict[str, int]) -> None:
    for index, header in enumerate(columns, 1):
        if header in CHOICES:
            choice = DataValidation("list", formula1=f'"{",".join(CHOICES[header])}"', allow_blank=True)
            letter = get_column_letter(index)
            choice.add(f"{letter}{HEADER_ROW + 1}:{letter}{sheet.max_row + 200}")
            sheet.add_data_validation(choice)


def _set_up_page(sheet: Worksheet, width: int) -> None:
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(width)}{sheet.max_row}"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


if __name__ == "__main__":
    main()
