"""Problems of what HR owns and edits: policies, the question bank, templates and the workspace.

All of them block: a form that goes out on a misread policy cannot be called back.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from pipeline.problems import Place, Problem, file_place

# --- a whole file -------------------------------------------------------------------------------


def policy_file_missing(path: Path) -> Problem:
    """A file the policies rest on (`_default.toml`, `questions.toml`) cannot be opened."""
    text = "Filen findes ikke eller kan ikke åbnes. Læg den tilbage, og kontrollér adgangen til mappen."
    return Problem("policy-file-missing", file_place(path), text)


def policy_not_utf8(path: Path) -> Problem:
    """The file is saved in another encoding than TOML's own, as older editors do."""
    text = (
        "Filen er ikke gemt som UTF-8. Gem den igen, og vælg kodningen »UTF-8«, så æ, ø og å bliver rigtige."
    )
    return Problem("policy-not-utf8", file_place(path), text)


def toml_syntax(path: Path, line: int) -> Problem:
    """The file is no TOML; `line` is where the reader gave up."""
    text = (
        f"Filen kan ikke læses fra linje {line}. Se efter et manglende anførselstegn, en parentes, der ikke "
        "er lukket, en nøgle, der står to gange, eller et navn med æ, ø eller å uden anførselstegn omkring – på "
        "linjen eller lige over den."
    )
    return Problem("toml-syntax", file_place(path, f"linje {line}"), text)


def unknown_municipality(folder: Path, slug: str, known: Iterable[str]) -> Problem:
    """No policy file has that name."""
    text = f"Der er ingen fil for kommunen »{slug}«. {meant(slug, known)}Filerne ligger i municipalities/."
    return Problem("unknown-municipality", file_place(folder, f"{slug}.toml"), text)


# --- a key and its value ------------------------------------------------------------------------


def unknown_policy_key(place: Place, key: str, known: Iterable[str]) -> Problem:
    """The key is not in the vocabulary. Names the nearest: one with the same last part, else by letters."""
    listed = list(known)
    last = key.rpartition(".")[2]
    namesakes = [other for other in listed if other.rpartition(".")[2] == last]
    near = meant(key, namesakes if len(namesakes) == 1 else listed)
    text = f"Nøglen »{key}« findes ikke. {near}Alle nøgler er forklaret i _default.toml."
    return Problem("unknown-policy-key", place, text)


def policy_key_missing(place: Place, key: str) -> Problem:
    """A key that must be stated is not: in the default any, elsewhere one that a row needs."""
    return Problem(
        "policy-key-missing", place, f"Nøglen »{key}« mangler. Skriv den ind; den skal have en værdi."
    )


def policy_text_empty(place: Place, key: str) -> Problem:
    """A text that people read is empty."""
    return Problem("policy-text-empty", place, f"Teksten »{key}« er tom. Skriv den, før runden begynder.")


_CONFIDENTIALITY = {
    "access": "Hvem har adgang til det, der bliver skrevet?",
    "storage": "Hvordan bliver materialet opbevaret?",
    "use": "Hvad bliver materialet brugt til?",
    "leader_leaves": "Hvad sker der med materialet, når lederen rejser?",
}


def confidentiality_unanswered(place: Place, question: str) -> Problem:
    """One of the four questions on confidentiality has no answer, and so no round can start (HOL-16)."""
    text = (
        f"Et af de fire spørgsmål om fortrolighed er ikke besvaret: »{_CONFIDENTIALITY[question]}« Runden kan ikke "
        f"begynde, før svaret står i »confidentiality.{question}«. Det bliver trykt i alles pakke."
    )
    return Problem("confidentiality-unanswered", place, text)


def policy_key_of_the_house(place: Place, key: str) -> Problem:
    """A municipality states a key that only `_default.toml` may."""
    text = f"»{key}« gælder for alle kommuner og kan kun stå i _default.toml. Slet den her."
    return Problem("policy-key-of-the-house", place, text)


def wrong_policy_value(place: Place, expected: str) -> Problem:
    """The value is of another type or form, or out of range. `expected` says in Danish what fits."""
    return Problem("wrong-policy-value", place, f"Værdien passer ikke. Her skal stå {expected}.")


