"""The small words by which sentences are put together, from rules/phrases/grammar.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path


class Grammar(NamedTuple):
    """Sets of words of all languages; what each is for stands in the file."""

    of: frozenset[str]
    toward: frozenset[str]
    expressly: frozenset[str]
    together: frozenset[str]
    joining: frozenset[str]
    which: frozenset[str]
    using: frozenset[str]
    being: frozenset[str]
    resuming: frozenset[str]
    article: frozenset[str]
    away: frozenset[str]
    choosing: frozenset[str]
    dual: frozenset[str]
    determiner: frozenset[str]
    no: frozenset[str]
    not_: frozenset[str]
    only: frozenset[str]


@lru_cache(maxsize=4)
def grammar(root: Path) -> Grammar:
    """The words under `root` (a rules/ directory); raises RuleError where the file is malformed."""
    path = root / "phrases" / "grammar.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Grammar(*(frozenset(table[name.rstrip("_")].split()) for name in Grammar._fields))
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        msg = f"{path.name}: {error}"
        raise RuleError(msg, tip="See rules/phrases/README.md.") from error
