"""Whether a text can say anything about licensing: a fast, cached test, as it is applied to every paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.phrases import tokens
from auditor.resolve.prose.languages import may_occur_in

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Voice

_ASKED = regex(r"[?\uff1f](?:\s|\Z)")
_MOST_TEXTS, _LONGEST = 1_000, 2_000
"""How many texts are cached, and the characters of the longest one."""
_MOST_WORDS = 8_000


class Relevance:
    """The test for the languages of `voice`, with a cache of words and of short texts."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._texts: dict[str, bool] = {}
        self._words: dict[str, bool] = {}

    def is_relevant(self, text: str) -> bool:
        """Whether the text has a license's name, a word for licenses or limits, or a question."""
        known = self._texts.get(text)
        if known is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            known = self._test(text)
            if len(text) <= _LONGEST:
                self._texts[text] = known
        return known

    def _test(self, text: str) -> bool:
        if _ASKED.search(text) or "creativecommons.org" in text:
            return True
        seen = tokens(text)
        if not any(map(self._begins, seen.words)):
            return False
        if self.voice.names.meets(seen):
            return True
        return any(table.speaks(seen) for table in self.voice.tables if may_occur_in(table.language, text, seen.words))

    def _begins(self, word: str) -> bool:
        """Whether a name or a phrase that matters can begin with this word."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            known = self.voice.names.begins(word) or any(table.begins(word) for table in self.voice.tables)
            self._words[word] = known
        return known
