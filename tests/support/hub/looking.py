"""Audits of what a loopback Hub serves, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import auditor
from auditor import sources
from auditor.disk_cache import Store

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.knowledge import Knowledge
    from auditor.model import Audit, Finding, Upstream
    from support.hub.hub import Hub

DAY = "2026-11-27"


class Look:
    """One user's view of a Hub: a cache, perhaps a token."""

    def __init__(self, hub: Hub, cache: Path, knowledge: Knowledge) -> None:
        self.hub = hub
        self.cache = cache
        self.knowledge = knowledge

    def opened(self, *, token: str | None = None, offline: bool = False, endpoint: str = "") -> sources.Hub:
        """The Hub as the product sees it."""
        return sources.Hub(
            endpoint=endpoint or self.hub.endpoint, token=token or False, offline=offline, store=Store(self.cache)
        )

    def __call__(
        self,
        target: str,
        *,
        token: str | None = None,
        offline: bool = False,
        name: str | None = None,
        against: str | None = None,
        hub_parents: bool = False,
    ) -> Audit:
        """Its audit."""
        with self.opened(token=token, offline=offline) as hub:
            return auditor.audit(
                target,
                auditor.Options(name=name, as_of=DAY, scancode=False, compare_with=against, hub_parents=hub_parents),
                knowledge=self.knowledge,
                hub=hub,
            )


def finding(audit: Audit, finding_id: str) -> Finding:
    """The finding of that id; fails with those that are there."""
    by_id = {finding.id: finding for finding in audit.findings}
    assert finding_id in by_id, sorted(by_id)
    return by_id[finding_id]


def edge(audit: Audit, name: str) -> Upstream:
    """The edge to that parent; fails with those that are there."""
    by_name = {edge.name: edge for edge in audit.upstreams}
    assert name in by_name, sorted(by_name)
    return by_name[name]
