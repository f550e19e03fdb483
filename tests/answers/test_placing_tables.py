"""Reading by position in tables: where a table survived, the cell says which field it is."""

from __future__ import annotations

from dataclasses import replace

from pipeline.answers.placing import SURE, Placed, place
from pipeline.answers.returned import Line, Spot
from pipeline.answers.rows import added_row_id
from pipeline.answers.skeleton import Block, Skeleton, Slot
from pipeline.answers.years import Years
from pipeline.model import Field, Layout
from tests.answers.issued_form import pasted_as_text, typed

FORM_ID = "MUS26-0042-REF-7K3QX9"
PROMPTS = {"aftale": "Skriv her", "hvem": "Hvem?", "frist": "Vælg dato"}
HEADS = ("Aftale", "Ansvarlig", "Frist")


def row(number: int, id: str, **was: str) -> list[Block]:
    """A row of answers only; `was` is what last year left in it."""
    cells = enumerate(PROMPTS)
    return [
        Block((Slot(f"aftaler/{id}/{c}", was.get(c, PROMPTS[c])),), Spot(0, number, at)) for at, c in cells
    ]


def agreements(*rows: list[Block]) -> Skeleton:
    head = [Block((text,), Spot(0, 0, cell), header=True) for cell, text in enumerate(HEADS)]
    before, after = Block(("Det aftalte vi ved samtalen",)), Block(("Tak for en god samtale",))
    return Skeleton((before, *head, *(block for each in rows for block in each), after))


LAYOUT = Layout(
    "referat",
    tuple(
        Field(f"aftaler/{column}", column, "date" if column == "frist" else "text", prompt)
        for column, prompt in PROMPTS.items()
    ),
)
BLANK = agreements(row(1, "r1"), row(2, "r2"), row(3, "r3"))
KEPT = agreements(row(1, "gammel", aftale="Kursus i regneark", hvem="Bo Maj"), row(2, "r2"), row(3, "r3"))


def read(skeleton: Skeleton, lines: list[Line]) -> Placed:
    return place(skeleton, lines, LAYOUT, Years(2026), FORM_ID)


def written(placed: Placed) -> dict[str, str]:
    """What was written, where it is placed for certain."""
    prompts = {"", *PROMPTS.values()}
    return {k: p.text for k, p in placed.found.items() if p.confidence >= SURE and p.text not in prompts}


def doubtful(placed: Placed) -> set[str]:
    return {key for key, each in placed.found.items() if each.confidence < SURE}


def without_row(lines: list[Line], number: int) -> list[Line]:
    """The lines with one table row deleted: those below move up."""
    kept = [line for line in lines if not (line.spot and line.spot.row == number)]
    return [
        replace(line, spot=replace(line.spot, row=line.spot.row - 1))
        if line.spot and line.spot.row > number
        else line
        for line in kept
    ]


def with_row(lines: list[Line], number: int, *texts: str) -> list[Line]:
    """The lines with one more table row put in, its cells holding these texts."""
    moved = [
        replace(line, spot=replace(line.spot, row=line.spot.row + 1))
        if line.spot and line.spot.row >= number
        else line
        for line in lines
    ]
    at = next(
        n for n, line in enumerate(moved) if (line.spot and line.spot.row > number) or line.text[:3] == "Tak"
    )
    new = [Line(text, Spot(0, number, cell)) for cell, text in enumerate(texts) if text]
    return [*moved[:at], *new, *moved[at:]]


def test_a_cell_of_several_paragraphs_is_one_answer_even_with_a_columns_heading_in_it() -> None:
    answers = {"aftaler/r1/aftale": "Frist\nAnsvarlig\nAftale", "aftaler/r1/frist": "12/11-26"}
    assert written(read(BLANK, typed(BLANK, answers, looks=False))) == answers


def test_an_emptied_cell_does_not_take_its_neighbours_answer() -> None:
    answers = {"aftaler/r2/aftale": "", "aftaler/r2/hvem": "", "aftaler/r2/frist": "uge 46"}
    placed = read(BLANK, typed(BLANK, answers))
    assert written(placed) == {"aftaler/r2/frist": "uge 46"}
    assert doubtful(placed) == set()


def test_a_row_left_blank_keeps_its_place_between_two_that_are_filled() -> None:
    blank = {f"aftaler/r2/{column}": "" for column in PROMPTS}
    answers = {"aftaler/r1/aftale": "Kursus", "aftaler/r3/aftale": "Ny makker"}
    assert written(read(BLANK, typed(BLANK, {**blank, **answers}))) == answers


