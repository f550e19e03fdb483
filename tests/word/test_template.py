"""A template compiled once: docxtpl's dialect, Word's rules, and nobody else's data."""

import io
import re
import zipfile

import pytest
from docx import Document
from docxtpl import DocxTemplate

from pipeline.problems import UnreadableFile
from pipeline.word.template import compile_template

W14, W15 = (
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
)


def template(tmp_path, *paragraphs, body=""):
    """A .docx whose paragraphs are plain text, and raw XML after them."""
    path = tmp_path / "template.docx"
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(path)
    if body:
        _rewrite(path, lambda xml: xml.replace("<w:sectPr", f"{body}<w:sectPr", 1))
    return path


def _rewrite(path, change):
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    xml = change(members["word/document.xml"].decode())
    xml = xml.replace("<w:document ", f'<w:document xmlns:w15="{W15}" ', 1) if W15 not in xml else xml
    members["word/document.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, data in members.items():
            new.writestr(name, data)


def document_xml(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read("word/document.xml").decode()


def control(tag, text="Skriv her"):
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/><w:id w:val="7"/><w:text/></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def section(table, *columns):
    cells = "".join(f"<w:tc><w:p>{control(f'{table}/{column}')}</w:p></w:tc>" for column in columns)
    item = f"<w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt>"
    properties = f'<w:sdtPr><w:tag w:val="{table}"/><w15:repeatingSection/></w:sdtPr>'
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:sdt>{properties}<w:sdtContent>{item}</w:sdtContent></w:sdt></w:tbl><w:p/>"


def test_it_fills_as_docxtpl_does(tmp_path):
    path = template(
        tmp_path, "Kære {{ name }}", "{%p for goal in goals %}", "Mål: {{ goal }}", "{%p endfor %}", "Slut"
    )
    context = {"name": "Åse Ærø", "goals": ["læse", "skrive"]}
    peer = DocxTemplate(path)
    peer.render(context, autoescape=True)
    peer.save(tmp_path / "peer.docx")
    ours = Document(io.BytesIO(compile_template(path).render(context)))
    assert [p.text for p in ours.paragraphs] == [p.text for p in Document(tmp_path / "peer.docx").paragraphs]


def test_what_people_are_called_is_text_and_never_markup(tmp_path):
    path = template(tmp_path, "{{ name }}")
    for name in ("Bo & <Lind>", "\"Bo\" 'Lind'", "{{ 7*7 }}", "{% if x %}", "<w:p/>", "&amp;"):
        assert Document(io.BytesIO(compile_template(path).render({"name": name}))).paragraphs[0].text == name


def test_a_newline_becomes_a_line_break_and_control_characters_vanish(tmp_path):
    path = template(tmp_path, "{{ name }}")
    shown = Document(
        io.BytesIO(compile_template(path).render({"name": "en\nto\r\ntre\x00\x1b\ud800"}))
    ).paragraphs[0]
    assert shown.text == "en\nto\ntre"


def test_the_same_data_give_the_same_bytes(tmp_path):
    path = template(tmp_path, "{{ name }}", body=section("maal", "maal"))
    context = {"name": "Bo", "rows": {"maal": [{"id": "ab12"}]}}
    assert compile_template(path).render(context) == compile_template(path).render(context)


def test_nothing_of_one_person_is_in_the_next_persons_form(tmp_path):
    compiled = compile_template(template(tmp_path, "{{ name }}", body=section("maal", "maal")))
    previous = ""
    for number in range(300):
        name = f"Sentinel{number:04d}Navn"
        xml = document_xml(compiled.render({"name": name, "rows": {"maal": [{"id": f"r{number:05d}"}]}}))
        assert name in xml
        assert f"maal/r{number:05d}/maal" in xml
        assert not previous or previous not in xml
        previous = name


def test_an_unknown_name_is_a_problem_that_names_the_nearest(tmp_path):
    path = template(tmp_path, "{{ persn }}")
    with pytest.raises(UnreadableFile) as caught:
        compile_template(path).render({"person": {"name": "Bo"}})
    assert caught.value.problem.code == "template-name"
    assert "persn" in caught.value.problem.text and "person" in caught.value.problem.text


def test_a_tag_that_is_not_closed_is_a_problem_with_its_place(tmp_path):
    path = template(tmp_path, "{{ person.name }}", "{%p for x in goals %}")
    with pytest.raises(UnreadableFile) as caught:
        compile_template(path)
    assert caught.value.problem.code == "template-syntax"
    assert caught.value.problem.place.spot == "word/document.xml"


def problem_of(path, context=None):
    """The problem that compiling or filling the template ends in."""
    with pytest.raises(UnreadableFile) as caught:
        compile_template(path).render(context or {})
    return caught.value.problem


@pytest.mark.parametrize(
    "code",
    [
        "{{ 1/0 }}",
        "{{ ''.__class__.__mro__ }}",
        "{% for x in range(999999999) %}",
        "{% for x in range(10**9) %}",
        "{{ 10**10**10 }}",
        "{{ 'a' + 1 }}",
        "{{ name.nothing() }}",
        "{{ 'æ'.encode('ascii') }}",
        "{{ [1][name] }}",
        "{% include 'x' %}",
        "{{ name | round }}",
    ],
)
def test_template_code_that_fails_is_a_problem_that_shows_it(tmp_path, code):
    end = "{% endfor %}" if "for" in code else ""
    found = problem_of(template(tmp_path, "Kære", f"før {{{{ name }}}} {code} efter{end}"), {"name": "Bo"})
    assert found.code in ("template-fails", "template-name")
    assert found.place.spot == "word/document.xml"
    shown = code if len(code) < 40 else code[:37]
    assert found.code == "template-name" or shown in found.text, found.text


def test_template_code_cannot_reach_python(tmp_path):
    assert problem_of(template(tmp_path, "{{ ''.__class__.__mro__ }}")).code == "template-fails"


@pytest.mark.parametrize(
    "code", ["{{ person }}", "{{ goals }}", "{{ pair }}", "{{ person.values }}", "{{ nobody }}"]
)
def test_what_is_no_text_is_not_printed(tmp_path, code):
    context = {"person": {"name": "Bo"}, "goals": ["læse"], "pair": (1, 2), "nobody": None}
    found = problem_of(template(tmp_path, "{{ person.name }}", code), context)
    assert found.code == "template-fails"
    assert f"»{code}«" in found.text and "Bo" not in found.text


def test_numbers_are_printed(tmp_path):
    shown = Document(
        io.BytesIO(compile_template(template(tmp_path, "{{ 2026 }}{{ year }}")).render({"year": 7}))
    )
    assert shown.paragraphs[0].text == "20267"


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        ("{% for goal in goals %}", "{% for goal in goals %}"),
        ("{%p for goal in goals %}", "{% for goal in goals %}"),
        ("{%p endfor %}", "{% endfor %}"),
        ("{% if name %}{% for x in goals %}{% endif %}", "{% for x in goals %}"),
        ("{{ person..name }}", "{{ person..name }}"),
        ("{% fro x in y %}", "{% fro x in y %}"),
        ("før {{ person.name efter", "{{ person.name efter"),
        ("{{ person.name }", "{{ person.name }"),
        ("{{ person.name {{ name }}", "{{ person.name"),
        ("{%p if name", "{%p if name"),
        ("{% if name }x{% endif %}", "{% if name }x"),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path, wrong, shown):
    fine = ["{% if name %}x{% endif %}", "{%p for x in goals %}", "{{ x }}", "{%p endfor %}", "{{ name }}"]
    found = problem_of(template(tmp_path, *fine, wrong, *fine), {"name": "Bo", "goals": []})
    assert found.code == "template-syntax"
    assert f"»{shown}«" in found.text, found.text


def test_a_mistake_inside_a_loop_is_told_where_it_stands(tmp_path):
    path = template(tmp_path, "{{ name }}", "{%p for x in goals %}", "{% fro x in y %}", "{%p endfor %}")
    assert "»{% fro x in y %}«" in problem_of(path, {"name": "Bo", "goals": []}).text


def test_an_unknown_filter_or_test_is_a_name_with_the_nearest(tmp_path):
    found = problem_of(template(tmp_path, "{{ 'x' | uper }}"))
    assert found.code == "template-name"
    assert "»uper«" in found.text and "»upper«" in found.text
    hidden = problem_of(template(tmp_path, "{% if true %}{{ 'x' | uper }}{% endif %}"))
    assert "»upper«" in hidden.text
    asked = problem_of(template(tmp_path, "{% if 'x' is definde %}a{% endif %}"))
    assert "»defined«" in asked.text


def test_a_part_that_is_no_xml_is_a_problem(tmp_path):
    path = template(tmp_path, "{{ name }}")
    _rewrite(path, lambda xml: xml.replace("</w:body>", ""))
    assert problem_of(path).code == "template-unreadable"


def test_a_repeating_row_becomes_one_row_for_each_in_the_data(tmp_path):
    compiled = compile_template(template(tmp_path, body=section("maal", "maal", "frist")))
    assert compiled.tables == ("maal",)
    xml = document_xml(compiled.render({"rows": {"maal": [{"id": "ab12"}, {"id": "cd34"}]}}))
    tags = re.findall(r'<w:tag w:val="(maal/[^"]+)"', xml)
    assert tags == ["maal/ab12/maal", "maal/ab12/frist", "maal/cd34/maal", "maal/cd34/frist"]


def test_every_control_has_its_own_id_and_a_bookmark_named_by_its_key(tmp_path):
    body = f"<w:p>{control('referent')}</w:p>" + section("maal", "maal")
    xml = document_xml(
        compile_template(template(tmp_path, body=body)).render({"rows": {"maal": [{"id": "ab12"}]}})
    )
    ids = re.findall(r'<w:sdtPr>.*?<w:id w:val="(\d+)"', xml)
    assert len(ids) == len(set(ids)) == 4
    assert re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml) == ["referent", "maal__ab12__maal"]
    assert len(re.findall("<w:bookmarkEnd", xml)) == 2


def test_the_municipalitys_colours_take_the_place_of_the_templates(tmp_path):
    path = template(
        tmp_path, body='<w:p><w:r><w:rPr><w:color w:val="1f5c7a"/></w:rPr><w:t>x</w:t></w:r></w:p>'
    )
    xml = document_xml(compile_template(path, accent="8A1538").render({}))
    assert "8A1538" in xml and "1f5c7a" not in xml.lower()
