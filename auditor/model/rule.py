"""One check (`rules/checks/*.toml`): its subject, its predicate, its story and its cases."""

from __future__ import annotations

from typing import Literal

from auditor.model.base import Noun, field
from auditor.model.words import Grade, Relation, Shortfall


class Subject(Noun, frozen=True, kw_only=True):
    """What a rule is asked about, once each."""

    about: Literal[
        "duty", "limit", "condition kept", "limit kept", "license", "upstream", "pair", "statement", "repository"
    ]
    """A duty or a limit on an act is asked where its `when` says; one that has to be *kept* in the terms of what
    was made is asked wherever the license reaches, whoever has to observe it in the end."""
    codes: tuple[str, ...] = ()
    """For duties and limits: their codes."""


class Check(Noun, frozen=True, kw_only=True):
    """The judgement a rule uses."""

    uses: str
    """A predicate of the vocabulary."""


class CaseText(Noun, frozen=True, kw_only=True):
    """A license text that a case's repository carries, recognised as such."""

    license: str
    path: str = "LICENSE"
    match: Literal["exact", "exact-with-further-terms", "near", "modified"] = "exact"


class CaseUpstream(Noun, frozen=True, kw_only=True):
    """A parent in a case."""

    name: str = "upstream/base"
    relation: Relation | tuple[Relation, ...] = Relation.FINETUNE
    license: str | None = None
    """SPDX expression or profile key; None: not known."""
    candidates: tuple[str, ...] = ()
    """Several licenses: a candidate set, in place of `license`."""
    copyrights: tuple[str, ...] = ()
    copyrights_read: bool = False
    notice_file: bool | None = None
    notice_text: str = ""
    grade: Grade = Grade.SEEN
    firm: bool = True
    """False: known by its shape only."""
    by_publisher: bool | None = None
    cycle: bool = False
    """Whether its own bases lead back to it."""
    cut: bool = False
    """Whether bases of it were left out."""


class Case(Noun, frozen=True, kw_only=True):
    """A worked example of a rule: a small repository, and the verdict."""

    name: str
    expect: Literal["met", "breached", "undetermined", "not-applicable"]
    if_confirmed: Literal["", "met", "breached"] = ""
    license: str = ""
    """Ask about this license only, where several reach the repository."""
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
    """A phrase: what is wrong where the rule finds something."""
    since: str
    why: str
    fix: str
    """The remedy; may use {license}, {upstream}, {clause}, {words}, {missing}."""
    question: str = ""
    """What would settle an undetermined answer; same fields."""
    subject: Subject
    kind: Shortfall | None = None
    """What falls short where the rule finds something; None where it is none of these."""
    check: Check
    case: tuple[Case, ...]

    @property
    def uses(self) -> str:
        """The predicate's name."""
        return self.check.uses
