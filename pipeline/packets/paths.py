"""Where a form lies under the output folder, and what its file is called."""

from __future__ import annotations

from pipeline.model import Person, PlannedForm
from pipeline.names import safe_name

FOLDER = "packets"
_FOR_ONE = ("skema", "spoergsmaal")
"""The forms that both parties get a copy of: the name tells whose."""


def leader_folder(leader: Person) -> str:
    """The folder of a leader's packets, under the output folder."""
    return f"{FOLDER}/{_folder_of(leader)}"


def form_path(title: str, leader: Person, subject: Person, planned: PlannedForm, form_id: str) -> str:
    """Where a form is written, under the output folder: at most 190 characters, of the 260 that Windows allows.

    A group's own forms lie in a folder by its name and id, beside those of its leader's staff.
    """
    reader = {"employee": " til medarbejder", "leader": " til leder"}.get(planned.audience, "")
    shown = f"{title}{reader if planned.form in _FOR_ONE else ''} - {subject.name}"
    return f"{leader_folder(leader)}/{_folder_of(subject)}/{safe_name(shown)} - {form_id}.docx"


def _folder_of(subject: Person) -> str:
    return f"{safe_name(subject.name, 36)} ({safe_name(subject.number, 12)})"
