"""Cards of a whole series of models, and weights that their publisher offers twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.knowledge.verbatim import content, license_texts
from auditor.model import Standing, Verdict
from support import models

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False)

_SERIES = """\
# DeepSeek-R1

| **Model** | **Base Model** | Download |
| :-: | :-: | :-: |
| DeepSeek-R1-Distill-Qwen-1.5B | [Qwen2.5-Math-1.5B](https://huggingface.co/Qwen/Qwen2.5-Math-1.5B) | [HF](a) |
| DeepSeek-R1-Distill-Llama-8B | [Llama-3.1-8B](https://huggingface.co/meta-llama/Llama-3.1-8B) | [HF](a) |

- DeepSeek-R1-Distill-Qwen-1.5B, DeepSeek-R1-Distill-Qwen-7B are derived from Qwen-2.5 series, which are originally \
licensed under [Apache 2.0 License](https://huggingface.co/Qwen/Qwen2.5-1.5B/blob/main/LICENSE).
- DeepSeek-R1-Distill-Llama-8B is derived from Llama3.1-8B-Base and is originally licensed under llama3.1 license.
"""


def _audit(place: Path, name: str, files: dict[str, str]) -> Audit:
    (place / "model.safetensors").write_bytes(models.WEIGHTS)
    for path, text in files.items():
        (place / path).write_text(text, encoding="utf-8")
    return auditor.audit(place, _OPTIONS.replace(name=name), knowledge=_KNOWLEDGE)


def _text(key: str) -> str:
    return content(_KNOWLEDGE.root, license_texts(_KNOWLEDGE.root, key)[0]).decode()


@pytest.mark.parametrize(
    ("name", "family", "release", "base"),
    [
        ("acme/R1-Distill-Llama-8B-GPTQ", "llama-3-8b", "meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
        ("acme/R1-Distill-Qwen-1.5B-GPTQ", "qwen2.5-1.5b", "Qwen/Qwen2.5-Math-1.5B", "Qwen/Qwen2.5-Math-1.5B"),
    ],
)
def test_the_card_of_a_series_names_the_base_of_its_own_row_alone(
    name: str, family: str, release: str, base: str, tmp_path: Path
) -> None:
    files = {"README.md": models.card("license: mit", _SERIES), "config.json": models.config(family, release)}
    audit = _audit(tmp_path, name, files)

    bases = {"meta-llama/Llama-3.1-8B", "Qwen/Qwen2.5-Math-1.5B", "Qwen/Qwen2.5-1.5B"}
    assert {edge.name for edge in audit.lineage} & bases == {base}


def test_a_sentence_that_the_shape_speaks_against_breaches_nothing(tmp_path: Path) -> None:
    """Without a size in the name nothing tells of which model of a series the sentence is."""
    card = models.card("license: mit", "# Tern\n\nIt is derived from [Qwen](https://huggingface.co/Qwen/Qwen2.5-1.5B).")
    files = {"README.md": card, "config.json": models.config("llama-3-8b", "meta-llama/Llama-3.1-8B")}
    audit = _audit(tmp_path, "acme/tern", files)

    of_qwen = {f.id: f.verdict for f in audit.findings if f.upstream == "Qwen/Qwen2.5-1.5B"}
    assert "base-contradicted:any:Qwen/Qwen2.5-1.5B" in of_qwen
    assert Verdict.BREACHED not in of_qwen.values()


def test_a_field_that_the_shape_speaks_against_is_a_declaration_all_the_same(tmp_path: Path) -> None:
    card = models.card("license: mit\nbase_model: Qwen/Qwen2.5-1.5B", "# Tern\n")
    files = {"README.md": card, "config.json": models.config("llama-3-8b", "meta-llama/Llama-3.1-8B")}
    audit = _audit(tmp_path, "acme/tern", files)

    assert any(f.verdict is Verdict.BREACHED for f in audit.findings if f.upstream == "Qwen/Qwen2.5-1.5B")


@pytest.mark.parametrize(
    ("label", "license_file", "expected"),
    [
        ("apache-2.0", _text("apache-2.0"), {"upstream-unread:apache-2.0": Verdict.UNDETERMINED}),
        ("mit", models.mit("Copyright (c) 2022 OpenAI"), {}),
        ("mit", models.mit("Copyright (c) 2026 Acme"), {"copyright-holder-missing:mit": Verdict.BREACHED}),
        ("apache-2.0", "", {"license-text-missing:apache-2.0": Verdict.BREACHED}),
        ("mit", "", {"license-text-missing:mit": Verdict.BREACHED}),
    ],
)
def test_who_keeps_to_either_of_two_offers_keeps_to_one_of_them(
    label: str, license_file: str, expected: dict[str, Verdict], tmp_path: Path
) -> None:
    """OpenAI offers Whisper under MIT with its code, and as apache-2.0 on the Hub."""
    body = "A fine-tuned version of [openai/whisper-small](https://huggingface.co/openai/whisper-small)."
    card = models.card(f"license: {label}\nbase_model: openai/whisper-small", body)
    files = {"README.md": card, "config.json": json.dumps({"model_type": "whisper"})}
    audit = _audit(tmp_path, "acme/whisper-small-sr", {**files, **({"LICENSE": license_file} if license_file else {})})

    verdicts = {f.id: f.verdict for f in audit.findings if f.upstream == "openai/whisper-small"}
    assert verdicts == {f"{rule}:openai/whisper-small": verdict for rule, verdict in expected.items()}
    assert (audit.standing is Standing.DOES_NOT_COMPLY) == (Verdict.BREACHED in expected.values())
