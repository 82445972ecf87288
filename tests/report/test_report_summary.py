from __future__ import annotations

import pytest

from auditor.model import Severity, Unread, UnreadReason
from auditor.report.audit.summary import summary
from support import samples

UNREAD = (Unread(path="LICENSE", reason=UnreadReason.TOO_LARGE),)


_NOTHING = "Nothing was found against the license terms read. Base: none declared, none recognised. Not read: 0 files."


@pytest.mark.parametrize(("severity", "accepted"), [(Severity.ERROR, True), (Severity.NOTE, False)])
def test_what_decides_is_accepted_where_a_waiver_accepts_all_of_it(severity: Severity, *, accepted: bool) -> None:
    finding = samples.rakuten().findings[-1].replace(severity=severity)
    for waived in ("", "counsel-accepted: yes"):
        answer = summary(samples.clean().replace(findings=(finding.replace(waived=waived),)))
        assert answer.all_accepted is (bool(waived) and accepted)


def test_one_unwaived_finding_among_waived_ones_is_not_accepted() -> None:
    assert summary(samples.partly_read()).all_accepted is False
    assert summary(samples.partly_read()).accepted == 1


@pytest.mark.parametrize(
    ("sample", "decides", "first"),
    [
        (
            "rakuten",
            (
                "1 error, 1 warning, 1 note. If the base is the DeepSeek-V3 family, as recognised by its shape, what "
                "the license of each release known requires was not found here."
            ),
            (
                "Answer: Which checkpoint was the model made from, and at which revision? If so: Add the upstream's "
                "LICENSE file as published, with its line “Copyright (c) 2023 DeepSeek”."
            ),
        ),
        (
            "partly-read",
            "2 warnings, 1 accepted by waiver: a file that speaks about licensing could not be read",
            "Fetch LICENSE with git lfs pull, and audit again.",
        ),
        (
            "clean",
            _NOTHING,
            "",
        ),
    ],
)
def test_the_second_and_third_line_say_what_decides_and_what_to_do(sample: str, decides: str, first: str) -> None:
    answer = summary(samples.ALL[sample]())
    assert (answer.decides, answer.first) == (decides, first)


def test_what_only_a_question_settles_is_asked_first() -> None:
    attribution = next(finding for finding in samples.llama().findings if finding.severity is Severity.WARNING)
    audit = samples.clean().replace(findings=(attribution,))
    assert summary(audit).first.startswith("Answer: Does a related website")


def test_an_unread_file_without_a_finding_is_the_thing_to_do() -> None:
    answer = summary(samples.clean().replace(unread=UNREAD))
    assert answer.decides == "1 file that may be relevant to licensing could not be read".capitalize()
    assert answer.first == "Make LICENSE readable (too-large), and audit again."
