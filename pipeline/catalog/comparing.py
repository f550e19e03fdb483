"""A municipality's own templates beside the shipped ones."""

from __future__ import annotations

from pathlib import Path

from pipeline.catalog.nouns import Catalog, layout_in
from pipeline.catalog.specimens import render_specimen
from pipeline.problems import Problem, file_place
from pipeline.problems.templates import template_lost_field
from pipeline.word.template import Template, compile_template


def lost_fields(catalog: Catalog, shipped: Path) -> list[Problem]:
    """Notes on the fields that the shipped templates would give this municipality, and its own do not.

    Only a comparison tells: what nothing needs may also have been taken out on purpose.
    """
    policies = {one.place: one for one in (catalog.policy, *(local.policy for local in catalog.policy.local))}
    originals: dict[str, Template] = {
        form: compile_template(path)
        for form in catalog.templates
        if (path := shipped / f"{form}.docx").is_file()
    }
    problems: list[Problem] = []
    for variant, fitted in catalog.fits.items():
        if variant.form not in originals:
            continue
        policy = policies[variant.place]
        document = render_specimen(originals[variant.form], variant, policy, fitted.shared)
        own, title = fitted.layout.by_key(), policy.forms[variant.form].title
        path = catalog.templates[variant.form].path
        problems += [
            template_lost_field(file_place(path, field.key), field.key, title, field.title)
            for field in layout_in(document, variant.form, policy).fields
            if field.key not in own
        ]
    return list(dict.fromkeys(problems))