def choice_outside(place: Place, written: object, choices: Iterable[str]) -> Problem:
    """The value is not one of the closed set."""
    listed = [choice for choice in choices if choice]
    near = meant(written, listed) if isinstance(written, str) else ""
    text = f"Værdien er ikke en af de mulige. {near}Vælg mellem {_listed(listed)}."
    return Problem("policy-choice-outside", place, text)


def malformed_rule(place: Place) -> Problem:
    """What stands as a rule id is none."""
    text = "Regelnummeret er ikke skrevet rigtigt. Det er bogstaver, bindestreg og tal, fx »HER-13«."
    return Problem("malformed-rule", place, text)


def missing_logo(place: Place) -> Problem:
    """The policy names a logo that is not there, lies elsewhere, or is no PNG."""
    text = "Logoet er ikke et PNG-billede i municipalities/. Læg det der, eller lad »look.logo« være tom."
    return Problem("missing-logo", place, text)


def number_missing(place: Place, key: str, because: str) -> Problem:
    """A number is 0 where another value of the policy needs one."""
    text = f"»{key}« er 0, men {because}. Skriv et tal på mindst 1, eller ret det, der kræver det."
    return Problem("policy-number-missing", place, text)


def nothing_listed(place: Place, key: str, because: str) -> Problem:
    """A list is empty where another value of the policy needs something in it."""
    text = f"Der står ingenting under »{key}«, men {because}. Udfyld listen, eller ret det, der kræver den."
    return Problem("policy-list-empty", place, text)


def not_for_a_unit(place: Place, section: str) -> Problem:
    """A `[[unit]]` states something that is the whole municipality's."""
    text = f"»{section}« gælder for hele kommunen og kan ikke stå under [[unit]]. Flyt det op i filen, eller slet det."
    return Problem("policy-key-of-the-municipality", place, text)


def repeated_unit(place: Place, name: str) -> Problem:
    """A unit has two sets of rules of its own for the same year."""
    text = (
        f"Enheden »{name}« har allerede en [[unit]] for det samme år. Saml reglerne i én, eller ret »year«."
    )
    return Problem("repeated-unit", place, text)


def overlapping_units(place: Place) -> Problem:
    """A `[[unit]]` for one year covers some, but not all, of its units together with one for every year."""
    text = (
        "Nogle af enhederne har også en [[unit]], der gælder alle år, andre har ikke. Del denne i to, så det er "
        "tydeligt, hvilke regler der gælder hvor."
    )
    return Problem("overlapping-units", place, text)


# --- what does not fit together -----------------------------------------------------------------


def wrong_order(place: Place, first: str, last: str) -> Problem:
    """Two values that bound something stand the wrong way round."""
    return Problem(
        "policy-wrong-order", place, f"»{first}« ligger efter »{last}«. Byt dem om, eller ret den ene."
    )


def unknown_question(place: Place, written: str, known: Iterable[str]) -> Problem:
    """A topic asks a question that the bank does not have."""
    text = f"Spørgsmålet »{written}« findes ikke i questions.toml. {meant(written, known)}"
    return Problem("unknown-question", place, text.strip())


def unknown_theme(place: Place, written: str, known: Iterable[str]) -> Problem:
    """The question bank has no such theme."""
    text = f"Temaet »{written}« findes ikke i questions.toml. {meant(written, known)}"
    return Problem("unknown-theme", place, text.strip())


def theme_without_title(place: Place, theme: str) -> Problem:
    """A theme may be chosen from, but nothing says what it is called (HER-7)."""
    text = (
        f"Temaet »{theme}« har ingen overskrift, så man kan ikke vælge det i formularen. "
        f'Skriv en under [titles] i questions.toml, fx {theme} = "…".'
    )
    return Problem("theme-without-title", place, text)


def repeated_question(place: Place, written: str) -> Problem:
    """A question stands twice in one form, where its id must name one answer only."""
    text = f"Spørgsmålet »{written}« er med to gange. Slet det ene, så hvert svar har sit eget felt."
    return Problem("repeated-question", place, text)


def malformed_key(place: Place, written: str, longest: int) -> Problem:
    """A topic's or question's key cannot name a field in Word."""
    text = (
        f"»{written}« kan ikke bruges som nøgle. Brug små bogstaver a-z, tal og enkelte understreger, begynd "
        f"med et bogstav, og hold den på højst {longest} tegn (skriv ae, oe, aa)."
    )
    return Problem("malformed-key", place, text)


