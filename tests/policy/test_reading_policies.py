"""A copied forms folder, and what people do to it: a mistake is a problem with its place and the way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from forms_folder import copied_forms, topics, write, wrong

from pipeline.policy import logo_of, read_policies, read_policy, slugs

SIXTH = """
[municipality]
name = "Nordby Kommune"
contact = "HR i Nordby Kommune"

[minutes]
required = { value = true, rule = "NOR-4" }

[follow_up]
required = true
months = 9
"""

PNG = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR" + bytes(17)


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return copied_forms(tmp_path)


def test_a_sixth_municipality_is_ten_lines_of_toml_and_no_code(forms: Path) -> None:
    write(forms, SIXTH)
    policy, problems = read_policy(forms, "nordby")
    assert problems == []
    assert policy is not None
    assert policy.name == "Nordby Kommune"
    assert (policy.follow_up.required, policy.follow_up.months) == (True, 9)
    assert policy.rule("minutes.required") == "NOR-4"
    assert policy.plan.required, "what the file leaves out is the default's"
    assert "nordby" in slugs(forms)


def test_a_municipality_needs_no_more_than_a_name(forms: Path) -> None:
    write(forms, '[municipality]\nname = "Nordby Kommune"\n')
    assert read_policy(forms, "nordby")[1] == []


def test_a_municipality_without_a_name_is_asked_for_it_in_its_own_file(forms: Path) -> None:
    file = write(forms, "[round]\nyearly = true\n")
    policy, problems = read_policy(forms, "nordby")
    assert policy is None
    assert [(problem.code, problem.place.spot) for problem in problems] == [
        ("policy-text-empty", "municipality.name")
    ]
    assert problems[0].place.file == str(file)


def test_an_empty_file_is_no_municipality(forms: Path) -> None:
    write(forms, "")
    policy, problems = read_policy(forms, "nordby")
    assert policy is None
    assert problems


@pytest.mark.parametrize(
    ("text", "spot", "nearest"),
    [
        ("[minutes]\nrequierd = true", "minutes.requierd", "minutes.required"),
        ("[minuts]\nrequired = true", "minuts", "minutes«"),
        ("[minutes]\ndays_before = 14", "minutes.days_before", "handout.days_before"),
        ("[topics]\nMUSS = []", "topics.MUSS", "topics.MUS"),
        ('[forms.skeam]\ntitle = "Skema"', "forms.skeam", "forms.skema«"),
        ("colour = 3", "colour", ""),
    ],
)
def test_an_unknown_key_is_a_problem_that_names_the_nearest(
    forms: Path, text: str, spot: str, nearest: str
) -> None:
    problem = wrong(forms, text)
    assert problem.code == "unknown-policy-key"
    assert problem.place.spot == spot
    assert f"Mente du »{nearest}" in problem.text or not nearest


@pytest.mark.parametrize(
    ("text", "spot", "said"),
    [
        ('[round]\nyearly = "ja"', "round.yearly", "true eller false"),
        ("[round]\nyearly = 1", "round.yearly", "true eller false"),
        ('[handout]\ndays_before = "14"', "handout.days_before", "helt tal"),
        ("[handout]\ndays_before = true", "handout.days_before", "helt tal"),
        ("[handout]\ndays_before = -1", "handout.days_before", "fra 0 til 366"),
        ("[plan]\nhorizon_max = 6", "plan.horizon_max", "fra 1 til 5"),
        ('[round]\nopens = "1/10"', "round.opens", "MM-DD"),
        ('[round]\nopens = "02-29"', "round.opens", "MM-DD"),
        ("[round]\nopens = 10-01", "linje 2", "linje 2"),
        ('[look]\naccent = "#1F5C7A"', "look.accent", "seks hextal"),
        ('[texts]\nadvice = "Sæt god tid af"', "texts.advice", "liste"),
        ('[packet]\nMUS = "skema"', "packet.MUS", "[[packet.MUS]]"),
        ('[[packet]]\nform = "skema"\nfor = "employee"', "packet", "[[packet.MUS]]"),
        ('blackout = "juli"', "blackout", "[[blackout]]"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(forms: Path, text: str, spot: str, said: str) -> None:
    problem = wrong(forms, text)
    assert problem.place.spot == spot
    assert said in problem.text


def test_a_choice_outside_the_set_names_the_nearest_and_all(forms: Path) -> None:
    problem = wrong(forms, '[minutes]\napproval = "others"')
    assert problem.code == "policy-choice-outside"
    assert "Mente du »other«" in problem.text
    assert "»none«, »leader« eller »other«" in problem.text


@pytest.mark.parametrize("rule", ['"HER13"', '"her-13"', '"HER-013"', '"Herlev 13"', "13"])
def test_a_malformed_rule_id_is_a_problem(forms: Path, rule: str) -> None:
    problem = wrong(forms, f"[handout]\ndays_before = {{ value = 14, rule = {rule} }}")
    assert (problem.code, problem.place.spot) == ("malformed-rule", "handout.days_before")


def test_a_misspelt_rule_or_a_forgotten_value_is_a_problem(forms: Path) -> None:
    assert (
        wrong(forms, '[handout]\ndays_before = { value = 14, ruel = "ISH-3" }').code == "unknown-policy-key"
    )
    assert wrong(forms, '[handout]\ndays_before = { rule = "ISH-3" }').code == "policy-key-missing"


def test_a_syntax_error_is_a_problem_with_its_line(forms: Path) -> None:
    file = write(forms, '[municipality]\nname = "Nordby\ncontact = "HR"\n')
    policy, problems = read_policy(forms, "nordby")
    assert policy is None
    assert [(p.code, p.place.file, p.place.spot) for p in problems] == [("toml-syntax", str(file), "linje 2")]


def test_a_file_in_another_encoding_is_a_problem_and_a_byte_order_mark_is_none(forms: Path) -> None:
    file = forms / "municipalities" / "nordby.toml"
    file.write_bytes('[municipality]\nname = "Nørby Kommune"\n'.encode("cp1252"))
    assert [p.code for p in read_policy(forms, "nordby")[1]] == ["policy-not-utf8"]
    file.write_bytes('[municipality]\r\nname = "Nørby Kommune"\r\n'.encode("utf-8-sig"))
    policy, problems = read_policy(forms, "nordby")
    assert problems == []
    assert policy is not None and policy.name == "Nørby Kommune"


def test_an_unknown_municipality_is_a_problem_that_names_the_nearest(forms: Path) -> None:
    policy, problems = read_policy(forms, "herlv")
    assert policy is None
    assert [problem.code for problem in problems] == ["unknown-municipality"]
    assert "Mente du »herlev«?" in problems[0].text


ENERGY = 'questions = ["trivsel_energi"]'


def test_an_unknown_question_is_a_problem_that_names_the_nearest(forms: Path) -> None:
    problem = wrong(forms, topics('key = "trivsel"\nquestions = ["trivsel_enregi"]'))
    assert (problem.code, problem.place.spot) == ("unknown-question", "topics.MUS.trivsel.questions")
    assert "Mente du »trivsel_energi«?" in problem.text


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([f'key = "a"\n{ENERGY}', f'key = "b"\n{ENERGY}'], "repeated-question"),
        ([f'key = "a"\n{ENERGY}', 'key = "a"\nquestions = ["trivsel_balance"]'], "repeated-topic"),
        (['key = "a"\nquestions = []'], "topic-without-questions"),
        ([f'key = "Trivsel og mere"\n{ENERGY}'], "malformed-key"),
        ([f'key = "a__b"\n{ENERGY}'], "malformed-key"),
        ([f'key = "et_meget_langt_emne_der_ikke_kan_vaere_i_word"\n{ENERGY}'], "malformed-key"),
        (['key = "a"'], "policy-key-missing"),
        ([f'key = "a"\nquestion = []\n{ENERGY}'], "unknown-policy-key"),
        ([f'key = "a"\nrule = "ISH7"\n{ENERGY}'], "malformed-rule"),
    ],
)
def test_topics_that_no_form_could_hold_are_problems(forms: Path, rows: list[str], code: str) -> None:
    assert wrong(forms, topics(*rows)).code == code


PACKET = (
    '[[packet.MUS]]\nform = "skema"\nfor = "employee"\n[[packet.MUS]]\nform = "{form}"\nfor = "{audience}"\n'
)


@pytest.mark.parametrize(
    ("settings", "form", "audience", "code"),
    [
        ("", "kompetenceudviklingplan", "both", "unknown-form"),
        ("", "kompetenceudviklingsplan", "alle", "policy-choice-outside"),
        ("", "referat", "both", "form-not-in-packet"),
        ('[plan]\nform = "udviklingsaftale"\n', "kompetenceudviklingsplan", "both", "form-not-in-packet"),
        ("[plan]\nrequired = false\n", "skema", "employee", "repeated-form"),
        ("[minutes]\nrequired = true\n", "kompetenceudviklingsplan", "both", "form-not-in-packet"),
    ],
)
def test_a_packet_that_cannot_do_its_work_is_a_problem(
    forms: Path, settings: str, form: str, audience: str, code: str
) -> None:
    write(
        forms,
        settings + '[municipality]\nname = "Nordby"\n' + PACKET.format(form=form, audience=audience),
    )
    policy, problems = read_policy(forms, "nordby")
    assert policy is None
    assert code in [problem.code for problem in problems]


def test_a_window_that_closes_before_it_opens_is_a_problem(forms: Path) -> None:
    problem = wrong(forms, '[round]\nopens = "11-01"\ncloses = "03-01"')
    assert (problem.code, problem.place.spot) == ("policy-wrong-order", "round.closes")


def test_a_municipality_may_rename_a_form_but_not_reclassify_it(forms: Path) -> None:
    assert wrong(forms, '[forms.referat]\nprivacy = "shared"').code == "policy-key-of-the-house"
    write(forms, '[municipality]\nname = "Nordby"\n[forms.referat]\ntitle = "Opsamling"\n')
    policy, _ = read_policy(forms, "nordby")
    assert policy is not None
    assert (policy.forms["referat"].title, policy.forms["referat"].privacy) == ("Opsamling", "private")


def test_a_logo_must_be_there(forms: Path) -> None:
    assert wrong(forms, '[look]\nlogo = "nordby.png"').code == "missing-logo"
    logo = forms / "municipalities" / "nordby.png"
    logo.write_bytes(PNG)
    policy, problems = read_policy(forms, "nordby")
    assert problems == []
    assert policy is not None and logo_of(forms, policy) == logo


@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"\xff\xd8\xff\xe0" + bytes(40), b"<svg/>" * 9])
def test_a_logo_is_a_png(forms: Path, content: bytes) -> None:
    (forms / "municipalities" / "nordby.png").write_bytes(content)
    assert wrong(forms, '[look]\nlogo = "nordby.png"').code == "missing-logo"


@pytest.mark.parametrize("name", ["../../nordby.png", ".nordby.png", "../municipalities/.skjult/nordby.png"])
def test_a_logo_lies_where_a_change_of_it_is_seen(forms: Path, name: str) -> None:
    path = forms / "municipalities" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PNG)
    assert wrong(forms, f'[look]\nlogo = "{name}"').code == "missing-logo"


def test_one_municipalitys_mistake_leaves_the_others_alone(forms: Path) -> None:
    write(forms, "[minuts]\nrequired = true\n", slug="herlev")
    policies, problems = read_policies(forms)
    assert list(policies) == ["holstebro", "ikast-brande", "ishoej", "syddjurs"]
    assert {Path(problem.place.file).name for problem in problems} == {"herlev.toml"}


def test_a_mistake_in_the_default_is_said_once_and_stops_all(forms: Path) -> None:
    default = forms / "municipalities" / "_default.toml"
    text = default.read_text(encoding="utf-8").replace("due_days = 14 ", "# due_days = 14 ", 1)
    default.write_text(text, encoding="utf-8")
    policies, problems = read_policies(forms)
    assert policies == {}
    assert [(p.code, p.place.spot) for p in problems] == [("policy-key-missing", "minutes.due_days")]


def test_a_missing_default_or_bank_is_a_problem(forms: Path) -> None:
    (forms / "questions.toml").unlink()
    assert "policy-file-missing" in [p.code for p in read_policy(forms, "herlev")[1]]
    (forms / "municipalities" / "_default.toml").unlink()
    assert read_policy(forms, "herlev")[0] is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('Ny = "Hvad nu?"', "malformed-key"),
        ('ny = ""', "policy-text-empty"),
        ("ny = 3", "wrong-policy-value"),
        ('ny = { tekst = "Hvad nu?" }', "unknown-policy-key"),
        ('[egne]\nemner = "Hvad ellers?"', "reserved-key"),
    ],
)
def test_a_bad_line_in_the_bank_is_a_problem(forms: Path, line: str, code: str) -> None:
    bank = forms / "questions.toml"
    bank.write_text(bank.read_text(encoding="utf-8") + f"\n[nyt]\n{line}\n", encoding="utf-8")
    policy, problems = read_policy(forms, "herlev")
    assert policy is None
    assert code in [problem.code for problem in problems]


def test_a_new_question_is_a_line(forms: Path) -> None:
    bank = forms / "questions.toml"
    bank.write_text(bank.read_text(encoding="utf-8") + '\n[have]\nros = "Hvad gror?"\n', encoding="utf-8")
    row = topics('key = "have"\nquestions = ["have_ros"]')
    write(forms, f'[municipality]\nname = "Nordby"\n{row}')
    policy, problems = read_policy(forms, "nordby")
    assert problems == []
    assert policy is not None
    question = policy.topics["MUS"][0].questions[0]
    assert (question.id, question.text, question.prompt) == ("have_ros", "Hvad gror?", "Skriv her")


def test_a_text_over_several_lines_is_one_paragraph_until_an_empty_line(forms: Path) -> None:
    text = 'purpose = """\nEn tekst\nover to linjer.\n\nNyt afsnit.\n"""\n'
    write(forms, f'[municipality]\nname = "Nordby"\n[texts]\n{text}')
    policy, _ = read_policy(forms, "nordby")
    assert policy is not None
    assert policy.texts.purpose == "En tekst over to linjer.\nNyt afsnit."


def test_the_window_is_days_of_a_year(forms: Path) -> None:
    policy, _ = read_policy(forms, "herlev")
    assert policy is not None
    assert (policy.round.opens_on(2026), policy.round.closes_on(2026)) == (
        date(2026, 10, 1),
        date(2026, 12, 31),
    )


def test_a_value_of_its_own_takes_the_defaults_rule_with_it(forms: Path) -> None:
    """The default's rule explains the default's value, not the one that replaces it."""
    write(forms, '[municipality]\nname = "Nordby"\n[plan]\nrequired = false\n')
    policy, _ = read_policy(forms, "nordby")
    assert policy is not None
    assert policy.rule("plan.required") == ""
    assert policy.rule("round.yearly") == "EXT-1"