def test_a_spare_row_that_was_deleted_is_missing_and_the_others_are_read() -> None:
    answers = {"aftaler/r1/aftale": "Kursus", "aftaler/r2/aftale": "Ny makker"}
    placed = read(BLANK, without_row(typed(BLANK, answers), 3))
    assert written(placed) == answers
    assert doubtful(placed) == set()


def test_a_row_that_people_added_gets_the_id_that_every_reader_gives_it() -> None:
    lines = with_row(typed(BLANK, {"aftaler/r1/aftale": "Kursus"}), 4, "Én til", "Bo Maj", "uge 3")
    new = added_row_id(FORM_ID, "aftaler", 1, {"r1", "r2", "r3"})
    added = {
        f"aftaler/{new}/aftale": "Én til",
        f"aftaler/{new}/hvem": "Bo Maj",
        f"aftaler/{new}/frist": "uge 3",
    }
    assert written(read(BLANK, lines)) == {"aftaler/r1/aftale": "Kursus", **added}


def test_last_years_row_is_known_by_what_it_says_though_a_row_was_put_in_before_it() -> None:
    placed = read(KEPT, with_row(typed(KEPT, {}), 1, "Først det her", "", "uge 3"))
    assert placed.found["aftaler/gammel/aftale"].text == "Kursus i regneark"
    assert "Først det her" in {each.text for each in placed.found.values()}


def test_of_rewritten_rows_of_last_year_of_which_one_was_deleted_none_is_placed() -> None:
    two = agreements(row(1, "et", aftale="Kursus i regneark"), row(2, "to", aftale="Sparring hver måned"))
    answers = {"aftaler/et/aftale": "Noget helt nyt", "aftaler/to/aftale": "Endnu et"}
    assert written(read(two, without_row(typed(two, answers), 1))) == {}


def test_a_table_pasted_as_text_is_read_by_its_tabs() -> None:
    answers = {
        "aftaler/r1/aftale": "Kursus",
        "aftaler/r1/hvem": "Bo Maj",
        "aftaler/r1/frist": "12/11-26",
        "aftaler/r2/frist": "1/12-26",
        "aftaler/r2/aftale": "",
        "aftaler/r2/hvem": "",
    }
    placed = read(BLANK, pasted_as_text(BLANK, answers))
    assert written(placed) == {key: text for key, text in answers.items() if text}


def test_a_table_with_neither_cells_nor_tabs_left_is_in_doubt() -> None:
    answers = {"aftaler/r1/aftale": "Kursus", "aftaler/r1/hvem": "Bo Maj", "aftaler/r1/frist": ""}
    placed = read(BLANK, typed(BLANK, answers, tables=False))
    assert written(placed) == {}
    assert "aftaler/r1/aftale" in doubtful(placed)


def test_text_between_tables_belongs_to_no_cell() -> None:
    lines = typed(BLANK, {"aftaler/r1/aftale": "Kursus"})
    placed = read(BLANK, [*lines[:-1], Line("Vi ses"), lines[-1]])
    assert [line.text for line in placed.loose] == ["Vi ses"]
    assert written(placed) == {"aftaler/r1/aftale": "Kursus"}


def test_a_table_of_far_too_many_rows_is_refused_quickly() -> None:
    many = [Line("Mere", Spot(0, number, 0)) for number in range(3_900)]
    placed = read(BLANK, [*typed(BLANK, {})[:4], *many, Line("Tak for en god samtale")])
    assert written(placed) == {}


def labelled(*rows: tuple[str, str]) -> Skeleton:
    """Rows of one field under a label of its own: id, and what last year left there."""
    blocks = [
        block
        for number, (id, was) in enumerate(rows)
        for block in (
            Block(("Det gør vi sammen",), Spot(0, number, 0)),
            Block((Slot(f"aftaler/{id}/aftale", was),), Spot(0, number, 0)),
        )
    ]
    return Skeleton((Block(("Det aftalte vi ved samtalen",)), *blocks, Block(("Tak for en god samtale",))))


