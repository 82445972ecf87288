"""Audits of everything that a format has to say: the examples, and a merge with parts, data, gaps and a waiver."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor.model import Audit, NameSource, Waiver, WaiverReason

_ROOT = Path(__file__).resolve().parents[2]
_SCHEMAS = _ROOT / "tests" / "data" / "schemas"
EXAMPLES = sorted(path.name for path in (_ROOT / "examples").iterdir() if path.is_dir())
AUDITS = (*EXAMPLES, "merge", "hub")
"""Example 01 has candidates by its shape alone."""
_CARD = """---
license: apache-2.0
base_model:
- meta-llama/Llama-3.1-8B
- mistralai/Mistral-7B-v0.1
- Qwen/Qwen2.5-7B
- deepseek-ai/DeepSeek-R1
- google/gemma-2-9b
base_model_relation: merge
datasets:
- HuggingFaceH4/ultrachat_200k
---
# Pelican-8B

A merge of five models. The code in src/ is licensed under the MIT License.
"""


def schema(name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(packed(name))
    return made


def packed(name: str) -> bytes:
    return gzip.decompress((_SCHEMAS / f"{name}.gz").read_bytes())


@pytest.fixture(scope="session")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Audit]:
    """The audit of that name."""
    made: dict[str, Audit] = {}

    def audit(name: str) -> Audit:
        if name not in made:
            made[name] = _made(name, tmp_path_factory)
        return made[name]

    return audit


def _made(name: str, folders: pytest.TempPathFactory) -> Audit:
    options = auditor.Options(scancode=False, as_of="2026-11-27")
    if name in EXAMPLES:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(_ROOT)
            return auditor.audit(f"examples/{name}/repo", options)
    folder = folders.mktemp(name) / "model"
    (folder / "src").mkdir(parents=True)
    (folder / "README.md").write_text(_CARD, encoding="utf-8")
    (folder / "config.json").write_text('{"model_type": "llama", "hidden_size": 4096}', encoding="utf-8")
    (folder / "NOTICE").write_bytes(b"\x00\x01\x02\xfe\xff" * 50)
    (folder / "model.safetensors").write_bytes((2).to_bytes(8, "little") + b"{}")
    waiver = Waiver(
        finding="license-text-missing:*", reason=WaiverReason.LICENSED_SEPARATELY, comment="LEGAL-123", until=""
    )
    audit = auditor.audit(folder, options.replace(name="acme/Pelican-8B", waivers=(waiver,)))
    if name == "merge":
        return audit.replace(target="models/pelican")
    repository = audit.repository.replace(name_source=NameSource.HUB, revision="0123456789abcdef" * 2 + "01234567")
    return audit.replace(target="hf:acme/Pelican-8B", repository=repository)
