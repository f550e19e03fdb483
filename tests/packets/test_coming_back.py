"""What came back goes out again: follow-up copies, own goals, goals carried over, applications and chosen questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import PEOPLE, packed, person, write_roster
from test_group_packets import PEOPLE as IN_GROUP
from test_group_packets import with_groups
from test_packets import files_in, text_of

from pipeline.commands.incoming import take_in
from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.packets.prefilled import FINISHED
from pipeline.word import pen
from pipeline.word.layout import tags_of

HELD, LATER, SPRING = date(2026, 11, 12), date(2026, 11, 20), date(2027, 5, 12)


def first_rows(blank, table, count=1):
    """The ids of a form's first rows."""
    return list(dict.fromkeys(tag.split("/")[1] for tag in tags_of(blank) if tag.startswith(f"{table}/")))[
        :count
    ]


def send(made, form, today=LATER, **values):
    """Fills a form that lies in the packets, and has it taken in. Double underscores part table, row and column."""
    blank = (made.output / form.path).read_bytes()
    filled = pen.fill(blank, {key.replace("__", "/"): value for key, value in values.items()})
    made.inbox.mkdir(parents=True, exist_ok=True)
    (made.inbox / Path(form.path).name).write_bytes(filled)
    with open_round(made, today) as round_:
        (judged,) = take_in(round_, (), lambda items, _: items).judged
    assert judged.outcome == "accepted", [problem.code for problem in judged.reading.problems]


def agreement(made, number="0042"):
    """Packs, and sends in an agreement with one focus area; gives the row's id."""
    with packed(made) as (_, forms):
        form = forms[number, "udviklingsaftale", "both"]
    (row,) = first_rows((made.output / form.path).read_bytes(), "fokus")
    texts = {f"fokus__{row}__fokusomraade": "Vagtplan", f"fokus__{row}__frist": date(2027, 3, 1)}
    send(made, form, samtale_dato=HELD, opfoelgning_dato=SPRING, **texts)
    return row


def rows_of(made, subject="0042", year=2026):
    with open_round(made, LATER) as round_:
        return {row.id: row.values for row in round_.store.current_plan_rows(year).get(subject, [])}


def test_the_follow_up_copy_holds_the_rows_under_their_own_ids_and_updates_them(workspace):
    """SYD-36."""
    made = workspace("syddjurs")
    row = agreement(made)
    with packed(made, LATER) as (round_, forms):
        copy = forms["0042", "udviklingsaftale", "both", "opfølgning"]
        assert copy.rows["fokus"][0] == row and len(copy.rows["fokus"]) > 1
        (talk,) = [talk for talk in round_.store.talks(2026) if talk.kind == "opfølgning"]
        assert (talk.person, talk.planned_on) == ("0042", SPRING)
    assert "Vagtplan" in text_of(made.output / copy.path)["word/document.xml"]
    send(
        made,
        copy,
        date(2027, 5, 13),
        samtale_dato=SPRING,
        **{f"fokus__{row}__fokusomraade": "Vagtplan i drift"},
    )
    assert {id: values["fokusomraade"] for id, values in rows_of(made).items()} == {row: "Vagtplan i drift"}
    with open_round(made, LATER) as round_:
        versions = [row.values["fokusomraade"] for row in round_.store.plan_versions("0042", 2026)]
    assert versions == ["Vagtplan", "Vagtplan i drift"]


def test_a_copy_that_comes_back_untouched_says_the_same_again(workspace):
    made = workspace("syddjurs")
    agreement(made)
    before = rows_of(made)
    with packed(made, LATER) as (_, forms):
        copy = forms["0042", "udviklingsaftale", "both", "opfølgning"]
    send(made, copy, samtale_dato=LATER)
    assert rows_of(made) == before


def test_prefilled_forms_are_the_same_bytes_however_often_they_are_made(workspace):
    made = workspace("syddjurs")
    agreement(made)
    with packed(made, LATER) as (_, forms):
        copy = made.output / forms["0042", "udviklingsaftale", "both", "opfølgning"].path
    before, content = files_in(made.packets), copy.read_bytes()
    with packed(made, date(2026, 12, 1)):
        pass
    assert files_in(made.packets) == before
    copy.unlink()
    with packed(made, date(2026, 12, 2)):
        assert copy.read_bytes() == content


def test_nobodys_rows_stand_in_anybody_elses_form(workspace):
    made = workspace("syddjurs")
    agreement(made)
    with packed(made, LATER) as (_, forms):
        others = [form for form in forms.values() if form.person != "0042"]
        assert others
        for form in others:
            assert "Vagtplan" not in " ".join(text_of(made.output / form.path).values()), form.path


def test_own_goals_written_after_a_group_talk_stand_in_the_agreement_that_follows(workspace):
    """SYD-19: under the ids they have."""
    made = with_groups(workspace("syddjurs", IN_GROUP))
    with packed(made) as (_, forms):
        goals = forms["0051", "udviklingsaftale", "both", "GRUS"]
    (row,) = first_rows((made.output / goals.path).read_bytes(), "fokus")
    send(made, goals, samtale_dato=date(2026, 11, 9), **{f"fokus__{row}__fokusomraade": "Overlevering"})
    with packed(made, LATER) as (_, forms):
        mine, other = forms["0051", "udviklingsaftale", "both"], forms["0052", "udviklingsaftale", "both"]
        assert mine.rows["fokus"][0] == row
        assert "Overlevering" in text_of(made.output / mine.path)["word/document.xml"]
        assert "Overlevering" not in text_of(made.output / other.path)["word/document.xml"]
        assert ("0051", "udviklingsaftale", "both", "opfølgning") not in forms


