"""Free forms of license ids: "GPLv3", "The MIT License (MIT)", "MIT (code), CC BY 4.0 (weights)"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.phrases import tokens

if TYPE_CHECKING:
    from auditor.identify.names.find import Name, Names
    from auditor.phrases import Words

_MOST = 300
_EMPTY = frozenset(
    [
        "the",
        "a",
        "license",
        "licence",
        "licensed",
        "under",
        "released",
        "is",
        "and",
        "of",
        "for",
        "terms",
        "agreement",
        "standard",
        "open",
        "source",
        "software",
        "public",
        "version",
        "v",
        "see",
        "file",
        "in",
        "full",
        "text",
        "international",
    ]
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
    """What a value means: pairs of license and part, with an empty part if none is given.

    `joined` is "or" or "and" if there are several for the same part, otherwise empty.
    """

    licenses: tuple[tuple[str, str], ...]
    joined: str = ""


def normalise_value(text: str, names: Names) -> Value | None:
    """What a value means if it is unambiguous; None for a family, unknown words or contradictions."""
    if len(text) > _MOST:
        return None
    addresses = names.addresses(text)
    linked = {address.license for address in addresses}
    for address in reversed(addresses):
        text = text[: address.start] + " " + text[address.end :]
    words = tokens(text)
    names_read = names.find(words, value=True)
    if not names_read:
        only = linked.pop() if len(linked) == 1 else ""
        return Value(((only, ""),)) if only and _whole(only) and not set(words.words) - _EMPTY else None
    if any(not name.license for name in names_read):
        return None
    pairs = _pairs(words, names_read)
    if pairs is None:
        return None
    stated, joined = pairs
    licenses = {license_ for license_, _ in stated}
    if linked - licenses - {""} and any(_whole(license_) for license_ in linked - licenses):
        return None
    unique = tuple(dict.fromkeys(stated))
    parts = [part for _, part in unique]
    if len(unique) == 1 or (len(set(parts)) == len(parts) and all(parts)):
        return Value(unique)
    if len(licenses) == 1:
        return Value(((licenses.pop(), next((part for part in parts if part), "")),))
    return Value(unique, joined) if joined and not any(parts) else None


def _pairs(words: Words, names_read: tuple[Name, ...]) -> tuple[list[tuple[str, str]], str] | None:
    """Each license with the part next to it, and how they are joined; None if there are other words between."""
    parts: list[str] = [""] * len(names_read)
    joined = ""
    for at in range(len(names_read) + 1):
        start = names_read[at - 1].end if at else 0
        end = names_read[at].first if at < len(names_read) else len(words)
        for place in range(start, end):
            word = words.words[place]
            if word in _CHOICE or word in _BOTH:
                joined = "or" if word in _CHOICE else "and"
            elif word in _PARTS:
                named = at < len(names_read) and (at == 0 or any(sign in words.before[end] for sign in ":\uff1a="))
                owner = at if named else at - 1
                parts[owner] = parts[owner] or _PARTS[word]
            elif word not in _EMPTY:
                return None
    return [(name.license, part) for name, part in zip(names_read, parts, strict=True)], joined


def _whole(license_: str) -> bool:
    """Whether an id has its version."""
    return license_[-1:].isdigit() or not license_.startswith("CC-")
