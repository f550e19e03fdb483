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
        "er lukket, eller en nøgle, der står to gange – på linjen eller lige over den."
    )
    return Problem("toml-syntax", file_place(path, f"linje {line}"), text)


def unknown_municipality(folder: Path, slug: str, known: Iterable[str]) -> Problem:
    """No policy file has that name."""
    text = f"Der er ingen fil for kommunen »{slug}«. {_meant(slug, known)}Filerne ligger i municipalities/."
    return Problem("unknown-municipality", file_place(folder, f"{slug}.toml"), text)


# --- a key and its value ------------------------------------------------------------------------


def unknown_policy_key(place: Place, key: str, known: Iterable[str]) -> Problem:
    """The key is not in the vocabulary. Names the nearest: one with the same last part, else by letters."""
    listed = list(known)
    last = key.rpartition(".")[2]
    namesakes = [other for other in listed if other.rpartition(".")[2] == last]
    meant = _meant(key, namesakes if len(namesakes) == 1 else listed)
    text = f"Nøglen »{key}« findes ikke. {meant}Alle nøgler er forklaret i _default.toml."
    return Problem("unknown-policy-key", place, text)


def policy_key_missing(place: Place, key: str) -> Problem:
    """A key that must be stated is not: in the default any, elsewhere one that a row needs."""
    return Problem(
        "policy-key-missing", place, f"Nøglen »{key}« mangler. Skriv den ind; den skal have en værdi."
    )


def policy_text_empty(place: Place, key: str) -> Problem:
    """A text that people read, or that the round cannot start without (HOL-16), is empty."""
    return Problem("policy-text-empty", place, f"Teksten »{key}« er tom. Skriv den, før runden begynder.")


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
    meant = _meant(written, listed) if isinstance(written, str) else ""
    text = f"Værdien er ikke en af de mulige. {meant}Vælg mellem {_listed(listed)}."
    return Problem("policy-choice-outside", place, text)


def malformed_rule(place: Place) -> Problem:
    """What stands as a rule id is none."""
    text = "Regelnummeret er ikke skrevet rigtigt. Det er bogstaver, bindestreg og tal, fx »HER-13«."
    return Problem("malformed-rule", place, text)


def missing_logo(place: Place) -> Problem:
    """The policy names a logo that is not there."""
    text = "Logoet findes ikke. Læg PNG-filen i municipalities/, eller lad »look.logo« være tom."
    return Problem("missing-logo", place, text)


# --- what does not fit together -----------------------------------------------------------------


def wrong_order(place: Place, first: str, last: str) -> Problem:
    """Two values that bound something stand the wrong way round."""
    return Problem(
        "policy-wrong-order", place, f"»{first}« ligger efter »{last}«. Byt dem om, eller ret den ene."
    )


def unknown_question(place: Place, written: str, known: Iterable[str]) -> Problem:
    """A topic asks a question that the bank does not have."""
    text = f"Spørgsmålet »{written}« findes ikke i questions.toml. {_meant(written, known)}"
    return Problem("unknown-question", place, text.strip())


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
    text = f"Formularen »{written}« findes ikke. {_meant(written, known)}"
    return Problem("unknown-form", place, text.strip())


def repeated_form(place: Place, form: str) -> Problem:
    """The packet gives the same form to the same people twice."""
    return Problem("repeated-form", place, f"»{form}« er med to gange til den samme modtager. Slet den ene.")


def form_not_in_packet(place: Place, form: str, asked_by: str) -> Problem:
    """The policy asks for something that no form of the packet can bring back."""
    text = f"»{asked_by}« kræver formularen »{form}«, men den er ikke i pakken. Føj den til under [[packet]]."
    return Problem("form-not-in-packet", place, text)


def salary_is_banned(place: Place) -> Problem:
    """A topic asks about pay where the policy says that pay is no part of the talk (HOL-13, SYD-15)."""
    text = (
        "Emnet spørger til løn, men »salary.topic« siger, at løn ikke hører til samtalen. Ret det ene af dem."
    )
    return Problem("salary-is-banned", place, text)


def _meant(written: str, known: Iterable[str]) -> str:
    """A Danish sentence naming the nearest of the known, with a space after it; "" where none is near."""
    near = get_close_matches(written, list(known), n=1, cutoff=0.5)
    return f"Mente du »{near[0]}«? " if near else ""


def _listed(words: list[str]) -> str:
    """The words as a Danish list: »a«, »b« eller »c«."""
    quoted = [f"»{word}«" for word in words]
    return " eller ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)
