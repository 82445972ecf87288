"""Whole audits of small repositories: what is accused, what is not, and always the same."""

from __future__ import annotations

import json

import pytest

import auditor
from auditor.model import Audit, Severity, Verdict, Waiver, WaiverReason
from support import models
from support.memory import MemorySource

V3 = models.config("deepseek-v3", "deepseek-ai/DeepSeek-V3-0324")
K2 = models.config("kimi-k2", "moonshotai/Kimi-K2-Instruct")
LLAMA = models.config("llama-3-8b", "meta-llama/Llama-3.1-8B")
LLAMA_NOTICE = (
    "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. "
    "All Rights Reserved.\n"
)
KIMI_CONDITION = """
Our only modification part is that, if the Software (or any derivative works
thereof) is used for any of your commercial products or services that have
more than 100 million monthly active users, or more than 20 million US dollars
(or equivalent in other currencies) in monthly revenue, you shall prominently
display "Kimi K2" on the user interface of such product or service.
"""


def _hardest(of: Audit) -> Severity | None:
    ranks = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    return min((finding.severity for finding in of.findings), key=ranks.index, default=None)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("A model.", None),
        ("# DeepSeek-V3-0324", None),
        ("# DeepSeek-V3-0324", "deepseek-ai/DeepSeek-V3-0324"),
        ("A model.", "deepseek-ai/DeepSeek-V3-0324"),
    ],
    ids=["no heading", "a heading with its name", "its id", "its id alone"],
)
def test_a_directory_that_is_deepseek_v3_is_accused_of_nothing(heading: str, name: str | None) -> None:
    audit = models.audit(
        {
            "config.json": V3,
            "README.md": models.card("license: mit", heading),
            "LICENSE": models.mit("Copyright (c) 2023 DeepSeek"),
        },
        name,
    )

    assert models.ids(audit) == set()
    assert audit.failing == ()
    assert audit.known_release is not None
    assert audit.concluded == "MIT"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("A model.", None),
        ("# Kimi-K2-Instruct", None),
        ("# Kimi-K2-Instruct", "moonshotai/Kimi-K2-Instruct"),
    ],
    ids=["no heading", "a heading with its name", "its id"],
)
def test_a_directory_that_is_kimi_k2_is_neither_deepseek_nor_accused(heading: str, name: str | None) -> None:
    text = "Modified MIT License\n\nCopyright (c) 2025 Moonshot AI\n\n" + models.license_text("mit").rstrip()
    audit = models.audit(
        {
            "config.json": K2,
            "README.md": models.card("license: other\nlicense_name: modified-mit", heading),
            "LICENSE": text + "\n" + KIMI_CONDITION,
        },
        name,
    )

    assert not any("deepseek" in edge.name.lower() for edge in audit.lineage)
    assert models.ids(audit) == set()
    assert audit.known_release is not None
    assert audit.known_release.release == "moonshotai/Kimi-K2-Instruct"


def test_the_same_input_gives_the_same_audit() -> None:
    files: dict[str, str | bytes] = {
        "config.json": V3,
        "README.md": models.card("license: apache-2.0", "# AcmeAI-3.0\nTrained from scratch."),
        "LICENSE": models.apache(),
    }

    assert models.audit(files) == models.audit(dict(reversed(files.items())))


def test_a_relabelled_deepseek_is_an_error_that_no_shape_calls_a_breach() -> None:
    audit = models.audit(
        {
            "config.json": V3,
            "README.md": models.card("license: apache-2.0", "# AcmeAI-3.0"),
            "LICENSE": models.apache(),
        }
    )
    text = next(finding for finding in audit.findings if finding.rule == "license-text-missing")

    assert (text.severity, text.verdict, text.if_confirmed) == (
        Severity.ERROR,
        Verdict.UNDETERMINED,
        Verdict.BREACHED,
    )
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]
    assert "base-undeclared:any:deepseek-v3" in models.ids(audit)


@pytest.mark.parametrize("license_id", ["mit", "apache-2.0", "cc-by-4.0", "gpl-3.0"])
def test_a_base_model_under_its_own_terms_is_never_in_breach_of_them(license_id: str) -> None:
    audit = models.audit({"README.md": models.card(f"license: {license_id}")}, "acme/Mine-7B")

    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]
    assert {finding.severity for finding in audit.findings} == {Severity.NOTE}
    assert {finding.upstream for finding in audit.findings} == {"self"}


