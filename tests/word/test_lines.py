"""The visible text of a file as lines, for reading by position where controls and bookmarks are gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import packed
from form_blocks import skeleton_of
from small_form import control, form, goal, line, paragraph, parts, row, run, table

from pipeline.answers.returned import Line, Spot
from pipeline.answers.skeleton import Slot
from pipeline.word.office import Format, available, convert
from pipeline.word.package import Package, write_package
from pipeline.word.reading import read_controls, read_lines

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="RowLabel"><w:name w:val="Row Label"/><w:basedOn w:val="Normal"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Answer"><w:name w:val="Answer"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'


def set_as(text: str, properties: str) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def with_styles(*body: str) -> bytes:
    members = parts(*body)
    styles = members["word/styles.xml"].decode()
    members["word/styles.xml"] = re.sub("(<w:styles[^>]*>)", rf"\1{STYLES}", styles).encode()
    return write_package(members)


def lines(*body: str) -> list[Line]:
    """The lines of a form below its head, which has two."""
    return list(read_lines(form(*body)))[2:]


def looks(*body: str) -> list[str]:
    return [line.look for line in read_lines(with_styles(*body))[2:]]


def without_controls(docx: bytes) -> bytes:
    """The form as Google Docs leaves it: no controls, no bookmarks, the text where it was."""
    package = Package.open(docx)
    body = package.read(package.main).decode()
    body = re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(Content)?>|<w:bookmark(Start|End)[^>]*>", "", body)
    return write_package({**package.members, package.main: body.encode()})


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The forms of a small round, as they go out."""
    from conftest import PEOPLE, write_roster

    from pipeline.workspace import make_workspace, read_workspace

    folder = tmp_path_factory.mktemp("lines") / "herlev"
    config = make_workspace(folder, "herlev", 2026)
    write_roster(folder / "medarbejdere.xlsx", PEOPLE)
    config.write_text(config.read_text().replace("# roster =", "roster ="))
    workspace = read_workspace(folder)
    with packed(workspace) as (_, forms):
        return [(workspace.output / f.path).read_bytes() for f in forms.values()]


def test_an_untouched_form_gives_every_label_and_prompt_in_order(issued: list[bytes]) -> None:
    for docx in issued:
        blocks = skeleton_of(docx).blocks
        shown = ["".join(p.prompt if isinstance(p, Slot) else p for p in block.pieces) for block in blocks]
        found = read_lines(docx)
        assert [line.text.strip() for line in found] == [text.strip() for text in shown if text.strip()]
        assert [line.spot for line in found] == [
            b.spot for b, text in zip(blocks, shown, strict=True) if text.strip()
        ]


def test_a_form_without_controls_gives_the_same_lines(issued: list[bytes]) -> None:
    for docx in issued:
        stripped = without_controls(docx)
        assert not read_controls(stripped).marks
        assert read_lines(stripped) == read_lines(docx)


def test_lines_and_marks_are_numbered_alike(issued: list[bytes]) -> None:
    for docx in issued:
        at = {}
        for found in read_lines(docx):
            at.setdefault(found.spot, []).append(found.text)
        for mark in read_controls(docx).marks:
            if mark.spot and mark.text:
                assert mark.text in "\n".join(at[mark.spot])


def test_a_line_break_stays_in_its_line_and_empty_paragraphs_are_left_out() -> None:
    found = lines(paragraph(run("Et\nTo")), "<w:p/>", paragraph(run(" \u00a0\u200b")), paragraph(run("Tre")))
    assert [line.text for line in found] == ["Et\nTo", "Tre"]


def test_lines_are_read_as_accepted() -> None:
    moved = (
        f'<w:moveFrom w:id="1">{run("væk ")}</w:moveFrom><w:ins w:id="2">{run("nyt ")}</w:ins>'
        "<w:del w:id='3'><w:r><w:delText>gammelt</w:delText></w:r></w:del>"
    )
    assert [line.text.strip() for line in lines(paragraph(moved))] == ["nyt"]


def test_people_are_told_where_a_line_stands() -> None:
    found = lines(paragraph(run("Først")), table("maal", goal("4f2a", "Et")), paragraph(run("Sidst")))
    assert [line.where for line in found if line.text in ("Først", "Et", "Sidst")] == [
        "afsnit 3",
        "tabel 1, række 2, kolonne 1",
        "afsnit 4",
    ]