def test_goals_that_were_not_reached_are_carried_over_into_next_years_plan(workspace):
    """IKB-5: what is finished or given up is not."""
    made = workspace("ikast-brande", PEOPLE[:2])
    last_year = replace(made, year=2025, output=made.folder / "output-2025")
    with packed(last_year, date(2025, 9, 14)) as (round_, forms):
        form = forms["0042", "kompetenceudviklingsplan", "both"]
        statuses = [
            choice.value for choice in round_.store.layout(form.layout).by_key()["maal/status"].choices
        ]
    rows = first_rows((last_year.output / form.path).read_bytes(), "maal", len(statuses))
    typed = {f"maal__{row}__maal": f"Mål {status}" for row, status in zip(rows, statuses, strict=False)}
    typed |= {f"maal__{row}__status": status for row, status in zip(rows, statuses, strict=False)}
    send(last_year, form, date(2025, 12, 1), samtale_dato=date(2025, 11, 12), **typed)
    left = {row: status for row, status in zip(rows, statuses, strict=False) if status not in FINISHED}
    assert left and len(left) < len(rows)
    with packed(made) as (_, forms):
        plan = forms["0042", "kompetenceudviklingsplan", "both"]
        text = text_of(made.output / plan.path)["word/document.xml"]
    assert plan.rows["maal"][: len(left)] == tuple(left)
    assert not set(plan.rows["maal"]) & (set(rows) - set(left))
    assert all(f"Mål {status}" in text for status in left.values())
    assert not any(f"Mål {status}" in text for status in FINISHED)


def test_an_application_goes_out_for_every_row_marked_for_the_fund(workspace):
    """HER-17 to HER-19: filled from the row, and the same bytes whatever the day."""
    people = [dict(p) for p in PEOPLE]
    people[1]["Overenskomst"] = "HK Kommunal"
    made = workspace("herlev", people)
    with packed(made) as (_, forms):
        plan = forms["0042", "kompetenceudviklingsplan", "both"]
    row, other = first_rows((made.output / plan.path).read_bytes(), "maal", 2)
    values = {"maal": "Ledelse", "aktivitet": "Diplom i ledelse", "beloeb": Decimal("10000.00"), "fond": True}
    values["start"] = date(2027, 2, 1)
    typed = {f"maal__{row}__{column}": value for column, value in values.items()} | {
        f"maal__{other}__maal": "Ro"
    }
    send(made, plan, samtale_dato=HELD, **typed)
    with packed(made, LATER) as (_, forms):
        (form,) = [form for form in forms.values() if form.form == "kompetencefond"]
        assert (form.person, form.row, form.due) == ("0042", row, date(2027, 1, 31))
        assert "-KFA-" in form.form_id
        filled = (made.output / form.path).read_bytes()
    text = text_of(made.output / form.path)["word/document.xml"]
    assert "Diplom i ledelse" in text and "1. februar 2027" in text
    with packed(made, date(2026, 12, 20)):
        assert (made.output / form.path).read_bytes() == filled


def test_the_questions_both_chose_stand_in_the_forms_of_that_talk_alone(workspace):
    """HER-7."""
    made = workspace("herlev")
    with packed(made) as (_, forms):
        asked = {audience: forms["0042", "spoergsmaal", audience] for audience in ("employee", "leader")}
        plain = forms["0042", "skema", "employee"]
    tags = [
        tag for tag in tags_of((made.output / asked["leader"].path).read_bytes()) if tag.startswith("valg_")
    ]
    has = set(tags_of((made.output / plain.path).read_bytes()))
    first, second, *_ = [tag for tag in tags if tag.removeprefix("valg_") not in has]
    send(made, asked["employee"], **{second: True})
    send(made, asked["leader"], **{first: True, second: True})
    with packed(made, LATER) as (_, forms):
        for audience in ("employee", "leader"):
            form = forms["0042", "skema", audience]
            now = tags_of((made.output / form.path).read_bytes())
            assert [tag for tag in now if f"valg_{tag}" in (first, second)] == [
                first.removeprefix("valg_"),
                second.removeprefix("valg_"),
            ]
        assert forms["0042", "skema", "employee"].form_id == plain.form_id
        other = forms["0043", "skema", "employee"]
        assert not {first.removeprefix("valg_")} & set(tags_of((made.output / other.path).read_bytes()))


@pytest.mark.parametrize("slug", ["herlev", "ishoej"])
def test_a_new_leader_gets_the_forms_and_not_the_minutes_that_came_back(slug, workspace):
    """HOL-16: the plan moves, the minutes do not."""
    people = [*PEOPLE, person("1002", "Carl Dam", Enhed="Regnbuen")]
    made = workspace(slug, people)
    with packed(made) as (_, forms):
        minutes = forms["0042", "referat", "both"]
    send(made, minutes, samtale_dato=HELD, deltagere="Bo og Anna", referent="leder")
    kept = [path for path in made.output.rglob("*.docx") if "Bo og Anna" in said_in(path)]
    assert len(kept) == 1
    people[1] = people[1] | {"Leder": "1002"}
    write_roster(made.folder / "medarbejdere.xlsx", people)
    with open_round(made, LATER) as round_:
        write_round(round_, plan_round(round_, None), lambda items, _: items)
    new = made.packets / "Carl Dam (1002)" / "Bo Lind (0042)"
    assert list(new.glob("*.docx"))
    assert [path for path in made.output.rglob("*.docx") if "Bo og Anna" in said_in(path)] == kept
    assert not kept[0].is_relative_to(new)


def said_in(path):
    return text_of(path)["word/document.xml"]
