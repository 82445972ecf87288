"""One check (`rules/checks/*.toml`): its subject, its predicate, its explanation and its cases."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from auditor.model.base import Noun, field
from auditor.model.rule_words import About, Placeholder, PredicateName
from auditor.model.terms import DutyCode, LimitCode
from auditor.model.words import Grade, Harm, Match, Relation, Shortfall, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

_CODES: Mapping[About, tuple[StrEnum, ...]] = {About.DUTY: tuple(DutyCode), About.LIMIT: tuple(LimitCode)}
"""The codes to which a rule may apply."""


class Subject(Noun, frozen=True, kw_only=True):
    """What a rule checks, one at a time."""

    about: About
    codes: tuple[str, ...] = ()
    """For duties and limits: their codes (`DutyCode`, `LimitCode`)."""
    wherever_it_reaches: bool = False
    """Whether a duty or a limit is checked wherever the license reaches, whatever its `when` says, because the terms
    of the derivative must contain it, whoever finally has to observe it."""
    relations: tuple[Relation, ...] = ()
    """For parents: checked only if one of these may be how the model was made from it; empty: always."""

    def __post_init__(self) -> None:
        """Raise ValueError if codes are missing, do not belong here, or are unknown."""
        known = _CODES.get(self.about)
        if known is None:
            if self.codes or self.wherever_it_reaches:
                raise ValueError(
                    f"codes and wherever_it_reaches are for duties and limits, not for a {self.about.value}"
                )
            return
        if not self.codes:
            raise ValueError(f"a rule about a {self.about.value} names the codes it is about")
        for code in self.codes:
            if code not in known:
                raise ValueError(f"codes: {code!r} is not a code of a {self.about.value}; {_suggested(code, known)}")


class Check(Noun, frozen=True, kw_only=True):
    """The predicate that a rule uses."""

    uses: PredicateName


class CaseText(Noun, frozen=True, kw_only=True):
    """A license text in a case's repository, recognised as such."""

    license: str
    path: str = "LICENSE"
    match: Match = Match.EXACT


class CaseUpstream(Noun, frozen=True, kw_only=True):
    """A parent in a case."""

    name: str = "upstream/base"
    relation: Relation | tuple[Relation, ...] = Relation.FINETUNE
    license: str | None = None
    """SPDX expression or profile key; None: unknown."""
    candidates: tuple[str, ...] = ()
    """Several licenses: a candidate set, in place of `license`."""
    copyrights: tuple[str, ...] = ()
    copyrights_read: bool = False
    notice_file: bool | None = None
    notice_text: str = ""
    grade: Grade = Grade.SEEN
    firm: bool = True
    """False: known only by its shape."""
    by_publisher: bool | None = None
    cycle: bool = False
    """Whether its own bases lead back to it."""
    cut: bool = False
    """Whether bases of it were left out."""
    differs: str = ""
    """How a directory with its name contradicts what is known of it."""


class Case(Noun, frozen=True, kw_only=True):
    """A worked example of a rule: a small repository, and the verdict."""

    name: str
    expect: Verdict
    if_confirmed: Verdict | None = None
    """If undetermined: what it would be; None: not compared."""
    license: str = ""
    """Check only this license, if several reach the repository."""
    repo: str | None = None
    """The repository's id."""
    card: str = ""
    """Front matter of README.md."""
    prose: str = ""
    """README.md below the front matter."""
    files: dict[str, str] = field(default_factory=dict)
    carries: tuple[CaseText, ...] = ()
    upstream: tuple[CaseUpstream, ...] = ()


class Rule(Noun, frozen=True, kw_only=True):
    """One check."""

    id: str
    title: str
    """A phrase: what is wrong if the rule finds something."""
    since: str
    harm: Harm
    """What is at stake if it finds something; it decides the order of findings."""
    why: str
    fix: str
    """The remedy; it may contain any `Placeholder`, in braces."""
    fix_own: str = ""
    """The remedy if the license is the model's own, which binds whoever passes it on; "" for the same."""
    question: str = ""
    """What would settle an undetermined answer; it may contain the same placeholders."""
    subject: Subject
    kind: Shortfall | None = None
    """What falls short if the rule finds something; None if none of these."""
    check: Check
    case: tuple[Case, ...]

    def __post_init__(self) -> None:
        """Raise ValueError if a text has an unknown placeholder, or the predicate does not fit the subject."""
        for name, text in (("fix", self.fix), ("fix_own", self.fix_own), ("question", self.question)):
            _check_placeholders(name, text)
        uses, about = self.check.uses, self.subject.about
        if uses.about is not about:
            raise ValueError(f"check: {uses.value} is checked for each {uses.about.value}, not for each {about.value}")

    @property
    def uses(self) -> PredicateName:
        """The predicate's name."""
        return self.check.uses


def _check_placeholders(name: str, text: str) -> None:
    """Raise ValueError if the text has braces that are not a placeholder."""
    known = ", ".join(f"{{{placeholder}}}" for placeholder in Placeholder)
    try:
        parts = tuple(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"{name}: braces are for {known} alone ({error})") from error
    for _, field_name, layout, conversion in parts:
        if field_name is None:
            continue
        if field_name not in tuple(Placeholder) or layout or conversion:
            close = _nearest(field_name, tuple(Placeholder))
            meant = f"did you mean {{{close}}}? Known" if close and close != field_name else "known"
            raise ValueError(f"{name}: {{{field_name}}} cannot be filled in; {meant}: {known}")


def _suggested(word: str, known: tuple[StrEnum, ...]) -> str:
    close = _nearest(word, known)
    return f"{f'did you mean {close}? K' if close else 'k'}nown: {', '.join(known)}"


def _nearest(word: str, known: tuple[StrEnum, ...]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    return next(iter(get_close_matches(word, known, n=1)), "")
