"""What every format says first: the verdict, what decides it, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from auditor.model import Audit, Finding, Noun, Severity, UnreadReason, Verdict
from auditor.patterns import regex

_SEVERITIES = tuple(Severity)
_VERDICTS = (Verdict.BREACHED, Verdict.UNDETERMINED)
_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z])")


class Standing(StrEnum):
    """How the model stands; a waiver never changes it."""

    CLEAN = "clean"
    """Every duty found is met, every file that may speak was read, and nothing is left open."""
    NOTHING_ABOVE_NOTE = "no finding at or above warning"
    """Something is left open that no repository can show, or was not read."""
    UNDETERMINED = "undetermined"
    """Warnings: whether it complies hangs on what is not known."""
    NOT_SHOWN = "not shown to comply"
    """Errors, none of them settled: every reading of what is known would be a breach."""
    BREACHED = "does not comply"
    """A breach that does not hang on anything unknown."""


class Summary(Noun, frozen=True, kw_only=True):
    """The answer, before its reasons."""

    standing: Standing
    waived: bool
    """Whether every finding that decides was accepted by a waiver."""
    errors: int
    warnings: int
    notes: int
    accepted: int
    """Findings of any severity with a waiver."""
    decides: str
    """Counts, and what decides."""
    first: str
    """The one thing to do first; "" for nothing."""


def summary(audit: Audit) -> Summary:
    """The answer in three lines."""
    findings = ordered(audit.findings)
    deciding = [finding for finding in findings if finding.severity is not Severity.NOTE]
    return Summary(
        standing=_standing(audit, deciding),
        waived=bool(deciding) and all(finding.waived for finding in deciding),
        errors=_count(findings, Severity.ERROR),
        warnings=_count(findings, Severity.WARNING),
        notes=_count(findings, Severity.NOTE),
        accepted=sum(bool(finding.waived) for finding in findings),
        decides=_decides(audit, findings),
        first=_first(audit, findings),
    )


def ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Errors first; in a severity the unwaived first, and breaches before what is undetermined."""
    return tuple(
        sorted(
            findings,
            key=lambda one: (
                _SEVERITIES.index(one.severity),
                bool(one.waived),
                _VERDICTS.index(one.verdict) if one.verdict in _VERDICTS else len(_VERDICTS),
                one.id,
            ),
        )
    )


def questions(audit: Audit) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What would settle what is open, each once, with the ids of the findings that wait for it."""
    asked: dict[str, list[str]] = {}
    for finding in ordered(audit.findings):
        if finding.question:
            asked.setdefault(finding.question, []).append(finding.id)
    return tuple((question, tuple(ids)) for question, ids in asked.items())


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _standing(audit: Audit, deciding: list[Finding]) -> Standing:
    if any(finding.verdict is Verdict.BREACHED for finding in deciding):
        return Standing.BREACHED
    if any(finding.severity is Severity.ERROR for finding in deciding):
        return Standing.NOT_SHOWN
    if deciding:
        return Standing.UNDETERMINED
    return Standing.NOTHING_ABOVE_NOTE if audit.findings or _open(audit) else Standing.CLEAN


def _open(audit: Audit) -> str:
    """What keeps an audit without findings from being clean; "" where nothing does."""
    unread = sum(one.matters for one in audit.unread)
    if unread:
        return f"{counted(unread, 'file')} that may speak about licensing could not be read"
    if not audit.concluded or "NOASSERTION" in audit.concluded or audit.concluded == "NONE":
        return "which terms apply is not settled"
    return ""


def _count(findings: tuple[Finding, ...], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def _decides(audit: Audit, findings: tuple[Finding, ...]) -> str:
    counts = [counted(n, one.value) for one in Severity if (n := _count(findings, one))]
    accepted = sum(bool(finding.waived) for finding in findings)
    if accepted:
        counts.append(f"{accepted} accepted by waiver")
    deciding = next((one for one in findings if one.severity is not Severity.NOTE), None)
    if deciding is not None:
        reason = deciding.title.rstrip(".")
    elif _open(audit):
        reason = _open(audit)
    elif findings:
        reason = findings[0].title.rstrip(".")
    else:
        met = f"everything asked is met ({counted(len(audit.met), 'check')})"
        return f"{audit.concluded}: {met if audit.met else 'nothing is asked that is missing'}"
    return f"{', '.join(counts)}: {reason}" if counts else reason[:1].upper() + reason[1:]


def _first(audit: Audit, findings: tuple[Finding, ...]) -> str:
    waiting = [one for one in findings if not one.waived and one.severity is not Severity.NOTE]
    if waiting:
        # an unwaived warning comes before a waived error
        finding = waiting[0]
        breach = Verdict.BREACHED in (finding.verdict, finding.if_confirmed)
        if finding.question and not breach:
            return f"Answer: {_sentence(finding.question)}"
        return _sentence(finding.remedy)
    unread = next((one for one in audit.unread if one.matters), None)
    if unread is not None and unread.reason is UnreadReason.NOT_HERE:
        return f"Download {unread.path}, and audit again." if unread.path else "Audit the whole repository."
    if unread is not None:
        return f"Make {unread.path} readable ({unread.reason.value}), and audit again."
    if _open(audit) and not findings:
        return "Say in the model card which license applies, and add its text."
    return ""


def _sentence(text: str) -> str:
    return _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0]
