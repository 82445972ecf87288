"""Microsoft's multitool, with GitHub's rules, reads every SARIF of ours: `make corpus`, skipped out of reach of npm."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from auditor.report import formats
from support import exchanged, foreign
from support.exchanged import AUDITS

pytestmark = pytest.mark.corpus

_PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
_FINE = {
    "SARIF2002": "messages as arguments of a template: code scanning shows the text",
    "SARIF2003": "the revision of the checkout: git has it, an audit of a directory does not",
    "SARIF2005": "informationUri: the project has no address of its own",
    "SARIF2006": "addresses that can be reached: the tests run where none can",
    "SARIF2009": "rule ids of letters and digits: ours are words",
    "SARIF2010": "a snippet for each region: what points at a file as a whole has none",
    "SARIF2011": "the lines around a region: an audit holds excerpts, no files",
    "SARIF2012": "helpUri: as SARIF2005; the help itself is in the document",
    "SARIF2013": "the files themselves: as SARIF2011",
}
"""What it only recommends, and why it is not done."""
_NO_LOCATION = {"GH1015", "GH1017", "GH2012"}
"""What GitHub requires of a location: a model on the Hub has none in anybody's checkout, and the run says so."""


def _reported(text: str, folder: Path) -> Counter[str]:
    """How often each rule of the multitool is broken."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("the multitool of this package is for Linux on x86_64")
    tool = foreign.npm(_PACKAGE) / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    tool.chmod(0o755)
    (folder / "ours.sarif").write_text(text, encoding="utf-8")
    command = [str(tool), "validate", "ours.sarif", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note"]
    done = subprocess.run(
        [*command, "-o", "out.sarif", "--log", "ForceOverwrite"],
        cwd=folder,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    out = folder / "out.sarif"
    assert out.is_file(), done.stdout + done.stderr
    (run,) = json.loads(out.read_text(encoding="utf-8-sig"))["runs"]
    assert all(each["executionSuccessful"] for each in run["invocations"])
    return Counter(each["ruleId"] for each in run["results"])


@pytest.mark.parametrize(("name", "verbosity"), [*((name, 0) for name in AUDITS), ("merge", 1)])
def test_it_has_nothing_against_ours(name: str, verbosity: int, tmp_path: Path) -> None:
    text = formats.render(exchanged.audit(name, tmp_path), "sarif", verbosity=verbosity)
    assert set(_reported(text, tmp_path)) - set(_FINE) == (_NO_LOCATION if name == "hub" else set())


def test_it_has_nothing_against_a_survey(tmp_path: Path) -> None:
    merge, hub = (exchanged.audit(name, tmp_path / name) for name in ("merge", "hub"))
    text = formats.render(exchanged.survey(merge, hub), "sarif")
    assert not set(_reported(text, tmp_path)) - set(_FINE) - _NO_LOCATION


@pytest.mark.parametrize(
    ("was", "is_now", "rule"),
    [
        ('"ruleIndex": 1', '"ruleIndex": 999', "SARIF1009"),
        ('"columnKind"', '"colour": "red", "columnKind"', "JSON1005"),
        ('"locations"', '"places"', "GH1015"),
    ],
)
def test_it_refuses_what_is_broken(was: str, is_now: str, rule: str, tmp_path: Path) -> None:
    text = formats.render(exchanged.audit("merge", tmp_path), "sarif")
    assert was in text
    assert _reported(text.replace(was, is_now), tmp_path)[rule]
