"""A sentence as words: lower case, without punctuation.

A number is a separate word, and so is each letter of a script without spaces: Chinese, Japanese, Korean, Thai.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.model.base import Value
from auditor.patterns import regex

_CJK = "\u3040-\u30fa\u30fc-\u30fe\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f"
_TOKEN = regex(rf"\d+(?:\.\d+)*|[^\W\d_{_CJK}]+(?:['\u2019]t(?!\w))?|[{_CJK}]|\+", re.UNICODE)
_WITH_MARKS = regex("[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f]")
_THAI, _MARKS = "\u0e01-\u0e4e", "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
_MARKED_TOKEN = regex(rf"\d+(?:\.\d+)*|(?:[^\W\d_{_CJK}{_THAI}]|[{_MARKS}])+|[{_CJK}{_THAI}]|\+", re.UNICODE)
"""The same for scripts whose vowels may be marks, which Python does not count as letters."""
_ASCII_TOKEN = regex(r"\d+(?:\.\d+)*|[A-Za-z]+(?:'t(?!\w))?|\+", re.ASCII)
"""The same for a text of ASCII letters, which is most, and much cheaper to compile."""
_LONGEST = 400
"""Characters of a text whose words are remembered."""
_BARRIER = regex(r"[;\uff1b.!?\u3002\uff01\uff1f\n|]")


class Words(Value, frozen=True):
    """The words of a text with their places.

    `before[i]` is the text between word i-1 and word i; `before[len]` is the text after the last.
    `barrier[i]` is whether a gap of a pattern must not cross from word i-1 to word i.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[str, ...]
    barrier: tuple[bool, ...]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def raw(self, at: int) -> str:
        """Word `at` as it is written."""
        return self.text[self.starts[at] : self.ends[at]]

    def part(self, first: int, end: int) -> Words:
        """Only words `first` to `end` (excluded)."""
        return Words(
            self.text,
            self.words[first:end],
            self.starts[first:end],
            self.ends[first:end],
            self.before[first : end + 1],
            self.barrier[first:end],
        )

    def collapsed(self, spans: tuple[tuple[int, int, str], ...]) -> tuple[Words, tuple[int, ...]]:
        """The words with each span (first, end, sign; ordered, disjoint) as one word, and where each old word went."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        before: list[str] = []
        barrier: list[bool] = []
        moved: list[int] = []
        at = 0
        for first, end, sign in (*spans, (len(self.words), len(self.words), "")):
            for index in range(at, first):
                moved.append(len(words))
                words.append(self.words[index])
                starts.append(self.starts[index])
                ends.append(self.ends[index])
                before.append(self.before[index])
                barrier.append(self.barrier[index])
            if sign:
                moved.extend([len(words)] * (end - first))
                words.append(sign)
                starts.append(self.starts[first])
                ends.append(self.ends[end - 1])
                before.append(self.before[first])
                barrier.append(self.barrier[first])
            at = end
        before.append(self.before[-1])
        return Words(self.text, tuple(words), tuple(starts), tuple(ends), tuple(before), tuple(barrier)), tuple(moved)


def tokens(text: str) -> Words:
    """The words of a text; a possessive 's is not one."""
    return _remembered(text) if len(text) <= _LONGEST else _tokens(text)


def _tokens(text: str) -> Words:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    before: list[str] = []
    last = 0
    token = _ASCII_TOKEN if text.isascii() else _MARKED_TOKEN if _WITH_MARKS.search(text) else _TOKEN
    for match in token.finditer(text):
        start, end = match.span()
        word = match[0].lower()
        if word == "s" and start and text[start - 1] in "'\u2019":
            continue
        words.append(word.replace("\u2019", "'"))
        starts.append(start)
        ends.append(end)
        before.append(text[last:start])
        last = end
    before.append(text[last:])
    barrier = tuple(bool(_BARRIER.search(between)) for between in before[:-1])
    return Words(text, tuple(words), tuple(starts), tuple(ends), tuple(before), barrier)


_remembered = lru_cache(maxsize=128)(_tokens)
"""A sentence is taken apart by each who listens to it; a heading is the same in many cards."""
