"""What each municipality wants: `forms/municipalities/*.toml` and the question bank in, a whole `Policy` out.

A municipality states only what differs from `_default.toml`, which is the manual; a typo is a problem that
names the nearest key. Where municipalities disagree there is a key, never a test on a municipality's name.
"""

from pipeline.policy.explaining import ExplainedValue, explain
from pipeline.policy.nouns import FormRule, PacketForm, Policy
from pipeline.policy.questions import read_questions
from pipeline.policy.reading import logo_of, read_policies, read_policy, slugs

__all__ = [
    "ExplainedValue",
    "FormRule",
    "PacketForm",
    "Policy",
    "explain",
    "logo_of",
    "read_policies",
    "read_policy",
    "read_questions",
    "slugs",
]
