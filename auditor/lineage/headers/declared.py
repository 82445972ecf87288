"""Bases that somebody names: rungs 1 and 2 of design §6."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents import base_key
from auditor.lineage.components import component_of, speaks_of_it
from auditor.lineage.hub_ids import as_written, hub_address, hub_id, last_step, leaked_id, library_name
from auditor.lineage.prose.bases import mentions
from auditor.lineage.traces import Trace
from auditor.model import DocumentKind, EdgeDoubts, Evidence, Part, Relation, Rung, Upstream
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import Document

_RELATIONS = {
    "copy": Relation.COPY,
    "adapter": Relation.ADAPTER,
    "merge": Relation.MERGE,
    "quantized": Relation.QUANTIZED,
    "finetune": Relation.FINETUNE,
}

_TOKENIZER_OF_A_MERGE = ("tokenizer_source", "tokenizer.source")
"""Keys that tell mergekit which tokenizer to use: a model's, or `base` or `union` of the merged models."""

_MAPPED = ("repo_id", "repo", "id", "url", "repo_url", "model", "name")
"""Keys of a `base_model` mapping, which is in use although the Hub does not support it; the first present counts."""

_ITEM_OF_A_BASE = regex(rf"base_model(?=\.)(?:\.(?P<number>\d{{1,4}}))?(?:\.(?P<key>{'|'.join(_MAPPED)}))?")
"""`base_model.name`, `base_model.0.name`, and `base_model.0` in a list that also contains a mapping."""

_SPELLED = regex(
    r"(?i)(?:base|parent|original|source|pretrained|foundation)[ _-]?(?:model|checkpoint)s?"
    r"|(?:fine[ _-]?tuned|derived|quantized|converted|merged)[ _-]?from"
)
"""Keys that are in use in place of `base_model` although the Hub does not know them."""
_TAG = 3
"""How many words a tag with a relation has."""

_NO_BASE = frozenset({"", "none", "null", "~", "n/a", "na", "-", "unknown", "tbd", "todo"})
"""Values that mean that there is no base."""


_OF_ANOTHER = "the sentence that names it may be about another model"


def declared(context: Context) -> tuple[Trace, ...]:
    """Every parent that a document names, in path order, except the repository's own id."""
    repository = context.repository
    traces: dict[tuple[str, str, str], Trace] = {}
    for document in repository.documents:
        if document.kind is DocumentKind.CARD and not speaks_of_it(document, repository):
            continue
        component = component_of(document.path, repository)
        in_words = _prose(document, context) if document.kind in _PROSE and document.part is not Part.UNCLEAR else ()
        for trace in (*_READERS.get(document.kind, _nothing)(document), *in_words):
            if trace.parent.lower() != context.own_name:
                placed = trace.replace(component=component) if component else trace
                place = str(trace.evidence.location)
                traces.setdefault((trace.parent.lower(), trace.evidence.rung.value, place), placed)
    return tuple(traces.values())


def names_itself(context: Context) -> Iterator[Upstream]:
    """The edge of a card that declares the repository's own id as its base: the shortest cycle, not a lineage."""
    name = context.repository.name or ""
    traces = [
        trace
        for card in context.repository.of_kind(DocumentKind.CARD)
        for trace in _base_model(card)
        if "/" in name and trace.parent.lower() == context.own_name
    ]
    if traces and context.known_release is None:
        relations = dict.fromkeys(trace.relation for trace in traces if trace.relation)
        yield Upstream(
            name=name,
            title=name,
            relations=tuple(relations) or (Relation.FINETUNE,),
            candidates=(),
            evidence=tuple(trace.evidence for trace in traces),
            doubts=EdgeDoubts(cycle=True),
            note=f"a cycle: {name} names itself as its base; it is cut there",
        )


def _nothing(_document: Document) -> Iterator[Trace]:
    return iter(())


def _card(document: Document) -> Iterator[Trace]:
    yield from _base_model(document)
    yield from _tags(document)


def _base_model(document: Document) -> Iterator[Trace]:
    relation = next((_RELATIONS.get(value.lower()) for value, _ in document.texts("base_model_relation")), None)
    for key, value, line in _bases(document):
        if value.strip().lower() in _NO_BASE:
            continue
        evidence = Evidence(
            rung=Rung.DECLARED,
            says=f"the card declares {key} {value}",
            location=document.at(line),
            quote=f"{key}: {value}",
        )
        known = hub_id(value) if "://" in value else leaked_id(value)
        yield Trace(parent=known or value, relation=relation, evidence=evidence)


