from __future__ import annotations

import pytest

from auditor.model import Severity, Unread, UnreadReason, Verdict
from auditor.report.audit.summary import Standing, ordered, questions, summary
from support import samples

UNREAD = (Unread(path="LICENSE", reason=UnreadReason.TOO_LARGE),)


def with_finding(severity: Severity, verdict: Verdict, waived: str = "") -> samples.Audit:
    finding = samples.rakuten().findings[-1]
    changed = {"severity": severity, "verdict": verdict, "waived": waived}
    return samples.clean().replace(findings=(finding.replace(**changed),))


@pytest.mark.parametrize(
    ("severity", "verdict", "standing"),
    [
        (Severity.ERROR, Verdict.BREACHED, Standing.BREACHED),
        (Severity.ERROR, Verdict.UNDETERMINED, Standing.NOT_SHOWN),
        (Severity.WARNING, Verdict.UNDETERMINED, Standing.UNDETERMINED),
        (Severity.NOTE, Verdict.UNDETERMINED, Standing.NOTHING_ABOVE_NOTE),
    ],
)
def test_the_worst_finding_decides_and_a_waiver_never_changes_it(
    severity: Severity, verdict: Verdict, standing: Standing
) -> None:
    for waived in ("", "counsel-accepted: yes"):
        said = summary(with_finding(severity, verdict, waived))
        assert said.standing is standing
        assert said.waived is (bool(waived) and severity is not Severity.NOTE)


def test_only_what_was_read_whole_and_is_settled_is_clean() -> None:
    clean = samples.clean()
    assert summary(clean).standing is Standing.CLEAN
    for change in ({"unread": UNREAD}, {"concluded": "MIT AND NOASSERTION"}, {"concluded": ""}, {"concluded": "NONE"}):
        assert summary(clean.replace(**change)).standing is Standing.NOTHING_ABOVE_NOTE, change


def test_an_unread_file_that_could_not_speak_keeps_nothing_from_being_clean() -> None:
    unread = (UNREAD[0].replace(matters=False),)
    assert summary(samples.clean().replace(unread=unread)).standing is Standing.CLEAN


def test_one_unwaived_finding_among_waived_ones_is_not_accepted() -> None:
    assert summary(samples.partly_read()).waived is False
    assert summary(samples.partly_read()).accepted == 1


def test_findings_are_ordered_by_severity_then_unwaived_then_breached_first() -> None:
    assert [finding.id for finding in ordered(samples.rakuten().findings)] == [
        "license-text-missing:deepseek-model-1.0+mit:deepseek-v3",
        "use-restrictions-not-passed-on:deepseek-model-1.0:deepseek-v3",
        "base-undeclared:any:deepseek-v3",
    ]
    assert [finding.waived for finding in ordered(samples.partly_read().findings)][-1].startswith("counsel-accepted")


@pytest.mark.parametrize(
    ("sample", "decides", "first"),
    [
        (
            "rakuten",
            "1 error, 1 warning, 1 note: the license text of what it was made from is not here",
            "Add the upstream's LICENSE file as published, with its line “Copyright (c) 2023 DeepSeek”.",
        ),
        (
            "partly-read",
            "2 warnings, 1 accepted by waiver: a file that speaks about licensing could not be read",
            "Fetch LICENSE with git lfs pull, and audit again.",
        ),
        ("clean", "MIT: everything asked is met (1 check)", ""),
    ],
)
def test_the_second_and_third_line_say_what_decides_and_what_to_do(sample: str, decides: str, first: str) -> None:
    said = summary(samples.ALL[sample]())
    assert (said.decides, said.first) == (decides, first)


def test_what_only_a_question_settles_is_asked_first() -> None:
    attribution = next(one for one in samples.llama().findings if one.severity is Severity.WARNING)
    audit = samples.clean().replace(findings=(attribution,))
    assert summary(audit).first.startswith("Answer: Does a related website")


def test_an_unread_file_without_a_finding_is_the_thing_to_do() -> None:
    said = summary(samples.clean().replace(unread=UNREAD))
    assert said.decides == "1 file that may speak about licensing could not be read".capitalize()
    assert said.first == "Make LICENSE readable (too-large), and audit again."


def test_a_question_is_asked_once_with_every_finding_it_settles() -> None:
    assert questions(samples.rakuten()) == (
        (samples.WHICH, tuple(finding.id for finding in ordered(samples.rakuten().findings))),
    )
