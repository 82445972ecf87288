"""Everything that a predicate may use: the facts of one model, combined with the knowledge of licenses."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.identify.normalize.folding import find
from auditor.model import (
    Because,
    Certainty,
    DocumentKind,
    Location,
    Match,
    Part,
    Reason,
    Relation,
    Rung,
    StatementSource,
)
from auditor.model.base import Value
from auditor.resolve import outbound

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import (
        Candidate,
        Contradiction,
        Copyright,
        Detection,
        Document,
        Facts,
        KnownRelease,
        Profile,
        Repository,
        Statement,
        Unread,
        Upstream,
    )

_PROSE = (
    DocumentKind.CARD,
    DocumentKind.NOTICE,
    DocumentKind.THIRD_PARTY,
    DocumentKind.COPYRIGHT,
    DocumentKind.LICENSE,
)

_HOLD_TEXTS = (DocumentKind.LICENSE, DocumentKind.THIRD_PARTY)
"""Where an unidentified text may be the one that is looked for; a NOTICE of a few lines is not."""


_LIKENESS = frozenset({Rung.ARCHITECTURE, Rung.VOCABULARY_CHANGED, Rung.SIGNATURE, Rung.TOKENIZER})
"""Evidence that another model of the same publisher would give as well."""


class Scene(Value, frozen=True, dict=True):
    """The facts of one model, the knowledge of licenses, and what follows from both."""

    facts: Facts
    knowledge: Knowledge

    @property
    def repository(self) -> Repository:
        """What was read."""
        return self.facts.repository

    @property
    def detections(self) -> tuple[Detection, ...]:
        """The license texts in it."""
        return self.facts.detections

    @property
    def copyrights(self) -> tuple[Copyright, ...]:
        """The copyright lines in it."""
        return self.facts.copyrights

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is said about licenses, and by whom."""
        return self.facts.statements

    @property
    def upstreams(self) -> tuple[Upstream, ...]:
        """The edges of its lineage."""
        return self.facts.upstreams

    @property
    def known_release(self) -> KnownRelease | None:
        """The known release that this repository is."""
        return self.facts.known_release

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The declared parents that it cannot have come from."""
        return self.facts.contradictions

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What could not be read, identified or compared."""
        return self.facts.unread

    @cached_property
    def offered(self) -> tuple[Statement, ...]:
        """The statements by which this repository itself offers its weights."""
        return outbound(self.statements)

    @cached_property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """The alternatives of all identified offers, as ids that apply together; each must comply (design §5.5)."""
        alternatives: list[tuple[str, ...]] = []
        for statement in self.offered:
            expression = spdx.parse(statement.expression)
            if statement.certainty is Certainty.IDENTIFIED and expression is not None:
                alternatives.extend(expression.arms)
        return tuple(dict.fromkeys(alternatives))

    @cached_property
    def unresolved_files(self) -> tuple[Reason, ...]:
        """The files that could contain what was not found: not read, or a license file that was not identified."""
        unread = [
            Reason(code=Because.FILE_NOT_READ, path=part.path, detail=part.why) for part in self.unread if part.matters
        ]
        licenses = {document.path for document in self.repository.of_kind(*_HOLD_TEXTS)}
        unknown = [
            Reason(code=Because.TEXT_NOT_IDENTIFIED, path=detection.location.path)
            for detection in self.detections
            if not detection.license
            and detection.match is not Match.REFERENCE
            and detection.expression == spdx.NOASSERTION
            and not detection.policy
            and detection.location.path in licenses
        ]
        return tuple(dict.fromkeys([*unread, *unknown]))

    @cached_property
    def edges_in_scope(self) -> tuple[Upstream, ...]:
        """The edges whose terms are checked: weights, and code that is declared to be in the repository.

        A tokenizer's or a remote module's name says where something came from, not that it is passed on here. A
        likeness is not a second parent if a declared parent of the same publisher explains it (design §5.19).
        """
        return tuple(
            edge
            for edge in self.upstreams
            if (edge.part is Part.WEIGHTS and not self._explained(edge))
            or (edge.part is Part.CODE and any(evidence.rung is Rung.DECLARED for evidence in edge.evidence))
        )

    @cached_property
    def children(self) -> frozenset[str]:
        """The ancestors that themselves name a base, in lower case."""
        return frozenset(edge.via.lower() for edge in self.upstreams if edge.via)

    @cached_property
    def inherited(self) -> dict[str, tuple[Statement, ...]]:
        """The statements that the repository inherits, by ancestor."""
        inherited: dict[str, list[Statement]] = {}
        for statement in self.statements:
            if statement.source is StatementSource.INHERITED:
                inherited.setdefault(statement.by, []).append(statement)
        return {name: tuple(statements) for name, statements in inherited.items()}

    def _explained(self, edge: Upstream) -> bool:
        """Whether an edge is based on a likeness alone that a declared parent of the same publisher explains.

        A table of releases is never complete: the model that is declared may have the same shape.
        """
        if edge.is_own_terms or {evidence.rung for evidence in edge.evidence} - _LIKENESS:
            return False
        publishers = {_publisher(candidate.name) for candidate in edge.candidates} - {""}
        contradicted = {contradiction.upstream for contradiction in self.contradictions}
        return any(
            _publisher(other.name) in publishers
            for other in self.upstreams
            if other.name not in contradicted
            and other.component == edge.component
            and not other.candidates
            and set(other.relations) - {Relation.DISTILL, Relation.TRAINED_ON, Relation.CODE}
            and any(evidence.rung is Rung.DECLARED for evidence in other.evidence)
        )

    @cached_property
    def prose(self) -> tuple[Document, ...]:
        """The documents that people read."""
        return self.repository.of_kind(*_PROSE)

    def full_text_matches(self, profile: Profile) -> tuple[Detection, ...]:
        """Where the whole, unchanged text of a license is."""
        return self._texts.get(profile.key, ())

    @cached_property
    def _texts(self) -> dict[str, tuple[Detection, ...]]:
        """The whole, unchanged texts, by the key of the license."""
        texts: dict[str, list[Detection]] = {}
        for detection in self.detections:
            if detection.carries_text:
                texts.setdefault(self.knowledge.profile_key(detection.license), []).append(detection)
        return {key: tuple(detections) for key, detections in texts.items()}

    def has_text(self, profile: Profile, candidate: Candidate) -> bool:
        """Whether this repository, or the upstream's, has the very text from which a license's facts were read."""
        return bool(self.full_text_matches(profile)) or not set(profile.texts).isdisjoint(candidate.license_files)

    def has_text_of(self, profile: Profile, edge: Upstream) -> bool:
        """Whether that text is here, or in the upstream's repository, whichever candidate it was."""
        return bool(edge.candidates) and all(self.has_text(profile, candidate) for candidate in edge.candidates)

    def near_matches(self, profile: Profile) -> tuple[Detection, ...]:
        """Where a text close to that of a license, or a changed one, is."""
        kinds = (Match.NEAR, Match.MODIFIED)
        return tuple(
            detection
            for detection in self.detections
            if detection.match in kinds
            and any(self._is(license_id, profile) for license_id in (detection.license, *detection.alike))
        )

    def equal_to_own_file(self, profile: Profile, candidate: Candidate) -> Location | None:
        """Where a byte-for-byte copy of the upstream's own license file is, unless known to be another license."""
        for document in self.repository.of_kind(DocumentKind.LICENSE, DocumentKind.THIRD_PARTY):
            if document.sha256 not in candidate.license_files:
                continue
            named = [each.license for each in self.detections if each.location.path == document.path and each.license]
            if all(self._is(license_id, profile) for license_id in named):
                return Location(path=document.path)
        return None

    def is_outbound_license(self, profile: Profile) -> bool:
        """Whether the text of a license is among the terms under which this repository offers its weights."""
        whole = {detection.location for detection in self.full_text_matches(profile)}
        return any(
            statement.location in whole for statement in self.offered if statement.source is StatementSource.DETECTED
        )

    def offers(self, profile: Profile, alternative: tuple[str, ...]) -> bool:
        """Whether an alternative that the repository offers includes a license, by its label or by its text."""
        named = any(self._is(license_id, profile) for license_id in alternative)
        return named or self.is_outbound_license(profile)

    def offers_by_itself(self, profile: Profile) -> bool:
        """Whether one statement offers the weights under a license in each of its alternatives.

        If another one does not, the publisher's own statements differ: the offer is unclear, and breaches nothing
        (design §5.14).
        """
        expressions = (
            spdx.parse(statement.expression)
            for statement in self.offered
            if statement.certainty is Certainty.IDENTIFIED and not statement.covers
        )
        return any(
            all(any(self._is(license_id, profile) for license_id in arm) for arm in expression.arms)
            for expression in expressions
            if expression is not None
        )

    def find(self, words: str, *kinds: DocumentKind) -> Location | None:
        """The first place in the prose (or in documents of those kinds) where the words are."""
        for document in self.repository.of_kind(*kinds) if kinds else self.prose:
            lines = find(document.text, words)
            if lines is not None:
                return document.at(lines[0], last=lines[1])
        return None

    def find_address(self, address: str) -> Location | None:
        """The first place in the prose where an address (without its scheme) is."""
        for document in self.prose:
            for number, line in enumerate(document.text.split("\n"), start=1):
                if address.lower() in line.lower():
                    return document.at(number)
        return None

    def _is(self, license_id: str, profile: Profile) -> bool:
        return self.knowledge.profile_key(license_id) == profile.key


def _publisher(name: str) -> str:
    """The organisation of an id, in lower case; "" for a bare name."""
    return name.rpartition("/")[0].lower()
