"""What each municipality wants: `forms/municipalities/*.toml` and the question bank in, a whole `Policy` out.

A municipality states only what differs from `_default.toml`, which is the manual; a typo is a problem that
names the nearest key. Where municipalities disagree there is a key, never a test on a municipality's name.
"""

from pipeline.policy.explaining import ExplainedValue, doubtful_rules, explain, told
from pipeline.policy.nouns import FormRule, PacketForm, Policy
from pipeline.policy.questions import Bank, read_bank, read_questions
from pipeline.policy.reading import known_policy, logo_of, policy_path, read_policies, read_policy, slugs
from pipeline.policy.rulebook import Rule, RuleBook, read_rule_book
from pipeline.policy.scope import outside_round

__all__ = [
    "Bank",
    "ExplainedValue",
    "FormRule",
    "PacketForm",
    "Policy",
    "Rule",
    "RuleBook",
    "doubtful_rules",
    "explain",
    "known_policy",
    "logo_of",
    "outside_round",
    "policy_path",
    "read_bank",
    "read_policies",
    "read_policy",
    "read_questions",
    "read_rule_book",
    "slugs",
    "told",
]
