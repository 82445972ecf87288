"""For which edges a tokenizer is compared, how much of it, and where it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.lineage import Traced, with_tokenizer
from auditor.lineage.bytes import tokenizer
from auditor.model import Evidence, Part, Relation, Rung, Upstream
from support import families
from support.families import TERN, WIDE_GULL
from support.memory import MemorySource
from support.tokenizers import WORDS, tokenizer_json

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.knowledge import Knowledge

_OTHERS = tuple(f"other{number}" for number in range(2_000))


def _knowledge(root: Path, **tokens: int) -> Knowledge:
    """Rules in which each of these families has the first so many words as its tokenizer."""
    known = families.knowledge(root, tern=TERN, gull=WIDE_GULL)
    rows = []
    for family, count in tokens.items():
        digest, parts = tokenizer.first({word: number for number, word in enumerate(WORDS)}, count)
        rows.append(
            f'[[tokenizer]]\nname = "{family}"\ntokens = {count}\nsha256 = "{digest}"\nparts = {json.dumps(parts)}\n'
            f'families = ["{family}"]\ngrade = "secondary"\nsource = "made here"\n'
        )
    (known.root / "tokenizers" / "known.toml").write_text("\n".join(rows), encoding="utf-8")
    return type(known)(known.root)


def _edge(name: str, *rungs: Rung, **changes: object) -> Upstream:
    evidence = tuple(Evidence(rung=rung, says="x") for rung in rungs)
    return Upstream(name=name, title=name, relations=(Relation.FINETUNE,), candidates=(), evidence=evidence).replace(
        **changes
    )


def _compared(known: Knowledge, files: dict[str, str | bytes], *edges: Upstream) -> dict[str, tuple[bool, bool]]:
    """Whether each edge gained the tokenizer as evidence, and whether as evidence against it."""
    traced = Traced(known_release=None, upstreams=edges, contradictions=())
    after = with_tokenizer(traced, MemorySource(files), known)
    return {
        edge.name: (edge.evidence[-1].rung is Rung.TOKENIZER, bool(edge.doubts.counter_evidence))
        for edge in after.upstreams
    }


@pytest.mark.parametrize(
    ("edge", "is_compared"),
    [
        (_edge("tern", Rung.SIGNATURE), True),
        (_edge("tern", Rung.VOCABULARY_CHANGED), True),
        (_edge("tern", Rung.ARCHITECTURE, Rung.SIGNATURE), True),
        (_edge("acme/Tern-7b-chat", Rung.SIGNATURE), True),
        (_edge("tern", Rung.ARCHITECTURE), False),
        (_edge("tern", Rung.DECLARED, Rung.SIGNATURE), False),
        (_edge("tern", Rung.SIGNATURE, component="text_encoder"), False),
        (_edge("tern", Rung.SIGNATURE, part=Part.CODE), False),
        (_edge("gull", Rung.SIGNATURE), False),
        (_edge("who/knows", Rung.SIGNATURE), False),
    ],
)
@pytest.mark.parametrize("words", [WORDS, _OTHERS], ids=["the same", "another"])
def test_a_tokenizer_is_compared_for_an_edge_that_a_shape_alone_shows(
    tmp_path: Path, edge: Upstream, words: tuple[str, ...], *, is_compared: bool
) -> None:
    known = _knowledge(tmp_path, tern=2_000)

    compared = _compared(known, {"tokenizer.json": tokenizer_json(words)}, edge)
    assert compared == {edge.name: (is_compared and words is WORDS, is_compared and words is _OTHERS)}


@pytest.mark.parametrize(
    ("tokens", "words", "compared"),
    [
        ({"tern": 1_000, "gull": 2_000}, WORDS, {"tern": (True, False), "gull": (True, False)}),
        ({"tern": 2_000, "gull": 1_000}, WORDS, {"tern": (True, False), "gull": (True, False)}),
        (
            {"tern": 1_000, "gull": 2_000},
            (*WORDS[:1_000], *_OTHERS[1_000:]),
            {"tern": (True, False), "gull": (False, False)},
        ),
        ({"gull": 2_000}, WORDS, {"tern": (False, False), "gull": (True, False)}),
        ({}, WORDS, {"tern": (False, False), "gull": (False, False)}),
    ],
)
def test_as_much_is_read_as_the_largest_of_the_tokenizers_has(
    tmp_path: Path, tokens: dict[str, int], words: tuple[str, ...], compared: dict[str, tuple[bool, bool]]
) -> None:
    edges = (_edge("tern", Rung.SIGNATURE), _edge("gull", Rung.SIGNATURE))

    assert _compared(_knowledge(tmp_path, **tokens), {"tokenizer.json": tokenizer_json(words)}, *edges) == compared


@pytest.mark.parametrize(
    ("files", "compared"),
    [
        ({"tokenizer.json": tokenizer_json()}, (True, False)),
        ({"a/tokenizer.json": tokenizer_json(_OTHERS), "tokenizer.json": tokenizer_json()}, (True, False)),
        ({"a/tokenizer.json": tokenizer_json()}, (False, False)),
        ({"tokenizer.json": "{"}, (False, False)),
        ({}, (False, False)),
    ],
)
def test_the_tokenizer_at_the_root_is_read(
    tmp_path: Path, files: dict[str, str | bytes], compared: tuple[bool, bool]
) -> None:
    assert _compared(_knowledge(tmp_path, tern=2_000), files, _edge("tern", Rung.SIGNATURE)) == {"tern": compared}
