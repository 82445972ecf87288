"""The kinds of fault that a legal review found, each as a directory like the one in which it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.knowledge.verbatim import content, license_texts
from auditor.model import Severity, Standing, Verdict
from support import models

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit, Finding

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False)


def _text(key: str) -> str:
    """The text of a license, as its publisher has it."""
    return content(_KNOWLEDGE.root, license_texts(_KNOWLEDGE.root, key)[0]).decode()


def _audit(place: Path, name: str, parents: dict[str, dict[str, str]] | None = None, **files: str) -> Audit:
    """The audit of a directory of these files, with the directories of its parents beside it."""
    for folder, its in {name.replace("/", "--"): files, **(parents or {})}.items():
        target = place / folder
        target.mkdir()
        (target / "model.safetensors").write_bytes(models.WEIGHTS)
        for path, text in its.items():
            (target / path).write_text(text, encoding="utf-8")
    return auditor.audit(place / name.replace("/", "--"), _OPTIONS.replace(name=name), knowledge=_KNOWLEDGE)


def _breached(audit: Audit) -> list[str]:
    return [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]


def _finding(audit: Audit, rule: str) -> Finding | None:
    return next((finding for finding in audit.findings if finding.rule == rule), None)


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("license: cc", "cc-by-sa-4.0"),
        ("license: bsd", "bsd-2-clause"),
        ("license: openrail", "creativeml-openrail-m"),
        ("license: other\nlicense_name: tencent-hunyuan-community", "tencent-hunyuan-community-2025"),
    ],
)
def test_the_name_of_an_open_family_contradicts_no_text_that_may_be_a_member(
    head: str, key: str, tmp_path: Path
) -> None:
    audit = _audit(tmp_path, "acme/tern", **{"README.md": models.card(head), "LICENSE": _text(key)})

    assert "card-and-file-disagree:any:self" not in {finding.id for finding in audit.findings}
    assert audit.standing is not Standing.DOES_NOT_COMPLY


def test_a_text_of_that_kind_which_is_not_called_like_the_family_leaves_the_offer_open(tmp_path: Path) -> None:
    files = {"README.md": models.card("license: openrail"), "LICENSE": _text("deepseek-model-1.0")}
    audit = _audit(tmp_path, "acme/tern", **files)

    assert _breached(audit) == []
    assert audit.standing is Standing.UNDETERMINED


@pytest.mark.parametrize(
    "sentence",
    [
        "A 30M-parameter intent classifier, trained on labels generated with google/gemma-2-27b-it.",
        "It was distilled from google/gemma-2-27b-it.",
    ],
)
def test_a_student_of_gemma_is_accused_of_nothing_without_its_purpose(sentence: str, tmp_path: Path) -> None:
    audit = _audit(tmp_path, "acme/tern-router", **{"README.md": models.card("license: mit", sentence)})

    assert _breached(audit) == []
    of_gemma = [finding for finding in audit.findings if ":gemma:" in finding.id]
    assert {finding.severity for finding in of_gemma} <= {Severity.NOTE, Severity.WARNING}


def test_a_teacher_is_contradicted_by_no_width_of_its_student(tmp_path: Path) -> None:
    config = models.config("qwen2.5-0.5b", "Qwen/Qwen2.5-0.5B")
    card = models.card(
        "license: apache-2.0\nbase_model: Qwen/Qwen2.5-0.5B", "It was distilled from Qwen/Qwen2.5-32B-Instruct."
    )
    audit = _audit(tmp_path, "acme/tern", **{"README.md": card, "config.json": config})

    assert not [finding for finding in audit.findings if finding.rule == "base-contradicted"]


def test_the_family_of_llama_3_may_be_improved_with_its_own_outputs(tmp_path: Path) -> None:
    card = models.card(
        "license: llama3\nbase_model: meta-llama/Meta-Llama-3-8B",
        "Fine-tuned on answers that we generated with meta-llama/Meta-Llama-3-70B-Instruct.",
    )
    audit = _audit(tmp_path, "acme/Llama-3-Tern-8B", **{"README.md": card, "LICENSE": _text("llama3")})

    finding = _finding(audit, "act-not-permitted")
    assert finding is None or (finding.verdict, finding.severity) == (Verdict.UNDETERMINED, Severity.NOTE)


@pytest.mark.parametrize(
    ("key", "label", "rule"),
    [
        ("cc-by-sa-4.0", "apache-2.0", "share-alike-broken"),
        ("odbl-1.0", "mit", "share-alike-broken"),
        ("cdla-permissive-2.0", "mit", "license-text-missing"),
        ("cdla-sharing-1.0", "mit", "share-alike-broken"),
    ],
)
def test_what_came_under_a_lock_or_as_data_does_not_pass_under_another_label(
    key: str, label: str, rule: str, tmp_path: Path
) -> None:
    card = models.card(f"license: {label}\nbase_model: org/base\nbase_model_relation: quantized", "By org.")
    parents = {"org--base": {"README.md": models.card(f"license: {key}")}}
    audit = _audit(tmp_path, "acme/tern-GGUF", parents, **{"README.md": card})

    assert {finding.rule for finding in audit.findings} & {rule, "copy-relabelled", "reach-unsettled"}
    assert audit.standing is not Standing.NO_FINDINGS


def test_an_edition_that_no_index_has_is_never_absent_where_the_parent_has_it_too(tmp_path: Path) -> None:
    """A directory that is merely called like the parent settles nothing; the file on the Hub does."""
    edition = "Gemma Terms of Use\nLast modified: February 21, 2024\n\nBy using Gemma you agree to these terms.\n"
    notice = "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms\n"
    card = models.card("license: gemma\nbase_model: google/gemma-2b", "A modified version of google/gemma-2b.")
    parents = {"google--gemma-2b": {"README.md": models.card("license: gemma"), "LICENSE": edition}}
    files = {"README.md": card, "LICENSE": edition, "NOTICE": notice}
    audit = _audit(tmp_path, "acme/gemma-tern", parents, **files)

    assert _breached(audit) == []
    finding = _finding(audit, "license-text-missing")
    assert finding is None or (finding.verdict, finding.if_confirmed) == (Verdict.UNDETERMINED, None)


def test_a_pointer_and_a_name_that_agree_are_no_disagreement(tmp_path: Path) -> None:
    head = "license: other\nlicense_name: coqui-public-model-license\nlicense_link: https://coqui.ai/cpml"
    license_ = "Coqui Public Model License 1.0.0\n\nhttps://coqui.ai/cpml.txt\n"
    audit = _audit(tmp_path, "acme/tern", **{"README.md": models.card(head), "LICENSE": license_})

    assert _finding(audit, "card-and-file-disagree") is None


def test_a_publishers_own_model_without_its_text_fails_no_audit(tmp_path: Path) -> None:
    audit = _audit(tmp_path, "acme/tern", **{"README.md": models.card("license: mit", "Trained from scratch.")})

    assert [finding.severity for finding in audit.findings] == [Severity.NOTE]
    assert not audit.failing


def test_a_heading_that_begins_otherwise_breaches_no_naming_duty(tmp_path: Path) -> None:
    card = "---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n---\n# CoolChat\n\nA model.\n"
    place = tmp_path / "model"
    place.mkdir()
    (place / "README.md").write_text(card)
    (place / "LICENSE").write_text(_text("llama3.1"))
    (place / "model.safetensors").write_bytes(models.WEIGHTS)
    audit = auditor.audit(place, _OPTIONS, knowledge=_KNOWLEDGE)

    finding = _finding(audit, "name-prefix-missing")
    assert finding is not None
    assert (finding.verdict, finding.if_confirmed) == (Verdict.UNDETERMINED, None)


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("Fine-tuned from NLLB-200 distilled 600M.", []),
        ("Fine-tuned from it, with NLLB-200 as the teacher.", ["NLLB-200"]),
    ],
)
def test_the_words_of_a_declared_base_are_no_second_parent(sentence: str, others: list[str], tmp_path: Path) -> None:
    card = models.card("license: cc-by-nc-4.0\nbase_model: facebook/nllb-200-distilled-600M", sentence)
    audit = _audit(tmp_path, "acme/tern", **{"README.md": card})

    declared = "facebook/nllb-200-distilled-600M"
    assert [edge.title for edge in audit.lineage if edge.name.lower() != declared.lower()] == others
