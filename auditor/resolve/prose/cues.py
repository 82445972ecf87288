"""What connects a license to its subject: a label, a verb of granting, a copula, or only its position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.setting import near, unknown
from auditor.resolve.prose.subjects import bracket

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated
    from auditor.resolve.prose.nouns import Noun
    from auditor.resolve.prose.setting import Clause, Frame

Cue = Literal["", "grant", "colon", "terms", "adjective", "closed", "bare"]
_COLONS = (":", "\uff1a", "=", "\u2192", "|")
_DASHES = ("-", "\u2013", "\u2014", "|", "\u00b7", "\u2022")
_BREAKS = (",", "(", "\uff08", "\u00a9", *(f" {dash} " for dash in _DASHES))
_CLOSE, _FAR = 3, 12


def colon(mark: str) -> bool:
    """Whether these characters end a label."""
    return any(sign in mark for sign in _COLONS)


def labelled(sentence: Annotated, frame: Frame, at: int, first: int) -> bool:
    """Whether word `at` follows a label about licensing: "License: ...", a row of a table."""
    words = sentence.words
    strange = unknown(sentence, first, at)
    if frame.label and frame.licensing and not strange:
        return True
    terms = sentence.of(Means.TERMS)
    if colon(words.before[at]) or words.before[at].strip() in _DASHES:
        return strange <= 1 and near((*terms, *sentence.of(Means.PART, Means.OWN)), first, at)
    if strange or near(terms, at, at + 1):
        return False
    return any(near(terms, first, place) for place in range(first + 1, at) if colon(words.before[place]))


def near_noun(nouns: tuple[Noun, ...], end: int) -> bool:
    """Whether a noun follows "for": "MIT for the code and CC BY for the weights"."""
    return any(noun.first - end in (1, 2, 3) for noun in nouns)


def cue_of(sentence: Annotated, nouns: tuple[Noun, ...], at: int, end: int, within: Clause, *, closed: bool) -> Cue:
    """What connects the license at words `at` to `end` to its subject; `closed`: under a heading about licenses."""
    words = sentence.words
    mark = words.before[at]
    if _granted(sentence, within, at, end):
        return "grant"
    if colon(mark) or mark.strip() in _DASHES:
        return "colon"
    terms = sentence.of(Means.TERMS)
    if near(terms, max(within.first, at - _CLOSE), at) or near(terms, end, end + 2):
        return "terms"
    if any(noun.first - end in (0, 1) or (bracket(mark) and noun.end == at) for noun in nouns):
        return "adjective"
    alone = end >= within.end or any(sign in words.before[end] for sign in _BREAKS)
    if at == within.first and (alone or unknown(sentence, end, within.end) == 0):
        return "closed" if closed else "bare"
    if any(noun.end == at for noun in nouns):
        return "adjective"
    if words.words[end : end + 1] and words.words[end] in sentence.grammar.expressly and near_noun(nouns, end):
        return "bare"
    if (
        at > within.first
        and not unknown(sentence, within.first, at)
        and words.words[at - 1] not in sentence.grammar.away
    ):
        return "closed" if closed else "bare"
    return ""


def _granted(sentence: Annotated, within: Clause, at: int, end: int) -> bool:
    """Whether a verb puts something under the license; in scripts without spaces it may follow at a distance."""
    grants, applies = sentence.of(Means.GRANT), sentence.of(Means.APPLIES)
    if any(within.first <= hit.first and at - _CLOSE <= hit.end <= at + 1 for hit in grants):
        return True
    if near(applies, end, end + _CLOSE):
        return True
    asian = any(word > "\u3000" for word in sentence.words.words[max(0, at - 2) : end + _CLOSE])
    return asian and (near(grants, within.first, at) or near((*grants, *applies), end, end + _FAR))
