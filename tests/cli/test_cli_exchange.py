"""Formats that other systems read, by the ending of a file: of an audit, a saved one, and several at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.report import formats
from auditor.report.audit import json as json_report
from support import samples

if TYPE_CHECKING:
    from support.command import Ask, Run

_EXAMPLE = str(Path(__file__).resolve().parents[2] / "examples" / "04-llama-relicensed-as-apache" / "repo")
ENDINGS = {
    "a.sarif": "sarif",
    "a.sarif.json": "sarif",
    "a.spdx3.json": "spdx3",
    "a.spdx.json": "spdx2",
    "a.cdx.json": "cyclonedx",
    "a.cdx16.json": "cyclonedx-1.6",
    "a.gitlab.json": "gitlab",
    "a.junit.xml": "junit",
    "NOTICE": "notice",
    "a.json": "json",
    "a.html": "html",
    "a.md": "markdown",
}


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """An audit that was saved, in the directory where the command runs."""
    place = tmp_path / "audit.json"
    place.write_text(json_report.render(samples.rakuten()), encoding="utf-8")
    return place


@pytest.mark.parametrize("command", [("audit", "x"), ("report", "audit.json")])
def test_every_ending_is_a_format_and_all_can_be_written_at_once(
    command: tuple[str, str], ask: Ask, saved: Path, tmp_path: Path
) -> None:
    outputs = [word for name in ENDINGS for word in ("-o", name)]
    result = ask("rakuten", *command, *outputs)

    assert (result.exit_code, result.stdout) == (1, "")
    audit = json_report.read(saved.read_bytes())
    for name, style in ENDINGS.items():
        assert (tmp_path / name).read_bytes() == formats.render_bytes(audit, style), name


@pytest.mark.parametrize("command", [("audit", "x"), ("report", "audit.json")])
@pytest.mark.parametrize(
    "style", ["sarif", "spdx3", "spdx2", "cyclonedx", "cyclonedx-1.6", "gitlab", "junit", "notice"]
)
def test_a_format_that_is_named_overrides_the_ending(
    style: str, command: tuple[str, str], ask: Ask, saved: Path, tmp_path: Path
) -> None:
    ask("rakuten", *command, "--format", style, "-o", "a.json")
    assert (tmp_path / "a.json").read_bytes() == formats.render_bytes(json_report.read(saved.read_bytes()), style)


def test_the_date_of_every_document_is_the_one_that_was_given(real: Run, tmp_path: Path) -> None:
    """And the same date gives the same bytes; the day on which Llama 3.1 was released is in some too."""
    outputs = [word for name in ENDINGS for word in ("-o", name)]
    made = []
    for day in ("2026-03-01", "2026-03-01", "2025-12-24"):
        real("audit", _EXAMPLE, "--no-scancode", "--as-of", day, *outputs)
        made.append({name: (tmp_path / name).read_bytes() for name in ENDINGS})
        for name in ("a.sarif", "a.spdx3.json", "a.spdx.json", "a.cdx.json", "a.cdx16.json", "a.junit.xml"):
            dates = set(re.findall(rb"(\d{4}-\d\d-\d\d)T\d\d:", made[-1][name]))
            assert dates - {b"2024-07-23"} == {day.encode()}, name
    assert made[0] == made[1]
    assert made[0]["a.cdx.json"] != made[2]["a.cdx.json"]


def test_a_notice_that_somebody_wrote_is_not_replaced(ask: Ask, tmp_path: Path) -> None:
    place = tmp_path / "NOTICE"
    place.write_text("Cool\nCopyright 2025 Acme\n", encoding="utf-8")
    result = ask("rakuten", "audit", "x", "-o", "NOTICE")
    assert result.exit_code == 2
    assert "NOTICE was not written by auditor, and its words may have to be kept." in result.stderr
    assert place.read_text(encoding="utf-8") == "Cool\nCopyright 2025 Acme\n"


def test_a_notice_of_ours_is_replaced(ask: Ask, tmp_path: Path) -> None:
    for _ in range(2):
        assert ask("rakuten", "audit", "x", "-o", "NOTICE").exit_code == 1
    assert (tmp_path / "NOTICE").read_text(encoding="utf-8").startswith("NOTICE for ")
