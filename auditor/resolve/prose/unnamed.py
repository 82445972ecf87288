"""Whether a sentence that names no part of this model can be about it: by the start of its clause and what precedes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.phrases.pattern import LICENSE
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.setting import near, unknown
from auditor.resolve.prose.subjects import bracket, comma

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated
    from auditor.resolve.prose.nouns import Noun
    from auditor.resolve.prose.setting import Clause, Frame
    from auditor.resolve.prose.subjects import Whose

_CATALOGUE = 3
"""This many licenses in one sentence, without a choice between them, are a list that offers nothing."""
_MINE = frozenset(("weights", "self", "everything", "project"))
_CLOSE, _STRANGERS = 3, 2
_TOPIC, _LETTERS = 14, 2
"""Letters within which a topic marker may be, and how many unknown letters must precede it."""
_LONG = 6
"""Most words of a label."""
_PAUSES = (":", "\uff1a", ",", "\uff0c", "(", "\uff08", "\u2014", "\u2013", " - ")
_COLONS = (":", "\uff1a")


def elsewhere(
    sentence: Annotated,
    frame: Frame,
    subject: Whose,
    nouns: tuple[Noun, ...],
    stretch: tuple[int, int],
    *,
    label: bool = False,
) -> bool:
    """Whether it may be said about something else; `stretch` is where its clause begins and where it is itself.

    What expressly names this model is about it wherever it appears; what names something else is about that.
    """
    if subject.other or any(noun.own for noun in subject.nouns):
        return False
    if subject.sure and "weights" not in subject.parts and "self" not in subject.parts:
        return False
    if frame.elsewhere or label:
        return frame.elsewhere
    first, at = stretch
    words = sentence.words.words
    head = _head(sentence, subject.nouns, first, at) or _topic(sentence, nouns, first, at)
    if not sentence.grammar.theirs.isdisjoint(words[max(first, at - _CLOSE) : at]):
        return True  # "since their licenses (CC BY-NC 4.0, …) did not allow it"
    if subject.sure:
        return (
            head
            or _far(sentence, subject.nouns, first, at)
            or _all_of_a_kind(sentence, subject.nouns)
            or _one_of_many(sentence, subject.nouns, first)
        )
    return head or _taken_up(sentence, frame, nouns, first, at) or _unknown_label(sentence, first, at)


def begins_with_a_name(sentence: Annotated) -> bool:
    """Whether the sentence is about something unknown: "Ibis, made in 2022, is …"."""
    words = sentence.words
    raw = words.raw(0)
    capital = raw.isascii() and raw[:1].isupper() and not sentence.known[0]
    return capital and (
        words.words[1] in sentence.grammar.describing_names or any(sign in words.before[1] for sign in ",(")
    )


def behind_a_name(sentence: Annotated, at: int, *, common: bool = False) -> bool:
    """Whether it is in brackets after an unknown name, or an unknown `common` noun: "Heron (MIT)"."""
    words = sentence.words
    if at == 0 or not bracket(words.before[at]):
        return False
    if at > 1 and words.words[at - 1][0].isdigit() and words.words[at - 2] in sentence.grammar.versions:
        return True
    if sentence.known[at - 1]:
        return False
    raw = words.raw(at - 1)
    return raw.isascii() and (common or raw[:1].isupper())


def of_a_thing(sentence: Annotated, first: int, at: int) -> bool:
    """Whether it follows an unknown word and its verb: "download counts are for …"."""
    words, grammar = sentence.words.words, sentence.grammar
    return any(words[place] in grammar.being and not sentence.known[place - 1] for place in range(first + 1, at + 1))


def begins_bare(sentence: Annotated, first: int, at: int) -> bool:
    """Whether an unknown noun directly precedes it, in a language without articles (Russian)."""
    return at == first + 1 and not sentence.known[first] and "\u0400" <= sentence.words.words[first][0] <= "\u04ff"


def catalogue(sentence: Annotated) -> bool:
    """Whether it names so many licenses that it offers none of them."""
    named = len({mention.license or mention.family for mention in sentence.mentions})
    choice = not sentence.grammar.choosing.isdisjoint(sentence.words.words)
    return named >= _CATALOGUE + choice


def mine(sentence: Annotated, nouns: tuple[Noun, ...], *, otherwise: bool) -> bool:
    """Whether "it" after this sentence is the model: by the first thing that the sentence names."""
    if not len(sentence.words):
        return otherwise
    if not nouns:
        return otherwise and not _names_something(sentence, 0, len(sentence.words)) and not begins_with_a_name(sentence)
    return _about_this(sentence, nouns)


def asked_about(question: Annotated, nouns: tuple[Noun, ...]) -> str:
    """The part that a question is about, if that is not this model: "May I share the recordings?"; otherwise ""."""
    words = question.words.words
    beside = [noun for noun in nouns if noun.first and words[noun.first - 1] in question.grammar.my]
    nouns = tuple(noun for noun in nouns if noun not in beside)
    if not nouns and beside:
        return ""  # "May I put it on my page?"
    if not nouns:
        return "other" if _names_something(question, 0, len(question.words)) else ""
    return "" if any(noun.own or noun.part in _MINE for noun in nouns) else nouns[0].part


def _about_this(sentence: Annotated, nouns: tuple[Noun, ...]) -> bool:
    """Whether the first of these nouns is this model and nothing unknown precedes it."""
    first = nouns[0]
    return first.part in _MINE and (first.own or not _determined(sentence, 0, first.first))


def _far(sentence: Annotated, nouns: tuple[Noun, ...], first: int, at: int) -> bool:
    """Whether several unknown words precede the noun: "Appendix B lists the models that …"."""
    end = nouns[0].first if nouns else first
    while end > first and not sentence.known[end - 1]:
        end -= 1  # the words directly before the noun describe it
    if end <= first or end > at or sentence.words.words[first] > "\u3000":
        return False
    before = sentence.words.before
    places = (place for place in range(end, first, -1) if any(sign in before[place] for sign in _PAUSES))
    return unknown(sentence, next(places, first), end) >= _STRANGERS


def _topic(sentence: Annotated, nouns: tuple[Noun, ...], first: int, at: int) -> bool:
    """Whether it follows an unknown topic, in languages that mark topics: "計算機は …"."""
    words = sentence.words.words
    for place in range(first + _LETTERS, min(at, first + _TOPIC)):
        if words[place] in sentence.grammar.topics:
            meant = any(hit.first < place and place - 1 < hit.end for hit in sentence.hits)
            return not meant and not any(noun.first < place for noun in nouns) and words[place - 1] > "\u3000"
    return False


def _head(sentence: Annotated, nouns: tuple[Noun, ...], first: int, at: int) -> bool:
    """Whether the clause begins with something unknown: "the cluster is open to …", "our mascot"."""
    end = next((noun.first for noun in nouns if noun.first >= first), at)
    if end <= first or not _determined(sentence, first, end):
        return False
    last = first + 1
    while last < end and not sentence.known[last] and not sentence.words.before[last].strip(" -"):
        last += 1
    return last < end or not nouns or end == at or bracket(sentence.words.before[end])


def _determined(sentence: Annotated, first: int, end: int) -> bool:
    """Whether an article and an unknown word begin a clause."""
    word = sentence.words.words[first]
    return (
        first + 1 < end
        and word in sentence.grammar.determining
        and (len(word) > 1 or sentence.words.raw(first).isupper())  # "o" and "a" are other words within a sentence
        and not sentence.known[first + 1]
        and sentence.words.words[first + 1] != LICENSE
    )


def explained(sentence: Annotated, within: Clause, at: int) -> bool:
    """Whether the clause is about a license itself: "CC BY-NC 4.0 forbids commercial use", "the MIT license is short".

    `within` is the clause, and `at` the first word after its subject.
    """
    words, grammar = sentence.words.words, sentence.grammar
    first = within.first
    while first < at and words[first] in grammar.determining | grammar.away:
        first += 1
    if first >= len(words) or words[first] != LICENSE or first + 1 >= within.end:
        return False
    if near(sentence.of(Means.APPLIES, Means.SAME), first + 1, first + 4):
        return False
    return words[first + 1] in grammar.being | grammar.forbidding | grammar.about | grammar.explaining


def _names_something(sentence: Annotated, first: int, end: int) -> bool:
    """Whether these words name something unknown."""
    return any(_determined(sentence, at, end) for at in range(first, end))


def _all_of_a_kind(sentence: Annotated, nouns: tuple[Noun, ...]) -> bool:
    """Whether it is about all things of a kind: "models that are research only have to be tagged"."""
    noun = nouns[0] if nouns else None
    words, grammar = sentence.words, sentence.grammar
    if noun is None or noun.end >= len(words) or words.words[noun.end] not in grammar.which:
        return False
    begins = noun.first == 0 or words.barrier[noun.first] or ":" in words.before[noun.first]
    return begins and not words.before[noun.end].strip()


def _one_of_many(sentence: Annotated, nouns: tuple[Noun, ...], first: int) -> bool:
    """Whether it is about some of many, or "a model" after unknown words: "another group offers a model"."""
    noun = nouns[0] if nouns else None
    if noun is None or noun.first <= first:
        return False
    if sentence.words.words[first] in sentence.grammar.counted:
        return True
    article = sentence.words.words[noun.first - 1] in sentence.grammar.article
    return article and not all(sentence.known[first : noun.first - 1])


def _taken_up(sentence: Annotated, frame: Frame, nouns: tuple[Noun, ...], first: int, at: int) -> bool:
    """Whether the clause begins with a pronoun for something else, or counts some of many things."""
    if first >= at:
        return False
    word = sentence.words.words[first]
    if word in sentence.grammar.pronouns:
        before = tuple(noun for noun in nouns if noun.end <= first)
        if not first:
            return not frame.mine
        return not _about_this(sentence, before) if before else _names_something(sentence, 0, first)
    return word in sentence.grammar.counted and not comma(sentence, first + 1, first + 2)


def _unknown_label(sentence: Annotated, first: int, at: int) -> bool:
    """Whether it follows a label that names neither a part nor a license: "player: MIT"."""
    words = sentence.words
    if first and not words.barrier[first]:
        return False  # "MIT, with one addition: …"
    colon = next(
        (
            place
            for place in range(first + 1, min(at, first + _LONG) + 1)
            if any(s in words.before[place] for s in _COLONS)
        ),
        None,
    )
    if colon is None or all(sentence.known[first:colon]):
        return False
    named = near(sentence.of(Means.TERMS, Means.PART, Means.OWN, Means.GRANT), first, colon)
    return not named and not any(bracket(mark) for mark in words.before[first:colon])
