"""What the shape says of a parent that is named: it agrees, or it speaks against it; over families of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from support import families, lineages, models
from support.families import SHAPE, TERN, TWO_TERNS, WIDE_GULL, WIDER

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.lineage import Traced
    from auditor.model import Scalar


def _declaring(root: Path, bases: str, config: dict[str, Scalar], name: str = "me/mine", **known: str) -> Traced:
    files: dict[str, str | bytes] = {
        "README.md": models.card(f"license: mit\nbase_model: {bases}"),
        "config.json": json.dumps(config),
    }
    return trace(models.read(files, name), (), families.knowledge(root, **{"tern": TERN, **known}))


@pytest.mark.parametrize(
    ("bases", "config", "name", "contradicted"),
    [
        ("acme/Tern-7b-chat", SHAPE, "me/mine", []),
        ("acme/Tern-7b-chat", WIDER, "me/mine", ["acme/Tern-7b-chat"]),
        ("[who/knows, acme/Tern-7b-chat]", WIDER, "me/mine", ["acme/Tern-7b-chat"]),
        ("[beta/Gull-7b, acme/Tern-7b-chat]", WIDER, "me/mine", ["acme/Tern-7b-chat"]),
        ("[beta/Gull-7b, acme/Tern-7b-chat]", WIDER, "beta/Gull-7b", ["acme/Tern-7b-chat"]),
        ("[beta/Gull-7b, acme/Tern-7b-chat]", SHAPE, "acme/Tern-7b-chat", ["beta/Gull-7b"]),
    ],
)
def test_a_parent_of_another_width_is_contradicted_whatever_stands_beside_it(
    tmp_path: Path, bases: str, config: dict[str, Scalar], name: str, contradicted: list[str]
) -> None:
    here = _declaring(tmp_path, bases, config, name, gull=WIDE_GULL)

    assert [contradiction.upstream for contradiction in here.contradictions] == contradicted


def test_the_agreement_told_is_that_with_the_release_that_is_named(tmp_path: Path) -> None:
    here = {**SHAPE, "max_position_embeddings": 2048, "rope_theta": 1}

    for base, says in (("acme/A", "7 of 8 fields agree with Tern"), ("acme/B", "6 of 7 fields agree with Tern")):
        folder = tmp_path / base
        folder.mkdir(parents=True)
        (edge,) = [edge for edge in _declaring(folder, base, here, tern=TWO_TERNS).upstreams if edge.name == base]
        assert edge.evidence[-1].says == says


def test_of_two_configurations_that_contradict_the_first_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config.json": json.dumps({**WIDER, "_name_or_path": "acme/Tern-7b-chat"}),
        "model.gguf": lineages.gguf(general__architecture="llama", llama__embedding_length=3000),
    }
    here = trace(models.read(files, "me/mine"), (), families.knowledge(tmp_path, tern=TERN))

    (edge,) = here.upstreams
    assert [contradiction.evidence[-1].path for contradiction in here.contradictions] == ["config.json", "model.gguf"]
    assert edge.doubts.counter_evidence == here.contradictions[0].says
    assert "hidden_size 2000 against 1000" in edge.doubts.counter_evidence


_SENTENCE = "This model is a fine-tune of acme/Tern-7b-chat.\n"


@pytest.mark.parametrize(
    ("files", "is_doubted"),
    [
        ({"README.md": models.card("license: mit\nbase_model: acme/Tern-7b-chat")}, False),
        ({"README.md": models.card("license: mit", _SENTENCE)}, True),
        ({"README.md": models.card("license: mit\nbase_model: acme/Tern-7b-chat", _SENTENCE)}, False),
        ({"README.md": models.card("license: mit", f"# Mine\n\n{_SENTENCE}")}, True),
        ({"README.md": _SENTENCE}, True),
        ({"adapter_config.json": json.dumps({"base_model_name_or_path": "acme/Tern-7b-chat"})}, False),
        ({"config.json": json.dumps({**WIDER, "_name_or_path": "acme/Tern-7b-chat"})}, True),
    ],
)
def test_a_sentence_is_doubted_where_the_shape_contradicts_it_and_a_field_is_not(
    tmp_path: Path, files: dict[str, str | bytes], is_doubted: bool
) -> None:
    here = trace(
        models.read({"config.json": json.dumps(WIDER), **files}, "me/mine"),
        (),
        families.knowledge(tmp_path, tern=TERN),
    )

    (edge,) = here.upstreams
    assert [contradiction.upstream for contradiction in here.contradictions] == ["acme/Tern-7b-chat"]
    assert bool(edge.doubts.counter_evidence) is is_doubted


def test_a_component_s_configuration_hides_none_that_contradicts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": models.card("license: mit\nbase_model: acme/Tern-7b-chat"),
        "model_index.json": json.dumps({"_class_name": "P", "encoder": ["transformers", "Gull"]}),
        "encoder/config.json": json.dumps(WIDER),
        "encoder/model.safetensors": models.WEIGHTS,
        "config.json": json.dumps(WIDER),
    }
    here = trace(models.read(files, "me/mine"), (), families.knowledge(tmp_path, tern=TERN))

    assert [contradiction.evidence[-1].path for contradiction in here.contradictions] == ["config.json"]


def test_the_configuration_of_a_model_in_a_folder_contradicts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "b/README.md": models.card("license: mit\nbase_model: acme/Tern-7b-chat"),
        "b/config.json": json.dumps(WIDER),
        "b/model.safetensors": models.WEIGHTS,
    }
    here = trace(models.read_alone(files, "me/mine"), (), families.knowledge(tmp_path, tern=TERN))

    assert [contradiction.evidence[-1].path for contradiction in here.contradictions] == ["b/config.json"]
