"""Which part of a model a file is, and which files a pattern covers."""

from __future__ import annotations

from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.documents import is_weights
from auditor.model import Part
from auditor.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from auditor.model import Repository

_CODE = regex(r"(?i)\.(?:py|pyi|ipynb|js|mjs|cjs|ts|mts|cts|c|cc|cpp|cu|h|hpp|java|go|rs|rb|sh|swift|kt|lua|r|jl)$")
_OPENS = regex(r"(?i)(?:^|/)(?:(?:__init__|__main__|__about__|_?version|setup)\.pyi?|index(?:\.d)?\.[mc]?[jt]s)$")
_OF_A_BASE = regex(r"(?i)(?:^|[\W_])(?:base|upstream|original|orig|parent)(?:[\W_]|$)")
_LOADER = 4_096
"""Most bytes of code that only opens the files next to it."""
_DOCUMENTATION = regex(r"(?i)\.(?:md|rst|html?|pdf|adoc|tex|png|jpe?g|svg|gif)$|(?:^|/)docs?/")
_TOKENIZER = regex(r"(?i)(?:^|/)(?:tokeni[sz]er|vocab|merges|special_tokens|added_tokens|spiece|sentencepiece)[^/]*$")
_DATA = regex(r"(?i)\.(?:csv|tsv|parquet|arrow|jsonl|wav|flac|mp3)$|(?:^|/)(?:data|datasets?)/")


def part_of(path: str) -> Part:
    """The part to which a file belongs, by its name."""
    if is_weights(path):
        return Part.WEIGHTS
    for pattern, part in (
        (_CODE, Part.CODE),
        (_TOKENIZER, Part.TOKENIZER),
        (_DOCUMENTATION, Part.DOCUMENTATION),
        (_DATA, Part.DATA),
    ):
        if pattern.search(path):
            return part
    return Part.UNCLEAR


def part_of_patterns(patterns: Iterable[str], repository: Repository, *, below: str = "") -> Part | None:
    """The part to which the files matching any pattern belong: weights if any do; None if no file matches."""
    matchers = [_pattern(pattern) for pattern in patterns]
    prefix = f"{below}/" if below else ""
    parts = {
        part_of(file.path)
        for file in repository.files
        if file.path.startswith(prefix)
        and any(matcher.fullmatch(file.path.removeprefix(prefix)) for matcher in matchers)
    }
    if Part.WEIGHTS in parts or not parts:
        return Part.WEIGHTS if parts else None
    return parts.pop() if len(parts) == 1 else Part.UNCLEAR


def holds_weights(repository: Repository, folder: str = "") -> bool:
    """Whether there are weights in a folder or below it."""
    prefix = f"{folder}/" if folder else ""
    return any(file.path.startswith(prefix) and is_weights(file.path) for file in repository.files)


def holds_only_loaders(repository: Repository) -> bool:
    """Whether a package has no more code than opens the files next to it: with weights, it is only a model."""
    code = [file for file in repository.files if part_of(file.path) is Part.CODE]
    opens = all(_OPENS.search(file.path) for file in code)
    return opens and sum(file.size for file in code) <= _LOADER


def is_of_a_base(name: str) -> bool:
    """Whether a file is named for the model that this one was made from: LICENSE.base."""
    return _OF_A_BASE.search(name) is not None


def holds_code(repository: Repository, folder: str) -> bool:
    """Whether there is source code directly in a folder."""
    return any(file.path.rpartition("/")[0] == folder and part_of(file.path) is Part.CODE for file in repository.files)


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of REUSE.toml or DEP-5; `*` is treated as crossing folders in both.

    A leading `**/` is any folder, including the top one.
    """
    return regex(translate(pattern.removeprefix("./").removeprefix("**/").replace("**", "*")))