def _bases(document: Document) -> Iterator[tuple[str, str, int | None]]:
    """Each key and value that names a base, with its line: `base_model`, and other spellings.

    A value is a text, a list of texts, or mappings, of which one key each counts.
    """
    keys = ("base_model", *(field.key for field in document.fields if _SPELLED.fullmatch(field.key)))
    for key in dict.fromkeys(keys):
        for value, line in document.texts(key):
            yield key, value, line
    mapped: dict[str, dict[str, tuple[str, int | None]]] = {}
    for field in document.fields:
        item = _ITEM_OF_A_BASE.fullmatch(field.key)
        if item and isinstance(field.value, str) and field.value.strip():
            mapped.setdefault(item["number"] or "", {})[item["key"] or ""] = (field.value.strip(), field.line)
    for items in mapped.values():
        for key in ("", *_MAPPED):
            if key in items:
                yield "base_model", *items[key]
                break


def _tags(document: Document) -> Iterator[Trace]:
    """`base_model:org/name` and `base_model:quantized:org/name`, as the Hub derives them from a card."""
    for value, line in document.texts("tags"):
        words = value.strip().split(":")
        parent = hub_id(words[-1]) if words[0] == "base_model" and 1 < len(words) <= _TAG else None
        if parent:
            evidence = Evidence(
                rung=Rung.DECLARED, says=f"the tag {value} names it", location=document.at(line), quote=f"tags: {value}"
            )
            relation = _RELATIONS.get(words[1].lower()) if len(words) == _TAG else None
            yield Trace(parent=parent, relation=relation, evidence=evidence)


def _prose(document: Document, context: Context) -> Iterator[Trace]:
    for mention in mentions(document, context.own_name, context.cuts):
        evidence = Evidence(
            rung=Rung.DECLARED,
            says=f"the text says “{mention.quote}”",
            location=document.at(mention.line),
            quote=mention.quote,
        )
        doubt = "" if mention.sure else _OF_ANOTHER
        yield Trace(parent=mention.parent, relation=mention.relation, evidence=evidence, doubt=doubt)


def _adapter(document: Document) -> Iterator[Trace]:
    """The base by PEFT's key, or by MLX's."""
    key = base_key({field.key for field in document.fields})
    for value, line in document.texts(key):
        parent = hub_id(value) or last_step(value) or as_written(value)
        if parent:
            revision = next((text for text, _ in document.texts("revision") if text.strip()), "")
            at = f" at revision {revision}" if revision and revision not in ("main", "null") else ""
            evidence = Evidence(
                rung=Rung.DECLARED,
                says=f"the adapter's configuration names {value}{at}",
                location=document.at(line),
                quote=f"{key}: {value}",
            )
            yield Trace(parent=parent, relation=Relation.ADAPTER, evidence=evidence)


def _merge(document: Document) -> Iterator[Trace]:
    for field in document.fields:
        *above, last = field.key.split(".")
        if not isinstance(field.value, str):
            continue
        takes = last in ("model", "base_model", "source_model") or (
            last == "path" and above[-1:] in (["model"], ["base_model"])
        )
        path = field.value.split("+", 1)[0]
        parent = (leaked_id(path) or as_written(path)) if takes else None
        if parent:
            evidence = Evidence(
                rung=Rung.DECLARED,
                says=f"the merge recipe takes {field.value}",
                location=document.at(field.line),
                quote=f"{last}: {field.value}",
            )
            yield Trace(parent=parent, relation=Relation.MERGE, evidence=evidence)
        elif field.key in _TOKENIZER_OF_A_MERGE and (taken := hub_id(field.value.removeprefix("model:"))):
            evidence = Evidence(
                rung=Rung.DECLARED,
                says=f"the merge recipe takes the tokenizer of {taken}",
                location=document.at(field.line),
                quote=f"{field.key}: {field.value}",
            )
            yield Trace(parent=taken, relation=Relation.COPY, evidence=evidence, part=Part.TOKENIZER)


def _gguf(document: Document) -> Iterator[Trace]:
    for field in document.fields:
        match = re.fullmatch(r"general\.base_model\.(\d{1,4})\.(repo_url|name)", field.key)
        if match is None or not isinstance(field.value, str):
            continue
        number, key = match.groups()
        prefix = f"general.base_model.{number}."
        if key == "repo_url":
            parent = hub_id(field.value)
        elif document.field(prefix + "repo_url") is None:
            organisation = document.field(prefix + "organization")
            whose = organisation.value if organisation and isinstance(organisation.value, str) else ""
            parent = "/".join(word.strip().replace(" ", "-") for word in (whose, field.value) if word.strip())
        else:
            continue
        if parent:
            evidence = Evidence(
                rung=Rung.DECLARED,
                says=f"the GGUF header names {parent} as its base",
                location=document.at(key=field.key),
                quote=f"{field.key} = {field.value}",
            )
            yield Trace(parent=parent, relation=None, evidence=evidence)
    for key in ("general.source.repo_url", "general.source.url"):
        for value, _ in document.texts(key):
            parent = hub_id(value)
            if parent:
                evidence = Evidence(
                    rung=Rung.DECLARED,
                    says=f"the GGUF header says that it was converted from {parent}",
                    location=document.at(key=key),
                    quote=f"{key} = {value}",
                )
                yield Trace(parent=parent, relation=Relation.QUANTIZED, evidence=evidence)


