"""Which piece cures which finding, only from what is declared, shown by equal files or answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from auditor.model import AnswerKey, Grade, LeftOpen, WhyOpen
from auditor.model.base import Value
from auditor.remedy.choices import left_to_people
from auditor.remedy.parts import Piece, Place
from auditor.remedy.shown import NOT_NAMED, answered_base, answered_lines, candidate_of, declared_as, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from auditor.model import Answer, Audit, Candidate, Finding, Outcome, Upstream


_ANSWER_KEPT = "To keep that answer beside the finding, accept it in auditor.toml with a reason (waive)."


class LicenseText(Value, frozen=True):
    """A text that may be written, and its source."""

    words: str
    source: str


class Texts(Protocol):
    """A source of license texts."""

    def __call__(self, license_key: str, edge: Upstream, candidate: Candidate) -> LicenseText | None:
        """The text of a license that a candidate came under; None if none is available."""

    def place(self, license_key: str, candidate: Candidate) -> str:
        """Where the text is available, for a reader; "" if unknown."""


class _Context(Value, frozen=True):
    """One outcome of a finding, with everything that a cure needs."""

    finding: Finding
    outcome: Outcome
    edge: Upstream
    candidate: Candidate
    texts: Texts
    answers: Mapping[AnswerKey, Answer]
    name: str
    """The name of the license, for a reader."""
    upstream: str
    """The model's name as declared or answered here: its publisher may have renamed it since."""
    lines: tuple[Answer, ...]
    """Its copyright lines, as answered."""

    @property
    def clause(self) -> str:
        return self.outcome.citation.clause if self.outcome.citation is not None else ""

    def piece(self, place: Place, words: str, reason: str, source: str) -> Piece:
        """A piece for this finding."""
        upstream = "" if self.edge.is_own_terms else self.upstream
        answered, revision = answered_base(self.answers)
        return Piece(
            place,
            words,
            self.finding.id,
            f"{reason}{self._doubt()}",
            self.clause,
            source,
            upstream=upstream,
            revision=revision if answered.lower() == upstream.lower() else "",
            key=self.outcome.license,
            license=self.name,
        )

    def _doubt(self) -> str:
        """What to read before a piece is written: nobody has seen under which license the base was published."""
        if self.edge.is_own_terms or self.candidate.grade is not Grade.MEMORY or AnswerKey.BASE in self.answers:
            return ""
        return f" That {self.upstream} came under the {self.name} is known from memory alone: read it there first."

    def open(self, why: WhyOpen, advice: str = "", *needs: AnswerKey) -> LeftOpen:
        return LeftOpen(finding=self.finding.id, why=why, advice=advice or self.finding.remedy, needs=needs)


def pieces(audit: Audit, texts: Texts, answers: tuple[Answer, ...]) -> tuple[tuple[Piece, ...], tuple[LeftOpen, ...]]:
    """The pieces that cure the findings of an audit, and the findings left open."""
    made: list[Piece | LeftOpen] = []
    by_key = {answer.key: answer for answer in answers if answer.settles}
    names = {profile.license: profile.name for profile in audit.for_users}
    for finding in audit.findings:
        made.extend(_of_finding(audit, finding, texts, by_key, names, answers))
    own = by_key.get(AnswerKey.OWN_LICENSE)
    if own is not None:
        reason = "The license of the model itself, as answered."
        made.append(Piece(Place.CARD_KEY, own.value, "", reason, source=f"answered by {own.by}", key="license"))
    done = dict.fromkeys(piece for piece in made if isinstance(piece, Piece))
    left = {entry.finding: entry for entry in reversed(made) if isinstance(entry, LeftOpen)}
    return tuple(done), tuple(left[key] for key in sorted(left))


