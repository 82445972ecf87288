"""What fails, how a model stands, in which order findings are read, and what is asked."""

from __future__ import annotations

import pytest

from auditor.model import (
    Audit,
    FailOn,
    Question,
    Severity,
    Standing,
    Survey,
    SurveyEntry,
    Unread,
    UnreadReason,
    Verdict,
)
from auditor.verdict import not_surveyed, ordered, questions, survey_exit_code, surveyed, worst_first
from support import samples

UNREAD = (Unread(path="LICENSE", reason=UnreadReason.TOO_LARGE),)
_SEVERITIES = tuple(Severity)


@pytest.mark.parametrize(
    ("fail_on", "fails"),
    [
        (FailOn.NEVER, ()),
        (FailOn.ERROR, _SEVERITIES[:1]),
        (FailOn.WARNING, _SEVERITIES[:2]),
        (FailOn.NOTE, _SEVERITIES),
    ],
)
def test_a_severity_fails_where_it_is_at_or_above_the_floor(fail_on: FailOn, fails: tuple[Severity, ...]) -> None:
    assert tuple(one for one in _SEVERITIES if fail_on.includes(one)) == fails


def _with(severity: Severity, found: Verdict, **changes: object) -> Audit:
    finding = samples.rakuten().findings[-1].replace(severity=severity, verdict=found, **changes)
    return samples.judged(samples.clean().replace(findings=(finding,)))


@pytest.mark.parametrize(
    ("severity", "found", "standing"),
    [
        (Severity.ERROR, Verdict.BREACHED, Standing.DOES_NOT_COMPLY),
        (Severity.ERROR, Verdict.UNDETERMINED, Standing.NOT_SHOWN_TO_COMPLY),
        (Severity.WARNING, Verdict.UNDETERMINED, Standing.UNDETERMINED),
        (Severity.NOTE, Verdict.UNDETERMINED, Standing.NO_FINDINGS),
    ],
)
def test_the_worst_finding_decides_and_a_waiver_never_changes_it(
    severity: Severity, found: Verdict, standing: Standing
) -> None:
    for waived in ("", "counsel-accepted: yes"):
        assert _with(severity, found, waived=waived).standing is standing


@pytest.mark.parametrize("found", [Verdict.BREACHED, Verdict.UNDETERMINED])
def test_a_publisher_whose_own_statements_disagree_has_breached_nothing(found: Verdict) -> None:
    assert _with(Severity.ERROR, found, upstream="").standing is Standing.UNDETERMINED


@pytest.mark.parametrize(
    "change", [{"unread": UNREAD}, {"concluded": "MIT AND NOASSERTION"}, {"concluded": ""}, {"concluded": "NONE"}]
)
def test_what_was_not_read_whole_or_is_not_settled_is_undetermined(change: dict[str, object]) -> None:
    assert samples.clean().standing is Standing.NO_FINDINGS
    assert samples.judged(samples.clean().replace(**change)).standing is Standing.UNDETERMINED


def test_an_unread_file_that_could_not_speak_leaves_nothing_open() -> None:
    unread = (UNREAD[0].replace(matters=False),)
    assert samples.judged(samples.clean().replace(unread=unread)).standing is Standing.NO_FINDINGS


def test_findings_are_ordered_by_severity_then_unwaived_then_breached_first() -> None:
    assert [finding.id for finding in ordered(samples.rakuten().findings)] == [
        "license-text-missing:deepseek-model-1.0+mit:deepseek-v3",
        "use-restrictions-not-passed-on:deepseek-model-1.0:deepseek-v3",
        "base-undeclared:any:deepseek-v3",
    ]
    assert [finding.waived for finding in ordered(samples.partly_read().findings)][-1].startswith("counsel-accepted")


def test_a_question_is_asked_once_with_every_finding_it_settles() -> None:
    findings = samples.rakuten().findings
    ids = tuple(finding.id for finding in ordered(findings))
    assert questions(findings) == (Question(question=samples.WHICH, settles=ids),)


def _entry(name: str, sample: str, fail_on: FailOn) -> SurveyEntry:
    audit = samples.ALL[sample]().replace(fail_on=fail_on)
    return surveyed(audit, name=name, kind="model", commit="")


@pytest.mark.parametrize(
    ("names", "fail_on", "code"),
    [
        ((), FailOn.WARNING, 3),
        (("clean",), FailOn.WARNING, 0),
        (("clean", "llama"), FailOn.WARNING, 1),
        (("clean", "llama"), FailOn.NEVER, 0),
        (("clean", "partly-read"), FailOn.ERROR, 0),
        (("clean", ""), FailOn.WARNING, 3),
        (("llama", ""), FailOn.WARNING, 1),
        (("llama", ""), FailOn.NEVER, 3),
    ],
)
def test_a_survey_fails_where_a_model_does_and_is_no_audit_where_one_could_not_be_made(
    names: tuple[str, ...], fail_on: FailOn, code: int
) -> None:
    entries = [
        _entry(name, name, fail_on) if name else not_surveyed("Gone.", name="x", kind="model", commit="")
        for name in names
    ]
    survey = Survey(as_of="2026-11-22", version="0", rules_digest="0", fail_on=fail_on, entries=worst_first(entries))

    assert survey_exit_code(survey) == code


def test_a_survey_has_the_worst_first_and_of_equals_by_name() -> None:
    named = [("b", "clean"), ("a", "clean"), ("c", "partly-read"), ("e", "rakuten"), ("d", "llama")]
    entries = [_entry(name, sample, FailOn.WARNING) for name, sample in named]
    entries.append(not_surveyed("Gone.", name="x", kind="model", commit=""))

    assert [entry.name for entry in worst_first(entries)] == ["d", "e", "x", "c", "a", "b"]
