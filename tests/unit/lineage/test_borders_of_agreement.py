"""Which declared parent the shape doubts, and which it leaves: rows over families of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from auditor.lineage.context import Context
from auditor.lineage.shape.agreement import compared_with_shape
from auditor.lineage.traces import Trace
from auditor.model import EdgeDoubts, Evidence, Location, Part, Relation, Rung, Upstream
from support import families, models
from support.families import SHAPE, TERN, WIDE_GULL, WIDER

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.lineage import Traced

Files = dict[str, str | bytes]
_BOTH = "license: mit\nbase_model: [beta/Gull-7b, acme/Tern-7b-chat]"


def _traced(root: Path, files: Files, name: str = "me/mine") -> Traced:
    return trace(models.read(files, name), (), families.knowledge(root, tern=TERN, gull=WIDE_GULL))


@pytest.mark.parametrize(
    ("name", "contradicted"),
    [
        ("me/mine", ["acme/Tern-7b-chat"]),
        ("me/Gull-7b", ["acme/Tern-7b-chat"]),
        ("beta/Gull-7b", ["acme/Tern-7b-chat"]),
    ],
)
def test_a_copy_of_a_release_hides_no_base_of_another_shape(tmp_path: Path, name: str, contradicted: list[str]) -> None:
    files: Files = {"config.json": json.dumps(WIDER), "README.md": models.card(_BOTH)}

    assert [each.upstream for each in _traced(tmp_path, files, name).contradictions] == contradicted


def test_a_copy_is_not_contradicted_by_another_model_beside_it(tmp_path: Path) -> None:
    files: Files = {
        "config.json": json.dumps(WIDER),
        "z/config.json": json.dumps(SHAPE),
        "z/model.safetensors": models.WEIGHTS,
        "README.md": models.card("license: mit\nbase_model: beta/Gull-7b"),
    }

    assert [each.upstream for each in _traced(tmp_path, files, "me/Gull-7b").contradictions] == []
    (tmp_path / "b").mkdir()
    assert [each.upstream for each in _traced(tmp_path / "b", files).contradictions] == ["beta/Gull-7b"]


def test_a_component_that_is_read_first_hides_no_configuration_of_the_whole(tmp_path: Path) -> None:
    files: Files = {
        "README.md": models.card("license: mit\nbase_model: acme/Tern-7b-chat"),
        "model_index.json": json.dumps({"_class_name": "P", "an_encoder": ["transformers", "Gull"]}),
        "an_encoder/config.json": json.dumps(WIDER),
        "an_encoder/model.safetensors": models.WEIGHTS,
        "config.json": json.dumps(WIDER),
    }

    places = [each.evidence[-1].path for each in _traced(tmp_path, files).contradictions]
    assert places == ["config.json"]


_PIPELINE: Files = {
    "model_index.json": json.dumps({"_class_name": "P", "encoder": ["transformers", "Tern"]}),
    "encoder/config.json": json.dumps({**SHAPE, "_name_or_path": "acme/Tern-7b-chat"}),
    "encoder/model.safetensors": models.WEIGHTS,
}


@pytest.mark.parametrize(
    ("files", "part", "component", "contradicted"),
    [
        ({"README.md": models.card("license: mit\nbase_model: acme/Tern-7b-chat")}, Part.WEIGHTS, "", True),
        ({"README.md": models.card("license: mit", "The tokenizer is that of acme/Tern-7b-chat.")}, None, "", False),
        ({"tokenizer_config.json": '{"name_or_path": "acme/Tern-7b-chat"}'}, Part.TOKENIZER, "", False),
        (_PIPELINE, Part.WEIGHTS, "encoder", False),
    ],
)
def test_only_what_the_whole_model_was_made_from_is_contradicted(
    tmp_path: Path, files: Files, part: Part | None, component: str, *, contradicted: bool
) -> None:
    here = _traced(tmp_path, {"config.json": json.dumps(WIDER), **files})

    edges = [(edge.part, edge.component) for edge in here.upstreams if edge.name == "acme/Tern-7b-chat"]
    assert edges == ([(part, component)] if part else [])
    assert [each.upstream for each in here.contradictions] == (["acme/Tern-7b-chat"] if contradicted else [])


# what was declared by a field is not doubted


def _compared(root: Path, evidence: Evidence, card: str, doubt: str = "", config: object = WIDER) -> Upstream:
    """The one edge, to a Tern that this evidence shows, once it was compared with the shape of a wider model."""
    files: Files = {"config.json": json.dumps(config), "README.md": card}
    known = families.knowledge(root, tern=TERN, gull=WIDE_GULL)
    name = "acme/Tern-7b-chat"
    edge = Upstream(
        name=name,
        title=name,
        relations=(Relation.FINETUNE,),
        candidates=(),
        evidence=(evidence,),
        doubts=EdgeDoubts(counter_evidence=doubt),
    )
    context = Context.of(models.read(files, "me/mine"), (), known)
    traces = (Trace(parent=name, relation=Relation.FINETUNE, evidence=evidence),)
    (compared,) = compared_with_shape(context.replace(traces=traces, edges=(edge,)))
    return compared


_HEAD = models.card("license: mit\nlanguage: en")


@pytest.mark.parametrize(
    ("rung", "place", "card", "doubted"),
    [
        (Rung.DECLARED, Location(path="README.md", first=3), _HEAD, False),
        (Rung.DECLARED, Location(path="README.md", first=4), _HEAD, False),
        (Rung.DECLARED, Location(path="README.md", first=5), _HEAD, True),
        (Rung.DECLARED, Location(path="README.md", first=6), _HEAD, True),
        (Rung.DECLARED, Location(path="README.md"), _HEAD, False),
        (Rung.DECLARED, Location(path="README.md"), "A model.\n", False),
        (Rung.DECLARED, Location(path="README.md", first=1), "A model.\n", True),
        (Rung.DECLARED, Location(path="mergekit_config.yml", first=9), _HEAD, False),
        (Rung.DECLARED, None, _HEAD, False),
        (Rung.NAMED, Location(path="README.md", first=3), _HEAD, True),
        (Rung.NAMED, None, _HEAD, True),
    ],
)
def test_a_parent_is_doubted_that_no_field_declares(
    tmp_path: Path, rung: Rung, place: Location | None, card: str, *, doubted: bool
) -> None:
    edge = _compared(tmp_path, Evidence(rung=rung, says="x", location=place), card)

    against = "acme/Tern-7b-chat is named as the base, and config.json has hidden_size 2000 against 1000"
    assert edge.doubts.counter_evidence == (against if doubted else "")


@pytest.mark.parametrize(
    ("config", "doubt"),
    [
        (SHAPE, ""),
        ({"hidden_size": 1000}, "its sentence may be about another"),
        (WIDER, "acme/Tern-7b-chat is named as the base, and config.json has hidden_size 2000 against 1000"),
    ],
)
def test_a_doubt_stays_until_the_shape_agrees_or_contradicts(tmp_path: Path, config: object, doubt: str) -> None:
    evidence = Evidence(rung=Rung.NAMED, says="x", location=Location(path="README.md", first=6))
    edge = _compared(tmp_path, evidence, _HEAD, "its sentence may be about another", config)

    assert edge.doubts.counter_evidence == doubt
