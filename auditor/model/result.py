"""The results of judging: outcomes, findings, waivers, and the Audit, which is all that reporters see."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from auditor.model.base import Noun, field
from auditor.model.document_words import WeightsState
from auditor.model.governing import Excerpt, GoverningLicense
from auditor.model.license import Citation
from auditor.model.lineage import KnownRelease, NamedModel, Upstream
from auditor.model.permission import PermissionState
from auditor.model.reason import Reason
from auditor.model.source import Location, Repository, Unread
from auditor.model.standing import FailOn, Standing
from auditor.model.statement import Copyright, Detection, Statement
from auditor.model.use import ForUse
from auditor.model.use_words import UseFact
from auditor.model.users import UserTerms
from auditor.model.words import Harm, Relation, Severity, Shortfall, Verdict, WaiverReason, WaiverUse

if TYPE_CHECKING:
    from collections.abc import Sequence


class Outcome(Noun, frozen=True, kw_only=True):
    """One rule's answer about one duty, limit or fact of one candidate."""

    rule: str
    verdict: Verdict
    if_confirmed: Verdict | None = None
    """If undetermined: what it would be."""
    license: str = ""
    """Profile key, if a license is in question."""
    code: str = ""
    """The duty's or limit's code."""
    upstream: str = ""
    """The edge's name; "" for the repository itself."""
    candidate: str = ""
    says: str = ""
    """What was found, in one sentence; if it names `items`, the words before them."""
    items: tuple[str, ...] = ()
    """The end of the sentence: the limits that a label hides. Outcomes that differ only in them are one finding."""
    because: tuple[Reason, ...] = ()
    """Why the verdict is less definite than it might be."""
    folds_into: str = ""
    """The rule under whose finding on the same edge, if there is one, this is reported too."""
    question: str = ""
    """What would settle it, if that differs from its rule's question."""
    remedy: str = ""
    """What to do, if that differs from its rule's remedy."""
    note_only: bool = False
    """Whether it is a note at most: a repository cannot show it, or it depends on the user's own facts."""
    wanted: tuple[str, ...] = ()
    """The words that would have met it."""
    evidence: tuple[Location, ...] = ()
    citation: Citation | None = None
    relations: tuple[Relation, ...] = ()

    @property
    def sentence(self) -> str:
        """The whole sentence: `the label MIT does not mention the use restrictions and the limit to research`."""
        return sentence(self.says, self.items)


