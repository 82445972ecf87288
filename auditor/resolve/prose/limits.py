"""What a sentence forbids in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model.base import Value
from auditor.patterns import regex
from auditor.phrases.pattern import LICENSE
from auditor.resolve.prose.amounts import code
from auditor.resolve.prose.annotate import ADDRESS
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.quoted import quoted
from auditor.resolve.prose.setting import clause, near, unknown
from auditor.resolve.prose.statement import Kind, Plainness, ProseStatement, Time
from auditor.resolve.prose.subjects import NOBODY, Whose, bracket, comma, of, whose
from auditor.resolve.prose.taken_back import COMMERCE, FIRM, advised, denied, of_a_kind, of_an_ingredient, permits
from auditor.resolve.prose.unnamed import (
    begins_bare,
    begins_with_a_name,
    behind_a_name,
    elsewhere,
    explained,
    of_a_thing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.resolve.prose.annotate import Annotated, Hit
    from auditor.resolve.prose.nouns import Noun
    from auditor.resolve.prose.setting import Clause, Frame

_DONE_TO_SOMETHING = frozenset(("no-redistribution", "non-commercial", "no-derivatives"))
_OF_USES = frozenset(("no-hosting", "no-training-on-outputs"))
_OF_THE_LICENSE = regex(
    r"(?i)[\W_]{0,6}(?:(?:model|weights?) )?(?:licen[cs]e|lizenz|licencia|licença|лицензия|ライセンス|许可证?|라이선스)"
    r"(?: \(?weights\)?)?[*_]{0,2}\s?[:\uff1a=]"
)
_ELSEWHERE = regex(
    r"\b(?:see|file|here|below|above|same|other|unknown|following|details|link|siehe|voir|ver)\b|licen[cs]e"
)
"""Values that only lead to the license."""
_STRANGE, _BEHIND, _NEAR = 3, 4, 6


class Read(Value, frozen=True):
    """Statements, and whether a limit was found from which nothing was concluded."""

    statements: tuple[ProseStatement, ...]
    left: bool


def read(
    sentence: Annotated,
    nouns: tuple[Noun, ...],
    frame: Frame,
    *,
    quote: str,
    line: int,
    question: bool,
    quotation: bool,
) -> Read:
    """The limits that a sentence sets."""
    stated_limits = sentence.of(Means.LIMIT)
    if ((frame.label and frame.licensing) or _labelled(sentence)) and not sentence.mentions:
        stated_limits = _in_order((*stated_limits, *_beside(stated_limits, sentence.of(Means.VALUE))))
    hits = _apart(stated_limits)
    if not hits:
        return Read((), left=False)
    if question or quotation:
        return Read((), left=True)
    regions = [hit for hit in hits if hit.meaning.which.startswith("region:")]
    if regions:
        hits = [hit for hit in hits if hit in regions or hit.end <= regions[0].first or hit.first >= regions[-1].end]
    threshold = any(hit.meaning.which.endswith("threshold") for hit in hits)
    statements: dict[tuple[str, str], ProseStatement] = {}
    left = False
    for hit in hits:
        if permits(sentence, hit) or (hit.meaning.which == "commercial-on-request" and threshold):
            continue
        if advised(sentence, hit) or denied(sentence, hit):
            left = True
            continue
        whom = _whom(sentence, nouns, frame, hit)
        if whom is None or (not whom[0].sure and _of_something(sentence, hit)):
            left = True
            continue
        subject, plainness, time = whom
        limit = code(sentence, hit)
        for part in subject.parts:
            statements.setdefault(
                (limit, part),
                ProseStatement(
                    kind=Kind.LIMIT,
                    limit=limit,
                    part=part,
                    subject=subject.about,
                    time=time,
                    plainness=plainness,
                    quote=quote,
                    line=line,
                ),
            )
    return Read(tuple(statements.values()), left)


def names_no_license(sentence: Annotated) -> bool:
    """Whether a label about the license is followed by words that name none that is known: "License: restricted"."""
    words = sentence.words
    label = _OF_THE_LICENSE.match(words.text)
    if label is None or sentence.mentions or ADDRESS in words.words:
        return False
    value = words.text[label.end() :].strip(" *_`.").lower()
    return bool(value) and _ELSEWHERE.search(value) is None


def qualifies(sentence: Annotated) -> bool:
    """Whether a plain word of limits follows a license's name in brackets: "MIT (non-commercial)"."""
    hits = [hit for hit in sentence.of(Means.LIMIT_WORD) if hit.meaning.plain]
    places = [mention.at + 1 for mention in sentence.mentions]
    return any(hit.first in places and bracket(sentence.words.before[hit.first]) for hit in hits)


