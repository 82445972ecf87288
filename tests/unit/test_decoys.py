"""Who a model is of, and what its parent's terms are, is not taken from what its publisher or a folder says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.model import Because, NameSource, Severity, Verdict
from support import models

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit, Finding

LLAMA = "meta-llama/Llama-3.1-8B"
R1 = "deepseek-ai/DeepSeek-R1"
MISSING = f"license-text-missing:llama3.1:{LLAMA}"
GIT = '[remote "origin"]\n\turl = https://huggingface.co/{}\n'
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False)


def written(place: Path, files: dict[str, str | bytes]) -> Path:
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return place


def judged(audit: Audit) -> dict[str, Finding]:
    return {finding.id: finding for finding in audit.findings}


def spoofed(family: str, release: str, head: str, **files: str) -> dict[str, str | bytes]:
    return {
        "config.json": models.config(family, release),
        "README.md": models.card(head),
        "model.safetensors": models.WEIGHTS,
        **files,
    }


@pytest.mark.parametrize(
    ("family", "release", "text"),
    [("llama-3-8b", LLAMA, True), ("llama-3-8b", LLAMA, False), ("deepseek-v3", R1, False)],
)
def test_a_git_directory_that_names_the_licensor_exempts_nobody(
    tmp_path: Path, family: str, release: str, text: bool
) -> None:
    files = spoofed(family, release, "license: apache-2.0", **({"LICENSE": models.apache()} if text else {}))
    claimed = auditor.audit(written(tmp_path / "model", {**files, ".git/config": GIT.format(release)}), _OPTIONS)

    assert claimed.repository.name_source == NameSource.GIT_REMOTE
    assert Severity.ERROR in {finding.severity for finding in claimed.failing if finding.upstream == release}


def test_a_folder_called_like_one_of_a_cache_exempts_nobody(tmp_path: Path) -> None:
    files = spoofed("llama-3-8b", LLAMA, "license: apache-2.0", LICENSE=models.apache())
    place = tmp_path / "models--meta-llama--Llama-3.1-8B" / "snapshots" / ("a" * 40)
    audit = auditor.audit(written(place, files), _OPTIONS)

    assert audit.repository.name_source == NameSource.FOLDER
    assert {finding.severity for finding in audit.findings if ":llama3.1:" in finding.id} & {Severity.ERROR}


def test_a_cache_of_the_users_own_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    files = spoofed("llama-3-8b", LLAMA, "license: llama3.1")
    place = tmp_path / "models--meta-llama--Llama-3.1-8B" / "snapshots" / ("a" * 40)
    audit = auditor.audit(written(place, files), _OPTIONS)

    assert audit.repository.name_source == NameSource.HUB_CACHE
    assert audit.known_release is not None
    assert audit.known_release.licensor is True


def test_a_claim_that_nothing_contradicts_makes_notes_that_ask(tmp_path: Path) -> None:
    files = spoofed("llama-3-8b", LLAMA, "license: llama3.1", **{".git/config": GIT.format(LLAMA)})
    audit = auditor.audit(written(tmp_path / "model", files), _OPTIONS)

    assert not audit.failing
    finding = judged(audit)[MISSING]
    assert (finding.verdict, finding.severity) == (Verdict.UNDETERMINED, Severity.NOTE)
    assert Because.LICENSOR_CLAIMED in {reason.code for outcome in finding.outcomes for reason in outcome.because}


BARE = f"license: mit\nbase_model: {LLAMA}"
_MIT = models.mit("Copyright (c) 2026 Acme Ltd")
DECOY: dict[str, str | bytes] = {"README.md": models.card("license: mit"), "LICENSE": _MIT, "config.json": "{}"}
CHILD: dict[str, str | bytes] = {"README.md": models.card(BARE), "LICENSE": _MIT, "model.safetensors": models.WEIGHTS}


@pytest.mark.parametrize(
    "folder", ["Llama-3.1-8B", "meta-llama--Llama-3.1-8B", "models--meta-llama--Llama-3.1-8B/snapshots/a"]
)
def test_a_decoy_beside_a_model_removes_no_duty_of_a_known_release(tmp_path: Path, folder: str) -> None:
    child = written(tmp_path / "model", CHILD)
    alone = judged(auditor.audit(child, _OPTIONS))
    written(tmp_path / folder, DECOY)
    beside = judged(auditor.audit(child, _OPTIONS))

    breached = {name for name, finding in alone.items() if finding.verdict is Verdict.BREACHED}
    assert MISSING in breached
    assert breached <= {name for name, finding in beside.items() if finding.verdict is Verdict.BREACHED}
    assert (f"parent-unknown:any:{LLAMA}" in beside) is ("--" in folder)


def test_a_bare_name_beside_a_model_is_no_parent(tmp_path: Path) -> None:
    child = written(tmp_path / "model", {**CHILD, "README.md": models.card("license: mit\nbase_model: acme/Base-7B")})
    written(tmp_path / "Base-7B", DECOY)

    assert "parent-unknown:any:acme/Base-7B" in judged(auditor.audit(child, _OPTIONS))


def test_a_directory_that_agrees_with_the_table_makes_its_license_read(tmp_path: Path) -> None:
    remembered = "pyannote/speaker-diarization-community-1"
    child = written(tmp_path / "model", {**CHILD, "README.md": models.card(f"license: mit\nbase_model: {remembered}")})
    alone = judged(auditor.audit(child, _OPTIONS))[f"license-not-linked:cc-by-4.0:{remembered}"]
    written(tmp_path / remembered.replace("/", "--"), {"README.md": models.card("license: cc-by-4.0")})
    beside = judged(auditor.audit(child, _OPTIONS))

    assert alone.verdict is Verdict.UNDETERMINED
    assert beside[alone.id].verdict is Verdict.BREACHED
    lines = beside[f"copyright-holder-missing:cc-by-4.0:{remembered}"]
    assert lines.verdict is Verdict.UNDETERMINED


def test_a_label_that_the_stewards_own_base_contradicts_breaches_nothing(tmp_path: Path) -> None:
    head = "license: llama3.1\nbase_model: meta-llama/Meta-Llama-3-8B"
    child = written(tmp_path / "model", {**CHILD, "README.md": models.card(head)})
    findings = judged(auditor.audit(child, auditor.Options(name="acme/tern", as_of="2026-11-22", scancode=False)))

    by_label = findings["license-text-missing:llama3.1:llama3.1"]
    by_base = findings["license-text-missing:llama3:meta-llama/Meta-Llama-3-8B"]
    assert (by_label.verdict, by_label.severity) == (Verdict.UNDETERMINED, Severity.WARNING)
    assert by_base.severity is Severity.ERROR
