"""The five municipalities side by side: one roster with one of each situation, what each person gets and owes.

To be checked by a person against the table of how the five differ. `make accept` rewrites the text.
"""

from __future__ import annotations

from datetime import date

from one_of_each import GROUPS, MUS_ON, PEOPLE, SEPTEMBER, SITUATIONS, write_one_of_each
from test_golden import MUNICIPALITIES, accepted

from pipeline.commands.opening import open_round
from pipeline.commands.outgoing import plan_round, write_round
from pipeline.commands.recording import record_event
from pipeline.commands.standing import write_standing

DECEMBER = date(2026, 12, 20)
FOR = {"employee": "medarbejder", "leader": "leder", "both": "begge", "group": "gruppen"}


def test_what_each_person_gets_and_owes_in_each_municipality(workspace):
    told = {slug: _round(workspace(slug)) for slug in MUNICIPALITIES}
    lines = [f"Status den {DECEMBER:%d-%m-%Y}. Regel, frist og tilstand for hver forpligtelse.", ""]
    for subject, situation in SITUATIONS.items():
        name = next((row[1] for row in (*PEOPLE, *GROUPS) if row[0] == subject), "")
        lines += [f"## {subject} {name}: {situation}", ""]
        for slug in MUNICIPALITIES:
            gets, owes = told[slug][0].get(subject, []), told[slug][1].get(subject, [])
            lines += [
                f"{slug}",
                *(f"    får     {get}" for get in gets),
                *(f"    skylder {owed}" for owed in owes),
            ]
        lines.append("")
    text = "\n".join(lines)
    assert text == accepted("side-by-side", text)


def _round(made):
    """What everybody got and owes, by subject, after the events of the situations."""
    write_one_of_each(made.folder / "medarbejdere.xlsx")
    with open_round(made, SEPTEMBER) as round_:
        written = write_round(round_, plan_round(round_, None), lambda items, _: items)
    with open_round(made, DECEMBER) as round_:
        for subject, what, on, kind in (
            ("0042", "held", MUS_ON, "MUS"),
            ("G1", "held", date(2026, 10, 5), ""),
            ("0053", "held", date(2026, 11, 20), "MUS"),
        ):
            record_event(round_, subject, what, on, kind)
        owed = write_standing(round_).obligations
    return _gets(written), _owes(owed)


def _gets(written):
    found = {}
    for form in written.issued:
        of_kind = found.setdefault(form.person or form.group, {}).setdefault(form.kind, [])
        of_kind.append(f"{form.form} ({FOR[form.audience]}{f', frist {form.due:%d-%m}' if form.due else ''})")
    gets = {
        who: [f"{kind}: {', '.join(forms)}" for kind, forms in kinds.items()] for who, kinds in found.items()
    }
    for out in written.planned.plan.excluded:
        gets.setdefault(out.person, []).append(f"intet: {out.reason}")
    return gets


def _owes(obligations):
    owes = {}
    for o in obligations:
        due = f"{o.due:%d-%m-%Y}" if o.due else "ingen dag"
        stands = f"{o.state}{' for sent' if o.late else ''}{f' {o.done_on:%d-%m-%Y}' if o.done_on else ''}"
        reason = f" ({o.reason})" if o.reason else ""
        owes.setdefault(o.person or o.group, []).append(
            f"{o.what:<20} {o.kind:<5} {o.rule or '-':<7} {due:<11} {stands}{reason}"
        )
    return owes
