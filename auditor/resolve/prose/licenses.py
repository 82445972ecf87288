"""What a sentence says about the licenses that it names: the decisions, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model.base import Value
from auditor.resolve.prose.cues import cue_of, labelled
from auditor.resolve.prose.force import Force, force, may_be_denied
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.quoted import quoted
from auditor.resolve.prose.setting import clause, near, unknown
from auditor.resolve.prose.statement import Kind, Plainness, ProseStatement, Time
from auditor.resolve.prose.subjects import Whose, comma, whose
from auditor.resolve.prose.taken_back import kept_from, not_the_weights
from auditor.resolve.prose.unnamed import begins_with_a_name, behind_a_name, catalogue, elsewhere, explained

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated, Mention
    from auditor.resolve.prose.nouns import Noun
    from auditor.resolve.prose.setting import Clause, Frame

_LEADING, _CLOSE = 2, 3
"""Most words before the subject of "the weights are licensed under …"."""
_JOINED = 3
"""Most words between two licenses of which the reader may choose one."""


class Read(Value, frozen=True):
    """The statements of a sentence, and the mentions from which nothing was concluded.

    `limiting` is whether one of those is denied for some users or uses only, which limits the license.
    """

    statements: tuple[ProseStatement, ...]
    left: tuple[Mention, ...]
    limiting: bool = False


class Choice(NamedTuple):
    """One license, or several between which the reader may choose: words `first` to `last`."""

    first: int
    last: int
    license: str
    family: str
    doubtful: bool


class Decision(Value, frozen=True):
    """What was concluded about a license."""

    subject: Whose
    plainness: Plainness
    force: Force = Force()
    conditional: bool = False


def choices(sentence: Annotated) -> tuple[Choice, ...]:
    """The licenses of a sentence: a repeated one only once, those joined by "or" together."""
    choices: list[Choice] = []
    for mention in sentence.mentions:
        joined = _joined(sentence, choices[-1], mention) if choices else None
        if joined:
            choices[-1] = joined
        else:
            choices.append(Choice(mention.at, mention.at, mention.license, mention.family, mention.doubtful))
    return tuple(choices)


def _joined(sentence: Annotated, last: Choice, mention: Mention) -> Choice | None:
    """Both as one choice, if the second repeats, completes or is an alternative to the first; otherwise None."""
    between = sentence.words.words[last.last + 1 : mention.at]
    mark = sentence.words.before[mention.at]
    same = mention.license == last.license and mention.family == last.family
    inside = bool(last.license and mention.family) and last.license.startswith(mention.family)
    more = bool(mention.license and last.family) and mention.license.startswith(last.family) and "(" in mark
    if more or ((same or inside) and len(between) <= 1 and ("(" in mark or "," in mark or not between)):
        whole = last.license or mention.license
        return last._replace(last=mention.at, license=whole, family="" if whole else last.family)
    grammar = sentence.grammar
    slash = not between and mark.strip() in ("/", "|", "||")
    dual = bool(set(sentence.words.words[: last.first]) & grammar.dual)
    joiners = grammar.choosing | grammar.joining if dual else grammar.choosing
    choosing = bool(set(between) & joiners) and set(between) <= joiners | grammar.determiner
    if (slash or (choosing and len(between) <= _JOINED)) and mention.license and last.license:
        doubtful = last.doubtful or mention.doubtful
        return Choice(last.first, mention.at, f"{last.license} OR {mention.license}", "", doubtful)
    return None


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
    """The statements about each license; `quotation` is whether the block quotes somebody."""
    statements: list[ProseStatement] = []
    left: list[Mention] = []
    limiting = False
    last: tuple[Choice, Decision | None] | None = None
    named = choices(sentence)
    changed = _changed(sentence, named)
    for choice in named:
        decision: Decision | None = None
        if changed and not question and not quotation:
            decision = _decided_change(sentence, nouns, frame, named, choice)
        elif last and not choice.doubtful and _listed(sentence, nouns, last[0], choice):
            decision = last[1]
        elif not (question or quotation or choice.doubtful):
            decision = _decide(sentence, nouns, frame, choice)
        last = choice, decision
        limited = decision is not None and _is_limited(decision)
        limiting = limiting or limited
        if decision is None or limited:
            left += [mention for mention in sentence.mentions if choice.first <= mention.at <= choice.last]
            continue
        statements += [
            ProseStatement(
                kind=Kind.LICENSE,
                license=choice.license,
                family=choice.family,
                part=part,
                subject=decision.subject.about,
                time=decision.force.time,
                denied=decision.force.denied,
                not_now=decision.force.not_now,
                conditional=decision.conditional,
                plainness=decision.plainness,
                quote=quote,
                line=line,
            )
            for part in decision.subject.parts
        ]
        if not (
            decision.force.denied or decision.subject.other or "weights" in decision.subject.parts
        ) and not_the_weights(sentence, nouns):
            statements.append(statements[-1].replace(part="weights", denied=True, plainness=Plainness.FREE))
    return Read(tuple(statements), tuple(left), limiting or (bool(left) and may_be_denied(sentence)))


def _is_limited(decision: Decision) -> bool:
    """Whether a license of this model expressly does not apply to some users or uses."""
    of_parts = set(decision.subject.parts) <= {"code", "data", "tokenizer", "documentation"}
    return decision.force.limited and not decision.subject.other and not of_parts


def _changed(sentence: Annotated, named: tuple[Choice, ...]) -> bool:
    """Whether it says that the first of two licenses was replaced by the second: "relicensed from GPL to MIT"."""
    if len(named) != 2 or any(choice.doubtful for choice in named):  # noqa: PLR2004 - from, to
        return False
    words, grammar = sentence.words.words, sentence.grammar
    first, second = named[0].first, named[1].first
    return (
        bool(set(words[:first]) & grammar.switching)
        and first > 0
        and words[first - 1] in grammar.from_
        and second - named[0].last - 1 <= _JOINED
        and words[second - 1] in grammar.to
    )


def _decided_change(
    sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, named: tuple[Choice, ...], choice: Choice
) -> Decision | None:
    """What a change of license says about one of the two: the first applied earlier, the second applies now."""
    first = named[0]
    subject = whose(sentence, nouns, first.first, first.last + 1)
    if not subject.sure:
        subject = _from_frame(frame)
    if not subject.parts or near(sentence.of(Means.FUTURE, Means.DOUBT, Means.USER), 0, first.first):
        return None
    return Decision(subject, Plainness.FREE, Force(Time.EARLIER if choice is first else Time.NOW))


def _listed(sentence: Annotated, nouns: tuple[Noun, ...], last: Choice, choice: Choice) -> bool:
    """Whether a license continues a list and has no noun of its own after it: "under MIT and ISC"."""
    words, grammar = sentence.words, sentence.grammar
    between = words.words[last.last + 1 : choice.first]
    marks = words.before[last.last + 1 : choice.first + 1]
    counted = {word for word in between if word[0].isdigit()}
    if not set(between) <= grammar.joining | grammar.determiner | counted or any(
        set(mark) & set("();:/") for mark in marks
    ):
        return False
    return not any(noun.first >= choice.first for noun in whose(sentence, nouns, choice.first, choice.last + 1).nouns)


def _decide(sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, choice: Choice) -> Decision | None:
    """What is said about a license: its subject, how plainly, and when; None if nothing can be concluded."""
    at, end = choice.first, choice.last + 1
    within = clause(sentence, at, end)
    label = labelled(sentence, frame, at, within.first)
    subject = _scoped(sentence, nouns, whose(sentence, nouns, at, end), at)
    if not subject.sure or (subject.other and _after_a_reason(sentence, subject, at)):
        subject = _from_frame(frame)
    if not subject.parts or _of_something_else(sentence, nouns, frame, subject, choice, label=label):
        return None
    if near(sentence.of(Means.SAME), end, end + 4):
        return Decision(Whose(("self",), sure=True), Plainness.FREE)
    if near(sentence.of(Means.SAME), within.first, at) and (not subject.sure or subject.other):
        subject = Whose(("self",), sure=False)
        label = label or near(sentence.of(Means.TERMS), 0, at)
    strange = unknown(sentence, _start(sentence, within, at, subject), at)
    conditional = near(sentence.of(Means.CONDITION), within.first, at)
    cue = "label" if label else cue_of(sentence, nouns, at, end, within, closed=frame.licensing)
    sure = label or (subject.sure and subject.other)  # "Unlike Lark-7B (the Lark license), …" is about Lark
    stated = force(sentence, within, at, end, kept=kept_from(sentence, subject.nouns or nouns))
    unsettled = conditional and not (subject.other or stated.limited)
    if not cue or _set_aside(sentence, within, at, end, label=sure or stated.limited) or unsettled:
        return None
    if not subject.sure and not label and (strange or frame.aside or _relative(sentence, within.first, at)):
        return None
    leads = any(noun.first - within.first <= _LEADING for noun in subject.nouns)
    plain = cue in ("closed", "label") or (cue == "grant" and leads)
    if stated.time is not Time.NOW or stated.denied:
        return Decision(subject, Plainness.FREE, stated, conditional)
    if plain and not strange:
        return Decision(subject, Plainness.CLOSED, conditional=conditional)
    if strange <= 1 + (subject.sure and cue != "bare") or subject.other:
        return Decision(subject, Plainness.FREE, conditional=conditional)
    return None


def _of_something_else(
    sentence: Annotated, nouns: tuple[Noun, ...], frame: Frame, subject: Whose, choice: Choice, *, label: bool
) -> bool:
    """Whether a license is quoted, one of many, or only described, or about another thing."""
    at, end = choice.first, choice.last + 1
    within = clause(sentence, at, end)
    if quoted(sentence.words, at, end) or (not subject.sure and catalogue(sentence)):
        return True
    if elsewhere(sentence, frame, subject, nouns, (within.first, at), label=label):
        return True
    aside = label and frame.aside and not _plainly_licensing(sentence, subject, at)
    if aside or (behind_a_name(sentence, at) and not (subject.sure and subject.other)):
        return True
    described = _described(sentence, at, end) or (not label and explained(sentence, within, end))
    return not subject.sure and described


def _after_a_reason(sentence: Annotated, subject: Whose, at: int) -> bool:
    """Whether the nouns belong to a reason before it: "Since it builds on Lark-7B, the Lark license applies"."""
    last = max((noun.end for noun in subject.nouns), default=at)
    return sentence.words.words[0] in sentence.grammar.because and last < at and comma(sentence, last, at + 1)


def _described(sentence: Annotated, at: int, end: int) -> bool:
    """Whether it only describes something unknown: "a GPL fork", "the MIT license text"."""
    words, grammar = sentence.words.words, sentence.grammar
    if at > 1 and begins_with_a_name(sentence):
        return True
    if words[end : end + 1] and words[end] in grammar.about and not sentence.words.before[end].strip():
        return True
    return at > 0 and words[at - 1] in grammar.article and end < len(words) and not sentence.known[end]


def _plainly_licensing(sentence: Annotated, subject: Whose, at: int) -> bool:
    """Whether a label under a heading like "Datasets" is nevertheless about licensing."""
    return near(sentence.of(Means.TERMS), 0, at) or any(noun.own for noun in subject.nouns)


def _set_aside(sentence: Annotated, within: Clause, at: int, end: int, *, label: bool) -> bool:
    """Whether it is a guess, an example, hearsay, or about what readers may do with their own works."""
    if near(sentence.of(Means.DOUBT), within.first, at + 2) or "?" in sentence.words.before[end]:
        return True
    if near(sentence.of(Means.USER), within.first, at):
        return True
    return not label and (near(sentence.of(Means.HEARSAY), 0, at) or near(sentence.of(Means.EXAMPLE), within.first, at))


def _scoped(sentence: Annotated, nouns: tuple[Noun, ...], subject: Whose, at: int) -> Whose:
    """The subject without what is excepted: "everything except the weights" means the code."""
    for hit in sentence.of(Means.EXCEPTION):
        before = sentence.words.words[hit.first] > "\u3000"
        gaps = ((hit.first - noun.end if before else noun.first - hit.end, noun) for noun in nouns)
        excepted = next((noun for gap, noun in gaps if 0 <= gap <= 2 + (not before)), None)
        if excepted is None or excepted.part != "weights" or (excepted in subject.nouns and excepted.end == at):
            continue
        if not before and hit.first < excepted.first < at and _relative(sentence, excepted.end, at):
            continue
        rest = tuple(part for part in subject.parts if part != "weights")
        kept = subject.nouns and excepted not in subject.nouns and rest
        return Whose(rest if kept else ("code",), sure=True)
    return subject


def _from_frame(frame: Frame) -> Whose:
    """The subject that headings and labels give; otherwise what the document is about."""
    return Whose(("weights",) if frame.other else frame.parts, sure=False, other=frame.other)


def _relative(sentence: Annotated, first: int, at: int) -> bool:
    """Whether a relative clause says it about a noun among these words: "ffmpeg, which is LGPL"."""
    words = sentence.words.words
    return any(
        words[place] in sentence.grammar.which
        and (comma(sentence, place, place + 1) or words[place] in sentence.grammar.relative)
        for place in range(first, at)
    )


def _start(sentence: Annotated, within: Clause, at: int, subject: Whose) -> int:
    """Where the words begin that must be known: at the subject, otherwise after the last comma or at the clause.

    They also begin at a verb of granting after a comma: "a child of Lark-7B for this and that, under the MIT license".
    """
    grants = sentence.of(Means.GRANT)
    resumed = next((hit.first for hit in grants if within.first < hit.first < at <= hit.end + 1), 0)
    if subject.nouns and resumed and comma(sentence, resumed, resumed + 1):
        return resumed
    if subject.nouns:
        return max(within.first, min((noun.first for noun in subject.nouns if noun.end <= at), default=within.first))
    before = sentence.words.before
    places = (place for place in range(at, within.first, -1) if any(sign in before[place] for sign in ",\uff0c:\uff1a"))
    return next(places, within.first)
