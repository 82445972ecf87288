"""A plan of edits that would cure what files can cure, as data (design §4): writing it is apart."""

from __future__ import annotations

from enum import StrEnum

from auditor.errors import ConfigError
from auditor.model.base import Noun
from auditor.model.provisions import Cure

_RELATIONS = ("adapter", "finetune", "merge", "quantized")
"""What the Hub takes as base_model_relation."""


class AnswerKey(StrEnum):
    """A question whose answer only a person with authority for the repository has."""

    BASE = "base"
    """From which model it was made: ORG/NAME, with @REVISION where it is known; `no` and `unknown` write nothing."""
    RELATION = "relation"
    """How it came from that model, in the Hub's words: adapter, finetune, merge or quantized."""
    CHANGES = "changes"
    """What was changed, in a sentence."""
    CHANGED_ON = "changed-on"
    """When, YYYY-MM-DD."""
    OWN_LICENSE = "own-license"
    """The license of the model itself: a grant, which is never written unless it is answered."""
    HOLDER = "holder"
    """A copyright line that the upstream's files carry, as it is there; where several were not read, ORG/NAME: LINE."""


class Answer(Noun, frozen=True, kw_only=True):
    """What somebody answered; raises `ConfigError` for an answer that nobody stands for."""

    key: AnswerKey
    value: str
    by: str
    """Who answers, and may make statements for the repository."""

    def __post_init__(self) -> None:
        """Check that it says something, on one line, and who says it."""
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
        """Whether it answers the question: `no` and `unknown` say that nothing is to be written."""
        return self.value.strip().lower() not in ("no", "unknown")


class Hunk(Noun, frozen=True, kw_only=True):
    """Text that is put into a file at one place; nothing that is there is changed or removed."""

    path: str
    sha256: str
    """Of the file as it was; "" where there was none."""
    at: int
    """The byte before which it is put."""
    line: int
    """The line, from 1, before which it is put."""
    text: str
    """What is put there; written as UTF-8."""
    reason: str
    clause: str
    """The license and the clause that require it; "" for what no clause requires."""
    source: str
    """Where the words come from: an upstream's own file, a text of rules/texts/verbatim, an answer."""
    cures: tuple[str, ...]
    """Ids of the findings."""


class WhyOpen(StrEnum):
    """Why a finding is not cured by a file that is written here."""

    NEEDS_ANSWER = "needs-answer"
    """It depends on an answer that only the publisher has."""
    TEXT_NOT_AT_HAND = "text-not-at-hand"
    """The exact text is not known here: it has to be fetched."""
    LINE_NOT_SEEN = "line-not-seen"
    """A line of the upstream's own files is required, and they were not read."""
    NAME = "name"
    """A name is proposed, and not applied."""
    TERMS = "terms"
    """Terms have to say it: wording is for counsel."""
    NO_FILE_CURES_IT = "no-file-cures-it"
    """What was granted or done is at issue: the choices are listed."""
    FILE_NOT_EDITED = "file-not-edited"
    """The file that would have to be edited is not text that can be edited in place."""
    STILL_OPEN = "still-open"
    """What is written was to cure it, and does not: a bug."""


class LeftOpen(Noun, frozen=True, kw_only=True):
    """A finding that the plan does not cure."""

    finding: str
    why: WhyOpen
    advice: str
    """What may be done, and what each choice entails."""
    needs: tuple[AnswerKey, ...] = ()
    """The answers it depends on."""


class PastTerms(Noun, frozen=True, kw_only=True):
    """What no file changes for copies that were distributed before: how a license ends where its terms are not met."""

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
    """`org/name`, or what the repository is called; "" where nothing tells."""
    revision: str
    """The commit; "" where there is none."""
    version: str
    """The auditor's own."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    answers: tuple[Answer, ...]
    hunks: tuple[Hunk, ...]
    """In the order of paths, and of places in a file."""
    open: tuple[LeftOpen, ...]
    past: tuple[PastTerms, ...] = ()
    """Of the licenses whose requirements the files meet, or leave open."""
    before: tuple[str, ...]
    """Ids of all findings before."""
    after: tuple[str, ...]
    """Ids of all findings that an audit of the repository with the hunks has."""
    exit_code: int
    """Of the audit before."""
    exit_code_after: int

    @property
    def cured(self) -> tuple[str, ...]:
        """The findings that are no more."""
        return tuple(finding for finding in self.before if finding not in self.after)

    @property
    def rest(self) -> tuple[str, ...]:
        """The findings after that were none before: what is still open of one that is cured in part.

        A required text without the upstream's own lines is a text that is there, and lines that nobody has seen.
        """
        return tuple(finding for finding in self.after if finding not in self.before)


class Plans(Noun, frozen=True, kw_only=True):
    """The plans for the models of a target that holds several: one for each."""

    target: str
    plans: tuple[Plan, ...]
    """In the order in which they are written: each is made on what those before it leave."""

    @property
    def exit_code(self) -> int:
        """The worst of the audits before."""
        return max(plan.exit_code for plan in self.plans)

    @property
    def exit_code_after(self) -> int:
        """The worst of the audits after."""
        return max(plan.exit_code_after for plan in self.plans)
