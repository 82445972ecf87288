"""What a sentence says of the licenses that it names: the decisions, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.words.pattern import LICENSE
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.setting import clause, near, unknown
from auditor.resolve.prose.statement import Kind, Plainness, ProseStatement, Subject, Time
from auditor.resolve.prose.subjects import WHICH, Noun, Whose, whose

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated, Mention
    from auditor.resolve.prose.setting import Clause, Frame

_OR = frozenset("or oder ou o или または 或 또는 either".split())
_AWAY = frozenset("at by from of in near via with than like and bei von à de chez em na no en".split())


class Read(NamedTuple):
    """What became of a sentence: statements, and the mentions of which nothing was concluded."""

    statements: tuple[ProseStatement, ...]
    left: tuple[Mention, ...]


class Choice(NamedTuple):
    """One license, or several between which the reader may choose: words `first` to `last`."""

    first: int
    last: int
    license: str
    family: str
    doubtful: bool


def choices(sentence: Annotated) -> tuple[Choice, ...]:
    """The licenses of a sentence, those joined by "or" as one."""
    found: list[Choice] = []
    words = sentence.words
    for mention in sentence.mentions:
        last = found[-1] if found else None
        if last:
            between = words.words[last.last + 1 : mention.at]
            mark = words.before[mention.at]
            slash = not between and mark.strip() in ("/", "|", "||", " / ")
            same = mention.license == last.license and mention.family == last.family
            inside = last.license and mention.family and last.license.startswith(mention.family) and len(between) <= 1
            repeated = (same or inside) and len(between) <= 1 and ("(" in mark or "," in mark or not between)
            more = mention.license and last.family and mention.license.startswith(last.family) and "(" in mark
            if repeated or more:
                found[-1] = last._replace(last=mention.at, license=last.license or mention.license, family="" if (last.license or mention.license) else last.family)
                continue
            if (slash or (0 < len(between) <= 3 and set(between) & _OR and set(between) <= _OR | {"the", "a", "der", "la", "the"})) and mention.license and last.license:
                found[-1] = Choice(last.first, mention.at, f"{last.license} OR {mention.license}", "", last.doubtful or mention.doubtful)
                continue
        found.append(Choice(mention.at, mention.at, mention.license, mention.family, mention.doubtful))
    return tuple(found)


def read(sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, *, quote: str, line: int, question: bool, spoken: bool) -> Read:
    """The statements about each license; `spoken` is whether the block is somebody's quotation."""
    statements: list[ProseStatement] = []
    left: list[Mention] = []
    for choice in choices(sentence):
        said = None if question or spoken or choice.doubtful else _decide(sentence, nouns, frame, choice)
        if said is None:
            left += [mention for mention in sentence.mentions if choice.first <= mention.at <= choice.last]
            continue
        subject, plainness, time, denied, conditional = said
        for part in subject.parts:
            statements.append(
                ProseStatement(
                    kind=Kind.LICENSE,
                    license=choice.license,
                    family=choice.family,
                    part=part,
                    subject=Subject.OTHER if subject.other else Subject.SELF,
                    time=time,
                    denied=denied,
                    conditional=conditional,
                    plainness=plainness,
                    quote=quote,
                    line=line,
                )
            )
    return Read(tuple(statements), tuple(left))


def _decide(
    sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, choice: Choice
) -> tuple[Whose, Plainness, Time, bool, bool] | None:
    at, end = choice.first, choice.last + 1
    within = clause(sentence, at, end)
    subject = _scoped(sentence, nouns, whose(sentence, nouns, at, end), at)
    labelled = _labelled(sentence, frame, at, within.first)
    implicit = not subject.sure
    if implicit:
        subject = _from_frame(frame)
    if not subject.parts:
        return None
    if near(sentence.of(Means.SAME), within.first, at) and (not subject.sure or subject.other):
        subject, implicit = Whose(("self",), sure=False), True
        labelled = labelled or near(sentence.of(Means.TERMS), 0, at)
    if near(sentence.of(Means.SAME), end, end + 4):
        return Whose(("self",), sure=True), Plainness.FREE, Time.NOW, False, False
    time = _time(sentence, within, at, end)
    denied = any(at - 3 <= hit.end - 1 < at for hit in sentence.of(Means.NEGATION) if hit.first >= within.first) or (
        near(sentence.of(Means.NEGATION), end, end + 1) and not sentence.words.before[end].strip(" -\"')")
    )
    strange = unknown(sentence, _start(sentence, within, at, subject), at)
    if near(sentence.of(Means.USER), within.first, at) or near(sentence.of(Means.HEARSAY), 0, at) and not labelled:
        return None
    if near(sentence.of(Means.EXAMPLE), within.first, at) and not labelled:
        return None
    conditional = near(sentence.of(Means.CONDITION), within.first, at)
    if sentence.of(Means.DOUBT) and near(sentence.of(Means.DOUBT), within.first, at + 2):
        return None
    if end <= len(sentence.words) and "?" in sentence.words.before[end]:
        return None
    if implicit and not labelled and (strange or _relative(sentence, within, at)):
        return None
    cue = labelled or _cue(sentence, nouns, at, end, within, frame)
    if not cue or (conditional and not subject.other):
        return None
    if time is not Time.NOW or denied:
        return subject, Plainness.FREE, time, denied, conditional
    if frame.aside and implicit and not labelled:
        return None
    plain = cue == "closed" or labelled or (cue == "grant" and subject.sure)
    if plain and not strange:
        return subject, Plainness.CLOSED, time, denied, conditional
    if strange <= 1 or (subject.sure and strange <= 2 and cue != "bare") or subject.other:
        return subject, Plainness.FREE, time, denied, conditional
    return None


