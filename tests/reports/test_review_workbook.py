"""The review workbook: what HR sees and may change in it, and that it is known again when it comes back."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.model import Candidate, Choice, Field
from pipeline.reports.review import Review, is_review, read_review, same_rows, write_review, written_in
from pipeline.returns.points import Point
from pipeline.sheets.answered import read_answered
from pipeline.sheets.write import Look

LOOK, KEY = Look("Herlev Kommune", "6A4A86", "F0ECF4"), b"k" * 32
SECRET = "hemmeligt-ærligt-ord"
STATUSES = (Choice("i-gang", "I gang, men ikke færdig"), Choice("planlagt", "Planlagt"))
HELD = Field("samtale_dato", "Samtalen blev holdt den", "date", privacy="fact")
STATUS = Field("maal/status", "Status", "choice", choices=STATUSES, privacy="shared")
TOPIC = Field("emne", "Trivsel", "text")


def candidate(text, where=""):
    return Candidate(text, where, "position")


POINTS = (
    Point(
        "samtale_dato",
        HELD.title,
        HELD,
        ("unlikely-date",),
        ("x",),
        (candidate("12-11-2062"), candidate(SECRET, "side 1")),
    ),
    Point("maal/r2/status", "Mål 2 · Status", STATUS, ("unclear-choice",), ("x",)),
    Point(
        "emne",
        TOPIC.title,
        TOPIC,
        ("unclear-place",),
        ("x",),
        (candidate(SECRET, "side 2, under »Trivsel«"), candidate(SECRET * 2, "side 3")),
    ),
    Point("?1", "Løs tekst", None, ("loose-text",), ("x",), (candidate(SECRET, "side 4"),)),
)


def a_review(folder, **changes):
    values = {
        "digest": "d" * 64,
        "form_id": "MUS26-0042-KUP-7K3QX9",
        "form": "Kompetenceudviklingsplan",
        "person": "Bo Lind",
        "leader": "Anna Holm",
        "received": date(2026, 11, 20),
        "name": "Plan Bo.docx",
        "original": folder / "dddd Plan Bo.docx",
        "points": POINTS,
    }
    return Review(**(values | changes))


def written(folder: Path, **changes) -> Path:
    path = folder / "dddd Plan Bo.docx.xlsx"
    write_review(a_review(folder, **changes), LOOK, KEY, path)
    return path


def page_of(path):
    return load_workbook(path)["Gennemsyn"]


def typed(path, **words):
    """The workbook with these words in its cells."""
    book = load_workbook(path)
    for cell, word in words.items():
        book["Gennemsyn"][cell] = word
    book.save(path)
    return read_review(path.read_bytes(), KEY)


def test_it_says_whom_and_what_it_is_about_and_asks_for_one_thing_a_row(tmp_path):
    page = page_of(written(tmp_path))
    texts = [[cell.value for cell in row[:5]] for row in page.iter_rows(min_row=1)]
    assert texts[0][0] == "Gennemsyn"
    assert texts[1][0] == "Herlev Kommune · Kompetenceudviklingsplan · Bo Lind"
    assert texts[4] == ["Bo Lind", "Kompetenceudviklingsplan", "Plan Bo.docx", "20-11-2026", "Anna Holm"]
    assert texts[3][1] == "Formular · MUS26-0042-KUP-7K3QX9"
    assert [row[0] for row in texts[9:]] == [*(point.title for point in POINTS), "Afvis hele formularen"]
    assert [row[3] for row in texts[9:]] == [None] * 5
    assert page["C5"].hyperlink.target == "dddd%20Plan%20Bo.docx"


def test_only_facts_and_shared_fields_show_what_they_say(tmp_path):
    path = written(tmp_path)
    page = page_of(path)
    assert page["C10"].value == "1: 12-11-2062\n2: side 1"  # private text that ended up beside a date
    assert page["C12"].value == "1: side 2, under »Trivsel«\n2: side 3"
    assert page["C13"].value == "side 4"
    with zipfile.ZipFile(path) as package:
        assert not any(SECRET.encode() in package.read(name) for name in package.namelist())


def test_only_the_cells_to_write_in_can_be_written_in(tmp_path):
    page = page_of(written(tmp_path))
    open_cells = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {"D10", "D11", "D12", "D13", "D14"}
    assert page.protection.sheet and page.protection.password is None
    assert all(page[cell].number_format == "@" for cell in open_cells)


def test_a_cell_offers_what_may_be_chosen_commas_and_all(tmp_path):
    page = page_of(written(tmp_path))
    offered = {}
    for rule in page.data_validations.dataValidation:
        cells = page[rule.formula1.replace("$", "")]
        cells = cells[0] if isinstance(cells, tuple) else (cells,)
        offered[str(rule.sqref)] = ([cell.value for cell in cells], bool(rule.showErrorMessage))
    assert offered == {
        "D10": (["1", "2", "tom", "afvis"], False),
        "D11": (["I gang, men ikke færdig", "Planlagt", "tom", "afvis"], True),
        "D12": (["1", "2", "tom", "afvis"], False),
        "D13": (["ok", "afvis"], True),
        "D14": (["afvis"], True),
    }
    assert all(page.column_dimensions[letter].hidden for letter in "FGHIJ")


def test_the_same_review_gives_the_same_bytes(tmp_path):
    path = written(tmp_path)
    before = path.read_bytes()
    assert not write_review(a_review(tmp_path), LOOK, KEY, path)
    assert path.read_bytes() == before and not written_in(path)


def test_what_is_typed_comes_back_by_the_id_of_its_point(tmp_path):
    back = typed(written(tmp_path), D10=date(2026, 11, 12), D11=2.0, D12="  svaret ", D13=True, D14="=A1")
    assert back.is_sealed
    assert back.typed == {
        "samtale_dato": date(2026, 11, 12),
        "maal/r2/status": "2",
        "emne": "  svaret ",
        "?1": "ja",
        "*": None,
    }
    assert back.words["*"] == "=A1"
    assert (back.digest, back.form_id) == ("d" * 64, "MUS26-0042-KUP-7K3QX9")
    assert same_rows(back, POINTS) == {point.id for point in POINTS}


def test_words_are_kept_and_remarks_shown_when_it_is_written_again(tmp_path):
    remark = {"samtale_dato": "Det kan ikke læses som en dato."}
    path = written(tmp_path, words={"samtale_dato": "=1+1", "emne": "svaret"}, remarks=remark)
    page = page_of(path)
    assert (page["D10"].value, page["D10"].data_type) == ("=1+1", "s")
    assert (page["D12"].value, page["E10"].value) == ("svaret", "Det kan ikke læses som en dato.")
    assert written_in(path)


@pytest.mark.parametrize("cell", ["A10", "B11", "C12", "F10", "F11"])
def test_a_change_outside_the_cells_to_write_in_breaks_the_seal(tmp_path, cell):
    assert not typed(written(tmp_path), **{cell: "emne"}).is_sealed


def test_rows_that_have_changed_places_break_the_seal(tmp_path):
    assert not typed(written(tmp_path), F10="maal/r2/status", F11="samtale_dato").is_sealed


def test_another_workspaces_key_does_not_fit(tmp_path):
    assert not read_review(written(tmp_path).read_bytes(), b"j" * 32).is_sealed


def test_it_is_known_by_its_content_also_when_its_properties_are_gone(tmp_path):
    path = written(tmp_path)
    assert is_review(path.read_bytes())
    plain = without(path.read_bytes(), "docProps/custom.xml")
    assert is_review(plain)
    assert not is_review(b"PK") and not is_review(b"%PDF mus-gennemsyn")


def without(content, name):
    """The package without one of its parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(kept, "w") as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
    return kept.getvalue()


