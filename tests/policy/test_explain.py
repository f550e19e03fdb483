"""`mus explain`: every value, the file it stands in, the rule it follows from, its seed and how long it holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from forms_folder import NAME, copied_forms, write

from pipeline.policy import ExplainedValue, doubtful_rules, explain, told

NORDBY = f"""
{NAME}
[handout]
days_before = {{ value = 7, rule = "ISH-3" }}

[minutes]
required = {{ value = true, rule = "NOR-4" }}

[[fund_pool]]
name = "HK"
agreements = ["HK"]
ceiling = 25000
master = 50000
from = "2026-01-01"
to = "2026-12-31"
rule = "EXT-9"

[[unit]]
units = ["Skolen", "3300"]
year = 2026
round.closes = {{ value = "06-30", rule = "SYD-2" }}
"""


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return copied_forms(tmp_path)


def explained(forms: Path, text: str = NORDBY) -> dict[str, ExplainedValue]:
    """The values of a municipality with that text, by key."""
    write(forms, text)
    return {value.key: value for value in explain(forms, "nordby")}


def test_a_value_has_its_file_its_rule_and_what_the_rule_says(forms: Path) -> None:
    value = explained(forms)["handout.days_before"]
    assert value.as_json() == {
        "key": "handout.days_before",
        "value": 7,
        "origin": "nordby.toml",
        "rule": "ISH-3",
        "seed": "000 · Ishøj Kommune, personalepolitisk retningslinje",
        "valid_from": None,
        "valid_to": None,
        "text": "Medarbejderen skal have skemaet i hænde senest 14 dage før samtalen.",
    }


def test_a_value_nobody_has_changed_is_the_defaults(forms: Path) -> None:
    value = explained(forms)["minutes.due_days"]
    assert (value.origin, value.rule, value.seed, value.text) == ("_default.toml", "", "", "")


def test_a_municipalitys_own_rule_stands_without_a_text(forms: Path) -> None:
    value = explained(forms)["minutes.required"]
    assert (value.rule, value.seed, value.text) == ("NOR-4", "", "")


def test_a_municipality_may_write_its_own_rules_in_the_rule_book(forms: Path) -> None:
    book = forms / "rules.toml"
    text = book.read_text(encoding="utf-8").replace(
        "[sources]\n", '[sources]\nNOR = "Nordbys retningslinjer"\n'
    )
    own = '\n[NOR-4]\nstrength = "M"\nhow = "program"\ntext = "Der skrives referat."\nvalid_from = "2025-01-01"\n'
    book.write_text(text + own, encoding="utf-8")
    value = explained(forms)["minutes.required"]
    assert (value.seed, value.text) == ("Nordbys retningslinjer", "Der skrives referat.")
    assert value.as_json()["valid_from"] == "2025-01-01"


def test_every_topic_and_every_form_of_a_packet_is_explained(forms: Path) -> None:
    values = {value.key: value for value in explain(forms, "herlev")}
    assert values["topics.MUS.ledelse.questions"].rule == "HER-2"
    assert values["packet.MUS.1.for"].value == "employee"


def test_a_pool_shows_the_days_between_which_it_holds(forms: Path) -> None:
    value = explained(forms)["fund_pool.1.ceiling"]
    assert (value.value, value.rule) == (25000, "EXT-9")
    assert (value.valid_from, value.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert value.as_json()["valid_to"] == "2026-12-31"


def test_a_unit_is_explained_after_the_municipality_by_what_it_changes(forms: Path) -> None:
    values = explained(forms)
    of_the_unit = [key for key in values if key.startswith("unit.")]
    assert of_the_unit == ["unit.1.units", "unit.1.year", "unit.1.round.closes"]
    assert list(values)[-3:] == of_the_unit
    assert values["unit.1.units"].value == ["Skolen", "3300"]
    closes = values["unit.1.round.closes"]
    assert (closes.value, closes.rule, closes.origin) == ("06-30", "SYD-2", "nordby.toml")
    assert closes.seed.startswith("003")


def test_a_row_of_a_unit_is_explained_cell_by_cell(forms: Path) -> None:
    rows = (
        '[[unit.topics.MUS]]\nkey = "syn"\ntitle = "Syn"\nrule = "HER-32"\nquestions = ["trivsel_energi"]\n'
    )
    values = explained(forms, NORDBY + rows)
    assert values["unit.1.topics.MUS.syn.questions"].rule == "HER-32"


def test_nothing_is_known_of_an_unknown_municipality(forms: Path) -> None:
    assert explain(forms, "herlv") == []


def test_without_a_rule_book_the_values_are_explained_all_the_same(forms: Path) -> None:
    (forms / "rules.toml").unlink()
    value = explained(forms)["handout.days_before"]
    assert (value.value, value.rule, value.seed) == (7, "ISH-3", "")


def test_the_lines_for_people_stand_in_sections_with_long_values_below(forms: Path) -> None:
    text = '[[unit]]\nunits = ["Skolen"]\nround.closes = { value = "06-30", rule = "SYD-2" }\n'
    write(forms, NAME + text)
    lines = list(told(explain(forms, "nordby")))
    closes = lines[lines.index("[unit.1.round]") + 1].split(maxsplit=4)
    assert closes[:4] == ["closes", '"06-30"', "nordby.toml", "SYD-2"]
    assert closes[4].startswith("003 · Syddjurs")
    assert len([line for line in lines if line == "[round]"]) == 1
    purpose = next(number for number, line in enumerate(lines) if line.startswith("  purpose "))
    whole = next(value for value in explain(forms, "nordby") if value.key == "texts.purpose").value
    below = [line.strip() for line in lines[purpose + 1 : purpose + 8]]
    assert str(whole) in " ".join(below), "nothing of a value is cut"


# --- rules that HR should look at ---------------------------------------------------------------


def test_a_value_whose_rule_has_expired_is_a_note(forms: Path) -> None:
    """HOL-9 was a duty until EXT-2."""
    file = write(forms, NAME + '[evaluation]\nrequired = { value = true, rule = "HOL-9" }\n')
    (doubt,) = doubtful_rules(forms, date(2011, 12, 16))
    assert (doubt.code, doubt.place.spot, doubt.place.file) == (
        "rule-expired",
        "evaluation.required",
        str(file),
    )
    assert not doubt.blocks
    assert "HOL-9" in doubt.text and "2011-12-15" in doubt.text
    assert doubtful_rules(forms, date(2011, 12, 15)) == [], "the last day still counts"


def test_an_expired_rule_of_a_unit_is_placed_in_its_row(forms: Path) -> None:
    write(forms, NAME + '[[unit]]\nunits = ["Skolen"]\nround.yearly = { value = true, rule = "HOL-9" }\n')
    (doubt,) = doubtful_rules(forms, date(2026, 1, 1))
    assert (doubt.code, doubt.place.spot) == ("rule-expired", "unit.1.round.yearly")


def test_a_rule_of_a_known_source_that_is_not_in_the_book_is_a_note(forms: Path) -> None:
    write(forms, NAME + '[handout]\ndays_before = { value = 14, rule = "ISH-33" }\n')
    (doubt,) = doubtful_rules(forms, date(2026, 1, 1))
    assert (doubt.code, doubt.blocks) == ("unknown-rule", False)
    assert "Mente du »ISH-3«?" in doubt.text


def test_a_municipalitys_own_rules_and_the_shipped_ones_are_no_doubt(forms: Path) -> None:
    write(forms, NAME + '[handout]\ndays_before = { value = 14, rule = "NOR-1" }\n')
    assert doubtful_rules(forms, date(2026, 11, 22)) == []


def test_a_doubt_about_the_default_is_said_once(forms: Path) -> None:
    default = forms / "municipalities" / "_default.toml"
    text = default.read_text(encoding="utf-8").replace('rule = "EXT-20"', 'rule = "EXT-99"')
    default.write_text(text, encoding="utf-8")
    doubts = doubtful_rules(forms, date(2026, 1, 1))
    assert {(doubt.code, doubt.place.file) for doubt in doubts} == {("unknown-rule", str(default))}
    spots = [doubt.place.spot for doubt in doubts]
    assert "access.plan" in spots
    assert len(spots) == len(set(spots)), "though several municipalities rest on the default"
