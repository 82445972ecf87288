"""Which families of nearly one shape are named, from which file, and with which doubt: over families of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from auditor.model import EdgeKind
from support import families, lineages, models
from support.families import SHAPE, TERN, WIDE_GULL, WIDER

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Scalar, Upstream

Files = dict[str, str | bytes]
_COMMON = families.family("Tern", "acme", SHAPE, "acme/Tern-7b-chat", head='collides = ["gamma"]')
_DERIVED = families.family("Gull", "beta", SHAPE, "beta/Gull from acme/Tern-7b-chat")
_GGUF = {
    "general__architecture": "llama",
    "llama__embedding_length": 1000,
    "llama__block_count": 10,
    "llama__vocab_size": 32_000,
    "llama__attention__head_count": 20,
    "llama__feed_forward_length": 3000,
}


def _configs(**shapes: dict[str, Scalar]) -> Files:
    """A configuration with each of these shapes: `top` at the root, any other in a folder of its own beside weights."""
    files: Files = {}
    for folder, shape in shapes.items():
        inside = "" if folder == "top" else f"{folder}/"
        files |= {f"{inside}config.json": json.dumps(shape), f"{inside}model.safetensors": models.WEIGHTS}
    return files


def _shaped(root: Path, files: Files, name: str | None = "me/mine", **known: str) -> dict[str, Upstream]:
    here = trace(models.read(files, name), (), families.knowledge(root, **known))
    return {edge.name: edge for edge in here.upstreams if edge.kind is EdgeKind.FAMILY}


def _limited(name: str, publisher: str, repo: str, length: int, head: str = "") -> str:
    short = repo.rpartition("/")[2]
    return families.family(name, publisher, SHAPE, repo, head=head, **{short: {"max_position_embeddings": length}})


@pytest.mark.parametrize(
    ("files", "name", "known", "named"),
    [
        (_configs(top=SHAPE), "beta/Gull", {"gull": _DERIVED, "tern": TERN}, {}),
        (_configs(top=SHAPE), "me/Gull", {"gull": _DERIVED, "tern": TERN}, {}),
        (_configs(top=SHAPE, z=SHAPE), "me/mine", {"tern": TERN}, {"tern": "config.json"}),
        (
            {**_configs(top=SHAPE), "a.gguf": lineages.gguf(**_GGUF)},
            "me/mine",
            {"tern": TERN},
            {"tern": "a.gguf"},
        ),
        (
            {**_configs(top=SHAPE, z=WIDER), "README.md": models.card("license: mit\nbase_model: acme/Tern-7b-chat")},
            "me/mine",
            {"tern": TERN, "gull": WIDE_GULL},
            {"gull": "z/config.json"},
        ),
        (_configs(top=SHAPE, z=WIDER), "me/mine", {"tern": _COMMON, "gull": WIDE_GULL}, {"gull": "z/config.json"}),
        (
            _configs(top=SHAPE, z=WIDER),
            "me/mine",
            {"tern": TERN, "gull": WIDE_GULL},
            {"tern": "config.json", "gull": "z/config.json"},
        ),
        (
            _configs(top={**SHAPE, "max_position_embeddings": 4096}),
            "me/mine",
            {
                "tern": _limited("Tern", "acme", "acme/Tern", 4096, 'collides = ["beta"]'),
                "gull": _limited("Gull", "beta", "beta/Gull", 8192),
            },
            {"tern": "config.json"},
        ),
        (
            _configs(top={**SHAPE, "max_position_embeddings": 2048}),
            "me/mine",
            {
                "tern": _limited("Tern", "acme", "acme/Tern", 4096, 'collides = ["beta"]'),
                "gull": _limited("Gull", "acme", "acme/Gull", 8192),
            },
            {"gull": "config.json"},
        ),
        (
            _configs(top=SHAPE),
            "me/mine",
            {"tern": TERN, "gull": families.family("Gull", "beta", SHAPE, "beta/Gull", head='collides = ["gamma"]')},
            {"tern": "config.json"},
        ),
        (
            _configs(top=SHAPE, z=WIDER),
            "me/mine",
            {
                "tern": TERN,
                "gull": families.family("Gull", "beta", WIDER, "beta/Gull"),
                "wren": families.family("Wren", "delta", WIDER, "delta/Wren"),
            },
            {"tern": "config.json"},
        ),
        (
            _configs(top=SHAPE),
            "me/mine",
            {
                "tern": TERN,
                "gull": families.family("Gull", "beta", SHAPE, "beta/Gull", "beta/Gull-x from acme/Tern-7b-chat"),
            },
            {},
        ),
    ],
)
def test_these_families_are_named_by_these_configurations(
    tmp_path: Path, files: Files, name: str, known: dict[str, str], named: dict[str, str]
) -> None:
    edges = _shaped(tmp_path, files, name, **known)

    places = {key: edge.evidence[0].location for key, edge in edges.items()}
    assert {key: place and place.path for key, place in places.items()} == named


@pytest.mark.parametrize(
    ("name", "retrained", "kind", "against"),
    [
        ("me/mine", "", "", ""),
        ("me/mine", 'retrained = ["who/knows"]', "", "who/knows, trained from scratch, has the same shape"),
        ("me/mine", 'retrained = ["a/a", "b/b"]', "", "a/a and b/b, trained from scratch, has the same shape"),
        ("me/my-tern-7b-law", 'retrained = ["who/knows"]', "", ""),
        ("me/my-tern-7b-law", "", "", ""),
        ("me/mine", "", "own", "its type, own, is not one under which Tern was published"),
        ("me/my-tern-7b-law", "", "own", "its type, own, is not one under which Tern was published"),
    ],
)
def test_what_is_against_a_family_is_named(tmp_path: Path, name: str, retrained: str, kind: str, against: str) -> None:
    shape = {**SHAPE, "head_dim": 8}
    known = families.family("Tern", "acme", shape, "acme/Tern-7b-chat", head=f'model_types = ["llama"]\n{retrained}')
    here = {**shape, **({"model_type": kind} if kind else {})}

    (edge,) = _shaped(tmp_path, _configs(top=here), name, tern=known).values()
    assert edge.doubts.counter_evidence == against


@pytest.mark.parametrize(
    ("rope", "says", "candidates"),
    [
        (1, "6 of the 6 fields that can be compared agree with Tern", ["acme/Tern-7b"]),
        (2, "6 of the 6 fields that can be compared agree with Tern", ["acme/Tern-7b"]),
    ],
)
def test_what_agrees_is_counted_with_a_release_that_is_no_derivative(
    tmp_path: Path, rope: int, says: str, candidates: list[str]
) -> None:
    known = families.family(
        "Tern", "acme", SHAPE, "acme/Tern-7b", "acme/Tern-law from acme/Tern-7b", **{"Tern-law": {"rope_theta": 1}}
    )
    (edge,) = _shaped(tmp_path, _configs(top={**SHAPE, "rope_theta": rope}), tern=known).values()

    assert edge.evidence[0].says == says
    assert [candidate.name for candidate in edge.candidates] == candidates