def reserved_key(place: Place, written: str) -> Problem:
    """A question's id is one that the forms use for something else."""
    text = (
        f"Nøglen »{written}« bruges allerede til et andet felt i formularerne. Giv spørgsmålet et andet navn."
    )
    return Problem("reserved-key", place, text)


def repeated_topic(place: Place, key: str) -> Problem:
    """Two topics of a talk have the same key."""
    text = f"Emnet »{key}« er med to gange. Giv det ene en anden nøgle, eller slet det."
    return Problem("repeated-topic", place, text)


def topic_without_questions(place: Place) -> Problem:
    """A topic would stand in the form with nothing to answer."""
    text = "Emnet har ingen spørgsmål. Tilføj mindst ét fra questions.toml."
    return Problem("topic-without-questions", place, text)


def unknown_form(place: Place, written: str, known: Iterable[str]) -> Problem:
    """The packet names a form that `_default.toml` does not describe."""
    text = f"Formularen »{written}« findes ikke. {meant(written, known)}"
    return Problem("unknown-form", place, text.strip())


def repeated_form(place: Place, form: str) -> Problem:
    """The packet gives the same form to the same people twice."""
    return Problem("repeated-form", place, f"»{form}« er med to gange til den samme modtager. Slet den ene.")


def form_not_in_packet(place: Place, form: str, asked_by: str, kind: str) -> Problem:
    """The policy asks for something that no form of a kind's packet can bring back."""
    text = (
        f"»{asked_by}« kræver formularen »{form}«, men den er ikke i pakken til {kind}. Føj den til under "
        f"{table_header(f'packet.{kind}')}."
    )
    return Problem("form-not-in-packet", place, text)


def salary_is_banned(place: Place) -> Problem:
    """A topic asks about pay where the policy does not say that it may (ISH-9, HOL-13, SYD-15)."""
    text = (
        "Emnet spørger til løn, men det må det kun, hvor »salary.topic« er »allowed«. Fjern spørgsmålet, eller "
        "ret »salary.topic«, hvis løn hører til samtalen hos jer."
    )
    return Problem("salary-is-banned", place, text)


def salary_in_a_group(place: Place) -> Problem:
    """A group talk asks about pay, which none may (HER-26)."""
    text = "Emnet spørger til løn, og løn hører ikke hjemme i en gruppesamtale. Fjern spørgsmålet."
    return Problem("salary-in-a-group", place, text)


def shows_too_many(place: Place, questions: int) -> Problem:
    """A topic is to show as many questions each year as it has, or more, so that none are left for the next (HOL-19)."""
    text = (
        f"Emnet har kun {questions} spørgsmål, så der er ingen at skifte til. Lad »show« være mindre end antallet, "
        "eller slet »show«, så alle bliver stillet hvert år."
    )
    return Problem("shows-too-many", place, text)


def form_without_topics(place: Place, form: str, kind: str) -> Problem:
    """A kind of talk has a form that asks, and nothing to ask (SYD-37)."""
    text = (
        f"Pakken til {kind} indeholder »{form}«, men {kind} har ingen emner. Skriv mindst ét "
        f"{table_header(f'topics.{kind}')}, eller tag formularen ud af pakken."
    )
    return Problem("form-without-topics", place, text)


def another_plan_form(place: Place, form: str, plan_form: str) -> Problem:
    """The follow-up's packet holds a plan form that the municipality does not use (SYD-36)."""
    text = f"Til opfølgningen skal der være den plan, I bruger: »{plan_form}«. Ret »{form}« til den."
    return Problem("another-plan-form", place, text)


def table_header(key: str) -> str:
    """What is written above a table of a list: `[[packet.MUS]]`; TOML wants a name with ø in quotation marks."""
    return "[[" + ".".join(part if part.isascii() else f'"{part}"' for part in key.split(".")) + "]]"


def meant(written: str, known: Iterable[str]) -> str:
    """A Danish sentence naming the nearest of the known, with a space after it; "" where none is near."""
    near = get_close_matches(written, list(known), n=1, cutoff=0.5)
    return f"Mente du »{near[0]}«? " if near else ""


def _listed(words: list[str]) -> str:
    """The words as a Danish list: »a«, »b« eller »c«."""
    quoted = [f"»{word}«" for word in words]
    return " eller ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)