def with_part(content, name, part):
    kept = io.BytesIO(without(content, name))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(name, part)
    return kept.getvalue()


def test_a_bomb_or_a_doctype_is_not_opened(tmp_path):
    content = written(tmp_path).read_bytes()
    assert read_review(with_part(content, "xl/media/stor.xml", b"0" * 50_000_000), KEY) is None
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert read_review(with_part(content, "docProps/app.xml", entity), KEY) is None


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 1), place=st.floats(0, 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook_is_none_or_itself_and_never_a_traceback(review_bytes, at, place, byte, cut):
    content = bytearray(review_bytes)
    position = min(int(place * len(content)), len(content) - 1)
    if cut:
        del content[position:]
    else:
        content[position] = byte
    is_review(bytes(content))
    found = read_review(bytes(content), KEY)
    assert found is None or not found.is_sealed or same_rows(found, POINTS) == {point.id for point in POINTS}
    read_answered(bytes(content))


@pytest.fixture(scope="module")
def review_bytes(tmp_path_factory):
    return written(tmp_path_factory.mktemp("review")).read_bytes()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_seal_holds_when_libreoffice_saves_the_workbook(tmp_path):
    path = written(tmp_path, words={"emne": "svaret på to\nlinjer"})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "ud"), str(path)], check=True, capture_output=True, timeout=120
    )
    back = read_review((tmp_path / "ud" / path.name).read_bytes(), KEY)
    assert back is not None and back.is_sealed
    assert back.typed == {"emne": "svaret på to\nlinjer"}
