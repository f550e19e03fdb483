"""How a form greets its reader, why the talk is held, and good advice: by the kind of talk.

A MUS speaks with the municipality's own texts. The other kinds have the house's, which stand in the Word file, where
HR can change them, unless the municipality greets with its own (`texts.welcome_group`, `_lus`, `_sus`): a group talk is
about the group and nobody in it (HER-25, SYD-16), a senior talk is an offer, and a LUS brings the leader's goals together
with the organisation's (HER-30).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document

from forms.build.page import block, bullets, choose, paragraph


@dataclass(frozen=True, slots=True)
class Greeting:
    """What one kind of talk says: to the employee, to the leader, the purpose, and the advice."""

    employee: str
    leader: str
    purpose: str
    advice: Sequence[str]
    own: str
    """The policy's text that stands in the place of `employee`, if the municipality has written one."""
    own_for_leader: bool = True


KINDS: Mapping[str, Greeting] = {
    "talk.in_group": Greeting(
        employee=(
            "Du og resten af gruppen skal holde {{ talk.kind_name }}. Her ser I sammen på opgaven, I er fælles om: hvad "
            "der lykkes, hvad der er på vej, og hvad I får brug for at kunne. Brug skemaet til at samle dine tanker om "
            "gruppen – stikord er nok."
        ),
        leader=(
            "Her er materialet til gruppens {{ talk.kind_name }}. Du og deltagerne forbereder jer på de samme spørgsmål. "
            "Sæt rammen, giv alle plads, og hold samtalen ved gruppen og opgaverne."
        ),
        purpose=(
            "Samtalen handler om gruppen som gruppe: kerneopgaven, måden I arbejder på, samarbejdet og det, I skal lære "
            "sammen. Den handler ikke om den enkelte.{% if ask.group_plan %} Den ender med en fælles plan.{% endif %}"
        ),
        advice=(
            "Tal om gruppen, opgaverne og samarbejdet. Skriv og sig ikke noget om navngivne kolleger.",
            "Se fremad: Brug tiden på mulighederne mere end på det, der engang gik galt.",
            "Tag gerne resultater og data med, så I taler ud fra det samme.",
            "Lad alle komme til orde, før I vælger, hvad der er vigtigst.",
            "{% if form.audience == 'leader' %}Er der noget, der kun angår én, så tag det op med den ene bagefter."
            "{% if ask.wish_individual %} Den, der ønsker en individuel samtale, har ret til den.{% endif %}"
            "{% elif ask.wish_individual %}Er der noget, du hellere vil tale om alene med din leder, så bed om en "
            "individuel samtale. Den har du ret til, også når gruppen mødes.{% else %}Er der noget, du hellere vil tale "
            "om alene med din leder, så sig det. Det er ikke noget for gruppen.{% endif %}",
        ),
        own="texts.welcome_group",
        own_for_leader=False,
    ),
    "talk.kind == 'LUS'": Greeting(
        employee=(
            "Det er tid til din lederudviklingssamtale. Her løfter du og din egen leder blikket: Hvordan går det med dine "
            "mål, hvordan hænger de sammen med organisationens, og hvad har du brug for som leder? Samtalen er et "
            "supplement til den dialog, I har til daglig."
        ),
        leader=(
            "Her er materialet til en lederudviklingssamtale. Du og lederen forbereder jer på de samme spørgsmål. Giv "
            "plads til, at I både taler om resultater og om, hvordan det er at være leder lige nu."
        ),
        purpose=(
            "Samtalen skal få lederens mål og målene for området til at passe sammen og vise, hvilke lederkompetencer der "
            "er brug for på kort og lang sigt."
        ),
        advice=(
            "Aftal på forhånd, hvad I tager udgangspunkt i, fx sidste års mål, trivselsmålingen eller ledelsesevalueringen.",
            "Begynd med det, der er lykkedes, og se så på det, der skal flyttes.",
            "Tal også om trivslen i lederrollen – ikke kun om resultaterne.",
            "Slut med en plan for det næste år: hvad, hvem og hvornår.",
        ),
        own="texts.welcome_lus",
    ),
    "talk.kind == 'SUS'": Greeting(
        employee=(
            "Du er inviteret til en seniorsamtale. Den er et tilbud, og det er dig, der bestemmer, om du vil bruge det. "
            "Samtalen handler om, hvordan dit arbejdsliv bliver ved med at være godt – om opgaver, erfaring og ønsker. Du "
            "behøver ikke fortælle om planer for at stoppe."
        ),
        leader=(
            "Her er materialet til en seniorsamtale. Den er et tilbud: Medarbejderen bestemmer, om den skal holdes, og "
            "hvad den skal handle om. Vær nysgerrig på, hvad der skal til, for at arbejdslivet fortsat er godt. Samtalen "
            "er ikke et punktum."
        ),
        purpose=(
            "Samtalen ser fremad: Hvilke opgaver giver mening, hvordan kan arbejdet lægges til rette, og hvordan kommer "
            "erfaringen bedst i brug?"
        ),
        advice=(
            "Samtalen er frivillig, og det er hvert enkelt spørgsmål også.",
            "Begynd med det, der giver arbejdsglæde, og med den erfaring, der er værd at give videre.",
            "Planer om at gå ned i tid eller stoppe er private. Tal kun om dem, hvis medarbejderen selv bringer det op.",
            "I behøver ikke komme ind på sygdom eller diagnoser; tal om det, arbejdet kan tage hensyn til.",
            "Skriv gerne ned, hvad I er blevet enige om, og aftal, hvornår I taler om det igen.",
        ),
        own="texts.welcome_sus",
    ),
}


