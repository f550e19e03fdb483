"""A group's papers on the disk: whose folder they lie in, and whose name they bear."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from conftest import packed, person
from test_packets import files_in, text_of

GROUP_DAY = date(2026, 11, 9)
PEOPLE = (
    person("1001", "Anna Holm", "", Enhed="Stab"),
    person("1002", "Carl Dam", Enhed="Stab"),
    person("0051", "Kaj Lund", Samtaletype="GRUS", Gruppe="G1", Enhed="Nord"),
    person("0052", "Lone Sø", "1002", Samtaletype="GRUS", Gruppe="G1", Enhed="Nord"),
)


def with_groups(made, *groups):
    """Puts the sheet of groups into the workspace's roster."""
    path = made.folder / "medarbejdere.xlsx"
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("Grupper")
    page.append(["Gruppe", "Navn", "Type", "Leder", "Samtaledato", "Drøftet med", "Drøftet dato"])
    for group in groups or (("G1", "Aftenvagten", "GRUS", "1001", GROUP_DAY, "TR", date(2026, 9, 1)),):
        page.append(list(group))
    book.save(path)
    return made


def test_the_groups_own_forms_lie_in_a_folder_of_its_own_and_each_participants_in_theirs(workspace):
    """SYD-37: all bear the group's id."""
    made = with_groups(workspace("syddjurs", PEOPLE))
    with packed(made) as (_, forms):
        of_talk = [form for form in forms.values() if form.kind == "GRUS"]
    folders = {(form.person, form.path.split("/")[2]) for form in of_talk}
    assert folders == {("", "Aftenvagten (G1)"), ("0051", "Kaj Lund (0051)"), ("0052", "Lone Sø (0052)")}
    assert {form.path.split("/")[1] for form in of_talk} == {"Anna Holm (1001)"}
    assert {form.group for form in of_talk} == {"G1"}
    assert {form.person_name for form in of_talk if not form.person} == {"Aftenvagten"}


def test_the_individual_talk_after_it_is_with_somebodys_own_leader(workspace):
    with packed(with_groups(workspace("syddjurs", PEOPLE))) as (_, forms):
        form = forms["0052", "udviklingsaftale", "both"]
    assert (form.kind, form.group, form.leader) == ("MUS", "", "1002")


@pytest.mark.parametrize("slug", ["herlev", "holstebro", "ikast-brande", "ishoej", "syddjurs"])
def test_running_twice_changes_nothing(slug, workspace):
    made = with_groups(workspace(slug, PEOPLE))
    with packed(made):
        pass
    before = files_in(made.packets)
    with packed(made, today=date(2026, 10, 1)) as (_, forms):
        assert len({form.form_id for form in forms.values()}) == len(forms)
    assert files_in(made.packets) == before


def test_a_group_form_says_what_the_group_is_called(workspace):
    with packed(with_groups(workspace("syddjurs", PEOPLE))) as (round_, forms):
        plan = forms["G1", "handleplan", "group", "GRUS"]
        text = text_of(round_.workspace.output / plan.path)["word/document.xml"]
    assert "Aftenvagten" in text and "G1" in text