_MAY_BE_APART = "a model under this key may be loaded beside these weights instead of being in them"

_MAY_BE_EARLIER = "a model under this key may be an earlier state of the same training"


class _Leak(NamedTuple):
    """A key under which a library leaves the name from which a model was loaded, and what the name means there."""

    key: str
    component: str = ""
    relation: Relation | None = None
    doubt: str = ""


_LEAKS = (
    _Leak("_name_or_path"),
    _Leak("text_config._name_or_path"),
    _Leak("llm_config._name_or_path"),
    _Leak("language_config._name_or_path"),
    _Leak("vision_config._name_or_path", "vision_config"),
    _Leak("audio_config._name_or_path", "audio_config"),
    _Leak("encoder._name_or_path", "encoder"),
    _Leak("decoder._name_or_path", "decoder"),
    _Leak("text_encoder._name_or_path", "text_encoder"),
    _Leak("audio_encoder._name_or_path", "audio_encoder"),
    _Leak("name_or_path"),
    # Medusa and other heads that are trained on top of a model, by PEFT's key
    _Leak("base_model_name_or_path", relation=Relation.ADAPTER),
    # EAGLE and other draft models of the library speculators
    _Leak("speculators_config.verifier.name_or_path", relation=Relation.ADAPTER, doubt=_MAY_BE_APART),
    # Ultravox, OpenVLA and Prismatic, SmolVLA
    _Leak("text_model_id", doubt=_MAY_BE_APART),
    _Leak("audio_model_id", "audio_model", doubt=_MAY_BE_APART),
    _Leak("hf_llm_id", doubt=_MAY_BE_APART),
    _Leak("vlm_model_name", doubt=_MAY_BE_APART),
    # LeRobot
    _Leak("pretrained_path", doubt=_MAY_BE_EARLIER),
)


def _config(document: Document) -> Iterator[Trace]:
    for leak in _LEAKS:
        for value, line in document.texts(leak.key):
            parent = leaked_id(value)
            if parent:
                tokenizer = document.kind is DocumentKind.TOKENIZER_CONFIG
                evidence = Evidence(
                    # a tokenizer taken from a model does not show that its weights were
                    rung=Rung.TOKENIZER if tokenizer else Rung.NAMED,
                    says=f"{document.path} still has the name {value}",
                    location=document.at(line),
                    quote=f"{leak.key}: {value}",
                )
                yield Trace(
                    parent=parent,
                    relation=leak.relation,
                    evidence=evidence,
                    component=leak.component,
                    doubt=leak.doubt,
                )
    for field in document.fields:
        if not field.key.startswith("auto_map.") or not isinstance(field.value, str) or "--" not in field.value:
            continue
        parent = hub_id(field.value.split("--", 1)[0])
        if parent:
            evidence = Evidence(
                rung=Rung.NAMED,
                says=f"its code is loaded from {parent}",
                location=document.at(field.line),
                quote=f"{field.key.removeprefix('auto_map.')}: {field.value}",
            )
            yield Trace(parent=parent, relation=Relation.CODE, evidence=evidence, part=Part.CODE)


def _modelfile(document: Document) -> Iterator[Trace]:
    """`FROM hf.co/org/name:Q4_K_M` and `ADAPTER`; a bare name is one of Ollama's own library."""
    for key, relation in (("FROM", None), ("ADAPTER", Relation.ADAPTER)):
        for value, line in document.texts(key):
            parent = hub_address(re.sub(r":[\w.-]+$", "", value.strip()))
            library = None if parent else library_name(value)
            if parent or library:
                evidence = Evidence(
                    rung=Rung.DECLARED,
                    says=f"the Modelfile says {key} {value}",
                    location=document.at(line),
                    quote=f"{key} {value}",
                )
                doubt = "" if parent else _OF_A_LIBRARY
                yield Trace(parent=parent or library or "", relation=relation, evidence=evidence, doubt=doubt)


_OF_A_LIBRARY = "it has this name in Ollama's library, where it may mean another release of that name"
_PROSE = (DocumentKind.CARD, DocumentKind.NOTICE)
_READERS = {
    DocumentKind.MODELFILE: _modelfile,
    DocumentKind.CARD: _card,
    DocumentKind.ADAPTER_CONFIG: _adapter,
    DocumentKind.MERGE_CONFIG: _merge,
    DocumentKind.GGUF: _gguf,
    DocumentKind.CONFIG: _config,
    DocumentKind.TOKENIZER_CONFIG: _config,
    DocumentKind.PIPELINE_CONFIG: _config,
}
