"""What stands in a file and is not read is told; what would make half a form of it refuses the file."""

from __future__ import annotations

import pytest
from small_form import FORM_ID, control, fields, form, line, paragraph, parts, run

from pipeline.answers.answering import answers_from
from pipeline.model import Field
from pipeline.problems import Problem, UnreadableFile
from pipeline.word.package import write_package
from pipeline.word.pen import strip_tags
from pipeline.word.reading import read_controls, read_lines, read_notes

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PICTURE = "<w:r><w:drawing><a xmlns='x'/></w:drawing></w:r>"
OBJECT = "<w:r><w:object><a xmlns='x'/></w:object></w:r>"


def pointing(
    kind: str, target: str, part: str = "word/document.xml", *, external: bool = True
) -> dict[str, bytes]:
    """The parts of a form one of whose parts points at something."""
    members = parts(line("emne", "", "Svar"))
    folder, _, base = part.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels"
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="rId77" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'.encode()
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    members[rels] = members.get(rels, empty).replace(b"</Relationships>", entry + b"</Relationships>")
    return members


def refusal(docx: bytes) -> Problem:
    codes = set()
    for read in (read_controls, read_lines, read_notes):
        with pytest.raises(UnreadableFile) as caught:
            read(docx, "Referat.docx")
        codes.add(caught.value.problem)
    assert len(codes) == 1
    problem = codes.pop()
    assert problem.blocks
    assert problem.place.file == "Referat.docx"
    return problem


def notes(docx: bytes) -> list[tuple[str, str, bool]]:
    return [(note.code, note.place.spot, note.blocks) for note in read_notes(docx, "Referat.docx")]


def answer(docx: bytes) -> object:
    reading = answers_from(read_controls(docx), fields(Field("emne", "Emne", "text", "Skriv her")), 2026)
    assert list(reading.problems) == []
    return reading.answers[0].value


# --- refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("element", ["altChunk", "subDoc"])
def test_text_that_lies_in_another_document_refuses_the_file(element: str) -> None:
    chunk = f'<w:{element} r:id="rId77"/>'
    body = chunk if element == "altChunk" else paragraph(chunk)
    problem = refusal(form(line("emne", "", "Svar"), body))
    assert problem.code == "text-elsewhere"
    assert "gem den som .docx" in problem.text


@pytest.mark.parametrize(
    "scheme", ["http://evil.example/", "https://evil.example/", "ftp://x/", "mhtml:http://x/!"]
)
@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("attachedTemplate", "word/settings.xml"),
        ("oleObject", "word/document.xml"),
        ("frame", "word/webSettings.xml"),
        ("subDocument", "word/document.xml"),
        ("aFChunk", "word/document.xml"),
    ],
)
def test_a_file_that_fetches_from_the_net_when_opened_is_refused(scheme: str, kind: str, part: str) -> None:
    assert refusal(write_package(pointing(kind, f"{scheme}a.dotm", part))).code == "fetches-content"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://www.herlev.dk/"),
        ("hyperlink", "mailto:hr@example.dk"),
        ("image", "https://intranet.example/logo.png"),
        ("attachedTemplate", "file:///C:\\Users\\anna\\Normal.dotm"),
        ("attachedTemplate", "file:///\\\\filer\\skabeloner\\brev.dotm"),
        ("attachedTemplate", "Normal.dotm"),
        ("oleObject", "file:///H:\\regneark.xlsx"),
    ],
)
def test_links_pasted_pictures_and_the_own_drives_are_fine(kind: str, target: str) -> None:
    assert answer(write_package(pointing(kind, target))) == "Svar"


@pytest.mark.parametrize("target", ["NULL", "gone.xml", "../../etc/passwd", ""])
@pytest.mark.parametrize("kind", ["footer", "header", "comments", "styles", "footnotes"])
def test_a_pointer_to_nothing_is_passed_over(kind: str, target: str) -> None:
    assert answer(write_package(pointing(kind, target, external=False))) == "Svar"


def test_pointers_of_a_part_nobody_needs_may_be_damaged() -> None:
    members = parts(line("emne", "", "Svar")) | {"word/_rels/fontTable.xml.rels": b"<Relationships"}
    assert answer(write_package(members)) == "Svar"


