"""Reads tokenizers and compares two of them: rung 5 of design §6.

Only a token with the same id in both counts. How many tokens two vocabularies share means nothing and is not computed:
unrelated ones share up to 98 % of the smaller, as they were trained on the same languages; tokens with the same id were
at most 0.4 % in 20 unrelated pairs and all of them in the related one.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from auditor.documents import vocabularies
from auditor.documents.attempt import attempt
from auditor.model import Noun, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.documents.vocabularies import Vocabulary
    from auditor.model import FileEntry, Source

SAME, DIFFERENT = 0.9, 0.02
"""Shares of the smaller vocabulary: above the first, the same tokenizer; below the second, a different one."""
LEAST = 1_000
"""Fewest tokens of the smaller vocabulary: the bytes and letters at the beginning have the same ids in many."""
MOST = 16
"""Most tokenizers of one source."""
PARTS = 16
"""How many parts of a vocabulary have their own digest."""

_PREFERENCE = ("tokenizer.json", "vocab.json", "vocab.txt")


class Sameness(StrEnum):
    """What the ratio of equal ids means."""

    SAME = "same"
    """Possibly extended."""
    DIFFERENT = "different"
    UNCLEAR = "unclear"


class Tokenizer(Noun, frozen=True, kw_only=True):
    """A tokenizer as read from one file."""

    path: str
    size: int
    """Tokens."""
    vocabulary_sha256: str
    """Over id and token of each, in the order of ids."""
    merges_sha256: str = ""
    """Over the merges in their order; "" if the file has none."""
    added_sha256: str = ""
    template_sha256: str = ""
    """Over the chat template; "" if none was found."""
    added: tuple[tuple[int, str], ...] = ()
    """Tokens outside the trained vocabulary, or marked in it as added, with their ids."""
    tokens: dict[str, int]


class Likeness(Noun, frozen=True, kw_only=True):
    """The comparison of two tokenizers."""

    sameness: Sameness
    equal_ids: int
    """Tokens with the same id in both."""
    smaller: int
    """Tokens of the smaller vocabulary."""
    same_merges: bool | None
    """None if one of them has none; likewise below."""
    same_template: bool | None
    only_one: tuple[str, ...] = ()
    """Added tokens of the first that the second does not have."""
    only_other: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """The share of the smaller vocabulary that has the same id in both."""
        return self.equal_ids / self.smaller if self.smaller else 0.0


def find(source: Source) -> tuple[str, ...]:
    """The files that contain tokenizers: if a folder has several, the most informative one."""
    best: dict[str, tuple[tuple[int, str], str]] = {}
    for entry in source.files():
        folder, _, name = entry.path.rpartition("/")
        if not vocabularies.is_carrier(name) or ".cache" in folder.split("/"):
            continue
        rank = _PREFERENCE.index(name) if name in _PREFERENCE else len(_PREFERENCE) + name.endswith(".gguf")
        best[folder] = min(best.get(folder, ((9, ""), "")), ((rank, name), entry.path))
    return tuple(sorted(path for _, path in best.values())[:MOST])


def read(source: Source, path: str) -> Tokenizer | Unread:
    """The tokenizer in the file at `path` and the files that belong to it, or why it was not read."""

    def reading() -> Tokenizer:
        entry, beside = _with_beside(source, path)
        return _noun(path, vocabularies.read(source, entry, beside), _template(source, beside))

    return attempt(path, reading)


def _with_beside(source: Source, path: str) -> tuple[FileEntry, dict[str, FileEntry]]:
    """The entry of a file, and those of its folder by name; raises `OSError` if it is not listed."""
    folder, _, name = path.rpartition("/")
    beside = {entry.path.rpartition("/")[2]: entry for entry in source.files() if _folder(entry) == folder}
    if name not in beside:
        raise FileNotFoundError(2, "There is no such file", path)
    return beside[name], beside


def compare(here: Tokenizer, other: Tokenizer) -> Likeness:
    """How many tokens have the same id in both tokenizers."""
    small, large = sorted((here, other), key=lambda tokenizer: tokenizer.size)
    if here.vocabulary_sha256 == other.vocabulary_sha256:
        equal = small.size
    else:
        equal = sum(large.tokens.get(token) == number for token, number in small.tokens.items())
    ratio = equal / small.size if small.size else 0.0
    return Likeness(
        sameness=_sameness(ratio, small.size),
        equal_ids=equal,
        smaller=small.size,
        same_merges=_same(here.merges_sha256, other.merges_sha256),
        same_template=_same(here.template_sha256, other.template_sha256),
        only_one=_lacking(here, other),
        only_other=_lacking(other, here),
    )


def first_tokens(source: Source, path: str, count: int) -> list[str | None] | Unread:
    """The tokens of the first `count` ids of the file at `path`; None for an id without a token."""
    return attempt(path, lambda: vocabularies.first_tokens(source, *_with_beside(source, path), count))


def trained(of: Tokenizer) -> int:
    """The size of the trained vocabulary: ids from 0 without a gap, without tokens added at the end."""
    ids = set(of.tokens.values())
    added = {number for number, _ in of.added}
    count = next((number for number in range(len(ids) + 1) if number not in ids), 0)
    while count and count - 1 in added:
        count -= 1
    return count


def first(tokens: dict[str, int], count: int) -> tuple[str, tuple[str, ...]]:
    """The sha256 over the tokens of the first `count` ids, in their order, and over each sixteenth, 12 hex digits.

    Files of one tokenizer differ in what follows: added tokens, padding, further languages; and a renamed token
    changes only one of the parts.
    """
    listed: list[str | None] = [None] * count
    for token, number in tokens.items():
        if number < count:
            listed[number] = token
    return digests(listed, count)


def digests(tokens: list[str | None], count: int) -> tuple[str, tuple[str, ...]]:
    """The same for tokens listed by their ids."""
    whole = hashlib.sha256()
    parts = []
    bounds = [count * number // PARTS for number in range(PARTS + 1)]
    for start, end in pairwise(bounds):
        encoded = [token.encode() for token in tokens[start:end] if token is not None]
        piece = b"".join([b"%d:%b" % (len(data), data) for data in encoded])
        whole.update(piece)
        parts.append(hashlib.sha256(piece).hexdigest()[:12])
    return whole.hexdigest(), tuple(parts)


def _sameness(ratio: float, smaller: int) -> Sameness:
    if smaller < LEAST:
        return Sameness.UNCLEAR
    if ratio > SAME:
        return Sameness.SAME
    return Sameness.DIFFERENT if ratio < DIFFERENT else Sameness.UNCLEAR


def _same(here: str, other: str) -> bool | None:
    return here == other if here and other else None


def _lacking(tokenizer: Tokenizer, other: Tokenizer) -> tuple[str, ...]:
    there = {token for _, token in other.added}
    return tuple(token for _, token in tokenizer.added if token not in there and token not in other.tokens)


def _noun(path: str, vocabulary: Vocabulary, template: str) -> Tokenizer:
    pairs = sorted((number, token) for token, number in vocabulary.tokens.items())
    return Tokenizer(
        path=path,
        size=len(vocabulary.tokens),
        vocabulary_sha256=_digest(f"{number} {token}" for number, token in pairs),
        merges_sha256=_digest(vocabulary.merges) if vocabulary.merges else "",
        added_sha256=_digest(f"{number} {token}" for number, token in vocabulary.added) if vocabulary.added else "",
        template_sha256=hashlib.sha256(template.encode("utf-8", "backslashreplace")).hexdigest() if template else "",
        added=vocabulary.added,
        tokens=vocabulary.tokens,
    )


def _digest(texts: Iterable[str]) -> str:
    """The sha256 over texts, each with its length, so that different lists never give the same digest."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode()
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def _template(source: Source, beside: dict[str, FileEntry]) -> str:
    """The chat template next to a tokenizer; "" if there is none, or it cannot be read."""
    if "chat_template.jinja" in beside:
        path = beside["chat_template.jinja"].path
        data = attempt(path, lambda: source.read(path, limit=2**20))
        return "" if isinstance(data, Unread) else data.decode("utf-8", "replace")
    entry = beside.get("tokenizer_config.json")
    if entry is None:
        return ""
    value: Any = attempt(entry.path, lambda: vocabularies.json_file(source, entry))
    template = value.get("chat_template") if isinstance(value, dict) else None
    if isinstance(template, list):
        return json.dumps(template, sort_keys=True)
    return template if isinstance(template, str) else ""


def _folder(entry: FileEntry) -> str:
    return entry.path.rpartition("/")[0]
