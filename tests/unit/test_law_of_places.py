"""Duties that go with the terms of an adaptation, and lines that are of a license and of no work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.engine.checks.naming import what_is_withheld
from auditor.identify.copyrights.lines import of_text
from auditor.knowledge import Knowledge
from auditor.knowledge.verbatim import content, license_texts
from auditor.model import Severity, Verdict
from support import models

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Finding

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", name="acme/tern", scancode=False)


def _text(key: str) -> str:
    texts = license_texts(_KNOWLEDGE.root, key)
    return content(_KNOWLEDGE.root, texts[0]).decode() if texts else models.license_text(key)


def _findings(place: Path, upstream: str, label: str, its: str, own: str = "") -> dict[str, Finding]:
    """What is found of a fine-tune under `label` of a base that has that text."""
    files = {
        "up--base/README.md": models.card(f"license: {upstream}"),
        "up--base/LICENSE": its,
        "tern/README.md": models.card(
            f"license: {label}\nbase_model: up/base\nbase_model_relation: finetune", "Modified on 2026-01-02."
        ),
        "tern/LICENSE": own or _text(label),
    }
    for path, text in files.items():
        (place / path).parent.mkdir(exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
        (place / path).with_name("model.safetensors").write_bytes(models.WEIGHTS)
    audit = auditor.audit(place / "tern", _OPTIONS, knowledge=_KNOWLEDGE)
    return {finding.rule: finding for finding in audit.findings if finding.upstream == "up/base"}


@pytest.mark.parametrize(
    ("upstream", "label", "rule", "severity"),
    [
        ("lgpl-3.0", "gpl-3.0", "license-text-missing", Severity.NOTE),
        ("cc-by-sa-3.0", "cc-by-sa-4.0", "license-not-linked", Severity.NOTE),
        ("gpl-3.0", "agpl-3.0", "license-text-missing", Severity.WARNING),
        ("eupl-1.2", "gpl-3.0", "license-text-missing", Severity.WARNING),
    ],
)
def test_the_text_of_a_license_in_whose_place_another_stands_is_open(
    upstream: str, label: str, rule: str, severity: Severity, tmp_path: Path
) -> None:
    finding = _findings(tmp_path, upstream, label, _text(upstream))[rule]

    assert (finding.verdict, finding.if_confirmed, finding.severity) == (Verdict.UNDETERMINED, None, severity)


@pytest.mark.parametrize(("upstream", "label"), [("gpl-3.0", "mit"), ("lgpl-3.0", "apache-2.0"), ("eupl-1.2", "mit")])
def test_one_that_is_not_accepted_takes_no_place(upstream: str, label: str, tmp_path: Path) -> None:
    findings = _findings(tmp_path, upstream, label, _text(upstream), models.mit("Copyright (c) 2026 Acme"))

    assert findings["license-text-missing"].verdict is Verdict.BREACHED
    assert findings["share-alike-broken"].verdict is Verdict.BREACHED


def test_a_text_without_a_holder_is_passed_on_all_the_same(tmp_path: Path) -> None:
    """OFL-1.1 speaks of "the above copyright notice": where its text came without one, the text is still required."""
    text = models.license_text("ofl-1.1")
    findings = _findings(tmp_path, "ofl-1.1", "mit", text, models.mit("Copyright (c) 2026 Acme"))

    assert findings["license-text-missing"].verdict is Verdict.BREACHED


@pytest.mark.parametrize("key", ["gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0", "agpl-3.0", "gfdl-1.3"])
def test_the_line_of_a_gnu_license_is_of_no_work_under_it(key: str) -> None:
    text = f"Copyright (C) 2024 Acme\n\n{models.license_text(key)}"

    holders = [line.holder for line in of_text(text, "COPYING")]
    assert "Acme" in holders
    assert not [holder for holder in holders if "Free Software Foundation" in holder]


def test_every_limit_that_a_label_may_drop_has_words_for_a_sentence() -> None:
    codes = next(rule.subject.codes for rule in _KNOWLEDGE.rules if rule.id == "limit-dropped")
    limits = [limit for profile in _KNOWLEDGE.profiles for limit in profile.limits if limit.code in codes]

    words = {limit.code: what_is_withheld(limit) for limit in limits}
    assert not [code for code, words_of_code in words.items() if not words_of_code.startswith("the ")]
    assert not [value for value in words.values() if "None" in value or "()" in value]
