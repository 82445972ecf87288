"""Values that people write where an id belongs: "GPLv3", "The MIT License (MIT)", "MIT (code), CC BY-NC 4.0 (weights)"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.words import tokens

if TYPE_CHECKING:
    from auditor.identify.names.find import Name, Names
    from auditor.identify.words import Words

_MOST = 300
_EMPTY = frozenset(
    "the a license licence licensed under released is and of for terms agreement standard open source software public"
    " version v see file in full text international".split()
)
_CHOICE = frozenset(("or", "oder", "ou", "o"))
_BOTH = frozenset(("and", "und", "et", "e", "y", "with"))
_PARTS = {
    "weights": "weights", "weight": "weights", "model": "weights", "models": "weights", "checkpoint": "weights",
    "checkpoints": "weights", "parameters": "weights", "code": "code", "source": "code", "scripts": "code",
    "software": "code", "library": "code", "data": "data", "dataset": "data", "datasets": "data", "corpus": "data",
    "tokenizer": "tokenizer", "docs": "documentation", "documentation": "documentation",
}  # fmt: skip


class Value(NamedTuple):
    """What a value means: pairs of license and part, the part empty where it is not said.

    `joined` is "or" or "and" where several stand for the same part, else empty.
    """

    licenses: tuple[tuple[str, str], ...]
    joined: str = ""


def normalise_value(text: str, names: Names) -> Value | None:
    """What a value means where it can mean one thing only; None for a family, for unknown words, for contradictions."""
    if len(text) > _MOST:
        return None
    words = tokens(text)
    found = names.find(words, value=True)
    addresses = names.addresses(text)
    if addresses and not found:
        licenses = {address.license for address in addresses}
        if len(licenses) == 1 and "" not in licenses and len(addresses[0].license) > 0:
            only = licenses.pop()
            rest = text[: addresses[0].start].strip(" \t<(")
            return Value(((only, ""),)) if not rest and _whole(only) else None
        return None
    if addresses:
        text = text[: addresses[0].start]
        words = tokens(text)
        found = names.find(words, value=True)
    if not found or any(not name.license for name in found):
        return None
    pairs: list[tuple[str, str]] = []
    joined = ""
    for at, name in enumerate(found):
        start = found[at - 1].end if at else 0
        end = found[at + 1].first if at + 1 < len(found) else len(words)
        left, right = words.words[start : name.first], words.words[name.end : end]
        if at + 1 == len(found) or words.before[name.end].lstrip().startswith("("):
            part = _part(words, name, left if at == 0 else (), right)
        else:
            part = _part(words, name, left if at == 0 else (), ())
        for word in (*left, *right):
            if word in _CHOICE or word in _BOTH:
                joined = "or" if word in _CHOICE else "and"
            elif word not in _EMPTY and word not in _PARTS:
                return None
        pairs.append((name.license, part))
    unique = tuple(dict.fromkeys(pairs))
    if len(unique) == 1:
        return Value(unique)
    parts = [part for _, part in unique]
    if len(set(parts)) == len(parts) and all(parts):
        return Value(unique)
    licenses = {license_ for license_, _ in unique}
    if len(licenses) == 1:
        return Value(((licenses.pop(), next((part for part in parts if part), "")),))
    return Value(unique, joined) if joined and not any(parts) else None


def _whole(license_: str) -> bool:
    return license_[-1:].isdigit() or "-" not in license_ or not license_.startswith("CC-")


def _part(words: Words, name: Name, left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """The part beside a name: "MIT (code)", "code: MIT"."""
    del words, name
    parts = [_PARTS[word] for word in (*right, *left) if word in _PARTS]
    return parts[0] if parts else ""
