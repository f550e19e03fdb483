"""The first two hundred cases of `make fuzz`."""

from __future__ import annotations

import pytest

from pipeline.commands.opening import open_round
from pipeline.model import Answer, Reading
from tests.fuzz.cases import Case, make_case
from tests.fuzz.mutations import FOREIGN, OWN
from tests.fuzz.originals import TODAY, fill_originals, make_workspace_with_packets
from tests.fuzz.reading import Reader, misread

CASES = 200

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    """The originals, and a reader with a real store's look-ups."""
    folder = tmp_path_factory.mktemp("fuzz")
    with open_round(make_workspace_with_packets(folder / "round"), TODAY) as round_:
        yield fill_originals(round_), Reader(round_, folder / "in")


def test_spoilt_returns_crash_nothing_and_put_no_answer_on_another_person_or_field(fuzzed):
    originals, reader = fuzzed
    verdicts = [reader.read(make_case(number, originals)) for number in range(CASES)]
    assert [(verdict.number, verdict.done, verdict.faults) for verdict in verdicts if verdict.faults] == []
    assert {"accepted", "review", "rejected"} <= {o for verdict in verdicts for o in verdict.outcomes}


def test_a_case_is_the_same_every_time(fuzzed):
    originals, _ = fuzzed
    assert [make_case(number, originals) for number in range(20)] == [
        make_case(number, originals) for number in range(20)
    ]


def test_the_sound_forms_are_accepted_with_their_own_words(fuzzed):
    originals, reader = fuzzed
    for original in originals[:6]:
        verdict = reader.read(Case(0, original.name, original.content, ("sound",)))
        assert (verdict.outcomes, verdict.faults) == (["accepted"], [])


def test_anothers_words_and_another_fields_words_are_noticed(fuzzed):
    mine, other = [original for original in fuzzed[0] if original.issued.form == "referat"][:2]
    case = Case(0, mine.name, b"", ())
    read = {
        "wrong person": Answer("deltagere", f"Svar [{'~'.join((*other.owner, 'deltagere', '1'))}]", "tag"),
        "wrong field": Answer("bisidder", f"Svar [{'~'.join((*mine.owner, 'deltagere', '1'))}]", "tag"),
    }
    for fault, answer in read.items():
        found = list(misread(Reading(mine.name, "d", mine.issued, (answer,)), case))
        assert [text.partition(":")[0] for text in found] == [fault]


def test_there_are_mutations_that_stay_that_move_and_that_are_foreign():
    assert len(OWN) >= 40
    assert {mutation.moves for mutation in OWN} == {True, False}
    assert len(FOREIGN) >= 6
