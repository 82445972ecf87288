"""What counts as weights, what as the state of a training run, and what is an adapter without its base."""

from __future__ import annotations

import ast
import json
import time
from pathlib import Path

import pytest

from auditor.documents import weights
from auditor.model import Audit, Verdict
from support import models

ROOT = Path(__file__).resolve().parents[3]
BASE = "deepseek-ai/DeepSeek-R1"
ADAPTER: dict[str, str | bytes] = {
    "adapter_config.json": json.dumps({"peft_type": "LORA", "base_model_name_or_path": BASE}),
    "adapter_model.safetensors": models.WEIGHTS,
    "README.md": models.card(f"base_model: {BASE}\nlibrary_name: peft\nlicense: apache-2.0", "# L\nA LoRA adapter."),
    "LICENSE": models.apache(),
}
STATE = ("optimizer.pt", "scheduler.pt", "rng_state.pth", "training_args.bin")


@pytest.mark.parametrize(
    "path",
    [
        "model.safetensors",
        "model-00001-of-00002.safetensors",
        "gguf/Model-Q4_K_M.GGUF",
        "consolidated.00.pth",
        "onnx/model.onnx",
        "model.onnx_data",
        "tf_model.h5",
        "flax_model.msgpack",
        "weights.npz",
        "prompt-optimizer-7b.safetensors",
        "prompt-optimizer.gguf",
        "x2-upscaler.pth",
    ],
)
def test_the_weights_of_a_model_are_weights_and_hold_a_base(path: str) -> None:
    assert weights.is_weights(path)
    assert not weights.is_training_state(path)
    assert weights.holds_base([path])


@pytest.mark.parametrize(
    "path",
    [
        *STATE,
        "last-checkpoint/optimizer.pt",
        "checkpoint-500/rng_state_3.pth",
        "optimizer_0.distcp",
        "pytorch_optimizer.bin",
        "lr_scheduler.bin",
        "random_states_0.pkl",
        "opt_state.msgpack",
        "global_step9/bf16_zero_pp_rank_0_mp_rank_00_optim_states.pt",
        "global_step9/mp_rank_00_model_states.pt",
        "scaler.pt",
    ],
)
def test_the_state_of_a_training_run_is_no_weights(path: str) -> None:
    assert weights.is_training_state(path)
    assert not weights.is_weights(path)
    assert not weights.holds_base([path])


@pytest.mark.parametrize(
    "path", ["README.md", "tokenizer.json", "training_data.jsonl", "mel_filters.npz", "optimizer.py"]
)
def test_other_files_are_neither(path: str) -> None:
    assert not weights.is_training_state(path)
    assert not weights.is_weights(path)


@pytest.mark.parametrize(
    "path",
    [
        "adapter_model.bin",
        "last-checkpoint/adapter_model.safetensors",
        "adapters.safetensors",
        "0000100_adapters.npz",
        "pytorch_lora_weights.safetensors",
    ],
)
def test_the_weights_of_an_adapter_are_weights_and_no_base(path: str) -> None:
    assert weights.is_weights(path)
    assert weights.is_adapter_weights(path)
    assert not weights.holds_base([path])


def test_a_hostile_name_costs_no_time() -> None:
    before = time.process_time()
    for name in ("optimizer" + "1" * 4_000 + "x.pt", "optimizer_" * 400 + "x.pt", "a_" * 2_000 + ".pt"):
        weights.is_training_state(name)
    assert time.process_time() - before < 1


def _judged(files: dict[str, str | bytes]) -> set[tuple[str, str, Verdict, str]]:
    audit = models.audit_alone(files, "me/l")
    return {(finding.id, finding.severity.value, finding.verdict, finding.message) for finding in audit.findings}


def _relations(audit: Audit) -> dict[str, tuple[str, ...]]:
    return {edge.name: tuple(relation.value for relation in edge.relations) for edge in audit.lineage}


@pytest.mark.parametrize(
    "more",
    [
        dict.fromkeys(STATE, b"x"),
        {f"last-checkpoint/{name}": b"x" for name in STATE},
        {"last-checkpoint/adapter_model.safetensors": models.WEIGHTS, "last-checkpoint/optimizer.pt": b"x"},
        {
            **{f"last-checkpoint/{name}": file for name, file in ADAPTER.items() if name.startswith("adapter_")},
            **{f"last-checkpoint/{name}": b"x" for name in STATE},
            "last-checkpoint/README.md": models.card(
                f"base_model: {BASE}\nlibrary_name: peft", "# Model Card for Model ID"
            ),
        },
        {f"checkpoint-500/{name}": b"x" for name in ("adapter_model.bin", *STATE)},
    ],
    ids=["top", "last-checkpoint", "its-adapter", "its-adapter-and-configuration", "numbered"],
)
def test_an_adapter_with_what_its_training_left_is_judged_as_the_bare_one(more: dict[str, str | bytes]) -> None:
    assert _judged(ADAPTER)
    assert _judged({**ADAPTER, **more}) == _judged(ADAPTER)
    assert _relations(models.audit_alone({**ADAPTER, **more}, "me/l")) == {BASE: ("adapter",)}


def test_no_breach_rests_on_what_an_adapter_does_not_hold() -> None:
    bare = models.audit_alone({**ADAPTER, **dict.fromkeys(STATE, b"x")}, "me/l")
    merged = models.audit_alone({**ADAPTER, "model.safetensors": models.WEIGHTS}, "me/l")

    assert not [finding.id for finding in bare.findings if finding.verdict is Verdict.BREACHED]
    assert f"license-text-missing:mit:{BASE}" in [
        finding.id for finding in merged.findings if finding.verdict is Verdict.BREACHED
    ]


ELSEWHERE = {
    "documents/models/contents.py": "which files have a header that is looked into while a target is divided",
    "documents/names.py": "which files are read for what they say",
    "lineage/hub_ids.py": "which endings of a name that somebody gives as a base are those of a file",
    "sources/target.py": "which single files can be a target",
}
"""Modules that list suffixes to answer another question."""


def test_one_module_says_what_weights_are() -> None:
    lists = {}
    for path in sorted((ROOT / "auditor").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set) and ".safetensors" in {
                item.value for item in node.elts if isinstance(item, ast.Constant)
            }:
                lists[path.relative_to(ROOT / "auditor").as_posix()] = node.lineno

    assert set(lists) == {"documents/weights.py", *ELSEWHERE}