def test_with_all_of_last_years_rows_written_over_and_one_more_nothing_tells_which_is_new() -> None:
    form = labelled(("gammel", "Kursus i regneark"), ("ny", "Skriv her"))
    keys = {"aftaler/gammel/aftale": "Ny makker", "aftaler/ny/aftale": "Mere ro"}
    lines = typed(form, keys)
    lines = with_row(lines, 2, "Det gør vi sammen")
    at = next(n for n, line in enumerate(lines) if line.spot and line.spot.row == 2)
    lines.insert(at + 1, Line("En tredje ting", Spot(0, 2, 0)))
    placed = read(form, lines)
    assert set(keys) <= doubtful(placed)
    assert not written(placed)
    assert "Ny makker" in placed.found["aftaler/gammel/aftale"].candidates


def test_rows_that_marks_name_show_which_row_is_new_wherever_it_was_put() -> None:
    form = labelled(("gammel", "Kursus i regneark"), ("ny", "Skriv her"))
    lines = typed(form, {"aftaler/gammel/aftale": "Ny makker", "aftaler/ny/aftale": "Mere ro"})
    lines = with_row(lines, 2, "Det gør vi sammen")
    at = next(n for n, line in enumerate(lines) if line.spot and line.spot.row == 2)
    lines.insert(at + 1, Line("En tredje ting", Spot(0, 2, 0)))
    new = f"aftaler/{added_row_id(FORM_ID, 'aftaler', 1, {'gammel', 'ny'})}/aftale"
    for places in ((0, 1), (0, 2), (1, 2)):
        named = {(0, places[0]): "aftaler/gammel", (0, places[1]): "aftaler/ny"}
        placed = place(form, lines, LAYOUT, Years(2026), FORM_ID, named)
        said = ["Ny makker", "Mere ro", "En tredje ting"]
        old = [said[place] for place in places]
        added = next(text for text in said if text not in old)
        assert written(placed) == dict(
            zip(("aftaler/gammel/aftale", "aftaler/ny/aftale", new), (*old, added), strict=True)
        )


def test_a_line_after_the_last_row_found_may_be_a_row_that_lost_its_tab() -> None:
    columns = {"emne": "Skriv et emne", "tanker": "Skriv dine tanker"}
    rows = [
        Block((Slot(f"egne/{id}/{column}", prompt),), Spot(0, number, cell))
        for number, id in enumerate(("r1", "r2"), start=1)
        for cell, (column, prompt) in enumerate(columns.items())
    ]
    head = [Block((text,), Spot(0, 0, cell)) for cell, text in enumerate(("Emne", "Mine tanker"))]
    form = Skeleton((Block(("Jeres egne emner",)), *head, *rows, Block(("Klar til samtalen",))))
    layout = Layout("skema", tuple(Field(f"egne/{c}", c, "text", prompt) for c, prompt in columns.items()))
    texts = (
        "Jeres egne emner",
        "Emne\tMine tanker",
        "Ferie\tI god tid",
        "Vagter og mere ro",
        "Klar til samtalen",
    )
    placed = place(form, [Line(text) for text in texts], layout, Years(2026), FORM_ID)
    assert "egne/r1/tanker" in doubtful(placed)


def test_an_answer_with_a_cut_line_is_in_doubt_and_its_neighbours_are_not() -> None:
    lines = typed(BLANK, {"aftaler/r1/aftale": "Kursus i regneark", "aftaler/r1/hvem": "Bo Maj"})
    cut = [replace(line, cut=line.text == "Kursus i regneark") for line in lines]
    placed = read(BLANK, cut)
    assert placed.found["aftaler/r1/aftale"].cut
    assert doubtful(placed) == {"aftaler/r1/aftale"}
    assert written(placed) == {"aftaler/r1/hvem": "Bo Maj"}


def test_a_hyphen_that_must_not_break_may_come_back_as_an_ordinary_one() -> None:
    form = Skeleton((*BLANK.blocks, Block(("Kontakt HR i Ikast\u2011Brande Kommune",))))
    lines = [replace(line, text=line.text.replace("\u2011", "-")) for line in typed(form, {})]
    assert not read(form, lines).loose


def test_rows_of_answers_only_are_in_doubt_where_a_page_may_have_parted_one() -> None:
    lines = typed(BLANK, {"aftaler/r1/aftale": "Kursus i regneark", "aftaler/r2/aftale": "Mere ro"})
    parted = [replace(line, row_unsure=bool(line.spot and line.spot.row == 2)) for line in lines]
    assert not written(read(BLANK, parted))
    assert "aftaler/r2/aftale" in doubtful(read(BLANK, parted))
