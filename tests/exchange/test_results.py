"""JUnit, GitLab's code quality, SARIF's suppressions and fingerprints, NOTICE."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from auditor.knowledge import default_knowledge
from auditor.knowledge.verbatim import content, license_texts
from auditor.model import Audit, Excerpt, Location, Severity
from auditor.report import formats
from support import samples
from support.exchanged import AUDITS

Audits = Callable[[str], Audit]


@pytest.mark.parametrize("name", AUDITS)
def test_gitlab_has_every_open_finding_once(name: str, audits: Audits) -> None:
    rows = json.loads(formats.render(audits(name), "gitlab"))
    assert [row["check_name"] for row in rows] == [each.rule for each in audits(name).findings if not each.waived]


@pytest.mark.parametrize("name", AUDITS)
def test_junit_counts_what_is_in_it(name: str, audits: Audits) -> None:
    audit = audits(name)
    root = ET.fromstring(formats.render(audit, "junit"))  # noqa: S314 - our own
    (suite,) = root
    failing = [each.id for each in audit.findings if not each.waived and each.severity is not Severity.NOTE]

    assert [case.get("name") for case in suite if case.find("failure") is not None] == failing
    assert (suite.get("tests"), suite.get("failures")) == (str(len(suite)), str(len(failing)))
    assert int(suite.get("skipped", "")) == len(audit.findings) - len(failing)


def test_junit_of_hostile_text_is_xml() -> None:
    strange = samples.hostile().replace(target="a\x00\ufffe\uffff]]>&<b>")
    root = ET.fromstring(formats.render(strange, "junit"))  # noqa: S314 - our own
    assert "\ufffe" not in ET.tostring(root, encoding="unicode")


def test_what_was_accepted_is_left_out_of_sarif_unless_all_is_asked_for(audits: Audits) -> None:
    audit = audits("merge")
    accepted = {each.id for each in audit.findings if each.waived}
    plain = json.loads(formats.render(audit, "sarif"))["runs"][0]["results"]
    every = json.loads(formats.render(audit, "sarif", verbosity=1))["runs"][0]["results"]

    assert accepted
    assert not {each["properties"]["finding"] for each in plain} & accepted
    suppressed = {each["properties"]["finding"]: each["suppressions"] for each in every if "suppressions" in each}
    assert set(suppressed) == accepted
    assert all(row[0]["justification"] == "licensed-separately: LEGAL-123" for row in suppressed.values())


def test_the_fingerprint_survives_other_lines_and_changes_with_its_own(audits: Audits) -> None:
    audit = audits("04-llama-relicensed-as-apache")
    finding = next(each for each in audit.findings if each.evidence and each.evidence[0].first)
    place = finding.evidence[0]
    assert place.first is not None
    moved = Location(path=place.path, first=place.first + 7)

    def fingerprint(at: Location, text: str) -> str:
        other = audit.replace(
            findings=(finding.replace(evidence=(at,), outcomes=()),), excerpts=(Excerpt(location=at, text=text),)
        )
        (result,) = json.loads(formats.render(other, "sarif"))["runs"][0]["results"]
        made: str = result["partialFingerprints"]["primaryLocationLineHash"]
        return made

    assert fingerprint(place, "license: apache-2.0") == fingerprint(moved, "license:  apache-2.0")
    assert fingerprint(place, "license: apache-2.0") != fingerprint(place, "license: mit")


def test_what_rests_on_a_shape_is_a_warning_to_review(audits: Audits) -> None:
    (run,) = json.loads(formats.render(audits("01-rakuten-ai-3.0-as-released"), "sarif"))["runs"]
    by_id = {each["properties"]["finding"]: each for each in run["results"]}
    text = by_id["license-text-missing:deepseek-model-1.0+mit:deepseek-v3"]
    assert (text["level"], text["kind"]) == ("warning", "review")
    (place,) = text["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == (
        "examples/01-rakuten-ai-3.0-as-released/repo/README.md"
    )


def test_the_notice_has_every_text_and_line_that_travels_on(audits: Audits) -> None:
    text = formats.render(audits("merge"), "notice")
    for key in ("llama3.1", "apache-2.0"):
        known = license_texts(default_knowledge().root, key)
        body = content(default_knowledge().root, known[0]).decode().replace("\r\n", "\n").strip()
        assert body.split("\n")[-1].strip() in text
    assert "Copyright (c) 2023 DeepSeek" in text
    assert "Built with Llama" in text
    left = text.split("Not in this bundle")[1]
    (mit,) = license_texts(default_knowledge().root, "mit")
    assert content(default_knowledge().root, mit).decode().strip().split("\n")[-1].strip() in text
    assert "MIT License: its text" not in left
    assert "NOTICE: was not read." in left


def test_the_notice_claims_no_candidate(audits: Audits) -> None:
    text = formats.render(audits("01-rakuten-ai-3.0-as-released"), "notice")
    assert "DeepSeek License Agreement" in text.split("Not in this bundle")[1]
    assert "DeepSeek" not in text.split("Not in this bundle", maxsplit=1)[0].replace("RakutenAI", "")
