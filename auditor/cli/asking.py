"""The Hub for the time of one command, and the last line about what it was asked."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor import sources
from auditor.cli.common import tell
from auditor.cli.progress import Announcer

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def asking(target: str, *, offline: bool, quiet: bool) -> Iterator[tuple[sources.Hub, Announcer]]:
    """A Hub and a progress line; when all went well, requests, bytes and seconds are told on stderr."""
    if sources.names_both(target):
        tell(f"auditor: note: {target} is an existing path, which wins; for the repository on the Hub: hf:{target}")
    with Announcer(quiet=quiet) as announce, sources.Hub(offline=offline, progress=announce) as hub:
        yield hub, announce
        cost = hub.traffic
    if cost is not None and not quiet:
        tell(f"auditor: the Hub was asked: {cost}")
