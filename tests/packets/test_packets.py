"""Packets on the disk: whole or not at all, twice is once, and nobody's typing is lost."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date

from conftest import AUTUMN, PEOPLE, packed, person, write_roster

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.identity import form_ids_in
from pipeline.word.package import write_package
from pipeline.workspace import make_workspace, read_workspace, shipped_forms


def files_in(folder):
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def text_of(path):
    with zipfile.ZipFile(path) as package:
        return {
            name: re.sub(r"<[^>]+>", " ", package.read(name).decode())
            for name in package.namelist()
            if name.endswith(".xml")
        }


def test_packets_lie_in_a_folder_per_leader_and_person(workspace):
    made = workspace()
    with packed(made) as (_, forms):
        path = made.output / forms["0042", "referat", "both"].path
    assert path.parent.relative_to(made.packets).as_posix() == "Anna Holm (1001)/Bo Lind (0042)"
    assert re.fullmatch(r"Referat - Bo Lind - MUS26-0001-REF-\w{6}\.docx", path.name)
    assert (made.packets / "Anna Holm (1001)" / "Overblik.xlsx").exists()


def test_the_id_stands_in_all_five_places(workspace):
    made = workspace()
    with packed(made) as (_, forms):
        form = forms["0042", "referat", "both"]
    parts = text_of(made.output / form.path)
    footers = " ".join(text for name, text in parts.items() if "footer" in name)
    for text in (
        parts["word/document.xml"],
        parts["docProps/custom.xml"],
        parts["docProps/core.xml"],
        footers,
        form.path,
    ):
        assert form_ids_in(text) == [form.form_id]


def test_running_twice_writes_nothing(workspace):
    made = workspace()
    with packed(made):
        pass
    before = files_in(made.packets)
    with packed(made, today=date(2026, 10, 1)):
        pass
    assert files_in(made.packets) == before


def test_files_that_were_deleted_come_back_byte_for_byte(workspace):
    made = workspace()
    with packed(made):
        pass
    before = {path: data for path, (data, _) in files_in(made.packets).items()}
    for path in before:
        path.unlink()
    with packed(made, today=date(2026, 10, 1)):
        pass
    assert {path: data for path, (data, _) in files_in(made.packets).items()} == before


def test_a_file_somebody_typed_in_is_left_and_said_so(workspace):
    made = workspace()
    with packed(made) as (_, forms):
        path = made.output / forms["0042", "skema", "employee"].path
    path.write_bytes(path.read_bytes() + b"typed")
    typed = path.read_bytes()
    with open_round(made, AUTUMN) as round_:
        written = write_round(round_, plan_round(round_, None), lambda items, _: items)
    assert path.read_bytes() == typed
    assert [problem.code for problem in written.problems] == ["packet-file-changed"]
    assert written.files_written == 0


def test_a_changed_talk_date_rewrites_only_that_persons_forms(workspace):
    made = workspace()
    with packed(made) as (_, forms):
        others = made.output / forms["0043", "referat", "both"].path
        mine = made.output / forms["0042", "referat", "both"].path
    before, other_time = mine.read_bytes(), others.stat().st_mtime_ns
    people = [dict(p) for p in PEOPLE]
    people[1]["Samtaledato"] = date(2026, 12, 1)
    write_roster(made.folder / "medarbejdere.xlsx", people)
    with packed(made) as (_, again):
        assert again["0042", "referat", "both"].form_id == forms["0042", "referat", "both"].form_id
    assert mine.read_bytes() != before
    assert others.stat().st_mtime_ns == other_time


def test_a_new_leader_gets_the_packet_and_the_old_place_is_cleared(workspace):
    people = [*PEOPLE, person("1002", "Carl Dam", Enhed="Regnbuen")]
    made = workspace(people=people)
    with packed(made) as (_, forms):
        old = made.output / forms["0042", "referat", "both"].path
    people[1] = people[1] | {"Leder": "1002"}
    write_roster(made.folder / "medarbejdere.xlsx", people)
    with packed(made) as (_, forms):
        new = made.output / forms["0042", "referat", "both"].path
    assert new.exists() and "Carl Dam (1002)" in str(new)
    assert not old.exists() and not old.parent.exists()


def test_a_late_hand_out_is_said_once(workspace):
    made = workspace("ishoej")
    codes = []
    for _ in range(2):
        with open_round(made, date(2026, 10, 30)) as round_:
            written = write_round(round_, plan_round(round_, None), lambda items, _: items)
            codes.append([problem.code for problem in written.problems])
    assert codes == [["handed-out-late", "handed-out-late"], []]


def test_nobodys_packet_names_anybody_else(workspace):
    people = [
        *PEOPLE,
        *(person(f"2{n:03d}", f"Sentinel{n:03d} Prøvesen", Enhed="Regnbuen") for n in range(40)),
    ]
    made = workspace(people=people)
    with packed(made) as (_, forms):
        for form in forms.values():
            text = " ".join(text_of(made.output / form.path).values())
            names = set(re.findall(r"Sentinel\d{3}", text)) | ({"Bo Lind"} if "Bo Lind" in text else set())
            own = form.person_name.split()[0] if form.person_name.startswith("Sentinel") else form.person_name
            assert names <= {own}, form.path


def test_template_code_that_fails_on_one_person_costs_nobody_else_anything(tmp_path):
    folder = tmp_path / "round"
    make_workspace(folder, "herlev", 2026, "forms")
    ignored = shutil.ignore_patterns("build", "pictures", "*.py")
    shutil.copytree(shipped_forms(), folder / "forms", ignore=ignored)
    letter = folder / "forms" / "indkaldelse.docx"
    with zipfile.ZipFile(letter) as package:
        members = {name: package.read(name) for name in package.namelist()}
    old = b"Venlig hilsen"
    assert old in members["word/document.xml"]
    members["word/document.xml"] = members["word/document.xml"].replace(
        old, b"{{ 1 // (person.number != '0043') }}", 1
    )
    letter.write_bytes(write_package(members))
    write_roster(folder / "r.xlsx")
    with open_round(read_workspace(folder), AUTUMN) as round_:
        written = write_round(round_, plan_round(round_, folder / "r.xlsx"), lambda items, _: items)
    assert [problem.code for problem in written.problems] == ["template-fails"]
    assert {form.person for form in written.issued} == {"0042"}
