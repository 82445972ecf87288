"""NOTICE: the license texts, copyright lines and words that have to travel on with a model, ready to ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import DutyCode, Verdict
from auditor.report.bom.texts import license_text
from auditor.report.common.clean import clean, cleaned, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, GoverningLicense

_RULE = "=" * 78
_WORDS = (DutyCode.DISPLAY_STRING, DutyCode.NOTICE_WITH_TEXT, DutyCode.NOTICE_FILE_WITH_TEXT)


def render(audit: Audit) -> str:
    """A section for each license that reaches the model whichever candidate is its base; then what is left out."""
    audit = cleaned(audit)
    name = line(audit.repository.name or audit.target)
    lines = [f"NOTICE for {name}", "", "This model contains or is made from the following material.", ""]
    for license_ in audit.licenses:
        if license_.certain:
            lines += _section(audit, license_)
    notices = dict.fromkeys(
        candidate.notice_text.strip()
        for edge in audit.lineage
        if edge.firm and len(edge.candidates) == 1
        for candidate in edge.candidates
        if candidate.notice_text
    )
    for text in notices:
        lines += [_RULE, "NOTICE of the material it was made from", _RULE, "", clean(text), ""]
    return "\n".join((*lines, *_left_out(audit))).rstrip("\n") + "\n"


def _section(audit: Audit, license_: GoverningLicense) -> list[str]:
    profile = license_.profile
    lines = [_RULE, profile.name, _RULE, ""]
    if license_.via:
        lines += [f"Applies to: {', '.join(license_.via)}", ""]
    copyrights = _copyrights(audit, license_)
    lines += [*copyrights, ""] if copyrights else []
    words = _words(audit, license_)
    lines += [*words, ""] if words else []
    text = license_text(profile.key)
    where = f" of {', '.join(license_.via)}" if license_.via else ""
    lines += [clean(text).strip("\n") if text else f"[The text: copy LICENSE{where} here.]", ""]
    return lines


def _copyrights(audit: Audit, license_: GoverningLicense) -> list[str]:
    """The lines of those that it comes from; of what the repository itself offers, its own."""
    theirs = [
        copyright_
        for edge in audit.lineage
        for candidate in edge.candidates
        if candidate.name in license_.via
        for copyright_ in candidate.copyrights
    ]
    own = [each.statement for each in audit.copyrights if not each.template] if license_.offered else []
    return list(dict.fromkeys((*theirs, *own)))


def _words(audit: Audit, license_: GoverningLicense) -> list[str]:
    """The words that it requires: the first of those of which any will do."""
    due = {
        outcome.code
        for outcome in audit.all_outcomes
        if outcome.license == license_.profile.key and outcome.verdict is not Verdict.NOT_APPLICABLE
    }
    return [
        duty.words[0]
        for duty in license_.profile.duties
        if duty.code in _WORDS and duty.code.value in due and duty.words
    ]


def _left_out(audit: Audit) -> Iterable[str]:
    """What is not settled, and what was not read: a bundle that is silent about it would look complete."""
    open_ = [license_.profile.name for license_ in audit.licenses if not license_.certain]
    notes = [f"{name}: whether it applies is not settled." for name in dict.fromkeys(open_)]
    notes += [
        f"{license_.profile.name}: its text is not included here; copy it from the source that it came with."
        for license_ in audit.licenses
        if license_.certain and not license_text(license_.profile.key)
    ]
    notes += [f"{entry.path}: was not read." for entry in audit.unread if entry.matters]
    return [_RULE, "Not in this bundle", _RULE, "", *notes] if notes else []
