"""The cards of quantizers, as they were before `base_model`: what was quantized, and what nobody told."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage import trace
from auditor.lineage.headers.declared import declared
from auditor.lineage.prose.quantizers import quantized
from auditor.model import Relation, Rung, Verdict
from support import models
from support.lineages import context, gguf

CHAT = "meta-llama/Llama-2-7b-chat-hf"


def _head(creator: str, name: str, *more: str) -> str:
    lines = ("inference: false", f"model_creator: {creator}", f"model_name: {name}", "quantized_by: TheBloke", *more)
    return "\n".join(lines)


def _parents(head: str, body: str = "A model.") -> list[tuple[str, Relation | None]]:
    begun = context(models.read({"README.md": models.card(head, body)}, "TheBloke/Mine-GGUF"))
    pieces = list(quantized(begun.with_traces(declared(begun))))
    assert all(piece.evidence.rung is Rung.DECLARED for piece in pieces)
    return [(piece.parent, piece.relation) for piece in pieces]


@pytest.mark.parametrize(
    ("creator", "name", "parent"),
    [
        ("Meta Llama 2", "Llama 2 7B Chat", CHAT),
        ("Meta", "Llama 2 7B Chat", CHAT),
        ("Mistral AI", "Mistral 7B Instruct v0.1", "mistralai/Mistral-7B-Instruct-v0.1"),
        ("01-ai", "Yi 34B", "01-ai/Yi-34B"),
        ("Microsoft", "Phi 2", "microsoft/phi-2"),
        # not told which repository it is, so it is none
        ("Somebody", "Llama 2 7B Chat", "Llama 2 7B Chat (Somebody)"),
        ("Llama Lovers", "Llama 2 7B Chat", "Llama 2 7B Chat (Llama Lovers)"),
        ("Eric Hartford", "Dolphin Llama2 7B", "Dolphin Llama2 7B (Eric Hartford)"),
        ("Eric/Hartford", "Dolphin/7B", "Dolphin 7B (Eric Hartford)"),
        ("Meta", "Llama 2 7B Chat Uncensored", "Llama 2 7B Chat Uncensored (Meta)"),
    ],
)
def test_creator_and_title_together_name_the_original(creator: str, name: str, parent: str) -> None:
    assert _parents(_head(creator, name)) == [(parent, Relation.QUANTIZED)]


def test_an_address_names_it_whatever_the_title_says() -> None:
    link = "model_link: https://huggingface.co/ehartford/dolphin-llama2-7b"

    assert _parents(_head("Meta", "Llama 2 7B Chat", link)) == [("ehartford/dolphin-llama2-7b", Relation.QUANTIZED)]


@pytest.mark.parametrize(
    "head",
    [
        "model_creator: Meta\nmodel_name: Llama 2 7B Chat",
        "quantized_by: TheBloke\nmodel_name: Llama 2 7B Chat",
        "quantized_by: TheBloke\nmodel_creator: Meta",
        "quantized_by: TheBloke\ninference: false",
        _head("Meta", "Llama 2 7B Chat", f"base_model: {CHAT}"),
    ],
    ids=["nobody quantized it", "no creator", "no title", "neither", "base_model says it"],
)
def test_less_than_that_names_nothing(head: str) -> None:
    assert _parents(head) == []


def test_the_title_of_the_original_is_not_the_name_of_the_copy() -> None:
    mine = models.read({"README.md": models.card(_head("Meta", "Llama 2 7B Chat"))})
    own = models.read({"README.md": models.card("model_name: Tern 7B")})

    assert (mine.name, own.name) == (None, "Tern 7B")


def test_one_edge_leads_to_the_original_with_the_shape_beside_it(knowledge: Knowledge) -> None:
    files: dict[str, str | bytes] = {
        "README.md": models.card(
            _head("Meta Llama 2", "Llama 2 7B Chat"), f"Original model: [Llama](https://huggingface.co/{CHAT})"
        ),
        "model.gguf": gguf(general__architecture="llama"),
    }
    repository = models.read(files, "TheBloke/Llama-2-7B-Chat-GGUF")
    (edge,) = trace(repository, (), knowledge).upstreams

    assert (edge.name, edge.relations, edge.firm) == (CHAT, (Relation.QUANTIZED,), True)
    assert [candidate.name for candidate in edge.candidates] == [CHAT]


def test_the_link_in_the_prose_is_of_the_same_original(knowledge: Knowledge) -> None:
    body = "- Original model: [Dolphin](https://huggingface.co/ehartford/dolphin-llama2-7b)"
    card = models.card(_head("Eric Hartford", "Dolphin Llama2 7B"), body)
    traced = trace(models.read({"README.md": card}, "TheBloke/Dolphin-GGUF"), (), knowledge)

    assert [edge.name for edge in traced.upstreams] == ["ehartford/dolphin-llama2-7b"]


def test_an_original_whose_id_nobody_told_breaches_nothing_and_is_not_passed_over() -> None:
    head = "license: apache-2.0\n" + _head("Eric Hartford", "Dolphin Llama2 7B")
    made = models.audit({"README.md": models.card(head), "LICENSE": models.apache()}, "TheBloke/Dolphin-GGUF")
    (edge,) = made.lineage

    assert (edge.name, edge.candidates) == ("Dolphin Llama2 7B (Eric Hartford)", ())
    assert not [finding for finding in made.findings if finding.verdict is Verdict.BREACHED]
    assert edge.name in {failure.upstream for failure in made.failing}
