"""Where a sentence names a model: this one by its own names, others by the typical form of model names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.phrases import Words

_PARTS_OF_NAMES = regex(r"[-_.]?")
_SIZE = regex(r"[0-9][0-9.]*|b|v")
_NAME_LENGTH = 80


def own_names(words: Words, own: tuple[tuple[str, ...], ...]) -> list[tuple[int, int, bool]]:
    """Where the model's own names are, and whether each is this model: a sibling has another size after the name."""
    places: list[tuple[int, int, bool]] = []
    firsts = {name[0] for name in own if name}
    at = 0
    while at < len(words):
        end = at
        if words.words[at] in firsts:
            end = max((at + len(name) for name in own if name and words.words[at : at + len(name)] == name), default=at)
        if end > at and words.raw(at)[:1] == words.raw(at)[:1].upper():
            whole = _attached(words, end)
            sibling = _another_size(words.words[at:whole], own)
            places.append((at, whole if sibling else end, not sibling))
            at = whole if sibling else end
        else:
            at += 1
    return places


def models(words: Words, taken: list[bool], families: frozenset[str]) -> list[tuple[int, int]]:
    """Words that look like another model's name: capitals and digits joined, or a family known by name."""
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and not taken[end] and _joined(words, end):
            end += 1
        if not taken[at] and _is_model(words, at, end, families):
            while (
                end < len(words) and not taken[end] and words.before[end] == " " and _SIZE.fullmatch(words.words[end])
            ):
                end += 1
            places.append((at, end))
        at = end
    return places


def _attached(words: Words, end: int) -> int:
    """The end of a name, including everything joined to it by hyphens and dots."""
    while end < len(words) and _joined(words, end):
        end += 1
    return end


def _joined(words: Words, at: int) -> bool:
    return _PARTS_OF_NAMES.fullmatch(words.before[at]) is not None and words.words[at] != "+"


def _another_size(name: tuple[str, ...], own: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a name begins like one of the model's own but has another size: "Lark-70B" for "Lark-7B"."""
    alike = [mine for mine in own if mine[:1] == name[:1]]
    sizes = [{word for word in mine[1:] if word[0].isdigit()} for mine in alike]
    here = {word for word in name[1:] if word[0].isdigit()}
    return bool(here) and any(sizes) and not any(size and here & size for size in sizes)


def _is_model(words: Words, first: int, end: int, families: frozenset[str]) -> bool:
    raw = words.text[words.starts[first] : words.ends[end - 1]]
    if not raw.isascii() or len(raw) > _NAME_LENGTH:
        return False
    if words.words[first] in families:
        return True
    capital = any(letter.isupper() for letter in raw)
    digit = any(letter.isdigit() for letter in raw)
    return end - first > 1 and capital and digit and raw[0].isalpha() and len(words.words[first]) > 1
