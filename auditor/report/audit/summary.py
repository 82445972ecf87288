"""The beginning of every format: what decides the verdict, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import verdict
from auditor.model import Harm, Severity, Standing, Summary, UnreadReason, Verdict
from auditor.patterns import regex
from auditor.report.audit.first import first_sentence
from auditor.report.common.wording import counted, sentence

if TYPE_CHECKING:
    from auditor.model import Audit, Finding

_GRAVE = (Harm.ACT, Harm.LABEL, Harm.SHARE_ALIKE, Harm.RESTRICTIONS)
"""Findings that adding a file does not cure."""
_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z])")


def summary(audit: Audit) -> Summary:
    """The result, without its reasons."""
    findings = verdict.ordered(audit.findings)
    deciding = [finding for finding in findings if finding.severity is not Severity.NOTE]
    number = verdict.counts(findings)
    return Summary(
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        notes=number[Severity.NOTE],
        accepted=sum(bool(finding.waived) for finding in findings),
        covered=sum(bool(finding.covered) for finding in findings),
        all_accepted=bool(deciding) and all(finding.waived for finding in deciding),
        decides=_decides(audit, findings),
        first=_first(audit, findings),
        exit_code=verdict.exit_code(audit),
        failing=tuple(finding.id for finding in verdict.ordered(audit.failing)),
        questions=verdict.questions(findings),
    )


def _open(audit: Audit) -> str:
    """What is open although nothing was found, in words; "" if nothing is."""
    unread = sum(entry.matters for entry in audit.unread)
    if unread:
        return f"{counted(unread, 'file')} that may be relevant to licensing could not be read"
    return "" if verdict.settled(audit.concluded) else "which terms apply is not settled"


def _decides(audit: Audit, findings: tuple[Finding, ...]) -> str:
    if audit.standing is Standing.NOT_A_MODEL:
        return "No model here: no weights, no configuration, no card"
    number = verdict.counts(findings)
    parts = [counted(number[severity], severity.value) for severity in Severity if number[severity]]
    accepted = sum(bool(finding.waived) for finding in findings)
    if accepted:
        parts.append(f"{accepted} accepted by waiver")
    stated = {finding.covered: None for finding in findings if finding.covered}
    parts.extend(f"{sum(finding.covered == words for finding in findings)} {words}" for words in stated)
    deciding = next((finding for finding in findings if finding.severity is not Severity.NOTE), None)
    first = "" if deciding is None and _open(audit) else first_sentence(audit, findings)
    if first:
        return f"{', '.join(parts)}. {first}" if parts else first
    if deciding is not None:
        reason = deciding.title.rstrip(".")
    elif _open(audit):
        reason = _open(audit)
    elif findings:
        reason = findings[0].title.rstrip(".")
    else:
        return f"{audit.concluded}: nothing was found against it"
    return f"{', '.join(parts)}: {reason}" if parts else sentence(reason)


def _first(audit: Audit, findings: tuple[Finding, ...]) -> str:
    deciding = [finding for finding in findings if finding.severity is not Severity.NOTE]
    waiting = [finding for finding in deciding if not finding.waived and not finding.covered]
    unshown = {edge.name for edge in audit.upstreams if not edge.firm}
    if waiting:
        # an unwaived warning comes before a waived error, and a label that hides a limit before a missing file: adding
        # the file alone would leave the label as it is
        finding = next((entry for entry in waiting if entry.harm in _GRAVE and not entry.spared), waiting[0])
        incomplete = finding.harm is Harm.LABEL and finding.upstream not in unshown
        breach = Verdict.BREACHED in (finding.verdict, finding.if_confirmed)
        if finding.question and not breach and not incomplete:
            return _addressed(audit, finding.question)
        if finding.question and finding.upstream in unshown:
            # a remedy for an undeclared base would be an admission: the question comes first
            return f"{_addressed(audit, finding.question)} If so: {_sentence(finding.remedy)}"
        return _sentence(finding.remedy)
    asked = next((finding for finding in deciding if finding.covered and not finding.waived), None)
    if asked is not None:
        return f"Answer: {_sentence(asked.question)}"
    if audit.standing is Standing.NOT_A_MODEL:
        return "Name the folder that contains a model."
    unread = next((entry for entry in audit.unread if entry.matters), None)
    if unread is not None and unread.reason is UnreadReason.NOT_HERE:
        return f"Download {unread.path}, and audit again." if unread.path else "Audit the whole repository."
    if unread is not None:
        return f"Make {unread.path} readable ({unread.reason.value}), and audit again."
    if _open(audit) and not findings:
        return "State in the model card which license applies, and add its text."
    return ""


def _addressed(audit: Audit, question: str) -> str:
    """The question, addressed to whoever can answer it: the publisher, if the model is somebody else's."""
    whose = "Ask the publisher" if audit.repository.is_others else "Answer"
    return f"{whose}: {_sentence(question)}"


def _sentence(text: str) -> str:
    return _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0]
