"""Any list of people comes back as the same people, whatever the columns are called and whatever file it is.

All people, numbers and CPR numbers are made up as the test runs.
"""

from dataclasses import dataclass
from datetime import date

from exports.files import write_text, write_workbook
from exports.reading import blocking, read
from exports.small_ods import write_ods
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.roster.entries import bare_number
from pipeline.roster.spelling import name_key
from pipeline.roster.vocabulary import PEOPLE

LETTERS = "abdefghijklmnoprstuvyæøåéü"
UNITS = ("Børnehuset Regnbuen", "Skolen ved Åen", "Hjemmepleje Nord", "Økonomi & Løn", "Stab")
TITLES = ("Pædagog", "Lærer", "Sygeplejerske", "Elevkoordinator", "Kok", "")
CPR_HEADERS = ("CPR", "CPR-nr.", "cpr_nummer", "Personnummer", "PersonCivilRegistrationIdentifier")
UNKNOWN_HEADERS = ("Yndlingsfarve", "Nøglebrik", "Kantineordning", "Parkering", "Bemærkning")
TEXTS = {
    "danish csv": (";", "cp1252"),
    "new csv": (";", "utf-8-sig"),
    "comma csv": (",", "utf-8"),
    "sap text": ("\t", "utf-16"),
}
DOUBTFUL = ("Pers.nr", "id", "BVN", "Faggruppe", "Stillingskode", "Institution", "Center")
"""Words that mean something else beside other columns; they are tried where they belong."""


@dataclass(frozen=True)
class Made:
    """Somebody made up; `leader` is the place of another in the list, None at the top."""

    number: str
    name: str
    unit: str
    title: str
    start: date
    leader: int | None


def word(draw):
    """Letters one by one: `st.text` also tries the words of the code, such as »Ubesat«, which is no name."""
    return "".join(draw(st.lists(st.sampled_from(LETTERS), min_size=3, max_size=8))).capitalize()


@st.composite
def names(draw):
    """A first name and a last name, now and then with hyphen, apostrophe or more of them."""
    first, last = word(draw), word(draw)
    joints = ("{} {}", "{}-{} {}", "{} O'{}", "{} {} {}", "{} {}-{}", "{} af {}", "{} von {}")
    joint = draw(st.sampled_from(joints))
    return joint.format(*((first, word(draw), last) if joint.count("{}") == 3 else (first, last)))


numbers = st.one_of(
    st.from_regex(r"[0-7]{3,5}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}-?[0-7]{3,4}", fullmatch=True),
).filter(lambda number: bare_number(number) != "0")


@st.composite
def lists_of_people(draw):
    """Two to eight people under the first of them, in a tree."""
    size = draw(st.integers(2, 8))
    each_number = draw(st.lists(numbers, min_size=size, max_size=size, unique_by=bare_number))
    each_name = draw(st.lists(names(), min_size=size, max_size=size, unique_by=name_key))
    return [
        Made(
            number,
            name,
            draw(st.sampled_from(UNITS)),
            draw(st.sampled_from(TITLES)),
            draw(st.dates(date(1971, 1, 1), date(2026, 8, 1))),
            draw(st.integers(0, place - 1)) if place else None,
        )
        for place, (number, name) in enumerate(zip(each_number, each_name, strict=True))
    ]


def headers_for(draw, field):
    """One of the words for a field, carelessly spelled."""
    words = [header for header in PEOPLE[field] if header not in DOUBTFUL]
    changes = (str, str.upper, str.lower, "  {} ".format, lambda h: h.replace(" ", "\u00a0"), "{}:".format)
    spelled = draw(st.sampled_from(changes))(draw(st.sampled_from(words)))
    plain = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "AE", "Ø": "OE", "Å": "AA"})
    return spelled.translate(plain) if draw(st.booleans()) else spelled


