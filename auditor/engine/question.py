"""The question that a predicate answers, and its answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from auditor.errors import RuleError
from auditor.model import Reason, Verdict
from auditor.model.base import Value

if TYPE_CHECKING:
    from auditor.engine.scene import Scene
    from auditor.model import (
        Because,
        Candidate,
        Duty,
        Grant,
        Limit,
        Location,
        Outbound,
        Profile,
        Relation,
        Rule,
        Statement,
        Upstream,
    )


_Thing = TypeVar("_Thing")


class Question(Value, frozen=True, dict=True):
    """One rule, about one thing."""

    rule: Rule
    scene: Scene
    upstream: Upstream | None = None
    candidate: Candidate | None = None
    reading: Relation | None = None
    """The possible relation in question, if there are several."""
    profile: Profile | None = None
    duty: Duty | None = None
    limit: Limit | None = None
    statement: Statement | None = None
    other: tuple[Upstream, Profile] | None = None
    """For a pair: the second ancestor and its license."""

    @cached_property
    def relation(self) -> Relation | None:
        """The relation in question."""
        return self.reading

    @property
    def is_about_the_relation(self) -> bool:
        """Whether the predicate used the relation: if not, its answer applies to every relation."""
        return "relation" in self.__dict__

    @property
    def the_license(self) -> Profile:
        """The license in question; raises RuleError if a rule uses the predicate on another subject."""
        return self._given(self.profile, "license")

    @property
    def the_edge(self) -> Upstream:
        """The edge in question; raises as above."""
        return self._given(self.upstream, "upstream")

    @property
    def the_candidate(self) -> Candidate:
        """The candidate in question; raises as above."""
        return self._given(self.candidate, "license of an upstream")

    @property
    def the_duty(self) -> Duty:
        """The duty in question; raises as above."""
        return self._given(self.duty, "duty")

    @property
    def the_limit(self) -> Limit:
        """The limit in question; raises as above."""
        return self._given(self.limit, "limit")

    @property
    def the_pair(self) -> tuple[Upstream, Profile]:
        """The second ancestor and its license; raises as above."""
        return self._given(self.other, "pair")

    @property
    def the_statement(self) -> Statement:
        """The statement in question; raises as above."""
        return self._given(self.statement, "statement")

    def _given(self, value: _Thing | None, what: str) -> _Thing:
        if value is None:
            raise RuleError(
                f"{self.rule.id}.toml: the predicate {self.rule.uses!r} is about a {what}",
                tip="Set [subject] about accordingly.",
            )
        return value

    @property
    def license_name(self) -> str:
        """The license in question, for a sentence."""
        return self.profile.name if self.profile else "the license"

    @property
    def from_whom(self) -> str:
        """The upstream in question, for a sentence; raises as above."""
        return self.the_candidate.name


class Answer(Value, frozen=True):
    """What a predicate found; the evaluator may make it less definite, never more."""

    verdict: Verdict
    says: str
    """What was found, in one sentence; if it names `items`, the words before them."""
    evidence: tuple[Location, ...] = ()
    wanted: tuple[str, ...] = ()
    """The words that would have met it."""
    because: tuple[Reason, ...] = ()
    """Why an undetermined answer is not a breach."""
    note_only: bool = False
    """Whether it is a note at most: a repository cannot show it, or it depends on the user's own facts."""
    folds_into: str = ""
    """The rule under whose finding on the same edge, if there is one, this is reported too."""
    items: tuple[str, ...] = ()
    """The end of the sentence; outcomes that differ only in them are one finding."""
    question: str = ""
    """What would settle it, if that differs from the rule's question."""
    remedy: str = ""
    """What to do, if that differs from the rule's remedy."""
    cites: Grant | Outbound | None = None
    """The words on which it is based, if not those of the duty or limit in question."""
    terms: tuple[Duty | Limit, ...] = ()
    """For a pair: the term of the license in question and that of the second ancestor's, on which it is based."""

    def citing(self, words: Grant | Outbound) -> Answer:
        """The same answer, citing those words if the license has any."""
        return self.replace(cites=words) if words.quote or words.clause else self


def why(code: Because, detail: str = "") -> tuple[Reason, ...]:
    """A single reason."""
    return (Reason(code=code, detail=detail),)


Predicate = Callable[[Question], Answer]


def met(says: str, *evidence: Location) -> Answer:
    """What is required is there."""
    return Answer(Verdict.MET, says, evidence)


def breached(
    says: str, *evidence: Location, wanted: tuple[str, ...] = (), folds_into: str = "", items: tuple[str, ...] = ()
) -> Answer:
    """What is required was looked for everywhere it could be, and is not there."""
    return Answer(Verdict.BREACHED, says, evidence, wanted=wanted, folds_into=folds_into, items=items)


def absent(q: Question, says: str, *evidence: Location, wanted: tuple[str, ...] = ()) -> Answer:
    """What is required is not in what was read: breached, or undetermined if a file that could have it was not read."""
    if q.scene.unresolved_files:
        return undetermined(says, *evidence, because=q.scene.unresolved_files, wanted=wanted)
    return breached(says, *evidence, wanted=wanted)


def undetermined(
    says: str,
    *evidence: Location,
    because: tuple[Reason, ...] = (),
    wanted: tuple[str, ...] = (),
    note_only: bool = False,
    folds_into: str = "",
    items: tuple[str, ...] = (),
) -> Answer:
    """What was read does not settle it."""
    return Answer(Verdict.UNDETERMINED, says, evidence, wanted, because, note_only, folds_into, items)


def not_applicable(says: str = "") -> Answer:
    """Nothing is required here."""
    return Answer(Verdict.NOT_APPLICABLE, says)
