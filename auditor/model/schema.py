"""JSON Schemas (draft 2020-12) of nouns: closed, with every key required, described by the docstrings in the code."""

from __future__ import annotations

import ast
import inspect
from enum import StrEnum
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.inspect import type_info

from auditor.model.base import Noun
from auditor.model.meanings import meanings

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(*parts: type[Noun], name: str, title: str, description: str) -> dict[str, Any]:
    """The schema of one object that has the fields of all these nouns, in their order.

    `name` is the format's name, such as "auditor-report/2"; every noun is in `$defs` under its own name.
    """
    references, definitions = msgspec.json.schema_components(parts, ref_template="#/$defs/{name}")
    described = {noun.__name__: noun for part in parts for noun in _nouns(part)}
    for key, definition in definitions.items():
        if key in described:
            _complete(definition, described[key])
    tops = [reference["$ref"].rpartition("/")[2] for reference in references]
    properties = {key: value for top in tops for key, value in definitions[top]["properties"].items()}
    for top in tops:
        if not any(f"#/$defs/{top}" in str(definition) for definition in (properties, definitions)):
            del definitions[top]
    return {
        "$schema": _DIALECT,
        "$id": f"urn:{name.replace('/', ':')}",
        "title": title,
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _complete(definition: dict[str, Any], noun: type[Noun]) -> None:
    """Require every field, as every field is written; describe it by the docstring below it in the code."""
    properties = definition["properties"]
    for field, text in _attribute_docs(noun).items():
        if field in properties:
            properties[field]["description"] = text
    for value in properties.values():
        value.pop("default", None)
    definition["required"] = list(properties)


def _nouns(part: type[Noun]) -> list[type[Noun]]:
    """The noun, and every noun that its fields contain."""
    nouns: dict[type[Noun], None] = {}
    waiting = [type_info(part)]
    while waiting:
        info = waiting.pop()
        if isinstance(info, msgspec.inspect.StructType) and issubclass(info.cls, Noun):
            if info.cls in nouns:
                continue
            nouns[info.cls] = None
            waiting.extend(field.type for field in info.fields)
        elif isinstance(info, msgspec.inspect.UnionType):
            waiting.extend(info.types)
        elif isinstance(info, msgspec.inspect.VarTupleType):
            waiting.append(info.item_type)
        elif isinstance(info, msgspec.inspect.DictType):
            waiting.append(info.value_type)
    return list(nouns)


def _attribute_docs(noun: type[Noun]) -> dict[str, str]:
    """The docstring below each field; empty if the source is not available."""
    docs: dict[str, str] = {}
    for part in reversed(noun.__mro__):
        if not issubclass(part, Noun) or part is Noun:
            continue
        try:
            tree = ast.parse(dedent(inspect.getsource(part)))
        except (OSError, TypeError, SyntaxError):
            continue
        (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef))
        for statement, below in pairwise(body):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                text = below.value if isinstance(below, ast.Expr) else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    docs[statement.target.id] = inspect.cleandoc(text.value)
    return docs


def file_schema(
    noun: type[Noun], *, title: str, names: Mapping[str, str] | None = None, given: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The schema of a file that somebody writes: closed, and only fields without a default are required.

    `names` maps top fields to their names in the file; those in `given` need not be in it. The meanings of vocabulary
    words are where TOML editors look for them (`x-taplo`).
    """
    _, definitions = msgspec.json.schema_components((noun,), ref_template="#/$defs/{name}")
    for part in _nouns(noun):
        properties = definitions[part.__name__]["properties"]
        for field, text in _attribute_docs(part).items():
            if field in properties:
                properties[field]["description"] = " ".join(text.split())
    for vocabulary in _vocabularies(noun):
        lines = meanings(vocabulary)
        docs = [lines[word] for word in definitions[vocabulary.__name__]["enum"]]
        definitions[vocabulary.__name__]["x-taplo"] = {"docs": {"enumValues": docs}}
    top = definitions.pop(noun.__name__)
    called = names or {}
    return {
        "$schema": _DIALECT,
        "title": title,
        "description": top.get("description", ""),
        "type": "object",
        "properties": {called.get(key, key): value for key, value in top["properties"].items()},
        "required": [called.get(key, key) for key in top.get("required", ()) if key not in given],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _vocabularies(part: type[Noun]) -> list[type[StrEnum]]:
    """Every closed vocabulary that the fields of a noun, or of the nouns in it, use."""
    vocabularies: dict[type[StrEnum], None] = {}
    for noun in _nouns(part):
        own = type_info(noun)
        waiting = [field.type for field in own.fields] if isinstance(own, msgspec.inspect.StructType) else []
        while waiting:
            info = waiting.pop()
            if isinstance(info, msgspec.inspect.EnumType) and issubclass(info.cls, StrEnum):
                vocabularies[info.cls] = None
            elif isinstance(info, msgspec.inspect.UnionType):
                waiting.extend(info.types)
            elif isinstance(info, msgspec.inspect.VarTupleType):
                waiting.append(info.item_type)
            elif isinstance(info, msgspec.inspect.DictType):
                waiting += [info.key_type, info.value_type]
    return list(vocabularies)
