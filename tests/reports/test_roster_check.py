"""The first page of an annotated roster, as HR and the unit see it."""

from __future__ import annotations

from datetime import date

from pipeline.model import Excluded, LeftOut, Person, Roster, RosterColumn, RosterSheet
from pipeline.problems import Place, Problem
from pipeline.problems.roster import date_unreadable, leader_unknown
from pipeline.reports.roster_check import LONGEST_LIST, Review, review_page
from pipeline.sheets.annotating import link_to_cell
from pipeline.sheets.write import Look

FILE = "/x/liste.xlsx"


def at(cell):
    return Place(FILE, f"Ark!{cell}")


ANNA, BO = Person("0042", "Anna Hansen", place=at("A2")), Person("0043", "Bo Bang", place=at("A3"))
SOURCE = RosterSheet(
    FILE, "Ark", "people", 1,
    (RosterColumn("A", "Nr.", "Tjenestenummer", "header"), RosterColumn("B", "Navnet", "Navn", "unsure"),
     RosterColumn("C", "Farve", "", "unread"), RosterColumn("D", "CPR", "", "cpr")),
)  # fmt: skip
ROSTER = Roster(
    {"0042": ANNA, "0043": BO}, {}, (LeftOut(at("A9"), "", "Carl Dam", "Nummeret mangler."),), (SOURCE,)
)


def page_of(problems=(), roster=ROSTER, excluded=(), cpr=0):
    look = Look("Herlev Kommune")
    link = lambda place: link_to_cell(*place.spot.split("!")) if "!" in place.spot else ""  # noqa: E731
    review = Review(look, "liste.xlsx", 2026, date(2026, 9, 14), roster, list(problems), excluded, link, cpr)
    return review_page(review).worksheets[0]


def lines(page):
    rows = ([str(value) for value in row if value is not None] for row in page.iter_rows(values_only=True))
    return [" | ".join(row) for row in rows if row]


def test_the_page_begins_with_what_list_it_is_and_the_figures():
    told = lines(
        page_of(
            [
                Problem("number-missing", at("A9"), "Mangler."),
                Problem("x-y", at("A1"), "Se efter.", blocks=False),
            ]
        )
    )
    assert told[0] == "Gennemgang af medarbejderlisten"
    assert told[1] == "liste.xlsx · Herlev Kommune 2026 · gennemgået 14-09-2026"
    assert told[3:5] == [
        "2 | 1 | 1 | 1",
        "medarbejdere taget ind | rækker udeladt | fejl, der skal rettes | bemærkninger",
    ]


def test_kinds_are_counted_what_must_be_mended_first():
    problems = [
        leader_unknown(at("D2"), ""),
        leader_unknown(at("D10"), "Bo (0043)"),
        date_unreadable(at("E2"), "Dato"),
    ]
    problems.append(Problem("closed-day", at("F2"), "En fridag.", blocks=False))
    told = lines(page_of(problems))
    start = told.index("Problemer efter slags")
    assert told[start + 2 : start + 5] == [
        "Ark!D2 | 2 | Skal rettes | Lederen findes ikke på listen | Ret lederen, eller sæt den manglende række på listen.",
        "Ark!E2 | 1 | Skal rettes | Dato kan ikke læses | »Dato« kan ikke læses som en dato. Skriv den som 12-11-2026.",
        "Ark!F2 | 1 | Bemærkning | Samtale på en fridag | En fridag.",
    ]


def test_a_kind_without_a_name_tells_itself():
    problems = [
        Problem("new-thing", at("A2"), "Gør sådan."),
        Problem("new-thing", at("A3"), "Gør noget andet."),
    ]
    assert "Ark!A2 | 2 | Skal rettes | Andet | Gør sådan." in lines(page_of(problems))


def test_those_left_out_stand_with_their_reason_and_a_link():
    page = page_of(excluded=(Excluded("0043", "Har sagt op."),))
    told = lines(page)
    start = told.index("Ikke med")
    assert told[start + 2 : start + 4] == [
        "Ark!A9 |  | Udeladt | Carl Dam | Nummeret mangler.",
        "Ark!A3 | 0043 | Uden for runden | Bo Bang | Har sagt op.",
    ]


def test_columns_say_what_they_were_read_as():
    told = lines(page_of())
    start = told.index("Sådan er kolonnerne læst")
    assert told[start + 2 : start + 6] == [
        "Ark!A1 | A | Læst | Nr. | Læst som »Tjenestenummer« (medarbejdere)",
        "Ark!B1 | B | I tvivl | Navnet | Ikke læst. Er det »Navn«? Sig det til HR, der kan skrive det i mus.toml "
        "(medarbejdere)",
        "Ark!C1 | C | Ikke læst | Farve | Ikke læst: Overskriften er ingen af dem, vi bruger (medarbejdere)",
        "Ark!D1 | D | Fjernet | CPR | Fjernet: Kolonnen indeholder CPR-numre (medarbejdere)",
    ]


def test_every_problem_stands_once_with_whose_row_it_is():
    problems = [
        leader_unknown(at("D10"), ""),
        leader_unknown(at("D3"), ""),
        Problem("x", Place(FILE), "Hele.", False),
    ]
    told = lines(page_of(problems))
    start = told.index("Alle problemer")
    assert [line.split(" | ")[:2] for line in told[start + 2 :]] == [
        ["Ark!D3", "0043"], ["Ark!D10", ""], ["Hele filen", ""],
    ]  # fmt: skip


def test_links_lead_to_cells_and_to_the_lists_below():
    page = page_of([leader_unknown(at("D3"), "")])
    links = {cell.value: cell.hyperlink.target for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert links["Ark!D3"] == "#'Ark'!D3"
    row = int(links["Alle problemer (1)"].removeprefix("#A"))
    assert page.cell(row, 1).value == "Alle problemer"


def test_a_long_list_is_cut_and_says_so():
    problems = [leader_unknown(at(f"D{n}"), "") for n in range(2, LONGEST_LIST + 12)]
    told = lines(page_of(problems))
    assert told[-1] == "Der er 10 rækker mere, som ikke er vist her. Cellerne er markeret i arkene."
    assert f"2 | 1 | {LONGEST_LIST + 10} | 0" in told


def test_nothing_wrong_is_said_in_a_sentence():
    told = lines(page_of(roster=Roster({"0042": ANNA})))
    assert told[-1] == "Der er ingen fejl og ingen bemærkninger. Listen kan bruges, som den er."


def test_removed_cpr_numbers_are_told_of():
    assert any("CPR-numre er fjernet fra 3 celler i denne kopi." in line for line in lines(page_of(cpr=3)))


def test_places_are_told_by_the_names_of_the_copy_and_no_text_holds_a_cpr_number():
    look = Look("Herlev Kommune")
    spot = lambda place: place.spot.replace("Ark!", "Ark 2!")  # noqa: E731
    review = Review(
        look, "liste 010203-1234.xlsx", 2026, date(2026, 9, 14), ROSTER, [], (), lambda place: "", 0, spot
    )
    told = lines(review_page(review).worksheets[0])
    assert told[1].startswith("liste (cpr udeladt).xlsx") and any(
        line.startswith("Ark 2!A9") for line in told
    )
