"""Audits of everything that a format has to say, and the facts that any reader of our documents is to see in them.

The examples, and a merge of five parents with a part under another license, a dataset, a file that was not read and a
waiver; the same as read from the Hub. Example 01 has candidates by its shape alone.
"""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import auditor
from auditor.model import Audit, FailOn, NameSource, Survey, Waiver, WaiverReason
from auditor.verdict import not_surveyed, surveyed

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
AUDITS = (*EXAMPLES, "merge", "hub")

SUBJECT = "acme/Pelican-8B"
PART = f"{SUBJECT} (code)"
"""Under MIT, as the card says."""
DATASET = "HuggingFaceH4/ultrachat_200k"
LLAMA, GEMMA = "LicenseRef-scancode-llama-3.1-license-2024", "LicenseRef-scancode-gemma-tou-2025-03-24"
CONCLUDED = f"Apache-2.0 AND {GEMMA} AND {LLAMA} AND MIT"
PARENTS = {
    "meta-llama/Llama-3.1-8B": LLAMA,
    "mistralai/Mistral-7B-v0.1": "Apache-2.0",
    "Qwen/Qwen2.5-7B": "Apache-2.0",
    "deepseek-ai/DeepSeek-R1": "MIT",
    "google/gemma-2-9b": GEMMA,
}
"""And what is concluded of each."""
DECLARED = PARENTS | {"google/gemma-2-9b": "NOASSERTION"}
"""What is declared: of gemma-2-9b only third parties were read."""

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
_OPTIONS = auditor.Options(scancode=False, as_of="2026-11-27")


def audit(name: str, folder: Path) -> Audit:
    """The audit of that name; `folder` is where a repository can be made."""
    if name in EXAMPLES:
        with chdir(ROOT):
            return auditor.audit(f"examples/{name}/repo", _OPTIONS)
    waiver = Waiver(
        finding="license-text-missing:*", reason=WaiverReason.LICENSED_SEPARATELY, comment="LEGAL-123", until=""
    )
    made = auditor.audit(_merge(folder / "model"), _OPTIONS.replace(name=SUBJECT, waivers=(waiver,)))
    if name == "merge":
        return made.replace(target="models/pelican")
    repository = made.repository.replace(name_source=NameSource.HUB, revision="0123456789abcdef" * 2 + "01234567")
    return made.replace(target=f"hf:{SUBJECT}", repository=repository)


def _merge(folder: Path) -> Path:
    (folder / "src").mkdir(parents=True)
    (folder / "README.md").write_text(_CARD, encoding="utf-8")
    (folder / "config.json").write_text('{"model_type": "llama", "hidden_size": 4096}', encoding="utf-8")
    (folder / "NOTICE").write_bytes(b"\x00\x01\x02\xfe\xff" * 50)
    (folder / "model.safetensors").write_bytes((2).to_bytes(8, "little") + b"{}")
    return folder


def survey(merge: Audit, hub: Audit) -> Survey:
    """A survey of both and of a third that was not audited."""
    entries = [
        surveyed(merge, name="merge", kind="model", commit=""),
        surveyed(hub, name="hub", kind="model", commit=""),
    ]
    entries.append(not_surveyed("no model here", name="acme/Nothing", kind="model", commit=""))
    made_by = {"version": "0.1.0", "rules_digest": "0123456789ab"}
    return Survey(**made_by, as_of="2026-11-27", fail_on=FailOn.WARNING, entries=tuple(entries))
