"""Forms that come in zips and mails are taken in one by one, and what they came in is kept beside them."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bundle_files import a_mail, zipped
from conftest import packed, person, write_roster
from outlook_file import attachment, message, write_msg

from pipeline.commands.destroying import purge
from pipeline.commands.incoming import read_files, take_in
from pipeline.commands.opening import open_round
from pipeline.model import Roster
from pipeline.word import pen
from pipeline.word.layout import tags_of
from pipeline.workspace import make_workspace, read_workspace

NIGHT = date(2026, 11, 20)
MINUTES = {"samtale_dato": date(2026, 11, 12), "deltagere": "Bo og Anna"}
TWO_LEADERS = (
    person("1001", "Anna Holm", "", Enhed="Stab"),
    person("1002", "Per Vang", "", Enhed="Stab"),
    person("0042", "Bo Lind", "1001", Enhed="Regnbuen"),
    person("0043", "Åse Ærø", "1002", Enhed="Regnbuen"),
)


@pytest.fixture(scope="module")
def ishoej_packed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packed") / "ishoej"
    path = make_workspace(folder, "ishoej", 2026)
    write_roster(folder / "medarbejdere.xlsx")
    path.write_text(path.read_text().replace("# roster =", "roster ="))
    with packed(read_workspace(folder)) as (_, forms):
        return folder, forms


@pytest.fixture
def ishoej(ishoej_packed, tmp_path):
    """A workspace of its own with its packets written, and the forms."""
    folder, forms = ishoej_packed
    shutil.copytree(folder, tmp_path / "ishoej")
    return read_workspace(tmp_path / "ishoej"), forms


def filled(made, forms, number="0042", form="referat", **values):
    """Minutes of somebody, filled in."""
    blank = (made.output / forms[number, form, "both"].path).read_bytes()
    topics = {key: "Det talte vi om" for key in tags_of(blank) if key.startswith("emne_")}
    own = {key: value for key, value in MINUTES.items() if key in tags_of(blank)}
    return pen.fill(blank, topics | own | values)


def put(made, name, content, order=0):
    path = made.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (1_700_000_000 + order, 1_700_000_000 + order))
    return path


def night(made, *paths, today=NIGHT):
    with open_round(made, today) as round_:
        return take_in(round_, paths, lambda items, _: items)


def rows(taken):
    """Outcome and problem codes by the place that is shown, from the inbox on."""
    return {
        judged.arrived.place.file.partition("/inbox/")[2]: (
            judged.outcome,
            [problem.code for problem in judged.reading.problems],
        )
        for judged in taken.judged
    }


def kept(made, room):
    return sorted(path for path in (made.output / room).rglob("*") if path.is_file())


def digests(paths):
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def as_bundle(kind, *members):
    if kind == "zip":
        return zipped(*members)
    if kind == "eml":
        return a_mail(*members).as_bytes()
    return write_msg(message([attachment(name, content) for name, content in members]))


@pytest.mark.parametrize("kind", ["zip", "eml", "msg"])
def test_every_form_in_a_bundle_is_taken_in_and_the_bundle_is_kept(ishoej, kind):
    made, forms = ishoej
    first, second = filled(made, forms), filled(made, forms, "0043")
    content = as_bundle(kind, ("Referat Bo.docx", first), ("Referat Åse.docx", second))
    put(made, f"svar.{kind}", content)
    assert rows(night(made)) == {
        f"svar.{kind}/Referat Bo.docx": ("accepted", []),
        f"svar.{kind}/Referat Åse.docx": ("accepted", []),
    }
    assert digests(kept(made, "archive")) == {sha(first), sha(second), sha(content)}
    assert not list(made.inbox.iterdir())
    assert [path.parent.name for path in kept(made, "archive") if path.suffix == f".{kind}"] == ["bundles"]


def test_the_same_bundle_again_is_nothing_new(ishoej):
    made, forms = ishoej
    content = zipped(("a.docx", filled(made, forms)))
    put(made, "svar.zip", content)
    night(made)
    before = kept(made, "")
    put(made, "svar (2).zip", content)
    assert rows(night(made)) == {"svar (2).zip/a.docx": ("duplicate", [])}
    assert [path for path in kept(made, "") if "mus.db" not in path.name] == [
        path for path in before if "mus.db" not in path.name
    ]


def test_the_store_knows_the_bundle_by_its_digest_and_no_list_shows_it(ishoej):
    made, forms = ishoej
    content = zipped(("a.docx", filled(made, forms)))
    put(made, "svar.zip", content)
    night(made)
    with open_round(made, NIGHT) as round_:
        seen = round_.store.seen(sha(content))
    assert (seen.form_id, seen.outcome, Path(seen.kept_at).suffix) == ("", "duplicate", ".zip")


def test_a_refused_member_is_kept_with_a_letter_that_names_the_mail(ishoej):
    made, forms = ishoej
    photo = b"\xff\xd8 a photo"
    put(
        made,
        "Mail fra Anna.eml",
        a_mail(("Referat.docx", filled(made, forms)), ("foto.jpg", photo)).as_bytes(),
    )
    outcomes = rows(night(made))
    assert [outcome for outcome, _ in outcomes.values()] == ["accepted", "rejected"]
    letter, original = sorted(kept(made, "rejected"), key=lambda path: path.suffix, reverse=True)
    assert original.read_bytes() == photo
    assert "»foto.jpg« fra »Mail fra Anna.eml«" in letter.read_text(encoding="utf-8")


def test_a_bundle_without_a_form_is_refused_whole_with_one_letter(ishoej):
    made, _ = ishoej
    content = zipped(("foto.jpg", b"\xff\xd8"), ("budget.csv", b"1;2"))
    put(made, "feriebilleder.zip", content)
    taken = night(made)
    assert rows(taken) == {"feriebilleder.zip": ("rejected", ["no-form-in-bundle"])}
    assert digests(path for path in kept(made, "rejected") if path.suffix == ".zip") == {sha(content)}
    assert len(kept(made, "rejected")) == 2 and taken.passed["parts of mails and zips"] == 2


def test_a_bundle_with_nothing_but_refused_files_has_a_letter_that_names_each(ishoej):
    made, _ = ishoej
    inner = zipped(("Referat.docx", b"PK"))
    put(made, "Fra Anna.zip", zipped(("indre.zip", inner), ("noter.docx", b"ikke en fil fra Word")))
    night(made)
    (bundle,) = [path for path in kept(made, "rejected") if path.name.endswith("Fra Anna.zip")]
    letter = bundle.with_name(f"{bundle.name}.txt").read_text(encoding="utf-8")
    assert letter.startswith("Vi har modtaget filen »Fra Anna.zip«, men kan ikke bruge den, som den er:")
    assert "  - »indre.zip«: Filen er en zip-pakke eller mail, der ligger inde i en anden" in letter
    assert "  - »noter.docx«: Filen er" in letter
    before = kept(made, "rejected")
    assert night(made).judged == [] and kept(made, "rejected") == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.zip", zipped(("a.docx", b"x"))[:-5], "damaged-bundle"),
        ("a.zip", zipped(("../a.docx", b"x")), "unsafe-bundle"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1__properties_version1.0".replace(b"_", b"_\0"), None),
        ("a.eml", b"no mail at all", "damaged-bundle"),
    ],
)
def test_a_bundle_that_cannot_be_opened_is_refused_with_its_reason(ishoej, name, content, code):
    made, _ = ishoej
    put(made, name, content)
    ((outcome, codes),) = rows(night(made)).values()
    assert outcome == "rejected" and (codes == [code] or code is None)
    assert not list(made.inbox.iterdir())


def test_the_newest_answer_counts_whether_it_came_by_itself_or_by_mail(ishoej):
    made, forms = ishoej
    older = filled(made, forms, deltagere="fra mailen")
    newer = filled(made, forms, deltagere="fra mappen")
    put(made, "a.docx", newer)
    os.utime(made.inbox / "a.docx", (1_794_000_000, 1_794_000_000))
    mail = a_mail(("a.docx", older), sent="Thu, 1 Oct 2026 09:30:00 +0100").as_bytes()
    path = put(made, "svar.eml", mail)
    os.utime(path, (1_795_000_000, 1_795_000_000))
    night(made)
    form = forms["0042", "referat", "both"]
    with open_round(made, NIGHT) as round_:
        answers = {answer.key: answer.value for answer in round_.store.answers(form.form_id)}
    assert answers["deltagere"] == "fra mappen"
    times = {path.read_bytes(): int(path.stat().st_mtime) for path in kept(made, "archive")}
    assert times[newer] == 1_794_000_000 and times[older] == 1_790_843_400


def test_the_same_bytes_twice_at_once_count_once_and_lie_once(ishoej):
    made, forms = ishoej
    content = filled(made, forms)
    put(made, "a.docx", content, 1)
    put(
        made,
        "svar.zip",
        zipped(("a.docx", content), ("b.docx", content), ("x.jpg", b"x"), ("y.jpg", b"x")),
        2,
    )
    outcomes = sorted(outcome for outcome, _ in rows(night(made)).values())
    assert outcomes == ["accepted", "duplicate", "duplicate", "rejected", "rejected"]
    assert (
        len([path for path in kept(made, "") if path.suffix == ".docx" and path.read_bytes() == content]) == 1
    )
    assert len([path for path in kept(made, "rejected") if path.suffix == ".jpg"]) == 1


def test_in_herlev_a_mail_with_minutes_goes_to_the_leader(workspace):
    made = workspace("herlev")
    with packed(made) as (_, forms):
        content = a_mail(("Referat.docx", filled(made, forms, deltagere="HEMMELIGT"))).as_bytes()
    put(made, "svar.eml", content)
    assert [judged.outcome for judged in night(made).judged] == ["accepted"]
    assert [path.parent.relative_to(made.packets).as_posix() for path in made.packets.rglob("*.eml")] == [
        "Anna Holm (1001)/Modtaget"
    ]
    assert not kept(made, "archive")


def test_in_herlev_a_zip_with_two_leaders_minutes_is_taken_apart_and_not_kept(workspace):
    made = workspace("herlev", people=TWO_LEADERS)
    with packed(made) as (_, forms):
        first, second = filled(made, forms), filled(made, forms, "0043")
    put(made, "svar.zip", zipped(("a.docx", first), ("b.docx", second)))
    assert rows(night(made))["svar.zip"] == ("duplicate", ["bundle-not-kept"])
    assert not list(made.output.rglob("*.zip")) and not list(made.inbox.iterdir())
    assert digests(path for path in made.packets.rglob("*") if path.parent.name == "Modtaget") == {
        sha(first),
        sha(second),
    }


def test_reading_a_bundle_reads_what_is_in_it_and_moves_nothing(ishoej):
    made, forms = ishoej
    path = put(made, "svar.zip", zipped(("a.docx", filled(made, forms)), ("b.docx", b"x")))
    with open_round(made, NIGHT) as round_:
        first, second = read_files(round_, [path])
    assert first.form_id == forms["0042", "referat", "both"].form_id and second.problems
    assert path.exists()


def test_a_bundle_named_from_elsewhere_stays_where_it_is(ishoej, tmp_path):
    made, forms = ishoej
    path = tmp_path / "mine.zip"
    path.write_bytes(zipped(("a.docx", filled(made, forms))))
    assert [judged.outcome for judged in night(made, path).judged] == ["accepted"]
    assert path.exists() and len(kept(made, "archive")) == 2


def test_a_member_that_cannot_be_put_away_leaves_the_bundle_for_the_next_night(ishoej):
    made, forms = ishoej
    in_the_way = made.output / "archive" / "2026" / forms["0042", "referat", "both"].form_id
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("a file where a folder should be")
    put(made, "svar.zip", zipped(("a.docx", filled(made, forms)), ("b.docx", filled(made, forms, "0043"))))
    assert rows(night(made))["svar.zip/a.docx"] == ("accepted", ["file-not-moved"])
    assert (made.inbox / "svar.zip").exists()
    in_the_way.unlink()
    assert {outcome for outcome, _ in rows(night(made)).values()} == {"duplicate"}
    assert not list(made.inbox.iterdir()) and len(kept(made, "archive")) == 3


def test_what_was_refused_under_one_name_lies_once_when_it_is_taken_in_under_another(ishoej):
    made, forms = ishoej
    content = zipped(("a.docx", filled(made, forms)))[:-5]
    put(made, "svar.zip", content)
    night(made)
    whole = filled(made, forms)
    put(made, "svar.zip", zipped(("a.docx", whole)))
    night(made)
    lying = [path for path in kept(made, "") if path.read_bytes() == whole]
    assert len(lying) == 1


def purged_when_bo_has_left(made):
    """What a purge says once Bo is on the roster no more."""
    with open_round(made, NIGHT) as round_:
        people = {number: one for number, one in round_.store.roster(2026).people.items() if number != "0042"}
        round_.store.save_roster(Roster(people), 2027)
    with open_round(replace(made, year=2027), date(2028, 7, 1)) as round_:
        return purge(round_)


def test_a_bundle_goes_with_the_first_of_its_forms_that_must_go(ishoej):
    made, forms = ishoej
    plan = "kompetenceudviklingsplan"
    row = forms["0043", plan, "both"].rows["maal"][0]
    bos = filled(made, forms)
    aases = filled(made, forms, "0043", plan, **{f"maal/{row}/maal": "Lære mere"})
    content = zipped(("a.docx", bos), ("b.docx", aases))
    put(made, "svar.zip", content)
    night(made)
    assert [path.suffix for path in kept(made, "archive")].count(".zip") == 1
    purged = purged_when_bo_has_left(made)
    assert purged.problems == [] and purged.destroyed
    left = digests(kept(made, "archive"))
    assert left == {sha(aases)}
    with open_round(made, NIGHT) as round_:
        assert round_.store.seen(sha(content)) is None


def test_a_bundle_that_nobody_has_taken_in_is_left_by_purge_and_said(ishoej):
    made, forms = ishoej
    mail = a_mail(("a.docx", filled(made, forms)), ("b.docx", filled(made, forms, "0043"))).as_bytes()
    path = put(made, "svar.eml", mail)
    assert "file-holds-others" in [problem.code for problem in purged_when_bo_has_left(made).problems]
    assert path.exists()
