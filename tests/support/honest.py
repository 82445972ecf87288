"""Derivatives whose makers did what the license of the base asks: made from published configurations and license texts.

Nothing here is asked of auditor: what each license wants was read in it, and written down by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DATA = Path(__file__).resolve().parents[1] / "data"

LLAMA = (
    "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved."
)
GEMMA = "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms"


@dataclass(frozen=True)
class Terms:
    """What carrying a base on takes: the text by its ScanCode key, lines above it, further files, words of the card."""

    tag: str
    text: str
    line: str = ""
    prefix: str = "Tern"
    says: str = ""
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """A repository: its id, and its texts by path."""

    id: str
    base: str
    repo: str
    files: dict[str, str]
    needed: tuple[str, ...]
    """Paths without which it is not honest."""


_APACHE = Terms("apache-2.0", "apache-2.0")
BASES: dict[str, Terms] = {
    "Qwen/Qwen2.5-7B": _APACHE,
    "Qwen/Qwen2.5-32B": _APACHE,
    "Qwen/Qwen3-1.7B": _APACHE,
    "mistralai/Mixtral-8x22B-v0.1": _APACHE,
    "openai/gpt-oss-20b": _APACHE,
    "tiiuae/falcon-40b": _APACHE,
    "mosaicml/mpt-7b": _APACHE,
    "deepseek-ai/DeepSeek-R1": Terms("mit", "mit", "Copyright (c) 2023 DeepSeek"),
    "XiaomiMiMo/MiMo-7B-Base": Terms("mit", "mit", "Copyright (c) 2025 Xiaomi"),
    "meta-llama/Llama-3.1-8B": Terms(
        "llama3.1", "llama-3.1-license-2024", prefix="Llama-3.1-Tern", says="Built with Llama.", files={"NOTICE": LLAMA}
    ),
}
_LLAMA_8B = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 4096,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "intermediate_size": 14336,
    "vocab_size": 128_256,
    "max_position_embeddings": 131_072,
    "rope_scaling": {"rope_type": "llama3", "factor": 8.0},
}
_HOW = {
    "finetune": "This model is a fine-tuned version of {base}.",
    "adapter": "A LoRA adapter for {base}, trained on our notes.",
    "quantized": "A 4-bit quantized version of {base}; nothing else was changed.",
}
_GROWN = (0, 1, 2, 8, 16, 64, 128)
_DATES = "It was modified by us on 3 March 2026."


def derivatives(text_of: Callable[[str], str]) -> Iterator[Made]:
    """Every base, in every relation, with a vocabulary grown a little; `text_of` gives the license text of a key."""
    configs = _configs()
    for (base, terms), relation, grown in product(BASES.items(), _HOW, _GROWN):
        name = f"{terms.prefix}-{relation}-{grown}"
        text = text_of(terms.text)
        license_text = f"{terms.line}\n\n{text}" if terms.line else text
        says = _HOW[relation].format(base=f"[{base}](https://huggingface.co/{base})")
        files = {
            "README.md": f"---\nlicense: {terms.tag}\nbase_model: {base}\nbase_model_relation: {relation}\n---\n"
            f"# {name}\n\n{says} {_DATES} {terms.says}\n",
            "LICENSE": license_text,
            **terms.files,
        }
        if relation == "adapter":
            files["adapter_config.json"] = json.dumps({"peft_type": "LORA", "base_model_name_or_path": base})
            files["adapter_model.safetensors"] = ""
        else:
            files["config.json"] = json.dumps(_grown(configs[base], grown))
            files["model.safetensors"] = ""
        if relation == "quantized":
            files["quantize_config.json"] = json.dumps({"bits": 4, "group_size": 128})
        yield Made(f"{base} {relation} +{grown}", base, f"acme/{name}", files, ("LICENSE", *terms.files))


def _grown(config: dict[str, Any], tokens: int) -> dict[str, Any]:
    config = json.loads(json.dumps(config))
    inner = config.get("text_config", config)
    if "vocab_size" in inner:
        inner["vocab_size"] += tokens
    return config


def _configs() -> dict[str, dict[str, Any]]:
    rows: dict[str, Any] = {}
    for name in ("published-configs.json", "published-configs-2.json"):
        rows |= json.loads((_DATA / name).read_text(encoding="utf-8"))
    return {**{repo: row["config"] for repo, row in rows.items()}, "meta-llama/Llama-3.1-8B": _LLAMA_8B}