def _in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (hit.first, hit.end)))


def _beside(limits: tuple[Hit, ...], values: tuple[Hit, ...]) -> list[Hit]:
    """The restrictions that directly follow a label, unless they are part of a longer phrase of limits."""
    near_the_label = [value for value in values if value.first <= _NEAR]
    return [
        value for value in near_the_label if all(hit.end <= value.first or value.end <= hit.first for hit in limits)
    ]


def _labelled(sentence: Annotated) -> bool:
    """Whether it begins with a word for license and a colon: "License: non-commercial"."""
    words = sentence.words
    colon = next((at for at in range(1, min(len(words), 6)) if any(sign in words.before[at] for sign in ":\uff1a=")), 0)
    return bool(colon) and near(sentence.of(Means.TERMS), 0, colon)


def _apart(hits: tuple[Hit, ...]) -> list[Hit]:
    """One hit per code; if "no commercial use" and "commercial use on request" overlap, only the latter."""
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.meaning.which)
        if known is None or (hit.first < known.end and hit.end - hit.first > known.end - known.first):
            best.setdefault(hit.meaning.which, hit)
    ask = best.get("commercial-on-request")
    ban = best.get("non-commercial")
    if ask and ban and ask.first < ban.end and ban.first < ask.end:
        del best["non-commercial"]
    return list(_in_order(best.values()))


def _of_something(sentence: Annotated, hit: Hit) -> bool:
    """Whether what must not be passed on is something unknown: "do not share the key"."""
    words, end = sentence.words.words, hit.end
    if hit.meaning.which not in _DONE_TO_SOMETHING or sentence.grammar.handing.isdisjoint(words[end : end + 1]):
        return False
    return unknown(sentence, end, min(end + _BEHIND, len(words))) > 0


def _whom(sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, hit: Hit) -> tuple[Whose, Plainness, Time] | None:
    """The subject of a limit, how plainly it is stated and when it applies; None if that is not understood."""
    within = clause(sentence, hit.first, hit.end)
    threshold = hit.meaning.which.endswith("threshold")
    subject = _subject(sentence, nouns, hit)
    if threshold and not subject.other:
        subject = Whose(("self",), sure=True)
    if subject.sure and not subject.parts:
        return None
    if _of_something_else(sentence, nouns, frame, subject, hit):
        return None
    set_aside = sentence.of(Means.USER, Means.HEARSAY, Means.EXAMPLE, Means.DOUBT)
    if not threshold and near(set_aside, within.first, hit.first):
        return None
    strange = 0 if threshold or subject.other else unknown(sentence, within.first, hit.first)
    fields = hit.meaning.which not in COMMERCE | FIRM
    most = _STRANGE if subject.sure else 1 + (frame.licensing or fields)
    if strange and not subject.sure and sentence.words.words[hit.first] in sentence.grammar.forbidding:
        return None  # "the leaderboard forbids …": who forbids it is unknown
    if strange > most or (not subject.sure and frame.aside and not frame.licensing):
        return None
    if not subject.sure:
        subject = Whose(("weights",) if frame.other else frame.parts, sure=False, other=frame.other)
    plainness = Plainness.CLOSED if frame.licensing and not strange and hit.meaning.plain else Plainness.FREE
    return subject, plainness, _time(sentence, within, hit, dated=threshold)


