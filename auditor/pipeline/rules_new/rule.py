"""`auditor rules new rule`: the head of a rule's file."""

from __future__ import annotations

from auditor.pipeline.rules_new import New
from auditor.pipeline.rules_new.license import check_key

_HEAD = """\
#:schema ../schema/rule.json
# KEYS.md has the keys, WORDS.md the words for harm, kind, about, codes and uses; README.md says what a rule needs.
id = "{id}"
# a phrase: what is wrong when the rule finds something
title = ""
since = "{version}"
harm = ""
kind = "duty-not-shown"
why = \"\"\"
\"\"\"
# what to do, and what would settle an undetermined answer: {{license}}, {{upstream}}, {{clause}}, {{words}} are set
fix = "."
question = "?"

[subject]
about = "duty"
codes = [""]

[check]
uses = ""

# Name in each case a license that has the duty or the limit. expect is met, breached, undetermined or not-applicable.
[[case]]
name = "it is there"
expect = "met"
card = "license: mit\\nbase_model: upstream/base"
carries = [{{ license = "mit" }}]
upstream = [{{ license = "mit" }}]

[[case]]
name = "it is missing"
expect = "breached"
card = "license: mit\\nbase_model: upstream/base"
upstream = [{{ license = "mit" }}]
"""


def rule_file(rule_id: str, version: str) -> New:
    """The file `checks/<id>.toml`; raises `RuleError` if the id is not valid."""
    check_key(rule_id)
    name = f"checks/{rule_id}.toml"
    todo = f'Fill in the empty words of {name} and its cases, then run "auditor rules check".'
    return New(made={name: _HEAD.format(id=rule_id, version=version).encode()}, changed={}, next=(todo,))
