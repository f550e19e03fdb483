"""The annotated copy: theirs but for comments, colour and our first page, and without a CPR number anywhere."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openxml_audit import OpenXmlValidator

from pipeline.problems import UnreadableFile
from pipeline.sheets.annotating import (
    PAGE,
    TITLE,
    CprLeft,
    Mark,
    annotate,
    is_review,
    is_sealed,
    link_to_cell,
    names_in_copy,
)
from pipeline.sheets.read import read_sheets
from pipeline.sheets.write import Cell, Column, Look, new_book, new_page, write_table
from pipeline.word import office
from tests.sheets.rosters_of_others import CPR_DIGITS, write_rich
from tests.sheets.rows import rows_in

RED, YELLOW = "FFFADFDC", "FFFFF0D0"
LIST = "Liste 'alle' 26"
MARKS = [
    Mark(LIST, 5, 3, "Lederen findes ikke.", True),
    Mark(LIST, 5, 3, "Se også efter.", False),
    Mark(LIST, 4, 6, "Datoen kan ikke læses.", True),
    Mark(LIST, 0, 2, "Under overskriften.", False),
    Mark(LIST, 30, 11, "Langt nede.", False),
    Mark("Noter", 1, 0, "En note.", False),
]
CPR = {LIST: frozenset({(3, 5), (4, 5), (5, 5), (3, 8)}), "Noter": frozenset({(1, 1)})}
ONLY = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"}
BESIDE = {
    "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/comments/comment1.xml",
    "xl/drawings/commentsDrawing1.vml", "xl/worksheets/_rels/sheet2.xml.rels", "docProps/core.xml",
}  # fmt: skip
"""Parts that must change: the sheets with marks, and those beside them. The keywords held a CPR number."""


def front():
    look = Look("Herlev Kommune")
    book = new_book("Gennemgang", look)
    page = new_page(book, PAGE, look, TITLE, "liste.xlsx", 2)
    write_table(
        page,
        4,
        [Column("Sted"), Column("Hvad", width=40, wrap=True)],
        [[Cell("D6", link=link_to_cell(LIST, "D6")), "=1+1"]],
        look,
    )
    return book


def copy_of(source: Path, marks=MARKS, cpr=CPR, name="kopi.xlsx") -> Path:
    out = source.with_name(name)
    annotate(source, out, marks, front(), cpr)
    return out


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, changes: dict[str, bytes | None]) -> Path:
    """The package with other parts in it; None takes one away."""
    members = {**parts(path), **changes}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def looks(cell) -> list[str]:
    return [cell.number_format, repr(cell.font), repr(cell.border), repr(cell.alignment)]


def plain(tmp_path: Path, rows, **more) -> Path:
    book = Workbook()
    page = book.active
    page.title = more.get("title", "Ark")
    for row in rows:
        page.append(row)
    path = tmp_path / "liste.xlsx"
    book.save(path)
    return path


@pytest.fixture
def rich(tmp_path):
    return write_rich(tmp_path / "rig.xlsx")


# --- untouched ----------------------------------------------------------------------------------


def test_every_part_that_need_not_change_has_the_bytes_it_had(rich):
    before, after = parts(rich), parts(copy_of(rich))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == ONLY | BESIDE
    assert {"xl/charts/chart1.xml", "xl/tables/table1.xml", "xl/theme/theme1.xml"} <= before.keys() - changed
    added = after.keys() - before.keys()
    assert added == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet4.xml"}


def test_rows_without_marks_have_the_bytes_they_had(rich):
    before, after = parts(rich)["xl/worksheets/sheet1.xml"], parts(copy_of(rich))["xl/worksheets/sheet1.xml"]
    for number in (3, 7):
        (row,) = re.findall(rb'<row r="%d".*?</row>' % number, before)
        assert row in after
    tail = before[before.index(b"</sheetData>") :].replace(CPR_DIGITS[2].encode(), b"")
    kept = tail[tail.index(b"<mergeCells") :]
    assert kept in after


def test_values_and_formats_are_as_they_were_but_for_the_marked_fill(rich):
    before, after = load_workbook(rich), load_workbook(copy_of(rich))
    assert after.sheetnames == [PAGE, *before.sheetnames]
    gone = {(LIST, "F4"), (LIST, "F5"), (LIST, "F6"), (LIST, "I4"), ("Noter", "B2")}
    marked = gone | {(LIST, "D6"), (LIST, "G5"), (LIST, "A1"), (LIST, "L31"), ("Noter", "A2")}
    for page in before:
        for row in page.iter_rows():
            for cell in row:
                other = after[page.title][cell.coordinate]
                at = (page.title, cell.coordinate)
                left = "Ring til Anna ((cpr udeladt)) om orlov" if at == ("Noter", "B2") else None
                assert other.value == (left if at in gone else cell.value)
                assert looks(other) == looks(cell)
                if at not in marked:
                    assert repr(other.fill) == repr(cell.fill)


def test_what_excel_adds_to_a_sheet_is_still_there(rich):
    page = load_workbook(copy_of(rich))[LIST]
    assert page.freeze_panes == "B4" and page.row_dimensions[7].hidden
    assert [str(r) for r in page.merged_cells.ranges] == ["A1:D1"]
    assert page.data_validations.dataValidation[0].formula1 == '"Skolen,Stab"'
    assert page.conditional_formatting and page._charts
    assert page.auto_filter.ref == "A3:H7"


def test_a_workbook_that_says_nothing_wrong_changes_in_no_sheet(tmp_path):
    path = plain(tmp_path, [["Navn"], ["Anna"]])
    before, after = parts(path), parts(copy_of(path, marks=[], cpr={}))
    (sheet,) = {name for name in before if "sheet1" in name}
    assert after[sheet].replace(b'tabSelected="0"', b'tabSelected="1"') == before[sheet]


def test_the_same_comes_of_the_same(rich):
    assert copy_of(rich).read_bytes() == copy_of(rich, name="igen.xlsx").read_bytes()


# --- marks --------------------------------------------------------------------------------------


def test_a_cell_with_two_problems_has_one_comment_in_two_paragraphs(rich):
    cell = load_workbook(copy_of(rich))[LIST]["D6"]
    assert cell.comment.text.endswith("— mus —\nLederen findes ikke.\n\nSe også efter.")
    assert cell.comment.text.startswith("Spørg Gitte.") and cell.comment.author == "Gitte"
    assert cell.fill.fgColor.rgb == RED


def test_a_note_is_yellow_and_written_by_mus(rich):
    page = load_workbook(copy_of(rich))["Noter"]
    assert page["A2"].fill.fgColor.rgb == YELLOW
    assert page["A2"].comment.author == "mus" and page["A2"].comment.text == "En note."


def test_a_mark_on_a_covered_cell_goes_to_the_cell_that_covers_it(rich):
    page = load_workbook(copy_of(rich))[LIST]
    assert page["A1"].comment.text == "Under overskriften."


def test_a_mark_where_there_is_no_cell_makes_one(rich):
    page = load_workbook(copy_of(rich))[LIST]
    assert page["L31"].comment.text == "Langt nede." and page["L31"].fill.fgColor.rgb == YELLOW


def test_comments_of_others_are_left_alone(rich):
    page = load_workbook(copy_of(rich))[LIST]
    assert page["B5"].comment.text == "Husk: ny leder fra maj" and page["B5"].comment.author == "Gitte"


def test_every_comment_has_its_own_box_and_no_box_is_twice(rich):
    members = parts(copy_of(rich))
    for name in ("xl/drawings/commentsDrawing1.vml", "xl/drawings/vmlDrawing1.vml"):
        ids = re.findall(rb'id="_x0000_s(\d+)"', members[name])
        assert len(ids) == len(set(ids)) == members[name].count(b'ObjectType="Note"')
    comments = members["xl/comments/comment1.xml"].count(b"<comment ")
    assert comments == members["xl/drawings/commentsDrawing1.vml"].count(b'ObjectType="Note"')


# --- the first page -----------------------------------------------------------------------------


def test_our_page_is_first_and_open_and_the_names_of_sheets_still_mean_theirs(rich):
    book = load_workbook(copy_of(rich))
    assert book.active.title == PAGE
    assert [page.title for page in book if page.sheet_view.tabSelected] == [PAGE]
    assert book[LIST].defined_names["Lokal"].attr_text == "'Liste ''alle'' 26'!$A$4:$B$7"
    assert book["Noter"].defined_names["Lokal"].attr_text == "Noter!$B$4"
    assert book["Skjult"].sheet_state == "hidden"


def test_a_link_points_at_its_cell_and_a_text_is_never_a_formula(rich):
    page = load_workbook(copy_of(rich))[PAGE]
    assert page["A5"].hyperlink.location == "'Liste ''alle'' 26'!D6"
    assert page["B5"].value == "=1+1" and page["B5"].data_type == "s"


def test_our_page_says_what_it_is(rich):
    assert is_review(rows_in(read_sheets(copy_of(rich))[0])[0][0])
    assert not is_review("Tjenestenummer") and not is_review(None)


def test_a_sheet_that_is_called_as_ours_keeps_its_name(tmp_path):
    path = plain(tmp_path, [["Navn"]], title="gennemgang")
    assert load_workbook(copy_of(path, [], {})).sheetnames == ["Gennemgang 2", "gennemgang"]


def test_a_copy_that_comes_back_loses_the_old_page_comments_and_colours(rich):
    first = copy_of(rich)
    again = copy_of(first, [Mark(LIST, 4, 1, "Nyt.", False)], {}, "igen.xlsx")
    book = load_workbook(again)
    assert book.sheetnames == [PAGE, LIST, "Noter", "Skjult"]
    page, before = book[LIST], load_workbook(rich)[LIST]
    assert (
        page["G5"].comment is None
        and page["D6"].comment.text == "Spørg Gitte. Hendes nummer er (cpr udeladt)"
    )
    for name in ("D6", "G5"):
        was, now = before[name].fill, page[name].fill
        assert (now.fill_type, now.fgColor.rgb) == (was.fill_type, was.fgColor.rgb)
    assert page["B5"].comment.text == "Husk: ny leder fra maj\n\n— mus —\nNyt."
    assert book[LIST].defined_names["Lokal"].attr_text == "'Liste ''alle'' 26'!$A$4:$B$7"


# --- CPR ----------------------------------------------------------------------------------------


def test_no_cpr_number_is_in_any_part(rich):
    for name, content in parts(copy_of(rich)).items():
        digits = re.sub(rb"\D", b"", content)
        for number in CPR_DIGITS:
            assert number.encode() not in digits, name


def test_an_emptied_cell_is_empty_and_says_why(rich):
    page = load_workbook(copy_of(rich))[LIST]
    assert page["F4"].value is None and "CPR-nummer fjernet" in page["F4"].comment.text
    assert page["F4"].number_format == "@"


def test_a_whole_column_is_told_of_once(tmp_path):
    path = plain(tmp_path, [["Nr", "CPR"], *([str(n), f"0102{n:02d}-1234"] for n in range(60))])
    page = load_workbook(copy_of(path, [], {"Ark": frozenset((row, 1) for row in range(1, 61))}))["Ark"]
    assert "60 celler" in page["B2"].comment.text
    assert page["B3"].comment is None and page["B3"].value is None


def test_shared_strings_filters_caches_and_names_lose_the_number_too(tmp_path):
    path = plain(tmp_path, [["Navn", "Nr"], ["Anna", 7]], title="Ark 010203-1234")
    members = parts(path)
    sheet = re.sub(rb'<c r="A2".*?</c>', b'<c r="A2" t="s"><v>1</v></c>', members["xl/worksheets/sheet1.xml"])
    sheet = sheet.replace(b"<v>7</v>", b"<v>102031234</v>")
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Navn</t></si>'
        b"<si><r><t>0102</t></r><r><t>03-1234</t></r></si><si><t>tlf. 0102031234</t></si></sst>"
    )
    extra = {
        "xl/pivotCache/pivotCacheRecords1.xml": b'<r><n v="0102031234"/><s v="110584-1122"/></r>',
        "customXml/item1.xml": b"<a>010203 1234</a>",
        "docProps/custom.xml": b"<p><v>Anna 110584-1122</v><i4>1105841122</i4></p>",
    }
    rels = members["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    workbook = (
        members["xl/workbook.xml"]
        .replace(
            b"</sheets>",
            b"</sheets><definedNames><definedName name=\"x\">'Ark 010203-1234'!$A$1</definedName></definedNames>",
        )
        .replace(b"<definedNames/>", b"")
    )
    rewrite(path, {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings, "xl/workbook.xml": workbook,
                   "xl/_rels/workbook.xml.rels": rels, **extra})  # fmt: skip
    assert names_in_copy(path) == {"Ark 010203-1234": "Ark 000000-0001"}
    after = parts(
        copy_of(
            path,
            [Mark("Ark 010203-1234", 0, 0, "Her.", True)],
            {"Ark 010203-1234": frozenset({(1, 0), (1, 1)})},
        )
    )
    for name, content in after.items():
        for number in (b"0102031234", b"102031234", b"1105841122"):
            assert number not in re.sub(rb"\D", b"", content), name
    assert (
        b"<si><t/></si>" in after["xl/sharedStrings.xml"]
        and b"<si><t>Navn</t></si>" in after["xl/sharedStrings.xml"]
    )
    assert after["docProps/custom.xml"] == b"<p><v>Anna (cpr udeladt)</v><i4>0000000000</i4></p>"
    assert b"'Ark 000000-0001'!$A$1" in after["xl/workbook.xml"]


def test_a_formula_that_is_emptied_takes_the_chain_with_it_and_leaves_the_others_their_values(tmp_path):
    path = plain(tmp_path, [["a"], ["b"], ["c"]])
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    formulas = (
        b'<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2&amp;C2</f><v>102031234</v></c></row>'
        b'<row r="3"><c r="A3"><f t="shared" si="0"/><v>5</v></c></row></sheetData>'
    )
    sheet = re.sub(rb'<row r="2".*</sheetData>', formulas, sheet)
    rels = parts(path)["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Target="calcChain.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/calcChain"/></Relationships>',
    )
    rewrite(
        path,
        {"xl/worksheets/sheet1.xml": sheet, "xl/_rels/workbook.xml.rels": rels, "xl/calcChain.xml": b"<a/>"},
    )
    after = parts(copy_of(path, [], {"Ark": frozenset({(1, 0)})}))
    assert "xl/calcChain.xml" not in after and b"calcChain" not in after["xl/_rels/workbook.xml.rels"]
    assert b'<c r="A3"><v>5</v></c>' in after["xl/worksheets/sheet1.xml"]


# --- other spellings of the format --------------------------------------------------------------


def test_prefixed_tags_and_cells_without_addresses_are_understood(tmp_path):
    path = plain(tmp_path, [["Navn", "Nr"], ["Anna", 7], ["Bo", 8]])
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        b'<?xml version="1.0"?><x:worksheet xmlns:x="%s"><x:sheetData>\n<x:row><x:c t="n"><x:v>1</x:v></x:c></x:row>\n'
        b'<x:row ht="20"><x:c/><x:c t="n"><x:v>7</x:v></x:c></x:row><x:row/></x:sheetData></x:worksheet>'
        % space
    )
    rewrite(path, {"xl/worksheets/sheet1.xml": sheet})
    marks = [
        Mark("Ark", 1, 1, "Tal.", True),
        Mark("Ark", 2, 0, "Tom.", False),
        Mark("Ark", 4, 2, "Ny.", False),
    ]
    page = load_workbook(copy_of(path, marks, {}))["Ark"]
    assert page["B2"].value == 7 and page["B2"].fill.fgColor.rgb == RED
    assert page["A3"].fill.fgColor.rgb == page["C5"].fill.fgColor.rgb == YELLOW
    assert page["B2"].comment.text == "Tal." and page["C5"].comment.text == "Ny."


def test_utf_16_and_a_workbook_without_formats_are_understood(tmp_path):
    path = plain(tmp_path, [["Navn"], ["Ærø"]])
    members = parts(path)
    sheet = b"\xff\xfe" + members["xl/worksheets/sheet1.xml"].decode().encode("utf-16-le")
    rels = re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", members["xl/_rels/workbook.xml.rels"])
    rewrite(
        path, {"xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": None, "xl/_rels/workbook.xml.rels": rels}
    )
    page = load_workbook(copy_of(path, [Mark("Ark", 1, 0, "Her.", True)], {}))["Ark"]
    assert page["A2"].value == "Ærø" and page["A2"].fill.fgColor.rgb == RED


def test_strict_open_xml_stays_strict(tmp_path):
    path = plain(tmp_path, [["Navn"], ["Anna"]])
    strict = {
        name: content.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in parts(path).items()
    }  # fmt: skip
    rewrite(path, strict)
    after = parts(copy_of(path, [Mark("Ark", 1, 0, "Her.", True)], {}))
    assert not [
        name for name, content in after.items() if b"openxmlformats.org/spreadsheetml/2006/main" in content
    ]
    assert (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in after["xl/worksheets/_rels/sheet1.xml.rels"]
    )


def test_macros_are_kept_in_an_xlsm_only(tmp_path):
    path = plain(tmp_path, [["Navn"]])
    rels = parts(path)["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Target="vbaProject.bin" '
        b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>',
    )
    types = parts(path)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    rewrite(
        path,
        {"xl/vbaProject.bin": b"makro", "xl/_rels/workbook.xml.rels": rels, "[Content_Types].xml": types},
    )
    with_macros, without = parts(copy_of(path, [], {}, "a.xlsm")), parts(copy_of(path, [], {}, "a.xlsx"))
    assert with_macros["xl/vbaProject.bin"] == b"makro"
    assert b"macroEnabled" in with_macros["[Content_Types].xml"]
    assert "xl/vbaProject.bin" not in without and b"macroEnabled" not in without["[Content_Types].xml"]
    assert b"vbaProject" not in without["xl/_rels/workbook.xml.rels"]


# --- whole, or not at all -----------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"Tjenestenummer;Navn"])
def test_what_is_no_workbook_leaves_nothing_behind(tmp_path, content):
    path = tmp_path / "liste.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        copy_of(path)
    assert [each.name for each in tmp_path.iterdir()] == ["liste.xlsx"]


def test_a_package_without_a_workbook_is_refused(rich):
    rewrite(rich, {"xl/workbook.xml": None})
    with pytest.raises(UnreadableFile):
        copy_of(rich)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments/comment1.xml"])
def test_a_damaged_part_is_refused_and_nothing_is_written(rich, part):
    rewrite(rich, {part: parts(rich)[part][:-60]})
    with pytest.raises(UnreadableFile):
        copy_of(rich)
    assert [each.name for each in rich.parent.iterdir()] == ["rig.xlsx"]


# --- others open it -----------------------------------------------------------------------------


def test_openxml_audit_finds_nothing_that_was_not_there(rich):
    def faults(path):
        told = (str(error) for error in OpenXmlValidator().validate(path).errors)
        return {error for error in told if "inline-string" not in error}

    assert faults(copy_of(rich)) <= faults(rich)


def test_libreoffice_opens_the_copy_with_every_sheet(rich, tmp_path):
    if not office.available():
        pytest.skip("LibreOffice is not installed")
    copy = copy_of(rich)
    back = office.convert([copy], "xlsx", tmp_path / "lo")[copy]
    book = load_workbook(back)
    assert book.sheetnames == [PAGE, LIST, "Noter", "Skjult"]
    assert "Lederen findes ikke." in book[LIST]["D6"].comment.text
    assert book[LIST]["B6"].value == "Bo Bang"


def test_a_comment_of_a_column_far_to_the_right_has_a_box_within_the_sheet(tmp_path):
    path = plain(tmp_path, [["Navn"]])
    drawing = parts(copy_of(path, [Mark("Ark", 0, 16_383, "Kanten.", True)], {}))[
        "xl/drawings/vmlDrawing1.vml"
    ]
    anchor = [int(n) for n in re.search(rb"<x:Anchor>(.*?)</x:Anchor>", drawing).group(1).split(b",")]
    assert anchor[0] < anchor[4] <= 16_383


def test_a_fill_of_the_same_colour_is_theirs_in_a_workbook_of_theirs(tmp_path):
    book = Workbook()
    book.active.title = "Ark"
    book.active["A1"], book.active["A1"].fill = "x", PatternFill("solid", fgColor=RED)
    book.active["A1"].comment = Comment("mit", "mus")
    book.save(tmp_path / "liste.xlsx")
    page = load_workbook(copy_of(tmp_path / "liste.xlsx", [], {}))["Ark"]
    assert page["A1"].fill.fgColor.rgb == RED and page["A1"].comment.text == "mit"


def test_light_letters_of_a_marked_header_stay_readable(tmp_path):
    book = Workbook()
    page = book.active
    page.append(["CPR", "Navn"])
    page["A1"].font, page["A1"].fill = Font(color="FFFFFF"), PatternFill("solid", fgColor="4472C4")
    page["B1"].font = Font(color="262626")
    book.save(tmp_path / "a.xlsx")
    marks = [Mark(page.title, 0, column, "Se her.", False) for column in (0, 1)]
    for name, source in (("b.xlsx", "a.xlsx"), ("c.xlsx", "b.xlsx")):
        annotate(tmp_path / source, tmp_path / name, marks, front(), {})
        again = load_workbook(tmp_path / name)[page.title]
        assert again["A1"].font.color.rgb == "00FFFFFF"
        assert (again["A1"].fill.fgColor.rgb, again["B1"].fill.fgColor.rgb) == ("FF7A5200", "FFFFF0D0")


# --- CPR numbers in every corner ----------------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"
SPACES = (
    b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CORNERS = {
    "a formula with a harmless value": (
        SHEET,
        b'<c r="B9" t="str"><f>HYPERLINK("https://sag/?cpr=010150-1111","Sag")</f><v>Sag</v></c>',
    ),
    "a formula that looks one up": (
        SHEET, b'<c r="B9"><f>VLOOKUP("020260-2222",A1:A2,1,FALSE)</f><v>1</v></c>'),
    "the name of a sheet elsewhere": (SHEET, b"<c r=\"B9\"><f>'[1]Ark 010150-1111'!A1</f><v>1</v></c>"),
}  # fmt: skip
AFTER_ROWS = {
    "header": b"<headerFooter><oddHeader>&amp;LListe 0606906666</oddHeader></headerFooter>",
    "choices": b'<dataValidations count="1"><dataValidation type="list" sqref="A1" promptTitle="x" prompt="fx 1303801313">'
    b'<formula1>"111111-1118,111112-2229"</formula1></dataValidation></dataValidations>',
    "colours": b'<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>$A1="121280-1212"'
    b"</formula></cfRule></conditionalFormatting>",
    "filter": b'<autoFilter ref="A1:B2"><filterColumn colId="0"><filters><filter val="160680-1616"/></filters>'
    b"</filterColumn></autoFilter>",
}  # fmt: skip
PARTS = {
    "a link": ("xl/worksheets/_rels/sheet1.xml.rels",
        b'<Relationships xmlns="x"><Relationship Id="r9" Type="x/hyperlink" '
        b'Target="https://x.dk/?cpr=140480%2D1414" TargetMode="External"/></Relationships>'),
    "an alternative text": ("xl/drawings/drawing9.xml", b'<d xmlns="x"><c id="2" descr="foto 040480-4444"/></d>'),
    "runs": ("xl/drawings/drawing9.xml",
        b'<d xmlns:a="x"><a:p><a:r><a:t>070788-</a:t></a:r><a:r><a:t>7777</a:t></a:r></a:p></d>'),
    "a comment nobody touches": ("xl/comments9.xml",
        b'<comments xmlns="x"><commentList><comment ref="A1"><text><r><t>030370-</t>'
        b"</r><r><t>3333</t></r></text></comment></commentList></comments>"),
    "CDATA": ("customXml/item1.xml", b"<a><![CDATA[050590-5555]]></a>"),
    "an XML comment": ("customXml/item1.xml", b"<a>05059<!-- x -->0-5555</a>"),
}  # fmt: skip


def digits_of(path: Path) -> dict[str, bytes]:
    return {name: re.sub(rb"\D", b"", content) for name, content in parts(path).items()}


@pytest.mark.parametrize("corner", CORNERS)
def test_a_formula_loses_its_cpr_number_and_keeps_its_value(tmp_path, corner):
    path, (part, cell) = plain(tmp_path, [["Navn"]]), CORNERS[corner]
    sheet = parts(path)[part].replace(b"</sheetData>", b'<row r="9">%s</row></sheetData>' % cell)
    after = parts(copy_of(rewrite(path, {part: sheet}), [], {}))[part]
    assert not re.search(rb"\d{6}-[1-9]\d{3}", after) and re.search(rb"<v>.*?</v>", cell).group() in after


@pytest.mark.parametrize("corner", AFTER_ROWS)
def test_what_stands_beside_the_rows_loses_its_cpr_numbers(tmp_path, corner):
    path = plain(tmp_path, [["Navn"]])
    sheet = parts(path)[SHEET].replace(b"<pageMargins", AFTER_ROWS[corner] + b"<pageMargins", 1)
    after = parts(copy_of(rewrite(path, {SHEET: sheet}), [], {}))[SHEET]
    assert not re.search(rb"\d{6}-?[1-9]\d{3}", after)


@pytest.mark.parametrize("corner", PARTS)
def test_parts_of_every_kind_lose_their_cpr_numbers(tmp_path, corner):
    path, (part, content) = plain(tmp_path, [["Navn"]]), PARTS[corner]
    digits = digits_of(copy_of(rewrite(path, {part: content}), [], {}))[part]
    assert not re.search(rb"0[1-9]0[34][57-9]0[1345]{4}|1404801414|0404804444|0707887777|0303703333", digits)


@pytest.mark.parametrize("kept", [b"101112-1500", b"G2*1234567890", b"SUM(A1:A9)"])
def test_a_sum_is_no_cpr_number(tmp_path, kept):
    path = plain(tmp_path, [["Navn"]])
    row = b'<row r="9"><c r="B9"><f>%s</f><v>0.0101501111</v></c></row>' % kept
    sheet = parts(path)[SHEET].replace(b"</sheetData>", row + b"</sheetData>")
    assert row in parts(copy_of(rewrite(path, {SHEET: sheet}), [], {}))[SHEET]


def shared(path: Path, strings: bytes, row: bytes) -> Path:
    members = parts(path)
    rels = members["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    sheet = members[SHEET].replace(b"</sheetData>", b'<row r="9">%s</row></sheetData>' % row)
    sst = b"<sst%s>%s</sst>" % (SPACES, strings)
    return rewrite(path, {SHEET: sheet, "xl/_rels/workbook.xml.rels": rels, "xl/sharedStrings.xml": sst})


def test_strings_that_no_cell_uses_go_and_those_the_reader_lets_be_stay(tmp_path):
    strings = b"<si><t>0101501111</t></si><si><t>040480-4444</t></si><si><t>0202602222</t></si><si><t>Ukendt</t></si>"
    row = b'<c r="A9" t="s"><v>0</v></c><c r="B9" t="s"><v>3</v></c><c r="C9" t="s"><v>3</v></c>'
    path = shared(plain(tmp_path, [["Navn"]]), strings, row)
    page = copy_of(path, [], {"Ark": frozenset({(8, 1)})})
    sst = parts(page)["xl/sharedStrings.xml"]
    assert b"<si><t>0101501111</t></si><si><t/></si><si><t/></si><si><t>Ukendt</t></si>" in sst
    assert rows_in(read_sheets(page)[1])[8] == ["0101501111", None, "Ukendt"]


def test_cdata_and_comments_in_strings_hide_nothing(tmp_path):
    strings = b"<si><t><![CDATA[010150-1111]]></t></si><si><t>02026<!-- x -->0-2222</t></si>"
    strings += b"<si><t>&#48;&#x33;0370-3333</t></si>"
    row = b'<c r="A9" t="s"><v>0</v></c><c r="B9" t="s"><v>1</v></c><c r="C9" t="s"><v>2</v></c>'
    path = shared(plain(tmp_path, [["Navn"]]), strings, row)
    sst = parts(copy_of(path, [], {"Ark": frozenset({(8, 0), (8, 1), (8, 2)})}))["xl/sharedStrings.xml"]
    assert sst.count(b"<si><t/></si>") == 3


def test_comments_in_the_xml_are_no_elements(rich):
    changes = {
        name: content.replace(b"<sheets>", b"<sheets><!-- b -->").replace(b"<commentList>", b"<commentList><!-- x -->")
        .replace(b"</cellXfs>", b"<!-- c --></cellXfs>").replace(b"</authors>", b"<!-- y --></authors>")
        for name, content in parts(rich).items() if name.endswith(".xml")
    }  # fmt: skip
    page = load_workbook(copy_of(rewrite(rich, changes)))[LIST]
    assert "Lederen findes ikke." in page["D6"].comment.text


def test_a_document_type_is_refused(tmp_path):
    path = plain(tmp_path, [["Navn"]])
    sheet = parts(path)[SHEET].replace(
        b"<worksheet", b'<!DOCTYPE worksheet [<!ENTITY a "0101501111">]><worksheet', 1
    )
    with pytest.raises(UnreadableFile):
        copy_of(rewrite(path, {SHEET: sheet}), [], {})


def test_a_copy_that_is_not_clean_is_not_handed_out(rich):
    with pytest.raises(CprLeft):
        annotate(rich, rich.with_name("kopi.xlsx"), [], front(), {}, lambda copy: False)
    assert [each.name for each in rich.parent.iterdir()] == ["rig.xlsx"]


def test_a_copy_is_known_until_somebody_works_in_it(rich):
    copy = copy_of(rich)
    assert is_sealed(copy) and not is_sealed(rich)
    rewrite(copy, {SHEET: parts(copy)[SHEET].replace(b"Vera", b"Viva") + b" "})
    assert not is_sealed(copy)