@st.composite
def tables(draw, people):
    """The people as columns in any order, among them a CPR column and columns nobody asked for."""
    by_number = draw(st.booleans())
    columns = {
        headers_for(draw, "number"): [as_typed(draw, person.number) for person in people],
        **name_columns(draw, people),
        headers_for(draw, "unit"): [person.unit for person in people],
        headers_for(draw, "title"): [person.title or None for person in people],
        headers_for(draw, "employed_on"): [person.start for person in people],
        headers_for(draw, "leader_number" if by_number else "leader"): [
            None if person.leader is None else led_by(people[person.leader], by_number) for person in people
        ],
        draw(st.sampled_from(CPR_HEADERS)): draw(
            st.lists(cpr_numbers(), min_size=len(people), max_size=len(people), unique_by=lambda cpr: cpr[:6])
        ),
    }
    for header in draw(st.lists(st.sampled_from(UNKNOWN_HEADERS), unique=True, max_size=3)):
        columns[header] = [draw(st.sampled_from(("blå", "12", None, "ja, gerne"))) for _ in people]
    headers = draw(st.permutations(list(columns)))
    rows = [[columns[header][place] for header in headers] for place in range(len(people))]
    above = draw(st.sampled_from(((), (["Medarbejdere"],), (["Udtræk"], [None]))))
    return [*above, headers, *rows]


def as_typed(draw, number):
    """A number as text, or now and then in a number cell, which cannot keep a zero before it."""
    plain = number.isdecimal() and number[0] != "0"
    return int(number) if plain and draw(st.booleans()) else number


def name_columns(draw, people):
    """Names whole, the last name first, or in two columns."""
    style = draw(st.sampled_from(("whole", "turned", "parted")))
    parted = [person.name.partition(" ") for person in people]
    if style == "parted":
        return {
            headers_for(draw, "first_name"): [first for first, _, _ in parted],
            headers_for(draw, "last_name"): [last for _, _, last in parted],
        }
    turned = [f"{last}, {first}" for first, _, last in parted]
    return {headers_for(draw, "name"): turned if style == "turned" else [person.name for person in people]}


def led_by(leader, by_number):
    return leader.number if by_number else leader.name


def cpr_numbers():
    """Numbers whose last four digits stand nowhere else: no number here has a digit above 7 but they do."""
    births = st.dates(date(1935, 1, 1), date(2008, 12, 31)).map("{:%d%m%y}".format)
    ends = st.sampled_from(("8899", "9889", "8989", "9988"))
    return st.tuples(births, st.sampled_from(("", "-")), ends).map("".join)


def write(kind, folder, rows):
    """The table as a file of a kind, dates in it as that kind has them."""
    if kind in TEXTS:
        shown = [[f"{cell:%d-%m-%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows]
        delimiter, encoding = TEXTS[kind]
        return write_text(folder / "liste.csv", shown, delimiter=delimiter, encoding=encoding)
    return {"xlsx": write_workbook, "ods": write_ods}[kind](folder / f"liste.{kind}", Medarbejdere=rows)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), kind=st.sampled_from(("xlsx", "ods", *TEXTS)), people=lists_of_people())
def test_any_list_of_people_in_any_table_comes_back_as_the_same_people(tmp_path, data, kind, people):
    rows = data.draw(tables(people))
    roster, problems = read(write(kind, tmp_path, rows))
    assert blocking(problems) == {}
    assert [(p.number, p.name, p.unit, p.title, p.employed_on) for p in roster.people.values()] == [
        (made.number, made.name, made.unit, made.title, made.start) for made in people
    ]
    assert [person.leader for person in roster.people.values()] == [
        "" if made.leader is None else people[made.leader].number for made in people
    ]
    assert {person.employment for person in roster.people.values()} == {""}
    assert_no_cpr_digits(rows, repr((roster, problems)).replace(str(tmp_path), ""))


def assert_no_cpr_digits(rows, text):
    """Nothing of the CPR column is said: neither a birth date as it stands there nor the four digits after it."""
    cells = [
        cell for row in rows for cell in row if isinstance(cell, str) and cell[-2:] in ("89", "99", "88")
    ]
    assert all(cell[:6] not in text and cell[-4:] not in text for cell in cells if cell[:6].isdigit())