def listed(names: Sequence[str]) -> str:
    """The names in a sentence: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def sentence(says: str, items: Sequence[str]) -> str:
    """The words followed by the items."""
    return f"{says} {listed(items)}" if items else says


class Finding(Noun, frozen=True, kw_only=True):
    """A rule's result that is neither met nor not applicable."""

    id: str
    """`rule:license:upstream`; stable, and what a waiver names."""
    rule: str
    severity: Severity
    verdict: Verdict
    if_confirmed: Verdict | None = None
    kind: Shortfall | None = None
    """Its rule's kind."""
    harm: Harm = Harm.OUTSIDE
    """Its rule's harm: what is at stake."""
    title: str
    message: str
    """What is wrong, in a sentence or two."""
    remedy: str
    question: str = ""
    """What would settle it."""
    upstream: str = ""
    candidates: tuple[str, ...] = ()
    """The candidates to which it applies; empty if there is only one."""
    spared: tuple[str, ...] = ()
    """The candidates to which it does not apply."""
    evidence: tuple[Location, ...] = ()
    citations: tuple[Citation, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    waived: str = ""
    """The waiver's reason and comment, if one applies."""
    covered: str = ""
    """That a separate permission covers it, as stated by whom and when: not verified; it then fails no audit."""


class Waiver(Noun, frozen=True, kw_only=True):
    """A finding that somebody accepted."""

    finding: str
    """The id of a finding, or its beginning and `*`."""
    reason: WaiverReason
    comment: str
    until: str = ""
    """The last day on which it applies, YYYY-MM-DD; "" for always."""
    target: str = ""
    """The model it was given for: a repository id, with `@revision` for one revision, or a pattern of paths."""
    sha256: str = ""
    """Of what was judged (`Audit.digest`), or of one of its documents; "" for any content."""
    owner: str = ""
    """Who is responsible for it."""

    def covers(self, finding_id: str) -> bool:
        """Whether it is about a finding of that id."""
        if self.finding.endswith("*"):
            return finding_id.startswith(self.finding[:-1])
        return finding_id == self.finding


class OpenJoin(Noun, frozen=True, kw_only=True):
    """Files that may or may not be one model."""

    model: str
    """The folder or file in question; "" is the target."""
    others: tuple[str, ...]
    """Those that may be the same model, or a part of it."""
    together: bool
    """Whether they are treated as one model here."""


class WaiverState(Noun, frozen=True, kw_only=True):
    """Whether and how a waiver was used in this audit."""

    waiver: Waiver
    state: WaiverUse


class Audit(Noun, frozen=True, kw_only=True):
    """The whole result, and all that reporters see.

    It records where each document is and what it is, not its words: what was found in them is in the detections,
    statements and findings.
    """

    target: str
    as_of: str
    """The date as of which the model is audited, YYYY-MM-DD."""
    version: str
    """The auditor's own."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    standing: Standing
    """The headline."""
    repository: Repository
    known_release: KnownRelease | None
    statements: tuple[Statement, ...]
    detections: tuple[Detection, ...]
    copyrights: tuple[Copyright, ...]
    upstreams: tuple[Upstream, ...]
    """Every edge to which a finding may refer: those of the lineage, and the model's own terms."""
    concluded: str
    """SPDX expression of the effective terms; it contains NOASSERTION if something is not settled."""
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]
    """The outcomes that are in no finding: met, and not applicable."""
    unread: tuple[Unread, ...]
    for_users: tuple[UserTerms, ...] = ()
    """What the licenses require of those who use the model, even if nothing is wrong."""
    for_use: ForUse | None = None
    """What the terms read say of the use that was stated; None if none was."""
    uses_differ: tuple[UseFact, ...] = ()
    """The facts about a use on which the terms that reach this model depend."""
    licenses: tuple[GoverningLicense, ...] = ()
    """The licenses that reach the model, or would if a candidate is the base, with all that is recorded of them."""
    excerpts: tuple[Excerpt, ...] = ()
    """The words at the places that findings and statements cite."""
    waivers: tuple[WaiverState, ...] = ()
    permissions: tuple[PermissionState, ...] = ()
    """Separate permissions that somebody stated, and how each was used."""
    names: dict[str, str] = field(default_factory=dict)
    """Friendly names of the licenses met, by SPDX id or profile key."""
    fail_on: FailOn = FailOn.WARNING
    weights: WeightsState = WeightsState.HERE
    """Whether the weights are present."""
    joins: tuple[OpenJoin, ...] = ()
    """What is open about which files are this model: both readings were judged, and what they agree on is concluded."""
    mentions: tuple[NamedModel, ...] = ()
    """The models that the repository mentions and that are not parents, as far as is known."""

    @property
    def met(self) -> tuple[Outcome, ...]:
        """What is required and present: a reader must be able to see it."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is Verdict.MET)

    @property
    def all_outcomes(self) -> tuple[Outcome, ...]:
        """The outcome of every question: those of the findings, then the rest."""
        return (*(outcome for finding in self.findings for outcome in finding.outcomes), *self.outcomes)

    @property
    def digest(self) -> str:
        """sha256 over the path and the sha256 of every document that was read: what a waiver may be bound to."""
        listed = "".join(f"{document.path}\0{document.sha256}\n" for document in self.repository.documents)
        return sha256(listed.encode("utf-8", "backslashreplace")).hexdigest()

    @property
    def lineage(self) -> tuple[Upstream, ...]:
        """The edges that lead to anything but the model itself."""
        return tuple(edge for edge in self.upstreams if not edge.is_own_terms)

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings at or above `fail_on` that no waiver accepts and no separate permission is said to cover."""
        return tuple(
            finding
            for finding in self.findings
            if self.fail_on.includes(finding.severity) and not finding.waived and not finding.covered
        )
