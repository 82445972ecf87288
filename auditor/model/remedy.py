"""A plan of edits that would cure what files can cure, as data (design §4); it is written elsewhere."""

from __future__ import annotations

from enum import StrEnum

from auditor.errors import ConfigError
from auditor.model.base import Noun
from auditor.model.provisions import Cure

_RELATIONS = ("adapter", "finetune", "merge", "quantized")
"""The values that the Hub accepts as base_model_relation."""


class AnswerKey(StrEnum):
    """A question that only a person with authority over the repository can answer."""

    BASE = "base"
    """From which model it was made: ORG/NAME, with @REVISION if known; `no` and `unknown` write nothing."""
    RELATION = "relation"
    """How it came from that model, in the Hub's words: adapter, finetune, merge or quantized."""
    CHANGES = "changes"
    """What was changed, in a sentence."""
    CHANGED_ON = "changed-on"
    """When, YYYY-MM-DD."""
    OWN_LICENSE = "own-license"
    """The license of the model itself: a grant, which is never written unless it is answered."""
    HOLDER = "holder"
    """A copyright line of the upstream's files, verbatim; if several upstreams were not read, ORG/NAME: LINE."""


class Answer(Noun, frozen=True, kw_only=True):
    """What somebody answered; raises `ConfigError` for an answer that nobody is named for."""

    key: AnswerKey
    value: str
    by: str
    """Who answers and may make statements for the repository."""

    def __post_init__(self) -> None:
        """Check that it is one line of text and that somebody is named for it."""
        if not self.value.strip() or any(not letter.isprintable() for letter in self.value):
            raise ConfigError(f"The answer to {self.key.value} is not one line of text.", option="answer")
        if self.key is AnswerKey.RELATION and self.settles and self.value.strip() not in _RELATIONS:
            raise ConfigError(
                f"{self.value.strip()[:60]!r} is no relation.", tip=f"One of {', '.join(_RELATIONS)}.", option="answer"
            )
        if not self.by.strip():
            raise ConfigError(
                "An answer is a statement of the publisher.",
                tip="Say who makes it: --answered-by NAME.",
                option="answer",
            )

    @property
    def settles(self) -> bool:
        """Whether it answers the question: `no` and `unknown` mean that nothing is to be written."""
        return self.value.strip().lower() not in ("no", "unknown")


class Hunk(Noun, frozen=True, kw_only=True):
    """Text to be inserted into a file at one place; nothing is changed or removed."""

    path: str
    sha256: str
    """Of the file as it was; "" if there was none."""
    at: int
    """The byte offset at which it is inserted."""
    line: int
    """The line, from 1, before which it is inserted."""
    text: str
    """The text inserted; written as UTF-8."""
    reason: str
    clause: str
    """The license and the clause that require it; "" if no clause does."""
    source: str
    """Where the words come from: an upstream's own file, a text in rules/texts/verbatim, an answer."""
    cures: tuple[str, ...]
    """Ids of the findings."""


class WhyOpen(StrEnum):
    """Why the plan does not cure a finding."""

    NEEDS_ANSWER = "needs-answer"
    """It depends on an answer that only the publisher has."""
    TEXT_NOT_AT_HAND = "text-not-at-hand"
    """The auditor does not have the exact text: it has to be fetched."""
    LINE_NOT_SEEN = "line-not-seen"
    """A line of the upstream's own files is required, and they were not read."""
    NAME = "name"
    """A name is proposed, but not applied."""
    TERMS = "terms"
    """The terms offered have to say it: the wording is for counsel."""
    NO_FILE_CURES_IT = "no-file-cures-it"
    """What was granted or done is at issue: the choices are listed."""
    FILE_NOT_EDITED = "file-not-edited"
    """The file that would have to be edited is not text that can be edited in place."""
    STILL_OPEN = "still-open"
    """What is written was meant to cure it and does not: a bug."""


class LeftOpen(Noun, frozen=True, kw_only=True):
    """A finding that the plan does not cure."""

    finding: str
    why: WhyOpen
    advice: str
    """What may be done, and what each choice entails."""
    needs: tuple[AnswerKey, ...] = ()
    """The answers on which it depends."""


class PastTerms(Noun, frozen=True, kw_only=True):
    """What no file changes for copies already distributed: how a license terminates if its terms are not met."""

    license: str
    """Profile key."""
    name: str
    cure: Cure


class Plan(Noun, frozen=True, kw_only=True):
    """What would cure what files can cure."""

    target: str
    path: str = ""
    """The folder or file of its model in the target; "" for the target itself."""
    name: str
    """`org/name`, or the name of the repository; "" if unknown."""
    revision: str
    """The commit; "" if there is none."""
    version: str
    """The auditor's own."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    answers: tuple[Answer, ...]
    hunks: tuple[Hunk, ...]
    """Ordered by path, then by place in the file."""
    open: tuple[LeftOpen, ...]
    past: tuple[PastTerms, ...] = ()
    """One for each license that a hunk serves, or of which a requirement is still not met, if its cure is recorded."""
    before: tuple[str, ...]
    """Ids of all findings of the audit before."""
    after: tuple[str, ...]
    """Ids of all findings of an audit of the repository with the hunks applied."""
    exit_code: int
    """Of the audit before."""
    exit_code_after: int

    @property
    def cured(self) -> tuple[str, ...]:
        """The findings that are gone."""
        return tuple(finding for finding in self.before if finding not in self.after)

    @property
    def rest(self) -> tuple[str, ...]:
        """The findings that are new afterwards: what is still open of a finding that is cured in part.

        Adding a required text without the upstream's own lines cures the missing text, but leaves the lines open.
        """
        return tuple(finding for finding in self.after if finding not in self.before)


class Plans(Noun, frozen=True, kw_only=True):
    """The plans for a target that contains several models: one for each."""

    target: str
    plans: tuple[Plan, ...]
    """In the order in which they are written: each assumes that those before it have been applied."""

    @property
    def exit_code(self) -> int:
        """The worst of the audits before."""
        return max(plan.exit_code for plan in self.plans)

    @property
    def exit_code_after(self) -> int:
        """The worst of the audits after."""
        return max(plan.exit_code_after for plan in self.plans)
