"""Matchers for the phrases of one language, and for those that show whether a text is about licensing at all."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.knowledge.word_tables import Language, Meaning, Means
from auditor.model.base import Value
from auditor.phrases import Matcher, Phrase

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.phrases import Words

__all__ = ["Meaning", "Means", "Table", "table"]

_NET = (Means.LIMIT_WORD, Means.TERMS)


class Table(Value, frozen=True):
    """The phrases of one language, and the words that are irrelevant to licensing."""

    language: Language
    matcher: Matcher[Meaning]
    known: frozenset[str]
    net: Matcher[Meaning]
    topics: Matcher[Meaning]
    bans: Matcher[Meaning]
    models: Matcher[Meaning]
    refusals: Matcher[Meaning]
    heads: Matcher[Meaning]

    def begins(self, word: str) -> bool:
        """Whether a phrase about licensing can begin with this word; a ban counts only together with what it bans."""
        return self.net.begins(word) or self.topics.begins(word)

    def speaks(self, words: Words) -> bool:
        """Whether it has a phrase about licensing, or both a ban and something that may be banned."""
        return self.net.meets(words) or (self.bans.meets(words) and self.topics.meets(words))


@lru_cache(maxsize=32)
def table(knowledge: Knowledge, language: Language) -> Table:
    """The phrases of a language; raises RuleError if its file is malformed."""
    phrases = knowledge.phrases(language.name)
    meant = [Phrase(meaning.pattern, meaning) for meaning in phrases.phrases]
    matcher = Matcher(meant, phrases.classes, phrases.starts)

    def only(*kinds: Means) -> Matcher[Meaning]:
        return matcher.only(lambda meaning: meaning.means in kinds)

    return Table(
        language=language,
        matcher=matcher,
        known=phrases.known,
        net=only(*_NET),
        topics=only(Means.TOPIC),
        bans=only(Means.BAN_WORD),
        models=only(Means.MODEL),
        refusals=only(Means.REFUSAL),
        heads=only(Means.HEAD),
    )
