"""Findings that no file cures: why, the available choices, what each entails, and wording for counsel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import LeftOpen, WhyOpen
from auditor.remedy.parts import title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Finding, Outcome

_WHY: Mapping[str, WhyOpen] = {
    "name-prefix-missing": WhyOpen.NAME,
    "use-restrictions-not-passed-on": WhyOpen.TERMS,
    "condition-hidden": WhyOpen.TERMS,
    "license-undeclared": WhyOpen.NEEDS_ANSWER,
}
_ENTAILS: Mapping[str, str] = {
    "limit-dropped": "Declaring it, alone or with yours, tells users of the limits from then on; limits among your own "
    "terms keep your label, and have to be enforceable. Neither takes back what was offered before.",
    "copy-relabelled": "Declaring it takes back nothing that was offered before.",
    "share-alike-broken": "Under that license whoever receives the model may pass it on under the same terms; any "
    "other license needs the licensor's permission.",
    "upstreams-conflict": "Leaving one out means to train or merge again; other terms are its licensor's to give.",
    "act-not-permitted": "A permission is the licensor's to give; another base means to train again.",
    "endorsement-implied": "Another name breaks links and references; a permission is the licensor's to give.",
    "card-and-file-disagree": "Some may have received the model relying on the one that is withdrawn.",
    "license-unknown": "Naming a license is a grant: name the one that was meant, not a wider one.",
    "license-undeclared": "Declaring one is a grant, which is not taken back from those who have received it.",
}


def left_to_people(finding: Finding, outcome: Outcome, name: str, license_name: str) -> LeftOpen:
    """A finding that files cannot cure; `name` is the model's name, "" if unknown."""
    why = _WHY.get(outcome.rule, WhyOpen.NO_FILE_CURES_IT)
    more = _ENTAILS.get(outcome.rule, "")
    if outcome.rule == "name-prefix-missing" and outcome.wanted and name:
        more = f"Proposed: {outcome.wanted[0]}-{name.rpartition('/')[2].replace(' ', '-')}."
    if outcome.rule == "use-restrictions-not-passed-on":
        more = (
            "Declaring it makes its restrictions yours to pass on as they are. For terms of your own, wording for "
            f"counsel: “You may not use the model, or what you make of it, for any use that the {title(license_name)} "
            "restricts; its text comes with the model. You include this provision, as one that can be enforced, in "
            "every agreement under which you pass either on.”"
        )
    return LeftOpen(finding=finding.id, why=why, advice=f"{finding.remedy} {more}".strip())
