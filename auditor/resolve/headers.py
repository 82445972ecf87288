"""What the headers of model files declare: GGUF, safetensors, ONNX, and spaCy's meta.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Certainty
from auditor.patterns import regex
from auditor.resolve.meaning import declared, first_line, meaning, meaning_or_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, HubId, Statement

_ONNX = "metadata_props."
_ID_AND_ADDRESS = regex(
    r"([A-Za-z][A-Za-z0-9.+-]{1,40})(?: [Ll]icen[cs]e)?(?:[ ,;:]{1,3}\(?https?://[^\s()]{1,200}\)?)?"
)
"""A license id with nothing after it but the word and an address: "AGPL-3.0 License (https://…)"."""


def in_gguf(header: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """`general.license`, or `general.license.name` where that is no id."""
    for value, _ in header.texts("general.license"):
        means = meaning(value, knowledge)
        names = header.texts("general.license.name")
        if means.certainty is Certainty.UNKNOWN and names:
            means = meaning(names[0][0], knowledge, name=True)
        yield declared(means, value, header.at(key="general.license"), "GGUF header, general.license")


def in_safetensors(header: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """`modelspec.license` of the Stability AI model metadata standard."""
    return _written(header, "__metadata__.modelspec.license", "safetensors header, modelspec.license", knowledge)


def in_spacy_meta(meta: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """`license` of a spaCy pipeline; nothing of any other meta.json."""
    if meta.field("spacy_version") is not None:
        yield from _written(meta, "license", "spaCy meta.json, license", knowledge)


def in_onnx(header: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """What the producer wrote into the file; no field is defined for it, but exporters use `license` and `author`."""
    authors = [text for _, text in _properties(header, "author")]
    for key, value in _properties(header, "license"):
        raw = first_line(value)
        means = _onnx_meaning(raw, knowledge)
        notes = [f"author: {authors[0][:200]}"] if authors else []
        note = "; ".join([*notes, *([means.note] if means.note else [])])
        yield declared(means, raw, header.at(key=key), "ONNX metadata, license", note=note)


def _written(document: Document, key: str, by: str, knowledge: Knowledge) -> Iterator[Statement]:
    """What the trainer wrote: an id, or the name of a license."""
    for value, line in document.texts(key):
        raw = first_line(value)
        yield declared(meaning_or_name(raw, knowledge), raw, document.at(line, key=key), by)


def _onnx_meaning(value: str, knowledge: Knowledge) -> HubId:
    means = meaning(value, knowledge)
    leading = _ID_AND_ADDRESS.fullmatch(value) if means.certainty is Certainty.UNKNOWN else None
    named = meaning(leading[1], knowledge) if leading else means
    return means if named.certainty is Certainty.UNKNOWN else named


def _properties(header: Document, name: str) -> Iterator[tuple[str, str]]:
    """Key and text of each property of that name, in whatever case it is written."""
    for field in header.fields:
        if field.key.lower() == _ONNX + name and isinstance(field.value, str) and field.value.strip():
            yield field.key, field.value.strip()