def welcome(document: Document, for_leader: str) -> None:
    """The greeting of this kind of talk to the one who reads; `for_leader` is the condition that it is the leader."""
    voices = {condition: _voice(greeting, for_leader) for condition, greeting in KINDS.items()}
    own = f"{{{{ texts.welcome_leader if {for_leader} else texts.welcome_employee }}}}"
    choose(document, _chain(voices, own), "Indledning")


def purpose(document: Document) -> None:
    """Why this kind of talk is held."""
    choose(
        document,
        _chain({condition: greeting.purpose for condition, greeting in KINDS.items()}, "{{ texts.purpose }}"),
    )


def advice(document: Document) -> None:
    """Good advice for this kind of talk under a heading; a MUS has the municipality's, if it has any."""
    others = " or ".join(KINDS)
    with block(document, f"if {others} or texts.advice"):
        document.add_heading("Gode råd til samtalen", 2)
        for condition, greeting in KINDS.items():
            with block(document, f"if {condition}"):
                bullets(document, greeting.advice)
        with block(document, f"for advice in texts.advice if not ({others})"):
            bullets(document, ["{{ advice }}"])


def after_group(document: Document) -> None:
    """An individual talk that comes after a group talk says so (SYD-3, HER-6)."""
    with block(document, "if talk.after_group"):
        paragraph(
            document,
            "Samtalen hører sammen med jeres gruppesamtale: Her er det dig, det handler om. Tag gerne det med, gruppen "
            "aftalte.",
        )


def _voice(greeting: Greeting, for_leader: str) -> str:
    own = f"{greeting.own}" + ("" if greeting.own_for_leader else f" and not ({for_leader})")
    return (
        f"{{% if {own} %}}{{{{ {greeting.own} }}}}{{% elif {for_leader} %}}{greeting.leader}"
        f"{{% else %}}{greeting.employee}{{% endif %}}"
    )


def _chain(texts: Mapping[str, str], otherwise: str) -> dict[str, str]:
    tags = [("if " if not number else "elif ") + condition for number, condition in enumerate(texts)]
    return dict(zip(tags, texts.values(), strict=True)) | {"else": otherwise}