def test_a_base_model_that_carries_its_license_is_clean() -> None:
    mit = models.audit(
        {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2026 Acme")}, "acme/Mine-7B"
    )
    apache = models.audit({"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache()}, "acme/Mine-7B")

    assert (mit.findings, apache.findings) == ((), ())


def test_the_name_of_a_tokenizer_does_not_excuse_the_models_own_terms() -> None:
    tokenizer = json.dumps({"name_or_path": "meta-llama/Llama-2-7b-hf"})
    audit = models.audit({"README.md": models.card("license: mit"), "tokenizer_config.json": tokenizer}, "acme/Mine-7B")

    assert {finding.id for finding in audit.findings} == {"license-text-missing:mit:self"}


def test_every_license_of_a_list_is_asked() -> None:
    audit = models.audit({"README.md": models.card("license: [apache-2.0, mit]")}, "acme/Mine-7B")

    assert {"license-text-missing:apache-2.0:self", "license-text-missing:mit:self"} <= {
        finding.id for finding in audit.findings
    }


@pytest.mark.parametrize(
    ("name", "base"),
    [("Qwen/Qwen2.5-7B-Instruct", "Qwen/Qwen2.5-7B"), ("Qwen/Qwen3-32B-AWQ", "Qwen/Qwen3-32B")],
)
def test_a_publisher_is_not_bound_by_its_own_terms(name: str, base: str) -> None:
    audit = models.audit({"README.md": models.card(f"license: apache-2.0\nbase_model: {base}")}, name)

    assert models.ids(audit) == set()
    assert [(edge.name, edge.own) for edge in audit.lineage] == [(base, True)]


def test_a_well_kept_llama_is_clean() -> None:
    audit = models.audit(
        {
            "config.json": LLAMA,
            "README.md": models.card(
                "license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B",
                "# Llama-Cool-8B\nBuilt with Llama. Fine-tuned on recipes.",
            ),
            "LICENSE": models.license_text("llama-3.1-license-2024"),
            "NOTICE": LLAMA_NOTICE,
        },
        "acme/Llama-Cool-8B",
    )

    assert models.ids(audit) == set()


def test_the_agreements_own_quotation_is_no_notice_of_a_conversion() -> None:
    audit = models.audit(
        {
            "README.md": models.card(
                "license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\nbase_model_relation: quantized",
                "Built with Llama.",
            ),
            "LICENSE": models.license_text("llama-3.1-license-2024"),
        },
        "acme/Llama-3.1-8B-FP8",
    )

    assert "notice-sentence-missing:llama3.1:meta-llama/Llama-3.1-8B" in models.ids(audit)


def test_the_terms_of_a_grandparent_reach_under_a_parents_mit_label() -> None:
    audit = models.audit(
        {
            "README.md": models.card("license: mit\nbase_model: deepseek-ai/DeepSeek-R1-Distill-Llama-8B"),
            "LICENSE": models.mit("Copyright (c) 2023 DeepSeek"),
        },
        "acme/Cool-8B",
    )
    broken = {finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED}

    assert broken == {
        "license-text-missing:llama3.1:meta-llama/Llama-3.1-8B",
        "limit-dropped:llama3.1:meta-llama/Llama-3.1-8B",
        "name-prefix-missing:llama3.1:meta-llama/Llama-3.1-8B",
    }
    assert audit.concluded == "LicenseRef-scancode-llama-3.1-license-2024 AND MIT"


@pytest.mark.parametrize(
    "prose",
    [
        "| Model | MMLU |\n|---|---|\n| [meta-llama/Llama-3.1-8B](https://hf.co/meta-llama/Llama-3.1-8B) | 66 |",
        "Compatible with [meta-llama/Llama-3.1-8B](https://huggingface.co/meta-llama/Llama-3.1-8B).",
        "Unlike models based on [meta-llama/Llama-3.1-8B](https://huggingface.co/meta-llama/Llama-3.1-8B), it is open.",
        "The tokenizer is derived from [meta-llama/Llama-3.1-8B](https://huggingface.co/meta-llama/Llama-3.1-8B).",
        "[meta-llama/Llama-3.1-8B](https://huggingface.co/meta-llama/Llama-3.1-8B) と比較して高い性能です。",
    ],
)
def test_another_model_in_a_card_accuses_nobody(prose: str) -> None:
    audit = models.audit(
        {"README.md": models.card("license: apache-2.0", prose), "LICENSE": models.apache()}, "acme/Mine-7B"
    )

    assert audit.lineage == ()
    assert audit.findings == ()


def test_one_companys_license_on_somebody_elses_model_binds_its_publisher() -> None:
    audit = models.audit(
        {"README.md": models.card("license: gemma", "# CoolChat-9B\nTrained from scratch.")}, "acme/CoolChat-9B"
    )

    assert "base-undeclared:any:gemma" in models.ids(audit)
    assert "claim-contradicted:any:gemma" in models.ids(audit)
    assert {finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED} == {
        "license-text-missing:gemma:gemma",
        "notice-sentence-missing:gemma:gemma",
    }


def test_a_waived_finding_keeps_its_verdict_and_the_exit_is_clean() -> None:
    waiver = Waiver(
        finding="license-text-missing:mit:self",
        reason=WaiverReason.COUNSEL_ACCEPTED,
        comment="seen by counsel",
        target="acme/Mine-7B",
    )
    audit = models.audit({"README.md": models.card("license: mit")}, "acme/Mine-7B", waivers=(waiver,))

    assert [(finding.id, finding.waived) for finding in audit.findings] == [
        ("license-text-missing:mit:self", "counsel-accepted: seen by counsel")
    ]
    assert audit.failing == ()
    assert [waiver.state for waiver in audit.waivers] == ["applied"]


@pytest.mark.parametrize(
    ("license_id", "name"),
    [
        ("license: gemma", "google/medgemma-27b"),
        ("license: other\nlicense_name: nvidia-open-model-license", "nvidia/Something-8B"),
        ("license: llama3.1", "facebook/Something-8B"),
    ],
)
def test_a_steward_is_not_asked_for_its_own_license(license_id: str, name: str) -> None:
    audit = models.audit({"README.md": models.card(license_id)}, name)

    assert models.ids(audit) == set()
    assert audit.lineage == ()


def test_a_change_told_in_chinese_is_told() -> None:
    prose = "本模型基于[Qwen2.5-7B](https://huggingface.co/Qwen/Qwen2.5-7B)进行全参数微调。"
    audit = models.audit(
        {"README.md": models.card("license: apache-2.0", prose), "LICENSE": models.apache()}, "acme/Wo"
    )

    assert [edge.name for edge in audit.lineage] == ["Qwen/Qwen2.5-7B"]
    assert "changes-not-stated:apache-2.0:Qwen/Qwen2.5-7B" not in {finding.id for finding in audit.findings}


def test_the_lineage_is_that_of_the_audit() -> None:
    head = models.card("license: apache-2.0")
    source = MemorySource({"model.safetensors": models.WEIGHTS, "config.json": V3, "README.md": head})
    options = auditor.Options(as_of="2026-11-22", scancode=False)
    judged, traced = auditor.audit(source, options), auditor.trace_lineage(source, options)

    assert judged.findings
    for name in set(auditor.Lineage.field_names()) - {"names"}:
        of_the_audit = judged.lineage if name == "upstreams" else getattr(judged, name)
        assert getattr(traced, name) == of_the_audit


def test_one_text_in_two_places_is_found_at_each() -> None:
    lines = models.mit("Copyright (c) 2024 Acme")
    for path in ("LICENSE", "LICENSE.txt"):
        made = models.audit({path: lines, "config.json": "{}"})

        assert {detection.location.path for detection in made.detections} == {path}


def test_a_sentence_that_may_speak_of_another_model_breaches_nothing_until_the_shape_agrees() -> None:
    text = "# Tern\n\nModel A is fine-tuned from [meta-llama/Llama-3.1-8B](https://huggingface.co/meta-llama/Llama-3.1-8B)."
    plain = {"README.md": models.card("license: mit", text)}
    shaped = plain | {"config.json": models.config("llama-3-8b", "meta-llama/Llama-3.1-8B")}
    missing = "license-text-missing:llama3.1:meta-llama/Llama-3.1-8B"

    alone = {finding.id: finding for finding in models.audit(plain, "acme/Tern").findings}[missing]
    together = {finding.id: finding for finding in models.audit(shaped, "acme/Tern").findings}[missing]

    assert (alone.verdict, alone.severity) == (Verdict.UNDETERMINED, Severity.WARNING)
    assert together.verdict is Verdict.BREACHED
