"""What a sentence forbids, in words of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model.base import Value
from auditor.patterns import regex
from auditor.phrases.pattern import LICENSE
from auditor.resolve.prose.cues import colon
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.quoted import quoted
from auditor.resolve.prose.setting import clause, near, unknown
from auditor.resolve.prose.statement import Kind, Plainness, ProseStatement, Subject, Time
from auditor.resolve.prose.subjects import NOBODY, Whose, bracket, comma, of, whose
from auditor.resolve.prose.unnamed import begins_with_a_name, elsewhere, explained

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.resolve.prose.annotate import Annotated, Hit
    from auditor.resolve.prose.nouns import Noun
    from auditor.resolve.prose.setting import Clause, Frame

COMMERCE = frozenset(("non-commercial", "commercial-on-request"))
_OF_USES = frozenset(("no-hosting", "no-training-on-outputs"))
_STRANGE, _BEHIND, _NEAR, _CLOSE = 3, 4, 6, 3
_POLITE = 6
"""Letters behind a limit within which such a language says that it is but a wish."""
_VERBS_LAST = 20
"""Letters behind a limit within which a negation is its own, in languages whose verbs come last."""
_FIRM = frozenset(("research-only", "academic-only", "education-only", "personal-only", "evaluation-only"))
_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "twenty": 20, "fifty": 50, "hundred": 100}
_SPELLED = regex(rf"(?i)\b({'|'.join(_WORDS)})\b(?= (?:hundred |thousand|million|billion))")
_NUMBER = regex(
    r"(\d[\d.,' \u202f]*)\s*(million(?:en|s|es)?|mi[o\u00f3]n(?:es)?|mill[o\u00f3]n(?:es)?|milh\w*|mio|mln"
    r"|\u043c\u043b\u043d|\u043c\u0438\u043b\u043b\u0438\u043e\u043d\w*|billion|milliard\w*|thousand|m|k|bn"
    r"|[\u4ebf\u5104\uc5b5\u4e07\u842c\ub9cc])?(?![a-z])",
    re.IGNORECASE,
)
_SCALE = (
    ("milliard", 10**9),
    ("bill", 10**9),
    ("bn", 10**9),
    ("亿", 10**8),
    ("億", 10**8),
    ("억", 10**8),
    ("万", 10**4),
    ("萬", 10**4),
    ("만", 10**4),
    ("mi", 10**6),
    ("ml", 10**6),
    ("м", 10**6),
    ("m", 10**6),
    ("k", 10**3),
    ("t", 10**3),
)
_CURRENCY = (
    ("EUR", regex(r"(?i)€|\beur|евро|欧元|ユーロ|유로")),
    ("GBP", regex(r"(?i)£|\bgbp|pound")),
    ("JPY", regex(r"(?i)¥|jpy|円|エン")),
    ("CNY", regex(r"(?i)rmb|cny|人民币|元")),
)


class Read(Value, frozen=True):
    """Statements, and whether a limit was seen of which nothing was concluded."""

    statements: tuple[ProseStatement, ...]
    left: bool


def read(
    sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, *, quote: str, line: int, question: bool, spoken: bool
) -> Read:
    """The limits that a sentence sets."""
    spoken_limits = sentence.of(Means.LIMIT)
    if ((frame.label and frame.licensing) or _labelled(sentence)) and not sentence.mentions:
        spoken_limits = _in_order((*spoken_limits, *_beside(spoken_limits, sentence.of(Means.VALUE))))
    hits = _apart(spoken_limits)
    if not hits:
        return Read((), left=False)
    if question or spoken:
        return Read((), left=True)
    regions = [hit for hit in hits if hit.meaning.which.startswith("region:")]
    if regions:
        hits = [hit for hit in hits if hit in regions or hit.end <= regions[0].first or hit.first >= regions[-1].end]
    threshold = any(hit.meaning.which.endswith("threshold") for hit in hits)
    statements: dict[tuple[str, str], ProseStatement] = {}
    left = False
    for hit in hits:
        if _permitted(sentence, hit) or (hit.meaning.which == "commercial-on-request" and threshold):
            continue
        if _advised(sentence, hit) or _denied(sentence, clause(sentence, hit.first, hit.end), hit):
            left = True
            continue
        whom = _whom(sentence, nouns, frame, hit)
        if whom is None or (not whom[0].sure and _of_something(sentence, hit)):
            left = True
            continue
        subject, plainness, time = whom
        code = _code(sentence, hit)
        for part in subject.parts:
            statements.setdefault(
                (code, part),
                ProseStatement(
                    kind=Kind.LIMIT,
                    limit=code,
                    part=part,
                    subject=Subject.OTHER if subject.other else Subject.SELF,
                    time=time,
                    plainness=plainness,
                    quote=quote,
                    line=line,
                ),
            )
    return Read(tuple(statements.values()), left)


def _in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (hit.first, hit.end)))


def _beside(limits: tuple[Hit, ...], values: tuple[Hit, ...]) -> list[Hit]:
    """The restrictions that stand alone behind a label, where no phrase of limits holds them."""
    near_the_label = [value for value in values if value.first <= _NEAR]
    return [
        value for value in near_the_label if all(hit.end <= value.first or value.end <= hit.first for hit in limits)
    ]


def _labelled(sentence: Annotated) -> bool:
    """Whether a word for license and a colon stand at the front: "License: non-commercial"."""
    words = sentence.words
    colon = next((at for at in range(1, min(len(words), 6)) if any(sign in words.before[at] for sign in ":\uff1a=")), 0)
    return bool(colon) and near(sentence.of(Means.TERMS), 0, colon)


def _apart(hits: tuple[Hit, ...]) -> list[Hit]:
    """One hit per code and place; of a ban on commerce and a way to ask for it that overlap, the way to ask."""
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


def _permitted(sentence: Annotated, hit: Hit) -> bool:
    """Whether an idiom of permission overlaps the ban: "free for any use, commercial or not"."""
    grants = sentence.of(Means.PERMISSION)
    if any(grant.meaning.which and _waived(sentence, grant, hit) for grant in grants):
        return True
    for grant in grants:
        if grant.meaning.which or _negated(sentence, grant):
            continue
        if grant.first < hit.end and hit.first < grant.end:
            asked = hit.meaning.which == "commercial-on-request"
            behind = set(sentence.words.words[grant.end : hit.end])
            if behind & sentence.grammar.only or (not asked and near(sentence.of(Means.BAN_WORD), grant.end, hit.end)):
                continue  # "any commercial use is prohibited": what denies it stands behind the idiom
            return not asked or grant.first <= hit.first
        if hit.meaning.which in COMMERCE | _FIRM and grant.first < hit.first and hit.first - grant.end <= 1:
            return True
    return False


def _waived(sentence: Annotated, grant: Hit, hit: Hit) -> bool:
    """Whether an idiom takes back this very limit: "commercial use needs no permission", "… makes no difference"."""
    given, taken = hit.meaning.which, grant.meaning.which
    if taken.endswith("threshold") and given.endswith("threshold"):
        within = clause(sentence, hit.first, hit.end)
        return within.first <= grant.first < within.end
    return given == taken and grant.first <= hit.end and hit.first <= grant.end


def _denied(sentence: Annotated, within: Clause, hit: Hit) -> bool:
    """Whether "not" stands before a limit that has none of its own, or behind it where verbs come last."""
    words = sentence.words.words
    if hit.meaning.which not in _FIRM:
        return False
    first = max(within.first, hit.first - _CLOSE)
    apart = max((at for at in range(first, hit.first + 1) if sentence.words.barrier[at]), default=first)
    first = max(first, apart)
    if any(word in sentence.grammar.not_ for word in words[first : hit.first]):
        return not set(words[first : hit.first]) & sentence.grammar.forbidding
    last = min(within.end, hit.end + _VERBS_LAST)
    stop = next((at for at in range(hit.end, last) if comma(sentence, at, at + 1)), last)
    return words[hit.first] > "\u3000" and near(sentence.of(Means.NEGATION), hit.end, stop)


def permitted(sentence: Annotated) -> bool:
    """Whether the sentence has an idiom of permission that is not negated."""
    grants = sentence.of(Means.PERMISSION)
    return any(not grant.meaning.which and not _negated(sentence, grant) for grant in grants)


def _negated(sentence: Annotated, grant: Hit) -> bool:
    """Whether "not" stands right before an idiom of permission that has none of its own."""
    words = sentence.words.words
    inner = words[grant.first : grant.end - 2]
    if len(inner) >= _CLOSE and words[grant.end - 2] == "non" and sentence.grammar.joining.isdisjoint(inner) and "any" not in inner:
        return True  # "can be used for non-profit …": its last word alone would be commerce
    twice = words[grant.first - 1 : grant.first] == ("non",) and "non" in words[grant.first : grant.end]
    denied = twice or any(hit.end == grant.first for hit in sentence.of(Means.BAN_WORD))
    return denied or (grant.first > 0 and words[grant.first - 1] in sentence.grammar.not_)


def _advised(sentence: Annotated, hit: Hit) -> bool:
    """Whether it is advice: "not intended for diagnosis"."""
    if hit.meaning.which in _FIRM:
        return False
    words = sentence.words.words[hit.first : hit.end + 1]
    if hit.meaning.which == "non-commercial" and set(words) & sentence.grammar.only:
        return False  # "intended for non-commercial use only"
    behind = _POLITE if words[0] > "\u3000" else 0
    return any(advice.first < hit.end + behind and hit.first < advice.end + 3 for advice in sentence.of(Means.ADVICE))


def _of_something(sentence: Annotated, hit: Hit) -> bool:
    """Whether what must not be passed on is something that nothing here knows: "do not share the key"."""
    words, end = sentence.words.words, hit.end
    if hit.meaning.which != "no-redistribution" or words[end : end + 1] not in (
        ("the",),
        ("your",),
        ("our",),
        ("any",),
    ):
        return False
    return unknown(sentence, end, min(end + _BEHIND, len(words))) > 0


def _whom(sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, hit: Hit) -> tuple[Whose, Plainness, Time] | None:
    """Whose limit it is, how plainly it is said and when it holds; None where that is not understood."""
    within = clause(sentence, hit.first, hit.end)
    threshold = hit.meaning.which.endswith("threshold")
    subject = _subject(sentence, nouns, hit)
    if threshold and not subject.other:
        subject = Whose(("self",), sure=True)
    if subject.sure and not subject.parts:
        return None
    label = frame.label and frame.licensing
    if quoted(sentence.words, hit.first, hit.end, more=0 if not label else _STRANGE):
        return None
    if elsewhere(sentence, frame, subject, within.first, hit.first, label=label):
        return None
    if not subject.sure and not label and begins_with_a_name(sentence):
        return None
    if _of_an_ingredient(sentence, hit) or _a_kind(sentence, hit) or (not subject.sure and explained(sentence, within, hit.first)):
        return None
    set_aside = sentence.of(Means.USER, Means.HEARSAY, Means.EXAMPLE, Means.DOUBT)
    if not threshold and near(set_aside, within.first, hit.first):
        return None
    strange = 0 if threshold or subject.other else unknown(sentence, within.first, hit.first)
    fields = hit.meaning.which not in COMMERCE | _FIRM
    most = _STRANGE if subject.sure else 1 + (frame.licensing or fields)
    if strange and not subject.sure and sentence.words.words[hit.first] in sentence.grammar.forbidding:
        return None  # "the leaderboard forbids …": who forbids it is not known here
    if strange > most or (not subject.sure and frame.aside and not frame.licensing):
        return None
    if not subject.sure:
        subject = Whose(("weights",) if frame.other else frame.parts, sure=False, other=frame.other)
    plainness = Plainness.CLOSED if frame.licensing and not strange and hit.meaning.plain else Plainness.FREE
    return subject, plainness, _time(sentence, within, hit, dated=threshold)


def _subject(sentence: Annotated, nouns: tuple[Noun, ...], hit: Hit) -> Whose:
    """The noun among the words of the limit, else before them, else right behind."""
    made = ("other", "data", "code") if hit.meaning.which in _OF_USES else ()  # what is made with it, and where
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
    """The license that words in brackets explain: "the data are CC BY-NC (only non-commercial use)"."""
    words = sentence.words
    at = next((place for place in range(hit.first - 1, -1, -1) if words.words[place] == LICENSE), None)
    if at is None or not bracket(words.before[at + 1]):
        return None
    closed = any(")" in mark or "\uff09" in mark for mark in words.before[at + 2 : hit.first + 1])
    return None if closed else at


def _a_kind(sentence: Annotated, hit: Hit) -> bool:
    """Whether it only says of what kind something is, or is a label that is answered by yes.

    "5 % prefer a non-commercial license", "Research license: a license that …", "Non-commercial users: welcome".
    """
    words, grammar = sentence.words.words, sentence.grammar
    article = hit.first > 0 and words[hit.first - 1] in grammar.article
    terms = near(sentence.of(Means.TERMS), hit.first, hit.end + 1)
    if article and terms and not near(sentence.of(Means.GRANT), max(0, hit.first - _STRANGE), hit.first):
        return True
    behind = words[hit.end : hit.end + 1]
    if not behind or not colon(sentence.words.before[hit.end]):
        return False
    return behind[0] in grammar.yes or (behind[0] in grammar.article and near(sentence.of(Means.TERMS), hit.end, hit.end + 3))


def _of_an_ingredient(sentence: Annotated, hit: Hit) -> bool:
    """Whether it stands in brackets behind a verb of making: "CC BY (tuned on texts that are for research only)"."""
    words = sentence.words
    opened = next((at for at in range(hit.first, -1, -1) if bracket(words.before[at])), None)
    return opened is not None and bool(set(words.words[opened : hit.first]) & sentence.grammar.using)


def _after_a_reason(sentence: Annotated, hit: Hit) -> bool:
    """Whether a reason stands before it: "Since Lark-7B was the base, commercial use is excluded."."""
    words = sentence.words.words
    return words[0] in sentence.grammar.because and comma(sentence, hit.first, hit.first + 1)


def _joined(sentence: Annotated, within: Clause, hit: Hit) -> int:
    """Where the last part of the clause begins: behind the "and" in "was trained on it, and may only be used …"."""
    words, grammar = sentence.words.words, sentence.grammar
    places = (
        place
        for place in range(hit.first - 1, within.first, -1)
        if words[place] in grammar.joining and set(words[place : hit.first + 1]) & grammar.being
    )
    return next(places, within.first)


def _time(sentence: Annotated, within: Clause, hit: Hit, *, dated: bool) -> Time:
    """When it holds; a threshold often has a date of its own."""
    future = sentence.of(Means.FUTURE)
    asked = near(sentence.of(Means.CONDITION), 0, hit.first)  # "if you plan to …": what the reader will do
    if not asked and near(future, within.first, hit.first):
        return Time.LATER
    first = hit.first if _after_a_reason(sentence, hit) else _joined(sentence, within, hit)
    return Time.EARLIER if not dated and near(sentence.of(Means.HISTORY), first, hit.end) else Time.NOW


def _code(sentence: Annotated, hit: Hit) -> str:
    """The code, with the number where it is a threshold."""
    code = hit.meaning.which
    if not code.endswith("threshold"):
        return code
    words = sentence.words
    start, end = words.starts[hit.first], words.ends[min(hit.end, len(words)) - 1]
    text = words.text[max(0, start - 2) : end + 12]
    text = _SPELLED.sub(lambda spelled: str(_WORDS[spelled[1].lower()]), text)
    match = _NUMBER.search(text)
    if match is None:
        return code
    digits = re.sub(r"[ ,'\u202f](?=\d{3}(?!\d))|\.(?=\d{3}(?!\d))", "", match[1]).strip(" .,'").replace(",", ".")
    scale = (match[2] or "").lower()
    factor = next((number for sign, number in _SCALE if scale.startswith(sign)), 1) if scale else 1
    try:
        number = int(float(digits) * factor)
    except ValueError:
        return code
    if code == "mau-threshold":
        return f"{code}:{number}"
    currency = next((name for name, sign in _CURRENCY if sign.search(words.text)), "USD")
    return f"{code}:{number}-{currency}"
