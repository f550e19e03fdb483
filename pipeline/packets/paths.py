"""Where a form lies under the output folder, and what its file is called.

Nothing here names somebody whose name is protected: their number and the form's id do.
"""

from __future__ import annotations

from pipeline.model import Person, PlannedForm
from pipeline.names import called_in_paths, name_and_number, safe_name

FOLDER = "packets"
_FOR_ONE = ("skema", "spoergsmaal")
"""The forms that both parties get a copy of: the name tells whose."""
_NAME, _NUMBER = 36, 12
"""How long a name and a number may be in a folder's name."""


def leader_folder(leader: Person) -> str:
    """The folder of a leader's packets, under the output folder."""
    return f"{FOLDER}/{name_and_number(leader, _NAME, _NUMBER, 'Leder')}"


def form_path(title: str, leader: Person, subject: Person, planned: PlannedForm, form_id: str) -> str:
    """Where a form is written, under the output folder: at most 190 characters, of the 260 that Windows allows.

    A group's own forms lie in a folder by its name and id, beside those of its leader's staff.
    """
    reader = {"employee": " til medarbejder", "leader": " til leder"}.get(planned.audience, "")
    shown = f"{title}{reader if planned.form in _FOR_ONE else ''} - {_called(subject)}"
    folder = name_and_number(subject, _NAME, _NUMBER)
    return f"{leader_folder(leader)}/{folder}/{safe_name(shown)} - {form_id}.docx"


def _called(subject: Person) -> str:
    """The subject in a file's name: `Bo Lind`, or `Medarbejder 0042` where the name is protected."""
    called = called_in_paths(subject)
    return f"{called} {safe_name(subject.number, _NUMBER)}" if subject.protected else called
