"""What is needed to read a document for the names of parents: phrases of its languages, its own model's names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.knowledge.origin_tables import LANGUAGES, Origin
from auditor.lineage.prose.names import model_letters
from auditor.lineage.prose.subjects import names_here
from auditor.model.base import Value
from auditor.patterns import regex
from auditor.phrases import Matcher, Phrase, has_script, tokens

if TYPE_CHECKING:
    from auditor.documents.markdown import Page
    from auditor.knowledge import Knowledge
    from auditor.knowledge.origin_tables import OriginPhrase

_LATIN = regex("[A-Za-z]")
_WORD = regex(r"[^\W\d_]+")
_ENGLISH, _ENOUGH = frozenset(("the", "of", "and", "is", "this", "for", "with", "to", "from", "it", "are", "we")), 4
"""A text with this many of these words is in English, however short."""
_LONG, _SIGNS = 60, 2
"""A text with this many distinct words is in English, unless it has this many signs of another language."""
_MOST = 100_000
_LABEL, _LABEL_WORDS = 80, 9
"""Most characters and words of a label."""


class Phrases(Value, frozen=True):
    """Matchers for the phrases of one language."""

    sentences: Matcher[OriginPhrase]
    labels: Matcher[OriginPhrase]


class Voice(NamedTuple):
    """`own` are this model's names as words, `names` the set of their words, `letters` the names for comparison."""

    phrases: tuple[Phrases, ...]
    own: tuple[tuple[str, ...], ...]
    names: frozenset[str]
    letters: frozenset[str]

    def label(self, text: str) -> Origin | None:
        """What a label says about the names after it; None if nothing."""
        words = tokens(text[:_LABEL])
        if not 0 < len(words) <= _LABEL_WORDS:
            return None
        for phrases in self.phrases:
            hits = tuple(phrases.labels.find(words))
            if any(hit.meaning.means is Origin.NEUTRAL for hit in hits):
                return None
            for hit in hits:
                whole = hit.first == 0 and hit.end == len(words)
                if whole or (not hit.meaning.whole and (hit.first <= 1 or hit.end == len(words))):
                    return hit.meaning.means
        return None


def voice_of(page: Page, knowledge: Knowledge, own: str) -> Voice:
    """What is needed to read a page; `own` is the name of the repository."""
    text = "\n".join(block.text for block in page.blocks)[:_MOST]
    titles = (own.rpartition("/")[2], page.title)
    return Voice(
        phrases=tuple(_phrases(knowledge, language) for language in _languages_of(text, knowledge)),
        own=tuple(dict.fromkeys(words for title in titles if (words := tokens(title).words))),
        names=names_here(f"# {page.title}", own),
        letters=frozenset(map(model_letters, titles)),
    )


def _languages_of(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The languages in which a text may be: by its script; for a long text, by words that only one language has."""
    by_script = (language for language in knowledge.languages if language.script)
    found_languages = {language.name for language in by_script if has_script(text, language.script)}
    if "ja" in found_languages:
        found_languages.discard("zh")
    if _LATIN.search(text):
        found_languages.add("en")
        words = set(_WORD.findall(text.lower()))
        others = [language for language in knowledge.languages if not language.script and language.name != "en"]
        few = len(words) < _LONG and len(words & _ENGLISH) < _ENOUGH
        found_languages |= {language.name for language in others if few or len(words & language.signs) >= _SIGNS}
    return tuple(name for name in LANGUAGES if name in found_languages)


@lru_cache(maxsize=32)
def _phrases(knowledge: Knowledge, language: str) -> Phrases:
    table = knowledge.origins(language)
    return Phrases(
        Matcher([Phrase(row.pattern, row) for row in table.phrases], table.classes, table.starts),
        Matcher([Phrase(row.pattern, row) for row in table.labels], table.classes, table.label_starts),
    )