def _of_something_else(sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, subject: Whose, hit: Hit) -> bool:
    """Whether it is quoted, or only describes a license, or is about another thing."""
    within = clause(sentence, hit.first, hit.end)
    label = frame.label and frame.licensing
    if quoted(sentence.words, hit.first, hit.end, more=_NEAR if label or _labelled(sentence) else 0):
        return True
    if elsewhere(sentence, frame, subject, nouns, (within.first, hit.first), label=label):
        return True
    if of_an_ingredient(sentence, hit) or of_a_kind(sentence, hit) or behind_a_name(sentence, hit.first, common=True):
        return True
    named = begins_with_a_name(sentence) or begins_bare(sentence, within.first, hit.first)
    named = named or of_a_thing(sentence, within.first, hit.first)
    described = explained(sentence, within, hit.first) or (not label and named)
    return not subject.sure and described


def _subject(sentence: Annotated, nouns: tuple[Noun, ...], hit: Hit) -> Whose:
    """The noun among the words of the limit, otherwise before them, otherwise directly after them."""
    made = ("other", "data", "code") if hit.meaning.which in _OF_USES else ()  # what is made with the model, and where
    inside = [noun for noun in nouns if hit.first <= noun.first and noun.end <= hit.end and noun.part not in made]
    if inside:
        return of(inside[:1])
    of_a_service = hit.meaning.which == "no-hosting"  # "our hosted endpoint may not …" names it in the phrase itself
    earlier = [noun for noun in nouns if noun.end <= hit.first or (of_a_service and noun.first <= hit.first)]
    before = whose(sentence, tuple(earlier), hit.first, hit.first)
    bracketed = _license_before_a_bracket(sentence, hit)
    if bracketed is not None:
        before = whose(sentence, nouns, bracketed, bracketed + 1)
    if before.sure and _after_a_reason(sentence, hit):
        before = NOBODY  # "Since Lark-7B is the base, commercial use is …"
    if before.sure:
        return before
    behind = [noun for noun in nouns if hit.end <= noun.first <= hit.end + _BEHIND and noun.part not in made]
    if behind and not comma(sentence, hit.end, behind[0].first + 1):
        return of(behind[:1])
    return NOBODY


def _license_before_a_bracket(sentence: Annotated, hit: Hit) -> int | None:
    """The license that the words in brackets explain: "the data are CC BY-NC (only non-commercial use)"."""
    words = sentence.words
    at = next((place for place in range(hit.first - 1, -1, -1) if words.words[place] == LICENSE), None)
    if at is None or not bracket(words.before[at + 1]):
        return None
    closed = any(")" in mark or "\uff09" in mark for mark in words.before[at + 2 : hit.first + 1])
    return None if closed else at


def _after_a_reason(sentence: Annotated, hit: Hit) -> bool:
    """Whether it follows a reason: "Since Lark-7B was the base, commercial use is excluded."."""
    words = sentence.words.words
    return words[0] in sentence.grammar.because and comma(sentence, hit.first, hit.first + 1)


def _joined(sentence: Annotated, within: Clause, hit: Hit) -> int:
    """Where the last part of the clause begins: after the "and" in "was trained on it, and may only be used …"."""
    words, grammar = sentence.words.words, sentence.grammar
    places = (
        place
        for place in range(hit.first - 1, within.first, -1)
        if words[place] in grammar.joining and set(words[place : hit.first + 1]) & grammar.being
    )
    return next(places, within.first)


def _time(sentence: Annotated, within: Clause, hit: Hit, *, dated: bool) -> Time:
    """When it applies; a threshold often has a date of its own."""
    future = sentence.of(Means.FUTURE)
    asked = near(sentence.of(Means.CONDITION), 0, hit.first)  # "if you plan to …": what the reader will do
    if not asked and near(future, within.first, hit.first):
        return Time.LATER
    first = hit.first if _after_a_reason(sentence, hit) else _joined(sentence, within, hit)
    asks = hit.meaning.which == "commercial-on-request"
    end = hit.first if asks else hit.end  # "contact us before …" is about no time in the past
    return Time.EARLIER if not dated and near(sentence.of(Means.HISTORY), first, end) else Time.NOW
