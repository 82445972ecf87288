"""What fails, how a model stands, in which order findings are read, and what is asked."""

from __future__ import annotations

import pytest

from auditor.model import (
    Audit,
    ComparedModel,
    Evidence,
    FailOn,
    ForUse,
    Harm,
    ModelComparison,
    Question,
    Rung,
    Severity,
    Standing,
    Survey,
    SurveyEntry,
    Unread,
    UnreadReason,
    Use,
    UseAnswer,
    Verdict,
    Worst,
)
from auditor.verdict import (
    by_shape,
    comparison_exit_code,
    exit_code,
    not_surveyed,
    ordered,
    questions,
    survey_exit_code,
    surveyed,
    worst_first,
)
from support import samples

UNREAD = (Unread(path="LICENSE", reason=UnreadReason.TOO_LARGE),)
_SEVERITIES = tuple(Severity)
(MOST, NEXT), LEAST = tuple(Harm)[:2], tuple(Harm)[-1]


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
    assert tuple(severity for severity in _SEVERITIES if fail_on.includes(severity)) == fails


def _with(severity: Severity, verdict: Verdict, **changes: object) -> Audit:
    finding = samples.rakuten().findings[-1].replace(severity=severity, verdict=verdict, **changes)
    return samples.judged(samples.clean().replace(findings=(finding,)))


@pytest.mark.parametrize(
    ("severity", "verdict", "standing"),
    [
        (Severity.ERROR, Verdict.BREACHED, Standing.DOES_NOT_COMPLY),
        (Severity.ERROR, Verdict.UNDETERMINED, Standing.NOT_SHOWN_TO_COMPLY),
        (Severity.WARNING, Verdict.UNDETERMINED, Standing.UNDETERMINED),
        (Severity.NOTE, Verdict.UNDETERMINED, Standing.NO_FINDINGS),
    ],
)
def test_the_worst_finding_decides_and_a_waiver_never_changes_it(
    severity: Severity, verdict: Verdict, standing: Standing
) -> None:
    for waived in ("", "counsel-accepted: yes"):
        assert _with(severity, verdict, waived=waived).standing is standing


@pytest.mark.parametrize("verdict", [Verdict.BREACHED, Verdict.UNDETERMINED])
def test_a_publisher_whose_own_statements_disagree_has_breached_nothing(verdict: Verdict) -> None:
    assert _with(Severity.ERROR, verdict, upstream="").standing is Standing.UNDETERMINED


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


@pytest.mark.parametrize("accepted", [{"waived": "accepted by counsel"}, {"covered": "another"}])
def test_what_is_accepted_or_covered_is_read_after_its_equals(accepted: dict[str, str]) -> None:
    first, second = samples.rakuten().findings[:1] * 2
    aside, left = first.replace(id="a", **accepted), second.replace(id="b")

    assert [finding.id for finding in ordered((aside, left))] == ["b", "a"]


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


@pytest.mark.parametrize(
    ("severity", "worst"),
    [
        (None, Worst.NOTHING),
        (Severity.NOTE, Worst.NOTE),
        (Severity.WARNING, Worst.WARNING),
        (Severity.ERROR, Worst.ERROR),
    ],
)
def test_an_entry_has_the_worst_of_its_findings(severity: Severity | None, worst: Worst) -> None:
    audit = samples.clean() if severity is None else _with(severity, Verdict.UNDETERMINED)

    assert surveyed(audit, name="a", kind="model", commit="").worst is worst


@pytest.mark.parametrize(
    ("audit", "answer", "fails"),
    [
        (samples.clean(), None, False),
        (samples.clean(), UseAnswer.ALLOWED, False),
        (samples.clean(), UseAnswer.EXCLUDED, True),
        (samples.rakuten(), None, True),
        (samples.rakuten(), UseAnswer.ALLOWED, True),
    ],
)
def test_an_entry_fails_where_a_finding_or_the_use_does(audit: Audit, answer: UseAnswer | None, *, fails: bool) -> None:
    for_use = ForUse(use=Use(), answer=answer, points=()) if answer is not None else None
    entry = surveyed(audit.replace(for_use=for_use), name="a", kind="model", commit="")

    assert (entry.fails, entry.for_use) == (fails, answer)


