"""What negates a limit: idioms of permission, denials, wishes, and mere descriptions of a kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.resolve.prose.cues import colon
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.setting import clause, near
from auditor.resolve.prose.subjects import bracket, comma

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated, Hit
    from auditor.resolve.prose.nouns import Noun

COMMERCE = frozenset(("non-commercial", "commercial-on-request"))
FIRM = frozenset(("research-only", "academic-only", "education-only", "personal-only", "evaluation-only"))
_CLOSE = 3
_POLITE = 6
"""Letters after a limit within which verb-final languages may say that it is only a wish."""
_VERBS_LAST = 20
"""Letters after a limit within which a negation belongs to it in verb-final languages."""


def permits(sentence: Annotated, hit: Hit) -> bool:
    """Whether an idiom of permission overlaps the ban: "free for any use, commercial or not"."""
    grants = sentence.of(Means.PERMISSION)
    if any(grant.meaning.which and _waived(sentence, grant, hit) for grant in grants):
        return True
    for grant in grants:
        if grant.meaning.which or _negated(sentence, grant):
            continue
        asked = hit.meaning.which == "commercial-on-request"
        if asked and grant.first and sentence.words.words[grant.first - 1] in sentence.grammar.purpose:
            continue  # "pour tout usage commercial, contactez-nous"
        if grant.first < hit.end and hit.first < grant.end:
            behind = set(sentence.words.words[grant.end : hit.end])
            if behind & sentence.grammar.only or (not asked and near(sentence.of(Means.BAN_WORD), grant.end, hit.end)):
                continue  # "any commercial use is prohibited": the negation follows the idiom
            return not asked or grant.first <= hit.first
        if hit.meaning.which in COMMERCE | FIRM and grant.first < hit.first and hit.first - grant.end <= 1:
            return True
    return False


def permitted(sentence: Annotated) -> bool:
    """Whether the sentence has an idiom of permission that is not negated."""
    grants = sentence.of(Means.PERMISSION)
    return any(not grant.meaning.which and not _negated(sentence, grant) for grant in grants)


def advised(sentence: Annotated, hit: Hit) -> bool:
    """Whether it is advice: "not intended for diagnosis"."""
    if hit.meaning.which in FIRM:
        return False
    words = sentence.words.words[hit.first : hit.end + 1]
    if hit.meaning.which == "non-commercial" and set(words) & sentence.grammar.only:
        return False  # "intended for non-commercial use only"
    behind = _POLITE if words[0] > "\u3000" else 0
    return any(advice.first < hit.end + behind and hit.first < advice.end + 3 for advice in sentence.of(Means.ADVICE))


def denied(sentence: Annotated, hit: Hit) -> bool:
    """Whether "not" precedes a limit that is not itself a negation, or follows it in verb-final languages."""
    words = sentence.words.words
    if hit.meaning.which not in FIRM:
        return False
    within = clause(sentence, hit.first, hit.end)
    first = max(within.first, hit.first - _CLOSE)
    apart = max((at for at in range(first, hit.first + 1) if sentence.words.barrier[at]), default=first)
    first = max(first, apart)
    if any(word in sentence.grammar.not_ for word in words[first : hit.first]):
        return not set(words[first : hit.first]) & sentence.grammar.forbidding
    last = min(within.end, hit.end + _VERBS_LAST)
    stop = next((at for at in range(hit.end, last) if comma(sentence, at, at + 1)), last)
    return words[hit.first] > "\u3000" and near(sentence.of(Means.NEGATION), hit.end, stop)


def not_the_weights(sentence: Annotated, nouns: tuple[Noun, ...]) -> bool:
    """Whether a license of the code expressly does not cover the weights: "covers the code, not the weights"."""
    words, denials = sentence.words.words, sentence.grammar.not_
    return any(
        noun.part == "weights" and not denials.isdisjoint(words[max(0, noun.first - _CLOSE) : noun.first])
        for noun in nouns
    )


def kept_from(sentence: Annotated, nouns: tuple[Noun, ...]) -> bool:
    """Whether it says that a license does not apply to these nouns: "重みには適用されません"."""
    return any(hit.first < noun.end <= hit.end for noun in nouns for hit in sentence.of(Means.APART))


def of_a_kind(sentence: Annotated, hit: Hit) -> bool:
    """Whether it only describes a kind of thing, or is a label that is answered with yes.

    "5 % prefer a non-commercial license", "Research license: a license that …", "Non-commercial users: welcome".
    """
    words, grammar = sentence.words.words, sentence.grammar
    article = hit.first > 0 and words[hit.first - 1] in grammar.article
    terms = near(sentence.of(Means.TERMS), hit.first, hit.end + 1)
    if article and terms and not near(sentence.of(Means.GRANT), max(0, hit.first - _CLOSE), hit.first):
        return True
    behind = words[hit.end : hit.end + 1]
    if not behind or not colon(sentence.words.before[hit.end]):
        return False
    return behind[0] in grammar.yes or (
        behind[0] in grammar.article and near(sentence.of(Means.TERMS), hit.end, hit.end + 3)
    )


def of_an_ingredient(sentence: Annotated, hit: Hit) -> bool:
    """Whether it is in brackets after a verb of making: "CC BY (tuned on texts that are for research only)"."""
    words = sentence.words
    opened = next((at for at in range(hit.first, -1, -1) if bracket(words.before[at])), None)
    return opened is not None and bool(set(words.words[opened : hit.first]) & sentence.grammar.using)


def _waived(sentence: Annotated, grant: Hit, hit: Hit) -> bool:
    """Whether an idiom negates this very limit: "commercial use needs no permission", "… makes no difference"."""
    given, taken = hit.meaning.which, grant.meaning.which
    if taken.endswith("threshold") and given.endswith("threshold"):
        within = clause(sentence, hit.first, hit.end)
        return within.first <= grant.first < within.end
    return given == taken and grant.first <= hit.end and hit.first <= grant.end


def _negated(sentence: Annotated, grant: Hit) -> bool:
    """Whether an apparent idiom of permission is none: "not" directly precedes it, or it spans two sentences."""
    words = sentence.words.words
    if any(sentence.words.barrier[grant.first + 1 : grant.end]):
        return True  # "free for academic use; for commercial use contact …": two sentences
    inner = words[grant.first : grant.end - 2]
    if (
        len(inner) >= _CLOSE
        and words[grant.end - 2] == "non"
        and sentence.grammar.joining.isdisjoint(inner)
        and "any" not in inner
    ):
        return True  # "can be used for non-profit …": its last word alone would be commerce
    twice = words[grant.first - 1 : grant.first] == ("non",) and "non" in words[grant.first : grant.end]
    denied = twice or any(hit.end == grant.first for hit in sentence.of(Means.BAN_WORD))
    return denied or (grant.first > 0 and words[grant.first - 1] in sentence.grammar.not_)
