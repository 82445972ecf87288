"""What has a base by its form is never without a finding while its base is not known."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from auditor.model import EdgeKind, Relation, Verdict
from support import lineages, models

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

LICENSED = {"LICENSE": models.mit("Copyright (c) 2026 Acme"), "README.md": models.card("license: mit", "Our model.")}
KOHYA = {"ss_network_module": "networks.lora", "ss_base_model_version": "acme_v9"}


def _safetensors(**metadata: str) -> bytes:
    header = json.dumps(
        {"__metadata__": metadata, "x": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}
    ).encode()
    return struct.pack("<Q", len(header)) + header + b"\0\0"


@pytest.mark.parametrize(
    ("files", "upstream"),
    [
        (
            {"adapter_config.json": '{"base_model_name_or_path":"/home/me/base-model","peft_type":"LORA"}'},
            "/home/me/base-model",
        ),
        ({"adapter_config.json": '{"base_model_name_or_path":"","peft_type":"LORA"}'}, "base"),
        ({"adapter_config.json": '{"base_model_name_or_path":"self","peft_type":"LORA"}'}, "_self"),
        ({"README.md": models.card("license: mit\nbase_model: self", "Ours.")}, "_self"),
        ({"README.md": models.card("license: mit\nbase_model: ./base\nlibrary_name: peft", "Ours.")}, "./base"),
        ({"README.md": models.card("license: mit\nbase_model: ''\nlibrary_name: peft", "Ours.")}, "base"),
        ({"README.md": models.card("license: mit", "This is a fine-tuned version of our internal base.")}, "base"),
        ({"README.md": models.card("license: mit\ntags: [merge]\nlibrary_name: peft", "Merged from our own.")}, "base"),
        (
            {"mergekit_config.yml": "base_model: /mnt/models/base\nmodels:\n  - model: /mnt/models/a\n"},
            "/mnt/models/base",
        ),
        ({"model.safetensors": _safetensors(**KOHYA, ss_sd_model_name="mine.safetensors")}, "base"),
        ({"model.gguf": lineages.gguf(general__type="adapter", adapter__type="lora")}, "base"),
        ({"README.md": models.card("license: mit\nlibrary_name: peft", "Our model.")}, "base"),
        ({"README.md": models.card("license: mit\nbase_model_relation: finetune", "From our internal base.")}, "base"),
        ({"args.yaml": "task: detect\nmodel: our-own.pt\nimgsz: 640\n"}, "our-own.pt"),
    ],
)
def test_a_form_that_has_a_base_is_never_clean(files: dict[str, str | bytes], upstream: str) -> None:
    made = models.audit({**LICENSED, **files}, "acme/Tern")

    assert f"parent-unknown:any:{upstream}" in {finding.id for finding in made.findings}
    assert {finding.verdict for finding in made.findings if finding.rule == "parent-unknown"} == {Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"model.safetensors": _safetensors(**KOHYA, ss_sd_model_name="sd_xl_base_1.0.safetensors")},
            "stabilityai/stable-diffusion-xl-base-1.0",
        ),
        (
            {"model.safetensors": _safetensors(**KOHYA, ss_sd_model_name="v1-5-pruned-emaonly.safetensors")},
            "stable-diffusion-v1-5/stable-diffusion-v1-5",
        ),
        (
            {"model.safetensors": _safetensors(ss_network_module="x", ss_base_model_version="sd_v1")},
            "stable-diffusion-v1",
        ),
        ({"args.yaml": "task: detect\nmodel: yolov8n.pt\nimgsz: 640\n"}, "Ultralytics/YOLOv8"),
        (
            {"README.md": models.card("base_model: runwayml/stable-diffusion-v1-5", "")},
            "stable-diffusion-v1-5/stable-diffusion-v1-5",
        ),
        ({"README.md": models.card("base_model: unsloth/llama-3-8b-bnb-4bit", "")}, "unsloth/llama-3-8b-bnb-4bit"),
        (
            {"adapter_config.json": '{"base_model_name_or_path":"/x/sd_xl_base_1.0.safetensors"}'},
            "stabilityai/stable-diffusion-xl-base-1.0",
        ),
    ],
)
def test_a_file_s_name_or_an_earlier_id_is_that_of_the_release(
    files: dict[str, str | bytes], expected: str, knowledge: Knowledge
) -> None:
    edges = {edge.name: edge for edge in trace(models.read(files, "acme/Tern"), (), knowledge).upstreams}

    assert expected in edges
    assert all(candidate.license for candidate in edges[expected].candidates)
    assert "base" not in edges


def test_a_model_trained_from_an_architecture_or_resumed_names_no_base(knowledge: Knowledge) -> None:
    for model in ("yolov8n.yaml", "runs/train/weights/last.pt"):
        files: dict[str, str | bytes] = {"args.yaml": f"task: detect\nmodel: {model}\nimgsz: 640\n"}
        assert trace(models.read(files, "acme/Tern"), (), knowledge).upstreams == ()


def test_the_form_says_how_it_was_made(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {"adapter_config.json": json.dumps({"peft_type": "LORA"})}
    (edge,) = trace(models.read(files, "acme/Tern"), (), knowledge).upstreams

    assert (edge.kind, edge.relations, edge.candidates) == (EdgeKind.UNNAMED, (Relation.ADAPTER,), ())


def test_a_declared_base_of_another_s_is_enough(knowledge: Knowledge) -> None:
    card = models.card("library_name: peft\nbase_model: nobody/knows-this", "")
    (edge,) = trace(models.read({"README.md": card}, "acme/Tern"), (), knowledge).upstreams

    assert edge.name == "nobody/knows-this"
