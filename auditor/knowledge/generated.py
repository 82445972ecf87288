"""The generated files of a rules directory: index, pages of words and of keys, schemas for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.knowledge import index, key_page, vocabulary_page
from auditor.knowledge.rule_files import FAMILY_NAMES, HUB_NAMES, PROFILE_NAMES
from auditor.knowledge.tables import HubTable, TokenizerTable
from auditor.model import Family, Noun, Profile, Rule
from auditor.model.base import Value
from auditor.model.schema import file_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.knowledge import Knowledge


class _Schema(Value, frozen=True):
    name: str
    noun: type[Noun]
    title: str
    names: Mapping[str, str]
    given: frozenset[str]


_SCHEMAS = (
    _Schema("license", Profile, "rules/licenses/*.toml", PROFILE_NAMES, frozenset({"key"})),
    _Schema("model", Family, "rules/models/*.toml", FAMILY_NAMES, frozenset({"key"})),
    _Schema("rule", Rule, "rules/checks/*.toml", {}, frozenset({"id"})),
    _Schema("hub-ids", HubTable, "rules/hub-ids.toml", HUB_NAMES, frozenset()),
    _Schema("tokenizers", TokenizerTable, "rules/tokenizers/known.toml", {}, frozenset()),
)


def generated(knowledge: Knowledge) -> dict[str, str]:
    """Every generated file by its path in the directory."""
    return {
        index.FILE: index.index(knowledge),
        vocabulary_page.FILE: vocabulary_page.page(),
        key_page.FILE: key_page.page(_tables()),
        **schemas(),
    }


def schemas() -> dict[str, str]:
    """The JSON Schema of each kind of file, by its path in the directory."""
    return {
        f"schema/{name}.json": json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for name, schema in _tables().items()
    }


def _tables() -> dict[str, dict[str, Any]]:
    return {
        schema.name: file_schema(schema.noun, title=schema.title, names=schema.names, given=schema.given)
        for schema in _SCHEMAS
    }
