"""The shipped forms by name: the name is the file's, and what a policy calls the form."""

from __future__ import annotations

from collections.abc import Callable

from docx.document import Document

from forms.build.handleplan import build_handleplan
from forms.build.indkaldelse import build_indkaldelse
from forms.build.kompetencefond import build_kompetencefond
from forms.build.kompetenceudviklingsplan import build_kompetenceudviklingsplan
from forms.build.referat import build_referat
from forms.build.skema import build_skema
from forms.build.spoergsmaal import build_spoergsmaal
from forms.build.udviklingsaftale import build_udviklingsaftale

FORMS: dict[str, Callable[[], Document]] = {
    "skema": build_skema,
    "referat": build_referat,
    "udviklingsaftale": build_udviklingsaftale,
    "kompetenceudviklingsplan": build_kompetenceudviklingsplan,
    "indkaldelse": build_indkaldelse,
    "handleplan": build_handleplan,
    "spoergsmaal": build_spoergsmaal,
    "kompetencefond": build_kompetencefond,
}
