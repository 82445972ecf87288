"""Datasets that a card or a header names: shown, never judged, as nothing is known about their terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.documents.forms.facts import Fact, facts_of
from auditor.lineage.headers.forms import shown_beside
from auditor.model import DocumentKind, EdgeKind, Evidence, Part, Relation, Rung, Upstream
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import Document

MOST = 500
"""Beyond it the report would be a list of datasets."""

_ADDRESS = regex(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/datasets/")
_ID = regex(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
_NONE = frozenset({"n/a", "na", "none", "null", "unknown", "private", "proprietary", "custom", "other", "todo", "tbd"})
_SOURCE = regex(r"sources\.(\d{1,4})\.name")
_IN_HEADER = regex(r"general\.dataset\.\d{1,4}\.repo_url")


class SpacySource(Value, frozen=True):
    """One of the `sources` of a spaCy pipeline: a corpus, a lexicon, a model."""

    name: str
    license: str
    """As written; "" if not given."""
    line: int | None


def datasets(context: Context) -> tuple[Upstream, ...]:
    """An edge to each dataset, in the order of the documents.

    Its name is the id prefixed with `datasets/`, like its address, as a model may have the same id. A source that is a
    known release is not a dataset.
    """
    edges: dict[str, Upstream] = {}
    for document in context.repository.documents:
        for name, evidence in _READERS.get(document.kind, _nothing)(document):
            if document.kind is DocumentKind.SPACY_META and context.releases.called(name):
                continue
            known = edges.get(name.lower())
            if known is not None:
                edges[name.lower()] = known.replace(evidence=(*known.evidence, evidence))
            elif not context.cuts.full(len(edges), MOST, "datasets", path=document.path, matters=False):
                edges[name.lower()] = _edge(name, evidence)
    return tuple(edges.values())


def spacy_sources(document: Document) -> Iterator[SpacySource]:
    """What a spaCy meta.json lists under `sources`; no other meta.json is read."""
    if document.field("spacy_version") is None:
        return
    for field in document.fields:
        number = _SOURCE.fullmatch(field.key)
        if number and isinstance(field.value, str) and field.value.strip():
            terms = next((value for value, _ in document.texts(f"sources.{number[1]}.license")), "")
            yield SpacySource(field.value.strip()[:96], terms[:200], field.line)


def dataset_id(text: str) -> str | None:
    """The dataset in an id or a Hub address; None for anything else."""
    text = text.strip()
    address = _ADDRESS.match(text)
    if address:
        whole = "/".join(text[address.end() :].split("/")[:2]).partition("?")[0]
        return whole if _ID.fullmatch(whole) else None
    return text if _ID.fullmatch(text) and text.lower() not in _NONE else None


def _edge(name: str, evidence: Evidence) -> Upstream:
    return Upstream(
        name=f"datasets/{name}",
        kind=EdgeKind.DATASET,
        title=f"the dataset {name}",
        relations=(Relation.TRAINED_ON,),
        candidates=(),
        evidence=(evidence,),
        part=Part.DATA,
    )


def _nothing(_document: Document) -> Iterator[tuple[str, Evidence]]:
    return iter(())


def _card(document: Document) -> Iterator[tuple[str, Evidence]]:
    for value, line in document.texts("datasets"):
        name = dataset_id(value)
        if name:
            says = f"the card names the dataset {name}"
            place = document.at(line)
            yield name, Evidence(rung=Rung.DECLARED, says=says, location=place, quote=f"datasets: {value}")


def _gguf(document: Document) -> Iterator[tuple[str, Evidence]]:
    for field in document.fields:
        if not isinstance(field.value, str) or not _IN_HEADER.fullmatch(field.key):
            continue
        name = dataset_id(field.value)
        if name:
            says = f"the GGUF header names the dataset {name}"
            place = document.at(key=field.key)
            yield name, Evidence(rung=Rung.DECLARED, says=says, location=place, quote=f"{field.key} = {field.value}")


def _spacy(document: Document) -> Iterator[tuple[str, Evidence]]:
    for source in spacy_sources(document):
        terms = f", license “{source.license}”" if source.license else ""
        says = f"{document.path} names the source {source.name}{terms}"
        place = document.at(source.line)
        yield source.name, Evidence(rung=Rung.DECLARED, says=says, location=place, quote=f"sources: {source.name}")


def _form(document: Document) -> Iterator[tuple[str, Evidence]]:
    """The dataset of a Piper voice, as its trainer wrote it; the voice may be trained on a part of it, or on more."""
    for key, value in facts_of(document, Fact.DATASET):
        name = dataset_id(value)
        if name:
            beside = shown_beside(document)
            says = f"{document.path} names the dataset {name}{f' ({beside})' if beside else ''}"
            place = document.at(key=key)
            yield name, Evidence(rung=Rung.DECLARED, says=says, location=place, quote=f"{key}: {value}")


_READERS = {
    DocumentKind.CARD: _card,
    DocumentKind.GGUF: _gguf,
    DocumentKind.SPACY_META: _spacy,
    DocumentKind.MODEL_METADATA: _form,
}
