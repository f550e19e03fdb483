"""A folded template gives what the whole template gives, whatever it says and whoever it is about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Template, UndefinedError, nodes
from markupsafe import Markup

from pipeline.word.dialect import ids_for, template_language
from pipeline.word.folding import Numbers, Partly, fold

SHARED = {
    "texts": {"welcome": "Hej & velkommen", "advice": ["Lyt", "Spørg\nog lyt"], "empty": "", "values": "Mod"},
    "topics": [
        {"title": "Trivsel <1>", "questions": [{"id": "a1", "text": "Hvordan går det?"}]},
        {"title": "Løn", "questions": []},
        {"title": "Mål", "questions": [{"id": "b1", "text": "»Hvad?«"}, {"id": "b2", "text": "Hvornår?"}]},
    ],
    "count": 3,
    "kind": "MUS",
    "none": None,
}
FORM = {"title": "Samtaleskema", "audience": "leader"}
KNOWN = {**SHARED, "form": Partly(FORM)}
PEOPLE = (
    {"name": "Bo & <Lind>", "title": "", "unit": "Bakken", "goals": []},
    {"name": "Anna\nHolm", "title": "Leder", "unit": "", "goals": [{"id": "r1"}, {"id": "r2"}]},
)


def rendered(source, context, known=None):
    """What a template gives, whole or folded."""
    language = template_language()
    tree = language.parse(source)
    numbers = Numbers()
    body = None if known is None else fold(tree, language, known, context, numbers)
    if body is not None:
        tree = nodes.Template([nodes.Scope(body)], lineno=1).set_environment(language).set_lineno(1)
    compiled = Template.from_code(language, language.compile(tree), language.make_globals(None))
    return compiled.render(ids_for(context, numbers.next))


def of(person):
    return {**SHARED, "form": {**FORM, "id": f"MUS26-{person['unit']}"}, "person": person}


def assert_alike(source):
    for person in PEOPLE:
        assert rendered(source, of(person), KNOWN) == rendered(source, of(person))


@pytest.mark.parametrize(
    "source",
    [
        "{{ texts.welcome }} {{ person.name }} {{ texts['values'] }} {{ count }}",
        "{% if kind == 'MUS' %}M{% elif person.title %}T{% else %}E{% endif %}",
        "{% if person.title %}{{ texts.welcome }}{% elif kind == 'MUS' %}M{% else %}E{% endif %}",
        "{% if kind == 'LUS' %}L{% elif person.title %}{{ person.title }}{% else %}{{ count }}{% endif %}",
        "{% if person.title %}a{% elif kind == 'LUS' %}b{% elif person.unit %}c{% endif %}",
        "{% for t in topics %}{% set n = ids() %}{{ n }}{{ t.title }}{% for q in t.questions %}{{ q.id }}"
        "{{ ids() }}{% else %}ingen{% endfor %}{% endfor %}",
        "{% for t in topics if t.questions %}{{ t.title }}{{ person.name }}{% else %}ingen{% endfor %}",
        "{% for t in topics if t.title == person.unit %}{{ t.title }}{% else %}{{ count }}{% endfor %}",
        "{% for t in topics if not t %}x{% else %}{{ person.unit or '–' }}{% endfor %}",
        "{% for t in topics %}{{ loop.index }}{{ t.title }}{{ loop.last }}{% endfor %}",
        "{% for t in topics %}{{ t.title ~ person.name }}{% endfor %}",
        "{% for goal in person.goals %}{{ goal.id }}{% for t in topics %}{{ t.title }}{{ goal.id }}{% endfor %}{% endfor %}",
        "{% for kind in person.goals %}{{ kind.id }}{% endfor %}{{ kind }}",
        "{% for topics in topics %}{{ topics.title }}{% endfor %}{{ topics | length }}",
        "{% set kind = person.unit %}{{ kind }}{% if kind == 'MUS' %}M{% else %}andet{% endif %}",
        "{% set n = 1 %}{% for t in topics %}{% set n = 2 %}{{ n }}{% endfor %}{{ n }}",
        "{% for t in topics if not t %}x{% else %}{% set n = count %}{% endfor %}{{ n is defined }}",
        "{% set n1 = ids() %}{{ n1 }}{% for t in topics %}{% set n2 = ids() %}{{ n2 }}{{ n1 }}{% endfor %}{{ n1 }}",
        "{% set n1 = ids() %}{% if person.title %}{% set n2 = ids() %}{{ n2 }}{% endif %}{% set n3 = ids() %}{{ n3 }}",
        "{% for t in topics %}{% set n1 = ids() %}{{ n1 }}{{ loop.index }}{% endfor %}{% set n2 = ids() %}{{ n2 }}",
        "{% set n1 = ids() %}{% set n1 = 'x' %}{{ n1 }}{% for goal in person.goals %}{{ row_ids() }}{% endfor %}",
        "{% if kind == 'MUS' %}{% set n1 = ids() %}{{ n1 }}{% endif %}{{ n1 }}{{ ids() }}",
        "{% macro m() %}{% set n1 = ids() %}{{ n1 }}{% endmacro %}{% set n2 = ids() %}{{ m() }}{{ n2 }}{{ m() }}",
        "{% for t in topics %}{% set n1 = ids() %}{{ n1 }}{% if person.title %}{% set n2 = ids() %}{{ n2 }}{% endif %}"
        "{{ loop.index }}{% endfor %}",
        "{% macro ids() %}7{% endmacro %}{% set n1 = ids() %}{{ n1 }}",
        "{% set n1 = ids() %}{% macro n1() %}x{% endmacro %}{{ n1 is callable }}",
        "{% for t in topics %}{{ t.title }}{% endfor %}{% set n1 = 4 %}{% block x %}{{ n1 | default('-') }}{% endblock %}",
        "{{ self.x() }}{% set n1 = ids() %}{{ n1 }}{% block x %}{% set n2 = ids() %}{{ n2 }}{% endblock %}",
        "{% for n1 in person.goals %}{{ n1.id }}{% endfor %}{% set n1 = ids() %}{{ n1 }}{% set own = ids %}{{ own() }}",
        "{% macro kind(x) %}<{{ x }}{{ texts.welcome }}>{% endmacro %}{{ kind(person.name) }}",
        "{% with kind = 'x' %}{{ kind }}{% endwith %}{{ kind }}",
        "{% set text %}{{ texts.welcome }}{% endset %}{{ text }}",
        "{% filter upper %}{{ texts.welcome }}{{ person.name }}{% endfilter %}",
        "{{ form.title }}{{ form.id }}{% if form.audience == 'leader' %}L{% endif %}{{ form | length }}",
        "{% if form %}ja{% endif %}{% if 'id' in form %}id{% endif %}{{ form == form }}",
        "{{ form.audience is defined }}{{ form.id is defined }}{{ kind is string }}{{ form is mapping }}",
        "{{ texts.advice | join(', ') }}{{ topics | map(attribute='title') | join('|') }}{{ kind | lower }}",
        "{{ 'a' ~ kind ~ texts.welcome }}{{ texts.welcome | safe }}{{ texts.welcome | e }}",
        "{{ texts.advice[1] }}{{ none is none }}{{ count + 1 }}{{ -count }}{{ 1 < count < 5 }}",
        "{{ texts.welcome if form.audience == 'leader' else person.name }}{{ texts.empty or '–' }}",
        "{% autoescape false %}{{ texts.welcome }}{{ person.unit }}{% endautoescape %}",
    ],
)
def test_it_gives_what_the_whole_template_gives(source):
    assert_alike(source)


@pytest.mark.parametrize(
    "source", ["{{ texts.welcom }}", "{{ unknown }}", "{{ form.nothing }}", "{% if texts.no %}x{% endif %}"]
)
def test_a_name_that_is_not_there_fails_as_before(source):
    for known in (None, KNOWN):
        with pytest.raises(UndefinedError):
            rendered(source, of(PEOPLE[0]), known)


def test_what_is_no_text_fails_as_before():
    for known in (None, KNOWN):
        with pytest.raises(TypeError):
            rendered("{{ topics }}", of(PEOPLE[0]), known)


def test_what_is_known_is_written_out():
    language = template_language()
    source = "{% for t in topics %}{% if t.questions %}{{ t.title }}{% endif %}{% endfor %}{{ person.name }}"
    folded = nodes.Template(fold(language.parse(source), language, KNOWN, (), Numbers()) or [])
    assert not list(folded.find_all((nodes.For, nodes.If)))
    printed = [
        each.data
        for output in folded.find_all(nodes.Output)
        for each in output.nodes[:1]
        if hasattr(each, "data")
    ]
    assert printed == ["Trivsel &lt;1&gt;", "Mål"]


def test_markup_among_what_is_known_stays_markup():
    known = {"logo": Markup("<w:br/>")}
    assert rendered("{{ logo }}", known, known) == rendered("{{ logo }}", known) == "<w:br/>"


NAMES = (
    "texts.welcome",
    "kind",
    "count",
    "form.title",
    "form.id",
    "person.name",
    "person.title",
    "person.unit",
    "own",
)
LOOPS = ("topics", "person.goals", "texts.advice", "topics[0].questions", "[1, 2]", "person.name")


@st.composite
def templates(draw, depth=3):
    """A few statements, in one another at most three deep."""
    return "".join(draw(_statement(depth)) for _ in range(draw(st.integers(0, 3))))


@st.composite
def _statement(draw, depth):
    def name():
        return draw(st.sampled_from(NAMES))

    def test():
        return draw(
            st.sampled_from((name(), f"{name()} == {name()}", f"not {name()}", f"{name()} and {name()}"))
        )

    def inside():
        return draw(templates(depth - 1))

    match draw(st.integers(-1, 6 if depth else 2)):
        case -1:
            own = draw(st.sampled_from(("own", "n1", "n2")))
            return f"{{% set {own} = ids() %}}{{{{ {own} }}}}{{{{ n1 }}}}"
        case 0:
            return f"{{{{ {name()} }}}}"
        case 1:
            return f"{{{{ {name()} or {name()} }}}}"
        case 2:
            return f"{{% set {draw(st.sampled_from(('own', 'other')))} = {name()} %}}"
        case 3 | 4:
            return f"{{% if {test()} %}}{inside()}{{% elif {test()} %}}{inside()}{{% else %}}{inside()}{{% endif %}}"
        case _:
            loop = f"{draw(st.sampled_from(('each', 'kind')))} in {draw(st.sampled_from(LOOPS))}"
            only = draw(st.sampled_from(("", f" if {test()}")))
            also = draw(st.sampled_from(("", "{{ ids() }}", "{{ loop.index }}")))
            return f"{{% for {loop}{only} %}}{inside()}{also}{{% else %}}{inside()}{{% endfor %}}"


@pytest.mark.parametrize("name", ["kind", "person"])
def test_a_template_that_sets_a_name_it_is_given_is_left_whole(name):
    language = template_language()
    tree = language.parse(f"{{% if texts.welcome %}}{{% set {name} = 1 %}}{{% endif %}}{{{{ {name} }}}}")
    assert fold(tree, language, KNOWN, of(PEOPLE[0]), Numbers()) is None


@settings(max_examples=200, deadline=None)
@given(templates())
def test_any_template_gives_the_same_folded(source):
    for person in PEOPLE:
        outcomes = []
        for known in (None, KNOWN):
            try:
                outcomes.append(rendered(source, of(person), known))
            except (UndefinedError, TypeError) as error:
                outcomes.append(type(error))
        assert outcomes[0] == outcomes[1]
