"""rules/KEYS.md: every key that each kind of file may have, generated from the schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.knowledge.vocabulary_page import FILE as WORDS
from auditor.knowledge.vocabulary_page import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = "KEYS.md"

_HEAD = """\
# Keys

Made by `auditor rules index`. A key in bold is required; any other may be left out.
"""
_PLAIN = {"string": "text", "integer": "whole number", "boolean": "true or false", "number": "number"}


def page(schemas: Mapping[str, Mapping[str, Any]]) -> str:
    """The whole file; `schemas` are by the name of their kind of file."""
    parts = [_HEAD]
    for schema in schemas.values():
        definitions = schema["$defs"]
        parts += [f"## {schema['title']}", "", *_table(schema, definitions), ""]
        shown: set[str] = set()
        waiting = list(_inner(schema))
        while waiting:
            key, name = waiting.pop(0)
            definition = definitions[name]
            if name in shown or "properties" not in definition:
                continue
            shown.add(name)
            parts += [f"### `{key}` in {schema['title']}", "", *_table(definition, definitions), ""]
            waiting += [(f"{key}.{inner}", below) for inner, below in _inner(definition)]
    return "\n".join(parts).rstrip("\n") + "\n"


def _table(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | value | meaning |"
    yield "|---|---|---|"
    required = schema.get("required", ())
    for key, value in schema["properties"].items():
        name = f"**`{key}`**" if key in required else f"`{key}`"
        yield f"| {name} | {_kind(value, definitions)} | {_cell(value.get('description', ''))} |"


def _kind(value: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """What may be written there."""
    if "$ref" in value:
        return _defined(_name(value), definitions)
    if "anyOf" in value:
        kinds = [_kind(kind, definitions) for kind in value["anyOf"] if kind.get("type") != "null"]
        return ", or ".join(kinds)
    if value.get("type") == "array":
        return f"list: {_kind(value.get('items', {}), definitions)}"
    if value.get("type") == "object":
        return "table"
    return _PLAIN.get(str(value.get("type", "")), "text")


def _defined(name: str, definitions: Mapping[str, Any]) -> str:
    """A table, a word of a vocabulary on the page of words, or one of a few words."""
    title = next((vocabulary.title for vocabulary in VOCABULARIES if vocabulary.words.__name__ == name), "")
    if title:
        return f"[{title}]({WORDS}#{title.lower().replace(' ', '-')})"
    words = definitions[name].get("enum")
    return ", ".join(f"`{word}`" for word in words) if words else "table"


def _inner(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The tables that the values of a schema's keys may be: key, and name of the definition."""
    for key, value in schema["properties"].items():
        for kind in (value, *value.get("anyOf", ())):
            for place in (kind, kind.get("items", {})):
                if "$ref" in place:
                    yield key, _name(place)


def _name(value: Mapping[str, Any]) -> str:
    return str(value["$ref"]).rpartition("/")[2]


def _cell(text: str) -> str:
    plain = " ".join(text.split()).replace("|", "\\|")
    return plain.replace("None:", "left out:").replace("None if", "left out if").replace("False:", "false:")
