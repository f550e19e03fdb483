"""Mails to leaders who are late: drafts, facts only, and the same bytes as long as they say the same."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default

from conftest import PEOPLE, packed

from pipeline.commands.opening import open_round
from pipeline.commands.recording import record_event
from pipeline.commands.standing import write_standing


def drafts(made, today):
    """Each draft of a night by file name, and how many were written then."""
    with open_round(made, today) as round_:
        written = write_standing(round_, remind=True).reminders
    folder = made.status / "paamindelser"
    mails = {
        path.name: message_from_bytes(path.read_bytes(), policy=default) for path in folder.glob("*.eml")
    }
    return mails, written


def test_a_leader_who_is_late_gets_a_draft_that_goes_when_nothing_is_late(workspace):
    boss = PEOPLE[0] | {"E-mail": "anna.holm@example.dk"}
    made = workspace("ishoej", (boss, *PEOPLE[1:]))
    with packed(made) as (round_, _):
        record_event(round_, "0042", "held", date(2026, 9, 14))
    assert drafts(made, date(2026, 9, 20)) == ({}, 0)
    mails, written = drafts(made, date(2026, 10, 20))
    (mail,) = mails.values()
    assert (list(mails), written) == (["Anna Holm (1001).eml"], 1)
    assert (mail["To"], mail["X-Unsent"]) == ("anna.holm@example.dk", "1")
    text = mail.get_content()
    assert "Kære Anna" in text and "Bo Lind: Udlever referatet til medarbejderen – frist 28-09-2026" in text
    assert "Åse" not in text
    assert drafts(made, date(2026, 10, 21))[1] == 0
    with open_round(made, date(2026, 10, 22)) as round_:
        for what in ("minutes-handed-over", "plan"):
            record_event(round_, "0042", what, date(2026, 10, 1))
    assert drafts(made, date(2026, 10, 22)) == ({}, 0)