def _of_finding(
    audit: Audit,
    finding: Finding,
    texts: Texts,
    answers: Mapping[AnswerKey, Answer],
    names: Mapping[str, str],
    given: tuple[Answer, ...],
) -> Iterator[Piece | LeftOpen]:
    """The cure of each outcome of a finding, by its rule: one finding may have several."""
    if finding.rule in _OF_THE_BASE:
        edge = next((edge for edge in audit.upstreams if edge.name == finding.upstream), None)
        if finding.rule == "parent-unknown" and edge is not None and edge.kind not in NOT_NAMED:
            yield LeftOpen(finding=finding.id, why=WhyOpen.TEXT_NOT_AT_HAND, advice=finding.remedy)
        else:
            yield from _base(finding, answers, given)
        return
    for outcome in finding.outcomes:
        cure = _CURES.get(outcome.rule)
        if cure is None:
            yield left_to_people(finding, outcome, audit.repository.name or "", _name(outcome, names))
            continue
        edge = next((edge for edge in audit.upstreams if edge.name == outcome.upstream), None)
        candidate = candidate_of(edge, outcome)
        # what the model's own license requires of others does not show what it was made from: except for its text, if
        # answered, nothing is written
        of_own = edge is not None and edge.is_own_terms and outcome.rule not in _OF_OWN_LICENSE
        if edge is None or candidate is None or of_own or not shown(edge, audit, answers):
            yield from () if of_own else _answered(finding, answers)
            yield _open_base(finding, given, AnswerKey.BASE)
            continue
        upstream = declared_as(edge) if candidate.name == edge.name else candidate.name
        lines = answered_lines(upstream, audit.upstreams, given)
        name = _name(outcome, names)
        yield from cure(_Context(finding, outcome, edge, candidate, texts, answers, name, upstream, lines))


def _name(outcome: Outcome, names: Mapping[str, str]) -> str:
    """The name of an outcome's license, for a reader."""
    return outcome.citation.name if outcome.citation is not None else names.get(outcome.license, outcome.license)


def _open_base(finding: Finding, given: tuple[Answer, ...], *needs: AnswerKey) -> LeftOpen:
    """What is asked of the base; or that it was answered, and nothing is to be written."""
    refused = next((answer for answer in given if answer.key is AnswerKey.BASE and not answer.settles), None)
    if refused is not None:
        advice = f"{refused.by} answered base={refused.value.strip()}: nothing is written. {_ANSWER_KEPT}"
        return LeftOpen(finding=finding.id, why=WhyOpen.NO_FILE_CURES_IT, advice=advice)
    question = finding.question or finding.remedy
    advice = f"{question} Answer with --answer base=ORG/NAME@REVISION --answered-by NAME."
    return LeftOpen(finding=finding.id, why=WhyOpen.NEEDS_ANSWER, advice=advice, needs=needs)


def _base(
    finding: Finding, answers: Mapping[AnswerKey, Answer], given: tuple[Answer, ...]
) -> Iterator[Piece | LeftOpen]:
    """The base for the card, only as answered by a person entitled to state it."""
    answer = answers.get(AnswerKey.BASE)
    if answer is None:
        yield _open_base(finding, given, AnswerKey.BASE, AnswerKey.RELATION)
        return
    yield from _answered(finding, answers)
    # if it remains, nothing known of that base settles it
    yield LeftOpen(finding=finding.id, why=WhyOpen.NO_FILE_CURES_IT, advice=finding.remedy)


def _answered(finding: Finding, answers: Mapping[AnswerKey, Answer]) -> Iterator[Piece]:
    """The base, and how the model came from it, as answered."""
    base, relation = answers.get(AnswerKey.BASE), answers.get(AnswerKey.RELATION)
    if base is None:
        return
    name, _ = answered_base(answers)
    source = f"answered by {base.by}"
    yield Piece(Place.CARD_KEY, name, finding.id, "The base, as answered.", source=source, key="base_model")
    if relation is not None:
        source = f"answered by {relation.by}"
        reason = "How it came from the base, as answered."
        key = "base_model_relation"
        yield Piece(Place.CARD_KEY, relation.value.strip(), finding.id, reason, source=source, key=key)


def _text(context: _Context) -> Iterator[Piece | LeftOpen]:
    """The exact text; that of the model's own license, which is a grant, only if that license was answered."""
    own = context.answers.get(AnswerKey.OWN_LICENSE)
    if context.edge.is_own_terms and (own is None or own.value.strip().lower() != context.outcome.license.lower()):
        advice = f"{context.finding.remedy} It is written with --answer own-license={context.outcome.license}."
        yield context.open(WhyOpen.NEEDS_ANSWER, advice, AnswerKey.OWN_LICENSE)
        return
    text = context.texts(context.outcome.license, context.edge, context.candidate)
    if text is None:
        where = context.texts.place(context.outcome.license, context.candidate)
        yield context.open(
            WhyOpen.TEXT_NOT_AT_HAND, f"{context.finding.remedy} It is at {where}" if where else context.finding.remedy
        )
        return
    reason = (
        f"The {context.name} has to be linked, or its text carried."
        if context.outcome.rule == "license-not-linked"
        else f"The text of the {context.name} has to travel with the model."
    )
    yield context.piece(Place.TEXT, text.words, reason, text.source)