def _scoped(sentence: Annotated, nouns: tuple[Noun, ...], subject: Whose, at: int) -> Whose:
    """The subject without what is excepted: "everything except the weights" is the code."""
    for hit in sentence.of(Means.EXCEPTION):
        cjk = sentence.words.words[hit.first] > "\u3000"
        excepted = next(
            (
                noun
                for noun in nouns
                if (0 <= hit.first - noun.end <= 2 if cjk else 0 <= noun.first - hit.end <= 3)
            ),
            None,
        )
        if excepted is None or excepted.part not in ("weights",):
            continue
        if excepted in subject.nouns and excepted.end == at:
            continue
        if not cjk and hit.first < excepted.first < at and any(word in ("which", "that") for word in sentence.words.words[excepted.end : at]):
            continue
        rest = tuple(part for part in subject.parts if part != "weights")
        own = bool(subject.nouns) and all(noun != excepted for noun in subject.nouns)
        if own and rest:
            return Whose(rest, sure=True)
        return Whose(("code",), sure=True)
    return subject


def _from_frame(frame: Frame) -> Whose:
    if frame.part:
        part = {"docs": "documentation", "project": "unclear"}.get(frame.part, frame.part)
        parts = ("weights", "code") if part == "everything" else (part,)
        return Whose(("weights",) if frame.other else parts, sure=False, other=frame.other)
    return Whose(("weights" if frame.other else "self",), sure=False, other=frame.other)


def _labelled(sentence: Annotated, frame: Frame, at: int, first: int) -> bool:
    """Whether a label about licensing stands right before: "License: …", a row of a table, the heading's formula."""
    words = sentence.words
    mark = words.before[at]
    colon = any(sign in mark for sign in ":\uff1a=|\u2192") or mark.strip() in ("-", "\u2013", "\u2014")
    if frame.label and frame.licensing and unknown(sentence, first, at) == 0:
        return True
    terms = sentence.of(Means.TERMS)
    parts = sentence.of(Means.PART, Means.OWN)
    if colon and (near(terms, first, at) or near(parts, first, at)) and unknown(sentence, first, at) <= 1:
        return True
    if not colon and near(terms, first, at) and not near(terms, at, at + 1):
        place = next((place for place in range(at, first, -1) if any(sign in words.before[place] for sign in ":\uff1a=")), 0)
        return bool(place) and near(terms, first, place) and unknown(sentence, first, at) == 0
    return False


def _relative(sentence: Annotated, within: Clause, at: int) -> bool:
    """Whether the license is said of a noun that is in no table: "ffmpeg, which is LGPL"."""
    return any(word in WHICH for word in sentence.words.words[within.first : at])


def _start(sentence: Annotated, within: Clause, at: int, subject: Whose) -> int:
    """Where the words begin that must be known: the subject, else the last comma, else the clause."""
    words = sentence.words
    first = within.first
    if subject.nouns:
        before = [noun.first for noun in subject.nouns if noun.end <= at]
        first = max(first, min(before, default=first))
        return first
    for place in range(at, within.first, -1):
        if any(sign in words.before[place] for sign in ",\uff0c:\uff1a"):
            return place
    return first


def _time(sentence: Annotated, within: Clause, at: int, end: int) -> Time:
    if near(sentence.of(Means.FUTURE), within.first, at):
        return Time.LATER
    if near(sentence.of(Means.PRESENT), within.first, at):
        return Time.NOW
    first = within.first
    for place in range(at, within.first, -1):
        if "," in sentence.words.before[place] and near(sentence.of(Means.GRANT, Means.PART, Means.OWN), place, at):
            first = place
            break
    history = [hit for hit in sentence.of(Means.HISTORY) if first <= hit.first < at or end <= hit.first <= end]
    return Time.EARLIER if history else Time.NOW


def _cue(sentence: Annotated, nouns: tuple[Noun, ...], at: int, end: int, within: Clause, frame: Frame) -> str:
    """What ties the license to its subject: a verb of granting, "applies to", a copula, a dash, nothing but itself."""
    words = sentence.words
    mark = words.before[at]
    grants = sentence.of(Means.GRANT)
    if any(within.first <= hit.first and at - 3 <= hit.end <= at + 1 for hit in grants):
        return "grant"
    if any(sign in mark for sign in ":\uff1a=\u2192") or mark.strip() in ("-", "\u2013", "\u2014", "|"):
        return "colon"
    if near(sentence.of(Means.APPLIES), end, end + 3):
        return "grant"
    asian = any(word > "\u3000" for word in words.words[max(0, at - 2) : end + 3])
    if asian and (near(grants, within.first, at) or near(grants, end, end + 10) or near(sentence.of(Means.APPLIES), end, end + 12)):
        return "grant"
    if near(sentence.of(Means.TERMS), max(within.first, at - 3), at) or near(sentence.of(Means.TERMS), end, end + 2):
        return "terms"
    if any(noun.first - end in (0, 1) or ("(" in mark and noun.end == at) for noun in nouns):
        return "adjective"
    if at == within.first and (end >= within.end or "," in words.before[end] or "(" in words.before[end] or unknown(sentence, end, within.end) == 0):
        return "closed" if frame.licensing else "bare"
    if any(noun.end == at for noun in nouns):
        return "adjective"
    if unknown(sentence, within.first, at) == 0 and words.words[at - 1] not in _AWAY:
        return "closed" if frame.licensing else "bare"
    return ""
