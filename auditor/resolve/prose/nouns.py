"""The nouns of a sentence to which a license or a limit can apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.phrases.pattern import MODEL, OWN
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.subjects import comma

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated


class Noun(NamedTuple):
    """Words `first` to `end` (excluded) name a part: weights, code …, everything, project, self, model or other.

    "self" is what the document is about, "model" another model by name; `own` is whether it is expressly this model's.
    """

    first: int
    end: int
    part: str
    own: bool = False


_RANK = ("component", "other", "docs", "data", "tokenizer", "code", "everything", "weights", "project", "self", "model")


def nouns(sentence: Annotated) -> tuple[Noun, ...]:
    """The nouns of a sentence in order; if several readings overlap, the longest."""
    words = sentence.words.words
    readings = [
        Noun(hit.first, hit.end, hit.meaning.which or "weights", hit.meaning.means is Means.OWN)
        for hit in sentence.of(Means.PART, Means.OWN)
        if not _no_noun(sentence, hit.first, hit.end) and not _apart(sentence, hit.first + 1, hit.end)
    ]
    readings = [noun for noun in readings if not (noun.own and _of_somebody(sentence, noun))]
    yours = sentence.grammar.your
    readings = [
        noun
        for noun in readings
        if noun.part != "other" or yours.isdisjoint(words[max(0, noun.first - 2) : noun.first])
    ]
    readings += [Noun(at, at + 1, "self", own=True) for at, word in enumerate(words) if word == OWN]
    readings += [Noun(at, at + 1, "model") for at, word in enumerate(words) if word == MODEL]
    readings.sort(key=lambda noun: (noun.first - noun.end, not noun.own, _RANK.index(noun.part), noun.first))
    kept: list[Noun] = []
    taken = [False] * len(words)
    for noun in readings:
        if not any(taken[noun.first : noun.end]):
            taken[noun.first : noun.end] = [True] * (noun.end - noun.first)
            kept.append(noun)
    return _joined(sorted(kept), sentence)


def _apart(sentence: Annotated, first: int, end: int) -> bool:
    """Whether a comma, a semicolon or a bracket parts the words: "MIT for code; for weights see …"."""
    marks = sentence.words.before[first:end]
    return comma(sentence, first, end) or any(set(mark) & set(";\uff1b(\uff08") for mark in marks)


def _no_noun(sentence: Annotated, first: int, end: int) -> bool:
    """Whether the word is not such a noun: "we release", "source-available", "commercial applications"."""
    words, grammar = sentence.words.words, sentence.grammar
    before = words[first - 1] if first else ""
    if words[first] == "source" and (words[end : end + 1] == ("available",) or (before == "open" and end - first == 1)):
        return True
    if words[first] in grammar.of_uses and before in grammar.uses:
        return True
    return words[first] in grammar.also_verbs and before in grammar.acting


def _of_somebody(sentence: Annotated, noun: Noun) -> bool:
    """Whether "all models" are those of an unknown owner: "all models of the institute"."""
    words, grammar = sentence.words.words, sentence.grammar
    place = noun.end
    if words[noun.first] not in grammar.every or place + 2 > len(words) or words[place] not in grammar.of:
        return False
    place += words[place + 1] in grammar.determining
    return place + 1 < len(words) and not sentence.known[place + 1]


def _joined(nouns_read: list[Noun], sentence: Annotated) -> tuple[Noun, ...]:
    """Merge adjacent nouns: "the model weights", "Corvid-7B weights", "model code"."""
    result: list[Noun] = []
    for noun in nouns_read:
        last = result[-1] if result else None
        if last is None or last.end != noun.first or sentence.words.before[noun.first].strip(" -\u2019's"):
            result.append(noun)
        elif last.part == "model" and noun.part == "weights":
            result[-1] = Noun(last.first, noun.end, "model")
        elif last.own and noun.part == "weights":
            result[-1] = Noun(last.first, noun.end, "weights", own=True)
        else:
            result[-1] = Noun(last.first, noun.end, noun.part, noun.own)
    return tuple(result)