def _holder(context: _Context) -> Iterator[Piece | LeftOpen]:
    """Lines as read in the upstream's own files, or as answered; none is ever composed.

    Of two offers of the same weights the lines are those of the one whose files were read: the other wants none.
    """
    where = f"the files of {context.upstream}" + f" ({context.candidate.source})" * bool(context.candidate.source)
    reason = "A copyright line of the upstream has to be kept."
    if context.outcome.wanted and context.candidate.copyrights_read:
        for line in context.candidate.copyrights:
            yield context.piece(Place.LINE, line, reason, where)
    elif context.lines:
        for answer in context.lines:
            yield context.piece(Place.LINE, answer.value, reason, f"answered by {answer.by}")
    else:
        advice = f"{context.finding.remedy} Give it as it is there: --answer 'holder={context.upstream}: LINE'."
        yield context.open(WhyOpen.LINE_NOT_SEEN, advice, AnswerKey.HOLDER)


def _upstream_notice(context: _Context) -> Iterator[Piece | LeftOpen]:
    if not context.candidate.notice_text:
        yield context.open(WhyOpen.LINE_NOT_SEEN)
        return
    reason = (
        f"The attribution notices of {context.upstream} have to be carried on; those that pertain to no part of "
        "this model may be left out."
    )
    source = f"the NOTICE of {context.upstream}"
    yield context.piece(Place.UPSTREAM_NOTICE, context.candidate.notice_text, reason, source)


def _sentence(context: _Context) -> Iterator[Piece | LeftOpen]:
    """The exact sentence that the license prescribes."""
    return _fixed(context, Place.NOTICE, "The license fixes this sentence.", WhyOpen.LINE_NOT_SEEN)


def _phrase(context: _Context) -> Iterator[Piece | LeftOpen]:
    """The phrase that the license prescribes, in the card."""
    return _fixed(context, Place.CARD, "The license fixes this phrase.", WhyOpen.NO_FILE_CURES_IT)


def _fixed(context: _Context, place: Place, reason: str, otherwise: WhyOpen) -> Iterator[Piece | LeftOpen]:
    """Words from the license itself; of several, the first."""
    if context.outcome.wanted:
        yield context.piece(place, context.outcome.wanted[0], reason, f"{context.name} {context.clause}, its own words")
    else:
        yield context.open(otherwise)


def _changes(context: _Context) -> Iterator[Piece | LeftOpen]:
    """Who changed what, and when: only as answered."""
    changes, day = context.answers.get(AnswerKey.CHANGES), context.answers.get(AnswerKey.CHANGED_ON)
    if changes is None:
        advice = f"{context.finding.remedy} Answer with --answer changes=TEXT --answer changed-on=YYYY-MM-DD."
        yield context.open(WhyOpen.NEEDS_ANSWER, advice, AnswerKey.CHANGES, AnswerKey.CHANGED_ON)
        return
    when = f" on {day.value}" if day is not None else ""
    words = f"Modified by {changes.by}{when}: {changes.value}"
    yield context.piece(Place.CHANGES, words, "Changes have to be stated.", f"answered by {changes.by}")


def _credit(context: _Context) -> Iterator[Piece | LeftOpen]:
    """The creator, as far as the upstream's id names it."""
    organisation, slash, _ = context.upstream.rpartition("/")
    if not slash:
        yield context.open(WhyOpen.LINE_NOT_SEEN)
        return
    words = f"{context.upstream}, published by {organisation}: https://huggingface.co/{context.upstream}"
    yield context.piece(Place.NOTICE, words, "The creator has to be named.", "the id of the upstream")


_OF_THE_BASE = frozenset({"base-undeclared", "parent-unknown"})
_OF_OWN_LICENSE = frozenset({"license-text-missing", "license-not-linked"})
_CURES: Mapping[str, Callable[[_Context], Iterator[Piece | LeftOpen]]] = {
    "license-text-missing": _text,
    # the text itself replaces a link to it
    "license-not-linked": _text,
    "copyright-holder-missing": _holder,
    "upstream-unread": _holder,
    "notice-file-dropped": _upstream_notice,
    "notice-sentence-missing": _sentence,
    "attribution-phrase-missing": _phrase,
    "changes-not-stated": _changes,
    "creator-not-credited": _credit,
}
