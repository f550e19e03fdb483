"""Workbooks as people really keep their lists: with all that Excel offers, and CPR numbers where nobody wants them."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.worksheet.table import Table, TableStyleInfo

CPR = ("010203-1234", "1105841122", "240790-4321")
CPR_DIGITS = tuple(number.replace("-", "") for number in CPR)

HEADERS = (
    "Tjenestenummer",
    "Navn",
    "Enhed",
    "Leder",
    "Ansættelsesdato",
    "CPR-nr",
    "Samtaledato",
    "Bemærkning",
)
ROWS = (
    ("0001", "Vera Chef", "Stab", "", "01-02-2010", CPR[0], "", ""),
    ("0042", "Anna Hansen", "Skolen", "0001", "01-02-2019", CPR[1], "31-31-2026", "går på orlov"),
    ("0043", "Bo Bang", "Skolen", "9999", "01-02-2020", CPR[2], "12-11-2026", "=1+1 er ikke en formel"),
    ("", "Carl Dam", "Skolen", "0001", "01-02-2021", "", "", ""),
)


def write_rich(path: Path) -> Path:
    """A list under a title, with a filter, choices, colours, a chart, comments, names, hidden rows and more sheets."""
    book = Workbook()
    page = book.active
    page.title = "Liste 'alle' 26"
    page["A1"] = "Udtræk fra lønsystemet"
    page.merge_cells("A1:D1")
    page["A1"].font = Font(size=16, bold=True)
    for column, header in enumerate(HEADERS, 1):
        cell = page.cell(3, column, header)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="2F5496")
    for number, row in enumerate(ROWS, 4):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column, value or None)
            if isinstance(value, str):
                cell.data_type = "s" if value else cell.data_type
            cell.number_format = "@"
            cell.border = Border(bottom=Side("thin", color="888888"))
    page["D6"].fill = PatternFill("solid", fgColor="DDEBF7")
    page["B5"].comment = Comment("Husk: ny leder fra maj", "Gitte")
    page["D6"].comment = Comment("Spørg Gitte. Hendes nummer er 010203-1234", "Gitte")
    page["I4"] = '=F4&" "&B4'
    page.freeze_panes = "B4"
    page.row_dimensions[7].hidden = True
    page.auto_filter.ref = f"A3:H{3 + len(ROWS)}"
    page.auto_filter.filterColumn.append(FilterColumn(colId=5, filters=Filters(filter=[CPR[2]])))
    choices = DataValidation(type="list", formula1='"Skolen,Stab"', allow_blank=True)
    choices.add("C4:C20")
    page.add_data_validation(choices)
    page.conditional_formatting.add(
        "D4:D20", CellIsRule(operator="equal", formula=['"9999"'], font=Font(color="FF0000"))
    )
    chart = BarChart()
    chart.add_data(Reference(page, min_col=1, min_row=3, max_row=7))
    page.add_chart(chart, "K2")
    for column, width in zip("ABCDEFGH", (16, 22, 14, 10, 16, 14, 14, 26), strict=True):
        page.column_dimensions[column].width = width
    second = book.create_sheet("Noter")
    second["A1"], second["B2"] = "Møde", f"Ring til Anna ({CPR[1]}) om orlov"
    second["A3"], second["B3"], second["A4"], second["B4"] = "Navn", "Tal", "x", 3
    table = Table(displayName="Tal", ref="A3:B4", tableStyleInfo=TableStyleInfo(name="TableStyleMedium2"))
    second.add_table(table)
    book.create_sheet("Skjult").sheet_state = "hidden"
    page.defined_names["Lokal"] = DefinedName("Lokal", attr_text="'Liste ''alle'' 26'!$A$4:$B$7")
    second.defined_names["Lokal"] = DefinedName("Lokal", attr_text="Noter!$B$4")
    book.defined_names["Overalt"] = DefinedName("Overalt", attr_text="Noter!$A$1")
    book.active = 1
    book.properties.creator, book.properties.keywords = "Gitte Gram", f"liste {CPR[0]}"
    book.save(path)
    return path
