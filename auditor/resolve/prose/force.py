"""Whether a license applies at present: what denies it, when it applied or will apply, and for whom it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model.base import Value
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.setting import near, unknown
from auditor.resolve.prose.statement import Time
from auditor.resolve.prose.subjects import bracket, comma

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated, Hit
    from auditor.resolve.prose.setting import Clause

_NEAR, _CLOSE = 2, 3
"""Most words between "not" and a license, and between a license and "does not apply"."""


_VERBS_LAST = 12
"""Letters behind a license within which a language with the verb at the end says when it applies."""


class Force(Value, frozen=True):
    """The force of a license, as its clause states it.

    `denied` is whether it expressly does not apply at `time`. `not_now` is whether a license that applied earlier, or
    will apply, does not apply at present: "used to be MIT", "MIT until 2027", "will become MIT in 2027". `limited` is
    whether the denial holds only for some: "does not apply to companies", "not under MIT if you sell it".
    """

    time: Time = Time.NOW
    denied: bool = False
    not_now: bool = False
    limited: bool = False


def force(sentence: Annotated, within: Clause, at: int, end: int, *, kept: bool) -> Force:
    """The force of the license at words `at` to `end`; `kept` is whether other words keep it from its subject."""
    time = _time(sentence, within, at, end)
    ended = _ended(sentence, within, at, end)
    if kept or _denied(sentence, within, at, end):
        past = _of_a_version(sentence, within) or (ended and _has_past_verb(sentence, within))
        if time is Time.EARLIER and not past:
            time = Time.NOW  # "was not released under MIT", "until 2027 it is not MIT"
        for_some = near(sentence.of(Means.CONDITION, Means.WHOM), within.first, within.end)
        return Force(time, denied=True, limited=time is not Time.EARLIER and for_some)
    begins = time is Time.LATER and near(sentence.of(Means.BEGINS), within.first, within.end)
    begins = begins and not near(sentence.of(Means.PRESENT), within.first, at)  # "we plan to keep it under MIT"
    lapsed = time is Time.EARLIER and ended and not _of_a_version(sentence, within)
    return Force(time, not_now=begins or lapsed)


def may_be_denied(sentence: Annotated) -> bool:
    """Whether a sentence of which most words are unknown, so of a language without a file, has its word for "not"."""
    words = sentence.words.words
    strange = 2 * unknown(sentence, 0, len(words)) > len(words)
    return strange and not sentence.grammar.not_elsewhere.isdisjoint(words)


def _denied(sentence: Annotated, within: Clause, at: int, end: int) -> bool:
    """Whether "not" precedes it, with at most a verb of granting between, or directly follows it without a comma."""
    marks = sentence.words.before
    denials = tuple(
        hit
        for hit in sentence.of(Means.NEGATION)
        if not (bracket(marks[hit.first]) and any(")" in mark or "\uff09" in mark for mark in marks[hit.end : at + 1]))
        and not _not_only(sentence, hit)
    )
    if any(within.first <= hit.first and hit.end <= at and _reaches(sentence, hit.end, at) for hit in denials):
        return True
    place = _behind(sentence, end)
    if any(mark.strip(" -\"')") for mark in marks[end : place + 1]):
        return False
    joining = sentence.grammar.joining  # "is under MIT and not maintained"
    denials = tuple(hit for hit in denials if sentence.words.words[hit.first] not in joining)
    return any(hit.first == place and not _explains(sentence, within, hit) for hit in denials)


def _explains(sentence: Annotated, within: Clause, denial: Hit) -> bool:
    """Whether it says what the license itself does not do: "does not permit …", "does not apply to trademarks"."""
    grammar, words, place = sentence.grammar, sentence.words.words, denial.end
    if words[place : place + 1] and words[place] in grammar.explaining:
        return True
    if near(sentence.of(Means.WHOM), place, within.end):
        return False
    verb = next((hit for hit in sentence.of(Means.APPLIES) if hit.first == place), None)
    place = verb.end if verb else place
    while place < within.end and words[place] in grammar.toward | grammar.determining:
        place += 1
    return place < within.end and words[place] < "\u3000" and unknown(sentence, place, place + 1) > 0


def _not_only(sentence: Annotated, denial: Hit) -> bool:
    """Whether it denies only that something is all: "not only MIT"."""
    return not sentence.grammar.only.isdisjoint(sentence.words.words[denial.first + 1 : denial.end + 1])


def _reaches(sentence: Annotated, first: int, at: int) -> bool:
    """Whether "not", which ends before word `first`, belongs to the license at `at`: "not offered to you under MIT"."""
    words, marks = sentence.words.words, sentence.words.before
    if ":" in marks[first] or not sentence.grammar.accepting.isdisjoint(words[first:at]):
        return False
    if at - first <= _NEAR:
        return words[first] > "\u3000" or unknown(sentence, first, at) == 0
    if any(mark.strip(" -\"'") for mark in marks[first:at]) or any(sentence.words.barrier[first:at]):
        return False
    between = sentence.of(Means.GRANT, Means.PART, Means.OWN)
    return all(
        any(hit.first <= place < hit.end for hit in between) or words[place] in sentence.grammar.determining
        for place in range(first, at)
    )


def _behind(sentence: Annotated, end: int) -> int:
    """The word after a license at which a denial of it may begin: "the MIT license does not apply"."""
    place = end
    while (
        place < min(end + _CLOSE, len(sentence.words))
        and not sentence.words.before[place].strip()
        and _weak(sentence, place)
    ):
        place += 1
    return place


def _weak(sentence: Annotated, at: int) -> bool:
    grammar = sentence.grammar
    weak = grammar.being | grammar.doing
    return near(sentence.of(Means.TERMS, Means.APPLIES), at, at + 1) or sentence.words.words[at] in weak


def _ended(sentence: Annotated, within: Clause, at: int, end: int) -> bool:
    """Whether the words say that it applies no longer: "used to be MIT", "MIT until 2027", "the MIT license ended"."""
    return near(sentence.of(Means.ENDED), _taken_up(sentence, within, at), min(_behind(sentence, end) + 1, within.end))


def _taken_up(sentence: Annotated, within: Clause, at: int) -> int:
    """Where a clause says another thing of its subject: at the "and" of "was trained until 2024 and is under MIT"."""
    words, grammar = sentence.words.words, sentence.grammar
    grants = sentence.of(Means.GRANT)
    places = (
        place
        for place in range(at - 1, within.first, -1)
        if words[place] in grammar.joining and (words[place + 1] in grammar.being or near(grants, place + 1, place + 2))
    )
    return next(places, within.first)


def _has_past_verb(sentence: Annotated, within: Clause) -> bool:
    """Whether more than a date is in the past: "until v2 it was not MIT"."""
    dates = {hit.first for hit in (*sentence.of(Means.ENDED), *sentence.of(Means.NEGATION))}
    past = sentence.of(Means.HISTORY)
    return any(within.first <= hit.first < within.end and hit.first not in dates for hit in past)


def _of_a_version(sentence: Annotated, within: Clause) -> bool:
    """Whether the clause begins with a numbered version: "version 1 was not MIT"."""
    words, grammar = sentence.words.words, sentence.grammar
    first = within.first + (words[within.first] in grammar.determining)
    following = words[first + 1 : first + 2]
    return (
        words[first : first + 1] != ()
        and words[first] in grammar.versions
        and following > ("",)
        and following[0][0].isdigit()
    )


def _time(sentence: Annotated, within: Clause, at: int, end: int) -> Time:
    """When it applies; the past tense of an inserted clause before the subject does not count."""
    future = sentence.of(Means.FUTURE)
    joined = bool(set(sentence.words.words[end : end + 1]) & sentence.grammar.joining)
    if near(future, within.first, at) or (not joined and near(future, end, _verbs_end(sentence, within, end))):
        return Time.LATER
    behind = min(_behind(sentence, end) + 1, within.end)
    if near(sentence.of(Means.ENDED), end, behind):
        return Time.EARLIER
    if near(sentence.of(Means.PRESENT), within.first, behind):
        return Time.NOW
    begins = sentence.of(Means.GRANT, Means.PART, Means.OWN)
    places = (place for place in range(at, within.first, -1) if comma(sentence, place, place + 1))
    first = next((place for place in places if near(begins, place, at)), within.first)
    past = _past(sentence, within)
    alone = any(hit.first == within.first and comma(sentence, hit.end, hit.end + 1) for hit in past)  # "Originally, …"
    return (
        Time.EARLIER
        if alone or near(past, max(first, _taken_up(sentence, within, at)), at) or near(past, end, behind)
        else Time.NOW
    )


def _verbs_end(sentence: Annotated, within: Clause, end: int) -> int:
    """The end of the words directly behind a license; in Japanese and the like, its verb and what follows it."""
    words, marks = sentence.words.words, sentence.words.before
    if words[end : end + 1] <= ("\u3000",):
        return min(end + 2, within.end)
    last = min(end + _VERBS_LAST, within.end)
    return next((place for place in range(end, last) if marks[place].strip()), last)


def _past(sentence: Annotated, within: Clause) -> tuple[Hit, ...]:
    """The words of the past, without those that deny the present, and without an act of which the effect lasts.

    "No longer" denies the present; what "was released under MIT" is under MIT, unless it was an earlier version.
    """
    present = {hit.first for hit in sentence.of(Means.NEGATION)}
    if not _of_a_version(sentence, within):
        present |= {hit.first for hit in sentence.of(Means.RELEASED)}
    return tuple(hit for hit in sentence.of(Means.HISTORY, Means.ENDED) if hit.first not in present)
