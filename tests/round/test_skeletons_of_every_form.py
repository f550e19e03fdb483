"""Every form of the five municipalities leaves its skeleton, and it shows what the form shows."""

from __future__ import annotations

import pytest
from conftest import packed
from form_blocks import skeleton_of
from test_five_municipalities import MUNICIPALITIES, example_workspace

from pipeline.answers.skeleton import Slot, read_skeleton


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_the_skeleton_of_every_form_shows_block_by_block_what_the_form_shows(slug, workspace):
    with packed(example_workspace(workspace, slug)) as (round_, forms):
        assert round_.store.drawn(ids := [form.form_id for form in forms.values()]) == set(ids)
        for form in forms.values():
            kept = read_skeleton(round_.store.skeletons(form.form_id)[0])
            shown = skeleton_of((round_.workspace.output / form.path).read_bytes())
            assert kept.blocks == shown.blocks, form.path
            assert kept.margins == shown.margins, form.path
            assert Slot("form_id", form.form_id) in [slot for block in kept.blocks for slot in block.slots]
    assert len({form.form for form in forms.values()}) >= 4