def test_a_nested_table_has_a_number_of_its_own() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(run('inde'))}</w:tc></w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr><w:tc>{paragraph(run('før'))}{inner}{paragraph(run('efter'))}</w:tc></w:tr></w:tbl>"
    )
    spots = {line.text: line.spot for line in lines(outer)}
    assert spots == {"før": Spot(0, 0, 0), "inde": Spot(1, 0, 0), "efter": Spot(0, 0, 0)}


@pytest.mark.parametrize(
    "box",
    [
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        "<w:r><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></w:r>",
    ],
    ids=["drawn for new Word and old", "drawn for old Word"],
)
def test_a_text_box_is_read_once_and_apart_from_the_paragraph_it_hangs_in(box: str) -> None:
    found = lines(paragraph(run("Mit ") + box.format(paragraph(run("boksen"))) + run("svar")))
    assert [(line.text, line.where) for line in found] == [
        ("Mit svar", "afsnit 3"),
        ("boksen", "tekstboks ved afsnit 4"),
    ]


def test_headers_and_footers_are_no_lines() -> None:
    docx = write_package(parts(footer="Kun i sidefoden"))
    assert [line.text for line in read_lines(docx)] == ["MUS26-0042-REF-7K3QX9", "Åse Østergård"]


def test_a_label_and_an_answer_have_looks_of_their_own_by_their_styles() -> None:
    label, answer, other = looks(
        styled("Mål", "RowLabel"), styled("Lære", "Answer"), styled("Trives", "Answer")
    )
    assert label != answer == other


def test_without_styles_a_label_and_an_answer_differ_by_how_they_are_set() -> None:
    label, answer, grey, large = looks(
        set_as("Mål", '<w:b/><w:sz w:val="20"/>'),
        set_as("Lære", '<w:color w:val="auto"/><w:sz w:val="20"/>'),
        set_as("Skriv", '<w:color w:val="808080"/>'),
        set_as("Stort", '<w:sz w:val="32"/>'),
    )
    assert len({label, answer, grey, large}) == 4


def test_what_is_set_alike_looks_alike_however_it_is_written() -> None:
    plain, said, named, direct = looks(
        paragraph(run("Ingen")),
        set_as("Sagt", '<w:b w:val="0"/><w:sz w:val="20"/><w:color w:val="000000"/>'),
        set_as("Navngivet", '<w:rStyle w:val="Strong"/>'),
        set_as("Direkte", "<w:b/>"),
    )
    assert (plain, named) == (said, direct)
    assert plain != named


def test_one_bold_word_in_a_long_answer_changes_nothing() -> None:
    mixed = paragraph(run("Jeg vil gerne lære mere om ") + "<w:r><w:rPr><w:b/></w:rPr><w:t>ro</w:t></w:r>")
    assert len(set(looks(mixed, paragraph(run("Plain"))))) == 1


@pytest.mark.skipif(not available(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("to", ["docx", "odt", "doc", "rtf"])
def test_lines_and_the_difference_of_their_looks_survive_libreoffice(
    to: Format, tmp_path: Path, issued: list[bytes]
) -> None:
    minutes = next(docx for docx in issued if "Samtalen blev holdt den" in {x.text for x in read_lines(docx)})
    before = read_lines(minutes)
    original = tmp_path / "form.docx"
    original.write_bytes(minutes)
    path = convert([original], to, tmp_path / "saved")[original]
    path = path if to == "docx" else convert([path], "docx", tmp_path / "back")[path]
    after = read_lines(path)
    assert [line.text.strip() for line in after] == [line.text.strip() for line in before]
    assert [line.spot for line in after] == [line.spot for line in before]
    pairs = {(old.look, new.look) for old, new in zip(before, after, strict=True)}
    assert len({new for _, new in pairs}) >= 5
    kept = dict(pairs)
    assert kept[_look_of(before, "Samtalen blev holdt den")] != kept[_look_of(before, "Vælg dato")]


def _look_of(found: tuple[Line, ...], text: str) -> str:
    return next(line.look for line in found if line.text == text)


def test_a_file_without_styles_has_lines_too() -> None:
    members = parts(line("emne", "", "Svar"), table("maal", row(control("maal/4f2a/maal", "", "Et"))))
    del members["word/styles.xml"]
    assert "Svar" in [found.text for found in read_lines(write_package(members))]