@pytest.mark.parametrize("strip", [bytes, strip_tags])
def test_the_same_form_twice_in_one_file_is_refused(strip) -> None:  # type: ignore[no-untyped-def]
    again = paragraph(control("form_id", "", FORM_ID).replace('w:name="form_id"', 'w:name="form_id_Copy_1"'))
    with pytest.raises(UnreadableFile) as caught:
        read_controls(strip(form(line("emne", "", "Et"), again, line("emne", "", "To"))))
    assert caught.value.problem.code == "form-twice"


def test_two_forms_of_two_people_in_one_file_both_show_their_id() -> None:
    other = FORM_ID.replace("0042", "0043")
    second = control("form_id", "", other).replace('w:name="form_id"', 'w:name="form_id_Copy_1"')
    returned = read_controls(form(paragraph(second)))
    assert returned.evidence["control"].split("\n") == [FORM_ID, other]
    assert returned.evidence["text"].split("\n") == [FORM_ID, other]


# --- told ---------------------------------------------------------------------------------------


def test_an_ordinary_form_has_nothing_to_tell() -> None:
    assert notes(form(line("emne", "", "Svar"))) == []


@pytest.mark.parametrize("picture", [PICTURE, OBJECT, "<w:r><w:pict/></w:r>"])
@pytest.mark.parametrize("strip", [bytes, strip_tags])
def test_a_picture_in_an_answer_is_told_and_stops_nothing(strip, picture: str) -> None:  # type: ignore[no-untyped-def]
    docx = strip(form(paragraph(control("emne", inner=run("Se ") + picture))))
    assert notes(docx) == [("picture-in-answer", "emne", False)]
    assert answer(docx) == "Se"


def test_a_picture_in_the_cell_of_a_field_is_told_and_one_elsewhere_is_not() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{line('emne')}{paragraph(PICTURE)}</w:tc></w:tr></w:tbl>"
    assert notes(form(cell)) == [("picture-in-answer", "emne", False)]
    assert notes(form(line("emne"), paragraph(PICTURE))) == []


def test_hidden_text_is_not_read_and_is_told() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> svar</w:t></w:r>"
    docx = form(paragraph(control("emne", inner=run("Et") + hidden + shown)))
    assert answer(docx) == "Et svar"
    assert notes(docx) == [("hidden-text", "", False)]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_text_in_notes_below_the_text_is_told(kind: str) -> None:
    members = pointing(f"{kind}s", f"{kind}s.xml", external=False)
    own = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:{kind}>'
    typed = f'<w:{kind} w:id="1"><w:p><w:r><w:t>Tilføjet</w:t></w:r></w:p></w:{kind}>'
    for content, told in ((own, []), (own + typed, [("text-in-notes", "", False)])):
        members[f"word/{kind}s.xml"] = f"<w:{kind}s {_W}>{content}</w:{kind}s>".encode()
        assert notes(write_package(members)) == told


def test_a_glossary_of_prompts_is_not_read() -> None:
    members = pointing("glossaryDocument", "glossary/document.xml", external=False)
    text = f"<w:glossaryDocument {_W}><w:docParts><w:p><w:r><w:t>{FORM_ID}</w:t></w:r></w:p></w:docParts>"
    members["word/glossary/document.xml"] = f"{text}</w:glossaryDocument>".encode()
    assert answer(write_package(members)) == "Svar"


def test_an_id_in_plain_text_is_evidence_and_the_text_around_it_is_not() -> None:
    bare = form(paragraph(run(f"Se {FORM_ID}, som vi talte om")))
    assert read_controls(bare).evidence["text"] == FORM_ID
    split = form(paragraph(run("MUS26-0043-") + run("REF-7K3QX9")))
    assert "MUS26-0043-REF-7K3QX9" in read_controls(split).evidence["text"]


@pytest.mark.parametrize(
    ("element", "place"), [("title", "title"), ("description", "title"), ("identifier", "keywords")]
)
def test_an_id_that_another_program_moved_between_the_properties_is_found(element: str, place: str) -> None:
    members = parts()
    core = members["docProps/core.xml"].replace(
        b"</cp:coreProperties>",
        f'<dc:{element} xmlns:dc="http://purl.org/dc/elements/1.1/">{FORM_ID}</dc:{element}></cp:coreProperties>'.encode(),
    )
    assert FORM_ID in read_controls(write_package(members | {"docProps/core.xml": core})).evidence[place]
