"""Everything known about one model before it is judged."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.lineage import KnownRelease, NamedModel, Upstream
from auditor.model.source import Location, Repository, Unread
from auditor.model.statement import Copyright, Detection, Statement


class Contradiction(Noun, frozen=True, kw_only=True):
    """A declared parent whose shape this model cannot have come from."""

    upstream: str
    says: str
    evidence: tuple[Location, ...]


class Facts(Noun, frozen=True, kw_only=True):
    """Everything known about one model before it is judged: what the engine reads and an audit repeats.

    It contains no knowledge of licenses and no bytes of files: it can be written, sent and read again.
    """

    repository: Repository
    detections: tuple[Detection, ...]
    copyrights: tuple[Copyright, ...]
    statements: tuple[Statement, ...]
    upstreams: tuple[Upstream, ...]
    """Every ancestor that was found; and the model's own terms, if nobody else's license reaches it."""
    known_release: KnownRelease | None = None
    """The known release that this repository is."""
    contradictions: tuple[Contradiction, ...] = ()
    unread: tuple[Unread, ...] = ()
    """What could not be read, identified or compared."""
    mentions: tuple[NamedModel, ...] = ()
    """The models that the repository mentions and that are not parents, as far as is known."""

    @property
    def ancestors(self) -> tuple[Upstream, ...]:
        """The edges that lead to other models, data and code."""
        return tuple(edge for edge in self.upstreams if not edge.is_own_terms)


class Lineage(Noun, frozen=True, kw_only=True):
    """What a model was made from, without any judgement."""

    target: str
    """The target, as typed."""
    version: str
    """The auditor's own."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    repository: Repository
    known_release: KnownRelease | None
    """The known release that the repository is."""
    statements: tuple[Statement, ...]
    upstreams: tuple[Upstream, ...]
    """The edges to every ancestor."""
    unread: tuple[Unread, ...]
    names: dict[str, str] = field(default_factory=dict)
    """Friendly names of the licenses met, by SPDX id or profile key."""
    mentions: tuple[NamedModel, ...] = ()
    """The models that the repository mentions and that are not parents, as far as is known."""

    @property
    def lineage(self) -> tuple[Upstream, ...]:
        """The edges, under the name that they have in an `Audit`."""
        return self.upstreams
