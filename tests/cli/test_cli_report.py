from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

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


LLAMA = ROOT / "examples" / "04-llama-relicensed-as-apache" / "repo"


def test_several_models_are_a_report_each_and_an_index_the_worst_first(real: Run, tmp_path: Path) -> None:
    done = real("report", str(LLAMA), str(RAKUTEN), "nowhere/at-all", "--no-scancode", "--offline", "-q", "-o", "out")
    assert done.returncode == 1, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "CoolChat-8B.html",
        "RakutenAI-3.0.html",
        "index.html",
    ]
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert page.index("Does not comply") < page.index("Not shown to comply")
    assert 'href="RakutenAI-3.0.html"' in page
    assert "Not audited" in page
    assert "<script" not in page
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("a", "b"), "Several models need one --output"),
        (("a", "b", "-o", "full"), "full exists already"),
        (("a", "b", "-o", "full/file"), "exists already"),
        (("a", "b", "-o", "missing/out"), "missing is not a directory"),
        (("a", "b", "-o", "out", "--evidence", "e.zip"), "--evidence is for one model"),
        (("--all-cached", "a", "-o", "out"), "--all-cached and TARGET"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_a_directory_of_reports_is_2(
    ask: Ask, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("kept", encoding="utf-8")
    result = ask("clean", "report", *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


def test_the_evidence_pack_has_every_document_and_its_digest(real: Run, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        real("report", str(LLAMA), "--no-scancode", "-o", "a.html", "--evidence", name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with ZipFile(tmp_path / "a.zip") as pack:
        audit = json_report.read(pack.read("audit.json"))
        for document in audit.repository.documents:
            data = pack.read(f"documents/{document.path}")
            assert data == (LLAMA / document.path).read_bytes()
            assert sha256(data).hexdigest() == document.sha256
        sums = pack.read("SHA256SUMS").decode()
        assert sorted(line.split("  ")[1] for line in sums.splitlines()) == sorted(
            name for name in pack.namelist() if name != "SHA256SUMS"
        )