def test_a_survey_has_the_worst_first_and_of_equals_by_name() -> None:
    named = [("b", "clean"), ("a", "clean"), ("c", "partly-read"), ("e", "rakuten"), ("d", "llama")]
    entries = [_entry(name, sample, FailOn.WARNING) for name, sample in named]
    entries.append(not_surveyed("Gone.", name="x", kind="model", commit=""))

    assert [entry.name for entry in worst_first(entries)] == ["d", "e", "x", "c", "a", "b"]


@pytest.mark.parametrize(
    "order",
    [
        ({"severity": Severity.ERROR}, {"severity": Severity.WARNING}, {"severity": Severity.NOTE}),
        ({}, {"waived": "counsel-accepted: yes"}),
        ({"harm": MOST}, {"harm": LEAST}),
        ({"verdict": Verdict.BREACHED}, {"verdict": Verdict.UNDETERMINED}),
        ({"id": "a"}, {"id": "b"}),
        ({"severity": Severity.ERROR, "waived": "x: y", "id": "z"}, {"severity": Severity.WARNING}),
        ({"harm": LEAST}, {"waived": "x: y", "harm": MOST}),
        ({"harm": MOST, "verdict": Verdict.UNDETERMINED}, {"harm": NEXT, "verdict": Verdict.BREACHED}),
    ],
)  # fmt: skip
def test_what_is_worse_is_read_first(order: tuple[dict[str, object], ...]) -> None:
    findings = [samples.rakuten().findings[0].replace(**{"waived": "", "covered": "", **changes}) for changes in order]

    assert list(ordered(findings[::-1])) == findings


@pytest.mark.parametrize(
    ("models", "code"),
    [
        ((), 0),
        (({},), 0),
        (({"fails": True}, {}), 1),
        (({"problem": "Gone."}, {}), 3),
        (({"problem": "Gone."}, {"fails": True}), 1),
        (({"problem": "Gone."},), 3),
    ],
)
def test_a_comparison_exits_as_the_worst_of_its_audits_would(models: tuple[dict[str, object], ...], code: int) -> None:
    compared = tuple(ComparedModel(target="x", name="x").replace(**changes) for changes in models)
    comparison = ModelComparison(use=None, as_of="2026-11-22", version="0", rules_digest="0", names={}, models=compared)

    assert comparison_exit_code(comparison) == code


def test_only_what_is_open_about_a_parent_that_nothing_names_rests_on_a_shape() -> None:
    audit = samples.rakuten()
    (edge,) = audit.lineage
    ids = {finding.id for finding in audit.findings if finding.upstream == edge.name}
    breached = tuple(finding.replace(verdict=Verdict.BREACHED) for finding in audit.findings)
    named = edge.replace(evidence=(Evidence(rung=Rung.DECLARED, says="given"),))

    assert by_shape(audit) == ids != set()
    assert by_shape(audit.replace(findings=breached)) == set()
    assert by_shape(audit.replace(upstreams=(named,))) == set()
    assert by_shape(audit.replace(upstreams=(edge.replace(name="another"),))) == set()


@pytest.mark.parametrize(
    ("answer", "fail_on", "code"),
    [
        (None, FailOn.NOTE, 0),
        (UseAnswer.EXCLUDED, FailOn.ERROR, 1),
        (UseAnswer.NEEDS_LICENSE, FailOn.ERROR, 1),
        (UseAnswer.OPEN, FailOn.ERROR, 0),
        (UseAnswer.OPEN, FailOn.WARNING, 1),
        (UseAnswer.OPEN, FailOn.NOTE, 1),
        (UseAnswer.EXCLUDED, FailOn.NEVER, 0),
    ],
)
def test_a_use_that_the_terms_exclude_fails_the_audit(answer: UseAnswer | None, fail_on: FailOn, code: int) -> None:
    of_use = None if answer is None else ForUse(use=Use(), answer=answer, points=())

    assert exit_code(samples.clean().replace(for_use=of_use, fail_on=fail_on)) == code
    assert exit_code(samples.llama().replace(for_use=None, fail_on=FailOn.ERROR)) == 1
    assert exit_code(samples.clean().replace(standing=Standing.NOT_A_MODEL, for_use=of_use)) == 3
