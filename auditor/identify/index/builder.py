"""Builds the tables of known texts from texts in memory."""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.index.known import FORMAT, Index
from auditor.identify.normalize.fingerprint import digest, phrases, shingles
from auditor.identify.normalize.folding import words
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_TITLE_WORDS = 12
_TITLE_LINES = 6
_HEAD_LINES = 20
_TITLE = regex(
    r"licen[sc]e|agreement|version|terms of use|policy|public domain|dedication|exception|copying|dated|modified"
    r"|released?|attribution|creative commons",
    re.IGNORECASE,
)
_SHORTEST = 12
"""Fewest words of a rendition without title or appendix that is identified by its digest."""


@dataclass(frozen=True)
class Source:
    """A text to be added to the known ones."""

    key: str
    license: str
    expression: str
    text: str
    policy: bool = False
    partial: bool = False
    option: bool = False
    """Whether it is a variant of another source, with other words in one place."""
    fingerprint: bool = False
    """Whether its words are not stored."""
    names: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    """Words with which a rendition without preamble begins."""
    tails: tuple[str, ...] = ()
    """Words before which a rendition without appendix ends."""


@dataclass
class _Tables:
    rows: list[dict[str, Any]] = field(default_factory=list)
    digests: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    vocabulary: dict[str, int] = field(default_factory=dict)
    texts: array[int] = field(default_factory=lambda: array("H"))
    phrases: array[int] = field(default_factory=lambda: array("Q"))
    shingles: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def build(sources: list[Source]) -> dict[str, bytes]:
    """Every table by its file name; of texts with the same words, only the first is stored."""
    tables = _Tables()
    seen: set[str] = set()
    for source in sources:
        text_words = words(source.text)
        if not text_words:
            continue
        mark = digest(text_words)
        if mark not in seen:
            seen.add(mark)
            _add(tables, source, text_words)
    return _files(tables)


def with_text(files: Mapping[str, bytes], source: Source) -> dict[str, bytes]:
    """The tables with one more text, which does not affect the others; unchanged if its words are known already.

    Raises ValueError if `names`, `heads` or `tails` are not words of the text.
    """
    text_words = words(source.text)
    tables = _loaded(files)
    if text_words and digest(text_words) not in tables.digests:
        _add(tables, source, text_words)
    return _files(tables)


def _loaded(files: Mapping[str, bytes]) -> _Tables:
    """The tables that `_files` wrote."""
    tables = _Tables(rows=json.loads(files["texts.json"])["texts"])
    for line in files["digests.tsv"].decode().splitlines():
        mark, _, rest = line.partition("\t")
        tables.digests[mark].append(rest)
    tables.vocabulary.update({word: at for at, word in enumerate(files["words.txt"].decode().split("\n")) if word})
    tables.texts.frombytes(files["texts.bin"])
    tables.phrases.frombytes(files["phrases.bin"])
    raw = files["shingles.bin"]
    count = int.from_bytes(raw[:4], "little")
    keys, sizes, numbers = array("I"), array("H"), array("H")
    keys.frombytes(raw[4 : 4 + 4 * count])
    sizes.frombytes(raw[4 + 4 * count : 4 + 6 * count])
    numbers.frombytes(raw[4 + 6 * count :])
    for table in (tables.texts, tables.phrases, keys, sizes, numbers) if sys.byteorder == "big" else ():
        table.byteswap()
    at = 0
    for key, size in zip(keys, sizes, strict=True):
        tables.shingles[key] = list(numbers[at : at + size])
        at += size
    return tables


def memory(sources: list[Source]) -> Index:
    """An index over the sources, without files."""
    files = build(sources)
    return Index(files.__getitem__)


