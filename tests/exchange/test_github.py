"""Annotations and the job summary, read back as GitHub's runner reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from auditor.cli import output
from auditor.cli.options import Given
from auditor.model import Audit, Severity
from auditor.report import formats
from support import samples
from support.exchanged import AUDITS
from support.validators import command

Audits = Callable[[str], Audit]


@pytest.mark.parametrize("name", AUDITS)
def test_every_line_is_the_annotation_of_one_finding_that_nobody_accepted(name: str, audits: Audits) -> None:
    audit = audits(name)
    read = [command(line) for line in formats.render(audit, "github").splitlines() if line]
    open_findings = [finding.id for finding in audit.findings if not finding.waived]

    assert [made and made.data.rsplit("[", 1)[1].rstrip("]") for made in read] == open_findings
    for made in read:
        assert made is not None
        assert made.name in ("error", "warning", "notice")
        assert set(made.properties) == {"title"} | ({"file", "line", "endLine"} if name != "hub" else set())


def test_an_error_on_a_shape_alone_is_a_warning(audits: Audits) -> None:
    audit = audits("01-rakuten-ai-3.0-as-released")
    (first, *_) = formats.render(audit, "github").splitlines()
    assert audit.findings[0].severity is Severity.ERROR
    assert first.startswith("::warning title=license-text-missing (RakutenAI-3.0),file=examples/01-")


def test_no_text_of_a_repository_is_a_command_or_a_property() -> None:
    text = formats.render(samples.hostile(), "github")
    attack = samples.hostile().replace(target="x::error file=a::b\n##[error]c,line=1::d %0A::stop-commands::e")
    for line in (*text.splitlines(), *formats.render(attack, "github").splitlines()):
        made = command(line)
        assert made is not None
        assert made.name in ("error", "warning", "notice")
        assert set(made.properties) <= {"title", "file", "line", "endLine"}
        assert "##[" not in line
        assert not any(command(inner) for inner in made.data.split("\n"))


def test_a_job_has_annotations_on_stdout_and_a_summary_with_what_was_accepted(
    audits: Audits,
    tmp_path: os.PathLike[str],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """A step of a workflow with two findings and a third that was accepted, as the runner sees it."""
    audit = audits("merge")
    waived = next(finding for finding in audit.findings if finding.waived)
    two = [finding for finding in audit.findings if not finding.waived][:2]
    page = os.path.join(tmp_path, "summary.md")  # noqa: PTH118 - as the runner names it
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", page)

    output.show(audit.replace(findings=(*two, waived)), Given(style="github"))

    read = [command(line) for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert [made.properties["title"].split(" ")[0] for made in read if made] == [finding.rule for finding in two]
    with open(page, encoding="utf-8") as file:  # noqa: PTH123
        rows = [line for line in file if line.startswith("| ") and not line.startswith("| Level")]
    assert [row.split(" | ")[0] for row in rows] == [
        *(f"| {finding.severity.value}" for finding in two),
        f"| {waived.severity.value}, accepted",
    ]
    assert "Accepted: licensed&#45;separately&#58; LEGAL&#45;123" in rows[2]


def test_the_summary_holds_no_mark_of_a_repository() -> None:
    text = formats.render(samples.hostile(), "github-summary")
    body = text.replace("<br>", "").replace("|---|---|---|---|", "")
    assert "<" not in body
    assert "](" not in body
    assert "@" not in body
    assert json.dumps(text).count("\\u00") == 0
