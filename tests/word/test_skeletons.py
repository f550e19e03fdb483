"""A template's skeletons: whatever a template is drawn of, the skeleton shows what the form shows."""

import pytest
from docx import Document
from form_blocks import skeleton_of
from small_form import control, paragraph, run
from test_template import section, template

from pipeline.answers.returned import Spot
from pipeline.answers.skeleton import Block, Slot, read_skeleton
from pipeline.problems import UnreadableFile
from pipeline.word.names import name
from pipeline.word.skeletons import stripped
from pipeline.word.template import compile_template

PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def both(tmp_path, *paragraphs, body="", **context):
    """The skeleton as drawn, and as read from the form that the same context gives."""
    made = compile_template(template(tmp_path, *paragraphs, body=body))
    return read_skeleton(made.skeleton(context)), skeleton_of(made.render(context))


def cell(content):
    return f"<w:tc>{content}</w:tc>"


def table(*rows):
    inside = "".join(f"<w:tr>{''.join(map(cell, cells))}</w:tr>" for cells in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inside}</w:tbl>"


SHAPES = {
    "a field alone, and one among words": paragraph(control("alene"))
    + paragraph(run("Den ") + control("dag")),
    "a field around a paragraph": control("afsnit", inner=paragraph(run("Skriv her", prompt=True))),
    "a field around three paragraphs": control("afsnit", inner="".join(paragraph(run(t)) for t in "abc")),
    "a field around a cell": f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell(paragraph(run('Navn')))}"
    + control("celle", inner=cell(paragraph(run("Skriv her"))))
    + f"{cell(paragraph(run('Efter')))}</w:tr></w:tbl>",
    "a table in a table": table(
        [table([paragraph(run("inderst"))]) + paragraph(run("yderst")), paragraph(run("ved"))]
    )
    + table([paragraph(control("i_den_tredje"))]),
    "a row for each, and a header row": "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    f"{cell(paragraph(run('Navn')))}</w:tr><w:tr>{cell(paragraph(run('{%tr for one in names %}')))}</w:tr>"
    f"<w:tr>{cell(paragraph(run('{{ one }}')))}</w:tr><w:tr>{cell(paragraph(run('{%tr endfor %}')))}</w:tr></w:tbl>",
    "a paragraph that is left out": paragraph(run("{%p if false %}"))
    + paragraph(run("aldrig"))
    + paragraph(run("{%p else %}"))
    + paragraph(run("altid"))
    + paragraph(run("{%p endif %}")),
    "a paragraph joined with the next": paragraph(run("Først {%- if true %} så{% endif %}"))
    + paragraph(run("A"))
    + paragraph(run("{%- if true -%}"))
    + paragraph(run("B{% endif %}")),
    "white space that Jinja eats": paragraph(run("Ord ") + run("{{- names[0] -}}") + run(" bagefter")),
    "breaks, tabs and signs": paragraph(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c &amp; d &lt;e&gt;</w:t></w:r>"
    ),
    "a style for each": '<w:p><w:pPr><w:pStyle w:val="Title"/><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
    f"{run('Overskrift')}</w:p>" + paragraph(run("uden")),
    "what a value brings along": paragraph(run("{{ names[1] }}"))
    + paragraph(control("navn", text="{{ names[1] }}")),
    "rows that repeat": section("maal", "emne", "frist"),
}


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES.keys())
def test_the_skeleton_shows_what_the_form_shows(tmp_path, body):
    names = ["Åse", "Bo & <Søn>\n=1+1 \"'"]
    drawn, shown = both(tmp_path, "Før", body=body, names=names, rows={"maal": [{"id": "r1"}, {"id": "r2"}]})
    assert drawn.blocks == shown.blocks
    assert len(drawn.blocks) > 1


def test_a_row_of_a_repeating_table_has_its_ids_in_the_keys(tmp_path):
    rows = {"maal": [{"id": "r1"}, {"id": "r2"}]}
    drawn, _ = both(tmp_path, body=section("maal", "emne"), rows=rows)
    assert drawn.blocks == (
        Block((Slot("maal/r1/emne", "Skriv her"),), Spot(0, 0, 0)),
        Block((Slot("maal/r2/emne", "Skriv her"),), Spot(0, 1, 0)),
    )


def test_page_numbers_are_left_out_and_the_words_around_them_stay(tmp_path):
    path = tmp_path / "template.docx"
    document = Document()
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "{{ id }} · Side "
    simple = footer._p.makeelement(name("w:fldSimple"), {name("w:instr"): " PAGE "})
    simple.append(footer.add_run("1")._r)
    footer._p.append(simple)
    footer.add_run(" af alle")
    document.save(path)
    made = compile_template(path)
    assert read_skeleton(made.skeleton({"id": "MUS26"})).margins == ("MUS26 · Side  af alle",)


def test_a_field_written_in_parts_is_known_as_a_page_number_and_others_keep_what_they_show():
    assert "7" not in stripped(f"<w:p>{run('Side ')}{PAGE_FIELD}</w:p>")
    assert "7" in stripped(f"<w:p>{run('Side ')}{PAGE_FIELD.replace('PAGE', 'REF her')}</w:p>")


def test_a_text_box_is_told_once_and_apart_from_its_paragraph(tmp_path):
    inside = f"<w:txbxContent>{paragraph(run('i kassen'))}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps">{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>'
    body = paragraph(
        run("før") + f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>" + run("efter")
    )
    drawn = read_skeleton(stripped(body))
    assert [block.text for block in drawn.blocks] == ["før", "i kassen", "efter"]


def test_no_value_can_pass_for_a_mark(tmp_path):
    drawn, _ = both(tmp_path, "{{ text }}", text="\x06form_id\x0eX\x07\x01\x0f \x12</w:p><w:br/>")
    assert [block.text for block in drawn.blocks] == ["form_idX </w:p><w:br/>"]


def test_nothing_of_one_persons_skeleton_is_left_in_the_next(tmp_path):
    made = compile_template(template(tmp_path, "{{ text }}"))
    assert "Bo" in made.skeleton({"text": "Bo"})
    assert "Bo" not in made.skeleton({"text": "Åse"})


def test_code_that_fails_on_somebodys_data_fails_here_as_in_the_form(tmp_path):
    made = compile_template(template(tmp_path, "{{ text }}"))
    with pytest.raises(UnreadableFile):
        made.skeleton({})
