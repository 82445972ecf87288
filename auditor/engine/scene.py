"""Everything a predicate may look at: the facts of one model, seen with what is known of licenses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.identify.normalize.folding import find
from auditor.model import Certainty, DocumentKind, Location, Match, Part, Rung
from auditor.resolve import governing_files, outbound

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import (
        Contradiction,
        Copyright,
        Detection,
        Document,
        Facts,
        Itself,
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
"""Where an unidentified text may be the one we look for; a NOTICE of a few lines is not."""


@dataclass(frozen=True)
class Scene:
    """The facts of one model, what is known of licenses, and what both together say."""

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
    def itself(self) -> Itself | None:
        """The known release that it is."""
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
        """What this repository itself offers its weights under."""
        return outbound(self.statements)

    @cached_property
    def offered_arms(self) -> tuple[tuple[str, ...], ...]:
        """The choices of every identified offer; each must hold (design §5.5)."""
        arms: list[tuple[str, ...]] = []
        for statement in self.offered:
            expression = spdx.parse(statement.expression)
            if statement.certainty is Certainty.IDENTIFIED and expression is not None:
                arms.extend(expression.arms)
        return tuple(dict.fromkeys(arms))

    @cached_property
    def offer_unclear(self) -> bool:
        """Whether some offer names no single license, or there is none."""
        return not self.offered_arms or any(offer.certainty is not Certainty.IDENTIFIED for offer in self.offered)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What could hold a text we did not find: files unread, license files not identified."""
        unread = [
            f"{entry.path or 'a part of the repository'} was not read ({entry.detail or entry.reason.value})"
            for entry in self.unread
            if entry.matters
        ]
        licenses = {document.path for document in self.repository.of_kind(*_HOLD_TEXTS)}
        unknown = [
            f"the text of {text.location.path} was not identified"
            for text in self.detections
            if text.match is Match.UNKNOWN and not text.policy and text.location.path in licenses
        ]
        return tuple(dict.fromkeys([*unread, *unknown]))

    @cached_property
    def judged(self) -> tuple[Upstream, ...]:
        """The edges whose terms are asked about: weights, and code that is declared to be in here.

        The name of a tokenizer or a remote module says where something came from; nothing of it need be passed on here.
        """
        return tuple(
            edge
            for edge in self.upstreams
            if edge.part is Part.WEIGHTS
            or (edge.part is Part.CODE and any(trace.rung is Rung.DECLARED for trace in edge.evidence))
        )

    @cached_property
    def prose(self) -> tuple[Document, ...]:
        """The documents people read."""
        return self.repository.of_kind(*_PROSE)

    def whole(self, profile: Profile) -> tuple[Detection, ...]:
        """Where the whole, unchanged text of a license is."""
        return tuple(text for text in self.detections if text.carries_text and self._is(text.license, profile))

    def alike(self, profile: Profile) -> tuple[Detection, ...]:
        """Where a text near to a license's, or a changed one, is."""
        kinds = (Match.NEAR, Match.MODIFIED)
        return tuple(text for text in self.detections if text.match in kinds and self._is(text.license, profile))

    def governs(self, profile: Profile) -> tuple[Detection, ...]:
        """Where the text of a license is among the terms this repository offers its weights under."""
        governing = governing_files(self.repository)
        return tuple(text for text in self.whole(profile) if governing.get(text.location.path) is Part.WEIGHTS)

    def offers(self, profile: Profile, arm: tuple[str, ...]) -> bool:
        """Whether one of the repository's own choices includes a license, by its label or by its text."""
        return any(self._is(license_id, profile) for license_id in arm) or bool(self.governs(profile))

    def find(self, words: str, *kinds: DocumentKind) -> Location | None:
        """The first place in the prose (or in those kinds) where the words are."""
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
        known = self.knowledge.profile(license_id)
        return known is not None and known.key == profile.key
