"""Text typed where no field is, in a file that kept its fields."""

from __future__ import annotations

from pipeline.answers.returned import Line, Mark, Returned, Spot
from pipeline.answers.skeleton import Block, Skeleton, Slot
from pipeline.answers.stray import stray_lines

FORM = Skeleton(
    (
        Block(("Referat",)),
        Block(("Hvordan er det gået?\nSe tilbage på det, der lykkedes.",)),
        Block((Slot("trivsel", "Skriv her"),)),
        Block((Slot("forberedt", "☐"), " Jeg har forberedt mig")),
    )
)
FILE = Returned("a.docx", (Mark("trivsel", "tag", "Godt\nMen travlt"), Mark("forberedt", "tag", "☒")))


def stray(*texts: str, copies=(FORM,)) -> list[str]:
    return [line.text for line in stray_lines([Line(text) for text in texts], FILE, copies)]


def test_the_forms_own_text_and_its_answers_are_at_home():
    assert not stray(
        "REFERAT",
        "Hvordan er det gået?\nSe tilbage på det, der lykkedes.",
        "Godt",
        "Men travlt",
        "☒ Jeg har forberedt mig",
    )


def test_a_paragraph_of_somebodys_own_is_told():
    assert stray("Referat", "Vi aftalte også noget andet", "Godt") == ["Vi aftalte også noget andet"]


def test_a_slip_of_the_hand_in_a_heading_is_nobodys_answer():
    assert not stray("Hvordan er det gåett? Se tilbage på det, der lykkedes")


def test_text_of_an_older_copy_is_the_forms_own():
    older = Skeleton((Block(("Planlagt til 12. november 2026",)),))
    assert stray("Planlagt til 12. november 2026") and not stray(
        "Planlagt til 12. november 2026", copies=(FORM, older)
    )


def test_a_row_like_the_ones_above_it_is_read_as_a_row_and_one_of_another_width_is_told():
    table = (("Aftale", "Frist"), ("Ny makker", "1. maj"), ("Mere tid", "2. maj"), ("Noget helt andet",))
    mark = Mark("aftaler/r1/aftale", "tag", "Ny makker", spot=Spot(0, 1, 0))
    file = Returned("a.docx", (mark,), (table,))
    lines = [Line("Mere tid", Spot(0, 2, 0)), Line("Noget helt andet", Spot(0, 3, 0))]
    assert [line.text for line in stray_lines(lines, file, (FORM,))] == ["Noget helt andet"]
