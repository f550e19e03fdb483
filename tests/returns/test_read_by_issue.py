"""The quick way through a return and the long one give the same reading, or the quick one gives none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import packed
from test_every_case import CASES, Desk

from pipeline.commands.opening import open_round
from pipeline.commands.readers import known_to
from pipeline.demo.answers import answers_for
from pipeline.problems import Place
from pipeline.returns import Arrived
from pipeline.returns.reading import read_at_length, read_by_issue
from pipeline.word import pen
from pipeline.word.flat import flat_of
from pipeline.word.layout import field_key, tags_of
from tests.fuzz.cases import make_case
from tests.fuzz.originals import TODAY, fill_originals, make_workspace_with_packets

FIVE = ("herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WRITTEN = {
    "text": ("Ja", "-", "Første linje\nAnden", "12.500,-", "  "),
    "date": (date(2026, 12, 1), "12/11", "1. februar", "den 3. nov. 2026", "-"),
    "number": ("3", "ca. 4", "efter aftale", ""),
    "amount": ("12.500,-", "ca. 10.000", "efter aftale"),
    "choice": ("", "-"),
    "combo": ("Noget andet", "ja"),
    "check": (True, False),
}
DOUBTFUL = ("uge 46", "senest 1. december", "måske", "Klik her for at angive tekst.")
"""What people write into the fields of each kind; and what into any, which mostly is a doubt."""
START = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}"><w:body>'
END = "</w:body></w:document>"


def arrived(name: str, content: bytes) -> Arrived:
    return Arrived(Path(name), name, Place(name), "d" * 64, content)


def both_ways(round_, name: str, content: bytes) -> str:
    """The quick reading held against the long one."""
    file, known = arrived(name, content), known_to(round_)
    quick = read_by_issue(file, known)
    if quick is None:
        return "long"
    assert quick == read_at_length(file, known)
    return "quick"


@pytest.mark.parametrize("slug", FIVE)
def test_every_form_of_the_five_is_read_alike_both_ways_and_a_filled_one_quickly(workspace, slug):
    with packed(workspace(slug)) as (round_, forms):
        ways: Counter[str] = Counter()
        for number, issued in enumerate(forms.values()):
            blank = (round_.workspace.output / issued.path).read_bytes()
            layout = round_.store.layout(issued.layout)
            said = answers_for(layout, tags_of(blank), date(2026, 10, 20), number)
            both_ways(round_, "blank.docx", blank)
            if layout.fields and said:
                ways[both_ways(round_, "filled.docx", pen.fill(blank, said))] += 1
        assert ways["quick"] > 4 * ways["long"], ways


@pytest.mark.parametrize("slug", FIVE)
def test_whatever_is_written_in_the_fields_is_read_alike_both_ways(workspace, slug):
    with packed(workspace(slug)) as (round_, forms):
        ways: Counter[str] = Counter()
        for number, issued in enumerate(forms.values()):
            blank = (round_.workspace.output / issued.path).read_bytes()
            layout = round_.store.layout(issued.layout)
            rest = number
            for doubtful in (False, True):
                said = {}
                for key in tags_of(blank):
                    field = layout.by_key().get(field_key(key))
                    texts = (*WRITTEN[field.kind], *(DOUBTFUL if doubtful else ())) if field else ()
                    rest = rest * 31 % 1009 + 1
                    if texts and rest % 3:
                        said[key] = texts[rest % len(texts)]
                ways[both_ways(round_, "filled.docx", pen.fill(blank, said))] += bool(said)
        assert ways["quick"] and ways["long"], ways


@pytest.mark.parametrize("slug", ["herlev", "syddjurs"])
def test_an_older_copy_that_lacks_a_table_is_read_alike_both_ways(workspace, slug):
    with packed(workspace(slug)) as (round_, forms):
        issued = next(form for form in forms.values() if form.form == "skema" and form.person)
        blank = (round_.workspace.output / issued.path).read_bytes()
        layout, known = round_.store.layout(issued.layout), known_to(round_)
        filled = pen.fill(blank, answers_for(layout, tags_of(blank), date(2026, 10, 20), 1))
        # Since then it was issued anew, with last year's goals in it.
        again = replace(issued, rows={**issued.rows, "sidst": ("r12345",)})
        file, known = arrived("skema.docx", filled), replace(known, issued=lambda _: again)
        assert any(field.table == "sidst" for field in layout.fields)
        assert read_by_issue(file, known) is None
        codes = {problem.code for problem in read_at_length(file, known).problems if problem.blocks}
        assert codes == {"missing-field"}


def test_whatever_is_done_to_a_form_is_read_alike_both_ways(workspace):
    with packed(workspace("ishoej")) as (round_, forms):
        desk, ways = Desk(round_.workspace, forms), Counter()
        for case in CASES.values():
            if not case.through_office:
                ways[both_ways(round_, "Referat.docx", case.build(desk))] += 1
        assert ways["quick"] and ways["long"], ways


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_spoilt_forms_are_read_alike_both_ways(tmp_path):
    with open_round(make_workspace_with_packets(tmp_path), TODAY) as round_:
        originals = fill_originals(round_)
        for number in range(150):
            case = make_case(number, originals)
            both_ways(round_, case.name, case.content)


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>a</w:r></w:t></w:p>",
        "<w:p><w:r><w:t>a</w:t></w:r>",
        "<w:p><w:r><w:t><w:b/>a</w:t></w:r></w:p>",
        "<w:p>a<w:r><w:t>b</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a &oslash;</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a > b</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a\x06b</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a\nb</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a\uffff</w:t></w:r></w:p>",
        '<w:p><w:r w:a="1" w:a="2"><w:t>a</w:t></w:r></w:p>',
        '<w:p xmlns:w="http://x"><w:r><w:t>a</w:t></w:r></w:p>',
        "<w:p><w14:x/><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:del><w:r><w:t>a</w:t></w:r></w:del></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><!-- x --><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:t><![CDATA[a]]></w:t></w:r></w:p>",
        "<w:p><w:r><w:pict/><w:t>a</w:t></w:r></w:p>",
    ],
)
def test_what_is_not_everyday_is_left_to_the_reader_that_builds_a_tree(body):
    assert flat_of(f"{START}{body}{END}".encode(), "w:document") is None


def test_texts_come_out_as_they_are_seen():
    first, second = '<w:t xml:space="preserve">Mål &amp; </w:t>', '<w:t>w:rsidR="00AB12CD"</w:t>'
    body = f'<w:p w:rsidR="00AB12CD"><w:r>{first}<w:br/>{second}</w:r></w:p>'
    assert flat_of(f"{START}{body}{END}".encode(), "w:document") == 'Mål & \x10w:rsidR="00AB12CD"\x0f'


def test_a_part_that_is_another_than_asked_for_is_not_read():
    assert flat_of(f"{START}<w:p/>{END}".encode(), "w:hdr") is None
