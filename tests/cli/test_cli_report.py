from __future__ import annotations

from pathlib import Path

import pytest

import auditor
from auditor.report.audit import json as json_report
from support import samples
from support.command import Ask, Run

ROOT = Path(__file__).resolve().parents[2]
RAKUTEN = ROOT / "examples" / "01-rakuten-ai-3.0-as-released" / "repo"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """An audit that was saved, in the directory where the command runs."""
    place = tmp_path / "audit.json"
    place.write_text(json_report.render(samples.rakuten()), encoding="utf-8")
    return place


def test_a_model_is_audited_once_for_every_format(real: Run, tmp_path: Path) -> None:
    names = ("report.html", "report.md", "report.json", "report.txt")
    done = real("report", str(RAKUTEN), "--no-scancode", *(part for name in names for part in ("-o", name)))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    audit = json_report.read((tmp_path / "report.json").read_bytes())
    for name, style in (("report.html", "html"), ("report.md", "markdown"), ("report.txt", "text")):
        assert (tmp_path / name).read_text(encoding="utf-8") == auditor.render(audit, style)


def test_a_saved_audit_is_laid_out_without_another(ask: Ask, saved: Path, tmp_path: Path) -> None:
    result = ask("clean", "report", "audit.json", "-o", "a.html")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")
    assert result.asked == {}
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == auditor.render(
        json_report.read(saved.read_bytes()), "html"
    )


def test_a_saved_audit_keeps_its_exit_code_unless_another_severity_is_to_fail(ask: Ask, saved: Path) -> None:
    assert ask("clean", "report", str(saved), "-o", "a.md").exit_code == 1
    assert ask("clean", "report", str(saved), "-o", "a.md", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "it is not JSON"),
        ("[]", "no format is named in it"),
        ('{"format": "auditor-survey/1"}', "a document of format 'auditor-survey/1'"),
        ('{"format": "auditor-report/3"}', "This report is of version '3', and this auditor reads version 2."),
        ('{"format": "auditor-report/2"}', "This report is not whole, or was changed"),
    ],
)
def test_json_that_is_no_audit_or_of_another_major_version_is_3(ask: Ask, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    (tmp_path / "a.html").write_text("old", encoding="utf-8")
    result = ask("clean", "report", "a.json", "-o", "a.html")
    assert result.exit_code == 3
    assert says in result.stderr
    assert "tip: " in result.stderr
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("-o", "a.docx"), "a.docx has no ending that is a format"),
        (("-o", "."), "is a directory"),
        (("-o", "missing/a.html"), "missing is not a directory"),
        (("-o", "a.html", "--audience", "court"), "--audience"),
        (("-o", "a.html", "--lang", "tlh"), "--lang"),
        (("-o", "a.html", "--mark", "x" * 301), "mark"),
        (("-o", "a.html", "--name", "a/b"), "--name cannot be used with a saved audit."),
        (("--nonsense",), "--nonsense"),
    ],
)
def test_what_cannot_be_asked_for_is_2_and_writes_nothing(
    ask: Ask, saved: Path, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    result = ask("clean", "report", str(saved), *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["audit.json"]


def test_the_lines_that_only_the_caller_can_give_are_printed_where_they_are_given(
    ask: Ask, saved: Path, tmp_path: Path
) -> None:
    given = {
        "--mark": "Privileged & Confidential",
        "--prepared-for": "Jane Roe",
        "--directed-by": "Doe LLP",
        "--matter": "26-17",
    }
    arguments = [part for pair in given.items() for part in pair]
    ask("clean", "report", str(saved), "-o", "a.md", *arguments)
    ask("clean", "report", str(saved), "-o", "b.md")
    with_lines, without = ((tmp_path / name).read_text(encoding="utf-8") for name in ("a.md", "b.md"))
    for value in ("Privileged &amp; Confidential", "Jane Roe", "Doe LLP", "26-17"):
        assert value in with_lines
        assert value not in without
    assert "Privileged" not in without
