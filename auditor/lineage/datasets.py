"""Datasets that a card or a header names: shown, never judged, for nothing is known of their terms here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import DocumentKind, Evidence, Part, Relation, Rung, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Document, Repository

MOST = 500

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/datasets/")
_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?", re.ASCII)
_NONE = frozenset({"n/a", "na", "none", "null", "unknown", "private", "proprietary", "custom", "other", "todo", "tbd"})
_IN_HEADER = re.compile(r"general\.dataset\.\d{1,4}\.repo_url")


def datasets(repository: Repository) -> tuple[Upstream, ...]:
    """An edge to each dataset, in the order of the documents.

    Its name has `datasets/` before the id, as its address has: a model may have the same id.
    """
    found: dict[str, Upstream] = {}
    for document in repository.documents:
        for name, evidence in _READERS.get(document.kind, _nothing)(document):
            known = found.get(name.lower())
            if known is None and len(found) < MOST:
                found[name.lower()] = _edge(name, evidence)
            elif known is not None:
                found[name.lower()] = known.model_copy(update={"evidence": (*known.evidence, evidence)})
    return tuple(found.values())


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


_READERS = {DocumentKind.CARD: _card, DocumentKind.GGUF: _gguf}