def _add(tables: _Tables, source: Source, text_words: list[str]) -> None:
    number = len(tables.rows)
    _places(text_words, source.names)
    title = _title(source.text, len(text_words))
    heads = sorted({0, *title, *_places(text_words, source.heads)})
    tails = sorted({len(text_words), *_places(text_words, source.tails)}, reverse=True)
    kept = shingles(text_words)
    row: dict[str, Any] = {"key": source.key, "license": source.license, "expression": source.expression}
    row |= {"policy": True} if source.policy else {}
    row |= {"partial": True} if source.partial else {}
    row |= {"option": True} if source.option else {}
    row |= {"words": len(text_words), "title": max(title, default=0), "heads": heads, "tails": tails}
    row |= {"names": [" ".join(words(name)) for name in source.names]} if source.names else {}
    if source.fingerprint:
        cut = phrases(text_words)
        row |= {"offset": len(tables.phrases) // 2, "phrases": len(cut)}
        for phrase in cut:
            tables.phrases.extend(phrase)
    else:
        row |= {"offset": len(tables.texts)}
        tables.texts.extend(tables.vocabulary.setdefault(word, len(tables.vocabulary)) for word in text_words)
    tables.rows.append({**row, "shingles": len(kept)})
    for value in kept:
        tables.shingles[value].append(number)
    marks = ",".join(mark for mark, on in (("policy", source.policy), ("partial", source.partial)) if on)
    line = f"{source.key}\t{source.license}\t{source.expression}\t{marks}"
    for start in heads:
        for end in tails:
            if (start, end) == (0, len(text_words)) or end - start >= _SHORTEST:
                known = tables.digests[digest(text_words[start:end])]
                if line not in known:
                    known.append(line)


def _title(text: str, most: int) -> list[int]:
    """The numbers of words after which the body may begin: after each line of the title.

    The title is the first block of lines, and each single line between blank lines that follows it.
    """
    lines: list[str] = []
    for block in _blocks(text):
        more = [*lines, *block]
        if len(more) > _TITLE_LINES or (lines and len(block) > 1) or not all(map(_plain, block)):
            break
        if len(words("\n".join(more))) > 2 * _TITLE_WORDS:
            break
        lines = more
    if not lines or not _TITLE.search(" ".join(lines)):
        return []
    counts = [len(words("\n".join(lines[: at + 1]))) for at in range(len(lines))]
    return [count for count in counts if 0 < count < most]


def _blocks(text: str) -> list[list[str]]:
    """The first lines, in blocks between blank lines and copyright lines."""
    blocks: list[list[str]] = [[]]
    for line in text.strip().split("\n")[:_HEAD_LINES]:
        stripped = line.strip(" \t#*=-_")
        if stripped and not is_copyright_line(line):
            blocks[-1].append(stripped)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _plain(line: str) -> bool:
    """Whether a line can belong to a title: short, not a sentence, mostly capitalized, or with a version or a date."""
    if len(words(line)) > _TITLE_WORDS or line[-1] in ".;:,":
        return False
    letters = [word[0] for word in re.findall(r"[^\W\d_]+", line) if len(word) > len("of")]
    capital = sum(letter.isupper() for letter in letters)
    return line.isascii() and (2 * capital >= len(letters) or any(map(str.isdigit, line)))


def _places(text_words: list[str], marks: tuple[str, ...]) -> list[int]:
    """Where each run of words begins."""
    line = f" {' '.join(text_words)} "
    places = []
    for mark in marks:
        at = line.find(f" {' '.join(words(mark))} ")
        if at < 0:
            msg = f"no such words in the text: {mark!r}"
            raise ValueError(msg)
        places.append(line.count(" ", 0, at))
    return places


def _files(tables: _Tables) -> dict[str, bytes]:
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in tables.rows)
    lines = sorted(f"{mark}\t{line}" for mark, known in tables.digests.items() for line in known)
    keys = sorted(tables.shingles)
    numbers = array("H", [number for key in keys for number in tables.shingles[key]])
    sizes = array("H", [len(tables.shingles[key]) for key in keys])
    return {
        "texts.json": f'{{"format": {FORMAT}, "texts": [\n{rows}\n]}}\n'.encode(),
        "digests.tsv": "".join(f"{line}\n" for line in lines).encode(),
        "words.txt": "\n".join(tables.vocabulary).encode(),
        "texts.bin": _bytes(tables.texts),
        "phrases.bin": _bytes(tables.phrases),
        "shingles.bin": len(keys).to_bytes(4, "little") + _bytes(array("I", keys)) + _bytes(sizes) + _bytes(numbers),
    }


def _bytes(numbers: array[int]) -> bytes:
    """Little-endian, whatever the machine."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()
