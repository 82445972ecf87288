"""Recipes of training and merging tools: axolotl's and LLaMA-Factory's files, and the code blocks of a card.

Axolotl and mergekit put the recipe of a model into a code block of its card. A block may also be an example for the
reader, so what only a block names is in doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.lineage.components import speaks_of_it
from auditor.lineage.hub_ids import leaked_id
from auditor.lineage.traces import Trace
from auditor.model import DocumentKind, Evidence, Relation, Rung
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import Document

_FENCE = regex(r"[ \t>]{0,12}(?P<fence>`{3,}|~{3,})(?P<words>[^`]*)")
_KEY = regex(
    r"[ \t>]*(?:-[ \t]+)?(?P<key>base_model|model_name_or_path|source_model|model)[ \t]*:[ \t]*[\"']?"
    r"(?P<value>[^\s\"'#+]{3,200})"
)
_OF_A_MERGE = regex(r"(?m)^[ \t>]*(?:-[ \t]+)?(?:merge_method|gate_mode)[ \t]*:")
_OF_A_TRAINING = regex(
    r"(?m)^[ \t>]*(?:datasets|adapter|load_in_[48]bit|sequence_len|cutoff_len|micro_batch_size|finetuning_type"
    r"|gradient_accumulation_steps|num_epochs|num_train_epochs|learning_rate)[ \t]*:"
)
_TRAINING_KEYS = frozenset(("base_model", "model_name_or_path"))
_MAY_BE_AN_EXAMPLE = "the code block that names it may be an example for readers"


class _Block(NamedTuple):
    """A code block: the line of the file on which its content begins, and its lines."""

    first: int
    lines: tuple[str, ...]


def recipes(context: Context) -> Iterator[Trace]:
    """Every parent that a recipe names."""
    repository = context.repository
    for document in repository.of_kind(DocumentKind.TRAINING_ARGS):
        if repository.is_at_root(document.path):
            yield from _others(context, _file(document))
    for card in repository.of_kind(DocumentKind.CARD):
        if speaks_of_it(card, repository) and not context.cuts.out_of_time(card.path):
            for block in _blocks(card):
                yield from _others(context, _named(card, block))


def _others(context: Context, traces: Iterator[Trace]) -> Iterator[Trace]:
    return (trace for trace in traces if trace.parent.lower() != context.own_name)


def _file(document: Document) -> Iterator[Trace]:
    for key in sorted(_TRAINING_KEYS):
        for value, line in document.texts(key):
            parent = leaked_id(value)
            if parent:
                evidence = Evidence(
                    rung=Rung.NAMED,
                    says=f"{document.path} says that training started from {value}",
                    location=document.at(line),
                    quote=f"{key}: {value}",
                )
                yield Trace(parent=parent, relation=Relation.FINETUNE, evidence=evidence)


def _blocks(card: Document) -> Iterator[_Block]:
    """The fenced code blocks; one that is never closed ends with the card."""
    fence, first = "", 0
    lines = card.text.split("\n")
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark is None or number + 1 < card.body_line:
            continue
        if not fence:
            fence, first = mark["fence"], number + 1
        elif mark["fence"].startswith(fence) and not mark["words"].strip():
            yield _Block(first + 1, tuple(lines[first:number]))
            fence = ""
    if fence:
        yield _Block(first + 1, tuple(lines[first:]))


def _named(card: Document, block: _Block) -> Iterator[Trace]:
    text = "\n".join(block.lines)
    merges = _OF_A_MERGE.search(text) is not None
    if not merges and not _OF_A_TRAINING.search(text):
        return
    for number, line in enumerate(block.lines):
        pair = _KEY.match(line)
        if pair is None or (not merges and pair["key"] not in _TRAINING_KEYS):
            continue
        parent = leaked_id(pair["value"])
        if parent:
            evidence = Evidence(
                rung=Rung.DECLARED,
                says=f"a recipe in the card says {pair['key']}: {pair['value']}",
                location=card.at(block.first + number),
                quote=f"{pair['key']}: {pair['value']}",
            )
            relation = Relation.MERGE if merges else Relation.FINETUNE
            yield Trace(parent=parent, relation=relation, evidence=evidence, doubt=_MAY_BE_AN_EXAMPLE)
