"""PDFs with fields to fill in, and what people put on top of a print."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.pdf.reading import read_fields, read_lines
from pipeline.problems import UnreadableFile
from tests.pdf.small_pdf import SAYS_HELLO, small_pdf, stream
from tests.pdf_form import with_fields, with_note

PRINT = (Path(__file__).parent / "specimens" / "plan.pdf").read_bytes()


def code(content):
    with pytest.raises(UnreadableFile) as refused:
        read_fields(content)
    return refused.value.problem.code


def the_field(*entries, kids=()):
    """The one mark of a form with one field of these entries."""
    form = b"/AcroForm<</Fields[6 0 R]>>"
    return read_fields(small_pdf(SAYS_HELLO, b"<<" + b"".join(entries) + b">>", *kids, catalogue=form)).marks


def test_every_field_is_found_by_its_key_with_its_value():
    values = {
        "samtale_dato": "12.11.2026",
        "maal/4f2a/maal": "Vi øver os\nhver dag",
        "klar": True,
        "fond": False,
    }
    marks = {mark.key: mark for mark in read_fields(with_fields(PRINT, values | {"tom": None})).marks}
    assert {mark.found_by for mark in marks.values()} == {"pdf"}
    assert marks["maal/4f2a/maal"].text == "Vi øver os\nhver dag"
    assert marks["samtale_dato"].text == "12.11.2026"
    assert (marks["klar"].checked, marks["fond"].checked) == (True, False)
    assert marks["tom"].text == ""


def test_a_field_s_name_is_its_own_after_its_parent_s():
    kid = b"<</T(frist)/Parent 6 0 R/FT/Tx/V(1.5.2027)>>"
    assert [(m.key, m.text) for m in the_field(b"/T(maal)/Kids[7 0 R]", kids=[kid])] == [
        ("maal.frist", "1.5.2027")
    ]


def test_a_field_takes_over_its_kind_and_value_from_its_parent():
    kid = b"<</T(dag)/Parent 6 0 R>>"
    assert [m.text for m in the_field(b"/T(a)/FT/Tx/V(mandag)/Kids[7 0 R]", kids=[kid])] == ["mandag"]


def test_of_a_choice_what_is_shown_is_read():
    (mark,) = the_field(b"/T(referent)/FT/Ch/V(l)/Opt[[(l)(Leder)][(m)(Medarbejder)]]")
    assert (mark.kind, mark.text, [choice.value for choice in mark.choices]) == (
        "choice",
        "Leder",
        ["l", "m"],
    )


def test_a_field_that_says_nothing_is_read_by_what_it_shows():
    shown = stream(
        b"/Tx BMC BT /F1 10 Tf 2 20 Td (Vi m\xf8des) Tj 0 -12 Td (igen) Tj ET EMC",
        b"/Subtype/Form/Resources<</Font<</F1 5 0 R>>>>",
    )
    (mark,) = the_field(b"/T(a)/FT/Tx/AP<</N 7 0 R>>", kids=[shown])
    assert mark.text.endswith("\nigen")


def test_buttons_and_signatures_are_no_fields():
    assert the_field(b"/T(send)/FT/Btn/Ff 65536") == ()
    assert the_field(b"/T(underskrift)/FT/Sig") == ()


def test_a_field_that_is_its_own_parent_is_read_once():
    assert the_field(b"/T(a)/Kids[6 0 R]/Parent 6 0 R/FT/Tx") == ()


def test_a_form_that_only_adobe_s_programs_can_show_is_refused():
    assert code(small_pdf(catalogue=b"/NeedsRendering true")) == "xfa-form"
    assert code(small_pdf(catalogue=b"/AcroForm<</XFA[]/Fields[]>>")) == "xfa-form"


def test_a_note_in_the_margin_is_kept_as_a_remark():
    remarks = read_fields(with_note(PRINT, "/Text", "Husk at spørge Åse")).remarks
    assert [remark.text for remark in remarks] == ["Husk at spørge Åse"]


def test_text_typed_onto_the_paper_stands_in_the_cell_it_lies_over():
    # The box lies in the table's first answer row, under »Det gør vi«.
    typed = with_note(PRINT, "/FreeText", "Sidemandsoplæring\ri foråret", box=(240, 200, 390, 230))
    lines = [line for line in read_lines(typed) if line.look == "skrevet på"]
    assert [line.text for line in lines] == ["Sidemandsoplæring", "i foråret"]
    assert {(line.spot.row, line.spot.cell) for line in lines} == {(1, 1)}


def test_a_field_with_a_name_of_its_own_is_read_as_text_where_it_stands():
    widget = b"<</Subtype/Widget/T(Navn p\xe5 leder)/FT/Tx/V(Bo Lind)/Rect[72 640 300 660]>>"
    lines = read_lines(small_pdf(SAYS_HELLO, widget, page=b"/Annots[6 0 R]"))
    assert [line.text for line in lines] == ["Hej med dig", "Bo Lind"]


@pytest.mark.parametrize("kind", ["/Ink", "/StrikeOut", "/Stamp", "/Circle", "/Redact"])
def test_what_is_drawn_by_hand_is_not_passed_over(kind):
    assert code(with_note(PRINT, kind)) == "drawn-on-pdf"


def test_a_file_that_hangs_on_the_pdf_is_told():
    content = small_pdf(catalogue=b"/Names<</EmbeddedFiles<</Names[]>>>>")
    assert [remark.text for remark in read_fields(content).remarks] == [
        "Der hænger en fil ved PDF'en, og den er ikke læst."
    ]
