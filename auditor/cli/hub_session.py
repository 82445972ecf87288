"""The Hub for the duration of one command, and a last line on what was requested from it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor import sources
from auditor.cli.common import to_stderr
from auditor.cli.progress import Announcer

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def hub_session(target: str, *, offline: bool, quiet: bool) -> Iterator[tuple[sources.Hub, Announcer]]:
    """A Hub and a progress line; on success, requests, bytes and seconds go to stderr."""
    if sources.names_both(target):
        to_stderr(
            f"auditor: note: {target} is an existing path, which wins; for the repository on the Hub: hf:{target}"
        )
    with Announcer(quiet=quiet) as announce, sources.Hub(offline=offline, progress=announce) as hub:
        yield hub, announce
        cost = hub.traffic
    if cost is not None and not quiet:
        to_stderr(f"auditor: Hub: {cost}")
