"""HR's status workbook: what stands in it, and what HR wrote in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sample_round import TODAY, round_facts

from pipeline.obligations import obligations
from pipeline.policy import Policy, read_policy
from pipeline.problems import UnreadableFile
from pipeline.reports.counting import count
from pipeline.reports.facts import RoundFacts, danish
from pipeline.reports.follow_up import due_soon
from pipeline.reports.leaders import write_leaders
from pipeline.reports.notes import note_key, read_notes
from pipeline.reports.status import write_status

FORMS = Path(__file__).parents[2] / "forms"
PAGES = [
    "Overblik",
    "Følg op",
    "Samtaler",
    "Dækning",
    "Dækning pr. enhed",
    "Kompetencefonden",
    "Problemer",
    "Uden for runden",
]


def policy(slug: str = "syddjurs") -> Policy:
    """A municipality's own policy."""
    found, problems = read_policy(FORMS, slug)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def facts() -> RoundFacts:
    return round_facts(policy())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "status" / "status.xlsx"


def table(page: Worksheet, top: int) -> list[dict[str, object]]:
    """The rows of a table by column head."""
    heads, *rows = page.iter_rows(min_row=top, values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def write_as_hr(path: Path, notes: dict[str, object]) -> None:
    """Opens the workbook, types remarks by key, saves it."""
    book = load_workbook(path)
    page = book["Følg op"]
    heads = [cell.value for cell in page[4]]
    key, note = heads.index("Nøgle") + 1, heads.index("Bemærkning") + 1
    for row in range(5, page.max_row + 1):
        if page.cell(row, key).value in notes:
            page.cell(row, note).value = notes[str(page.cell(row, key).value)]  # type: ignore[assignment]
    book.save(path)


# --- the pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs"])
def test_every_municipality_gets_all_pages_ready_for_screen_and_paper(slug: str, path: Path) -> None:
    write_status(round_facts(policy(slug)), path)
    book = load_workbook(path)
    assert book.sheetnames == [
        name for name in PAGES if name != "Kompetencefonden" or policy(slug).fund.offered
    ]
    for page in book.worksheets:
        assert page["A2"].value.startswith(policy(slug).name)
        assert page.freeze_panes is not None
        assert (
            page.auto_filter.ref is not None or page.title == "Dækning"
        )  # two tables, and Excel has one filter
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.page_setup.fitToHeight == 0
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows
        assert page.oddFooter.right.text == "Side &P af &N"


def test_the_sums_are_the_sums_of_their_rows(facts: RoundFacts, path: Path) -> None:
    write_status(facts, path)
    *rows, total = table(load_workbook(path)["Overblik"], 7)
    units = [row for row in rows if row["Enhed"]]
    administrations = [row for row in rows if not row["Enhed"]]
    for column in ("Medarbejdere", "Holdt", "Dato aftalt", "Mangler dato", "Med plan", "Frister overskredet"):
        for some in (units, administrations):
            assert sum(int(row[column] or 0) for row in some) == total[column]  # type: ignore[call-overload]
    assert total["Holdt i %"] == total["Holdt"] / total["Medarbejdere"]  # type: ignore[operator]


def test_who_has_left_counts_in_no_share(facts: RoundFacts) -> None:
    waived = [talk for talk in facts.talks if facts.is_waived(talk)]
    assert [talk.person for talk in waived] == ["0021"]
    assert count(facts, facts.talks).talks == len({talk.person for talk in facts.talks} - {"", "0021"})
    assert count(facts, waived).share(0) is None


def test_the_follow_up_list_is_what_is_overdue_or_soon_due_the_most_overdue_first(
    facts: RoundFacts, path: Path
) -> None:
    write_status(facts, path)
    rows = table(load_workbook(path)["Følg op"], 4)
    dues = [row["Frist"] for row in rows]
    assert all(isinstance(due, datetime) for due in dues)
    assert dues == sorted(dues)  # type: ignore[type-var]
    late = [o for o in facts.obligations if o.state == "overdue"]
    assert len([row for row in rows if row["Dage over frist"]]) == len(late) > 0
    first = rows[0]
    assert first["Dage over frist"] == (TODAY - dues[0].date()).days  # type: ignore[attr-defined]


def test_a_list_with_nothing_on_it_says_so(facts: RoundFacts, path: Path) -> None:
    write_status(replace(facts, obligations=[], returned=(), roster_problems=()), path)
    book = load_workbook(path)
    assert str(book["Følg op"]["C5"].value).startswith("Intet at følge op på")
    assert str(book["Problemer"]["D5"].value).startswith("Ingen problemer")


def test_each_talk_has_one_row_with_real_dates(facts: RoundFacts, path: Path) -> None:
    write_status(facts, path)
    every = table(load_workbook(path)["Samtaler"], 6)
    assert len(every) == len(facts.talks)
    rows = {str(row["Nr."]): row for row in every if row["Samtale"] == "MUS"}
    held = next(event for event in facts.events if event.what == "held" and event.kind == "MUS")
    assert rows[held.person]["Holdt"] == datetime.combine(held.on, datetime.min.time())
    assert rows["0007"]["Årsag"] == "orlov: indkaldes ved tilbagekomst"
    assert rows["0021"]["Årsag"] == "fratrådt 30-09-2026"


def test_refused_files_come_with_reason_and_a_link_to_where_they_are_kept(
    facts: RoundFacts, path: Path
) -> None:
    write_status(facts, path)
    page = load_workbook(path)["Problemer"]
    rows = table(page, 4)
    assert [row["Type"] for row in rows] == [
        "Afvist",
        "Til gennemsyn",
        "Indlæst – se efter",
        "Medarbejderliste",
    ]
    assert "to forskellige medarbejdere" in str(rows[0]["Hvad er galt, og hvad skal du gøre?"])
    assert page["C6"].hyperlink.target == "../review/scan0001.pdf"


def test_a_name_that_looks_like_a_formula_is_text(facts: RoundFacts, path: Path) -> None:
    write_status(facts, path)
    cells = [c for page in load_workbook(path) for row in page.iter_rows() for c in row]
    assert [c.value for c in cells if c.data_type == "f"] == []
    name = next(c for c in cells if c.value == "=HYPERLINK(0)")
    assert name.quotePrefix


def test_where_the_two_keep_the_minutes_they_are_asked_for_dates_only(path: Path) -> None:
    kept = replace(round_facts(policy("herlev")), minutes_kept="parties")
    told = []
    for some in (kept, replace(kept, minutes_kept="store")):
        write_status(some, path)
        told.append({row["Hvad mangler"] for row in table(load_workbook(path)["Følg op"], 4)})
    assert "Skriv referatet, og oplys datoerne" in told[0]
    assert "Skriv referatet, og send det ind" in told[1] - told[0]


# --- night after night ----------------------------------------------------------------------------------


def test_the_same_facts_give_the_same_bytes_and_leave_the_file_alone(facts: RoundFacts, path: Path) -> None:
    assert write_status(facts, path)
    before = path.read_bytes()
    path.touch()
    stamp = path.stat().st_mtime_ns
    assert not write_status(round_facts(policy()), path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
    assert write_status(round_facts(policy(), date(2026, 11, 25)), path)
    assert [file.name for file in path.parent.iterdir()] == ["status.xlsx"]


def test_the_bytes_tell_nothing_of_the_clock(facts: RoundFacts, path: Path) -> None:
    write_status(facts, path)
    with ZipFile(path) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2026-11-24T00:00:00Z") == 2


def test_hrs_remarks_survive_the_next_night_in_whatever_order_the_rows_stand(
    facts: RoundFacts, path: Path
) -> None:
    write_status(facts, path)
    first, last = note_key(due_soon(facts)[0]), note_key(due_soon(facts)[-1])
    write_as_hr(path, {first: "Ringet 20/11 – æøå", last: "=ikke en formel"})
    # Excel keeps the leading apostrophe of text in the style, so what HR types there is text
    notes = read_notes(path)
    assert notes[first] == "Ringet 20/11 – æøå"
    later = replace(round_facts(policy(), date(2026, 11, 25)), notes=notes)
    write_status(later, path)
    assert read_notes(path)[first] == "Ringet 20/11 – æøå"


def test_a_remark_is_handed_back_before_its_row_goes_and_an_emptied_one_as_empty(
    facts: RoundFacts, path: Path
) -> None:
    key, other = (note_key(owed) for owed in due_soon(facts)[:2])
    write_status(replace(facts, notes={key: "aftalt til uge 49", other: "slettes"}), path)
    write_as_hr(path, {other: None})
    notes = read_notes(path)
    assert (notes[key], notes[other]) == ("aftalt til uge 49", "")
    write_status(replace(facts, obligations=[], notes=notes), path)
    assert key not in read_notes(path)


def test_a_remark_that_excel_took_for_a_number_or_a_date_is_still_a_remark(
    facts: RoundFacts, path: Path
) -> None:
    write_status(facts, path)
    one, two = (note_key(owed) for owed in due_soon(facts)[:2])
    write_as_hr(path, {one: 49, two: date(2026, 12, 1)})
    notes = read_notes(path)
    assert (notes[one], notes[two]) == ("49", "01-12-2026")


def test_there_are_no_remarks_before_the_first_night_and_none_to_find_in_another_workbook(path: Path) -> None:
    assert read_notes(path) == {}
    path.parent.mkdir()
    Workbook().save(path)
    assert read_notes(path) is None


def test_a_workbook_that_cannot_be_opened_is_not_taken_for_one_without_remarks(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"halv")
    with pytest.raises(UnreadableFile):
        read_notes(path)


# --- leaders ---------------------------------------------------------------------------------------------


def test_every_link_from_status_leads_to_a_leaders_workbook(facts: RoundFacts, path: Path) -> None:
    write_status(facts, path)
    written = write_leaders(facts, path.parent / "ledere")
    pages = load_workbook(path)
    targets = {
        cell.hyperlink.target
        for name in ("Overblik", "Følg op")
        for row in pages[name].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert {(path.parent / unquote(target)).resolve() for target in targets} <= {p.resolve() for p in written}
    assert targets


def test_a_leader_sees_their_own_staff_and_nobody_elses(facts: RoundFacts, tmp_path: Path) -> None:
    noted = replace(facts, notes={note_key(owed): "HEMMELIGT" for owed in facts.obligations})
    for path in write_leaders(noted, tmp_path):
        number = path.stem.rpartition("(")[2].rstrip(")")
        staff = {talk.person for talk in facts.talks if talk.leader == number and talk.person}
        below = {leader.number for leader in facts.leaders} if number == "1000" else set()
        with ZipFile(path) as package:
            text = "".join(package.read(name).decode() for name in package.namelist())
        shown = {person for person in facts.people if f">{person}<" in text}
        assert shown == staff | below - {number}
        assert "HEMMELIGT" not in text
        assert load_workbook(path).sheetnames[0] == "Følg op"


def test_a_second_night_without_news_writes_no_leaders_workbook(facts: RoundFacts, tmp_path: Path) -> None:
    assert len(write_leaders(facts, tmp_path)) == len(facts.leaders)
    assert write_leaders(facts, tmp_path) == []


def test_the_workbook_of_one_who_leads_nobody_any_more_is_taken_away(
    facts: RoundFacts, tmp_path: Path
) -> None:
    (tmp_path / "HRs egne noter.xlsx").write_bytes(b"")
    write_leaders(facts, tmp_path)
    fewer = [talk for talk in facts.talks if talk.leader != "1003"]
    write_leaders(replace(facts, talks=fewer), tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert not any("(1003)" in name for name in names)
    assert "HRs egne noter.xlsx" in names
    assert len(names) == len(facts.leaders)


# --- words -------------------------------------------------------------------------------------------------


def test_danish_letters_come_after_z() -> None:
    names = ["Åse", "Zita", "ærø", "Øst", "anne", "Bo"]
    assert sorted(names, key=danish) == ["anne", "Bo", "Zita", "ærø", "Øst", "Åse"]


def test_the_sample_shows_every_state(facts: RoundFacts) -> None:
    made = obligations(facts.people, facts.talks, facts.events, policy(), TODAY)
    assert {o.state for o in made} == {"done", "open", "overdue", "waived"}
    assert any(o.late for o in made)
