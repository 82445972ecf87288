"""Licenses declared in configurations and headers: GGUF, safetensors, ONNX, other formats, spaCy's meta.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.forms.facts import Fact, facts_of, format_of
from auditor.model import Certainty, DocumentKind, Part
from auditor.patterns import regex
from auditor.resolve.fields import of_field
from auditor.resolve.meaning import declared, first_line, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Location, Repository, Statement

_ONNX = "metadata_props."
_METADATA = "__metadata__."
_LICENSE_KEY = regex(r"(?i)__metadata__\.(?:[\w-]{1,40}\.){0,3}(?:ss_|model_)?licen[cs]e(?:_name)?")
_ID_AND_ADDRESS = regex(
    r"([A-Za-z][A-Za-z0-9.+-]{1,40})(?: [Ll]icen[cs]e)?(?:[ ,;:]{1,3}\(?https?://[^\s()]{1,200}\)?)?"
)
"""A license id followed at most by the word license and an address: "AGPL-3.0 License (https://…)"."""
_LONGEST_AUTHOR = 200
"""Characters of a name that a note repeats."""
_OF_A_NAME = regex(r"\.(?= Version )")
"""tflite-support's own models have "Apache License. Version 2.0 http://…"."""
_UNSAID = (Certainty.UNKNOWN, Certainty.UNSAID)


def in_config(config: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """A `license` key of a configuration; that of a tokenizer is about the tokenizer."""
    part = Part.TOKENIZER if config.kind is DocumentKind.TOKENIZER_CONFIG else Part.WEIGHTS
    name = config.path.rpartition("/")[2]
    for key in ("license", "license_name"):
        for value, line in config.texts(key):
            yield from of_field(value, config.at(line, key=key), f"{name}, {key}", knowledge, part=part)


def in_gguf(header: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """`general.license`, or `general.license.name` if the former is not an id."""
    names = header.texts("general.license.name")
    for value, _ in header.texts("general.license"):
        where = header.at(key="general.license")
        means = meaning(value, knowledge)
        if means.certainty in _UNSAID and names:
            name = names[0][0]
            yield declared(meaning(name, knowledge, name=True), name, where, "GGUF header, general.license.name")
        else:
            yield from of_field(value, where, "GGUF header, general.license", knowledge)


def in_safetensors(header: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """`modelspec.license` of the Stability AI model metadata standard, or a plain `license`, in any spelling."""
    for key in dict.fromkeys(field.key for field in header.fields if _LICENSE_KEY.fullmatch(field.key)):
        yield from _written(header, key, f"safetensors header, {key.removeprefix(_METADATA)}", knowledge)


def in_spacy_meta(meta: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """`license` of a spaCy pipeline; no other meta.json is read."""
    if meta.field("spacy_version") is not None:
        yield from _written(meta, "license", "spaCy meta.json, license", knowledge)


def in_onnx(header: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """`license` and `author`, which exporters write although ONNX defines no field for a license."""
    authors = [text for _, text in _properties(header, "author")]
    for key, value in _properties(header, "license"):
        yield from _produced(value, authors, header.at(key=key), "ONNX metadata, license", knowledge)


def in_form(header: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """The license in a TensorFlow Lite, Core ML or OpenVINO model, with its author if recorded."""
    authors = [value for _, value in facts_of(header, Fact.AUTHOR)]
    for key, value in facts_of(header, Fact.LICENSE):
        by = f"{format_of(header)} metadata, license"
        yield from _produced(value, authors, header.at(key=key), by, knowledge)


def _produced(value: str, authors: list[str], where: Location, by: str, knowledge: Knowledge) -> Iterator[Statement]:
    """The license that the producer of a file wrote; its author, if recorded, is in the note."""
    raw = first_line(value)
    written = _OF_A_NAME.sub(",", raw)
    leading = _ID_AND_ADDRESS.fullmatch(written)
    means = meaning(leading[1] if leading else written, knowledge)
    stated: Iterable[Statement] = (declared(means, raw, where, by),)
    if means.certainty is Certainty.UNKNOWN:
        stated = of_field(raw, where, by, knowledge)
    named = [f"author: {author[:_LONGEST_AUTHOR]}" for author in authors[:1]]
    for statement in stated:
        yield statement.replace(note="; ".join([*named, *([statement.note] if statement.note else [])]))


def _written(document: Document, key: str, by: str, knowledge: Knowledge) -> Iterator[Statement]:
    """The license under a key, written by the trainer: an id or a name."""
    for value, line in document.texts(key):
        yield from of_field(value, document.at(line, key=key), by, knowledge)


def _properties(header: Document, name: str) -> Iterator[tuple[str, str]]:
    """Key and text of each property with that name, in any letter case."""
    keys = dict.fromkeys(field.key for field in header.fields if field.key.lower() == _ONNX + name)
    return ((key, text) for key in keys for text, _ in header.texts(key))
