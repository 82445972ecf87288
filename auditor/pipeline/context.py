"""What an audit works with: knowledge, the Hub, who hears of progress, and which parents are available locally."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from auditor import sources
from auditor.knowledge import default_knowledge
from auditor.model import Options, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Progress
    from auditor.sources import Hub

Finder = Callable[[str], Source | None]
"""The Source of a repository by its id, where it is available locally."""

DEFAULTS = Options()


class Context(NamedTuple):
    """What an audit works with and does not decide."""

    knowledge: Knowledge
    hub: Hub
    progress: Progress | None = None
    finder: Finder | None = None
    """Where parents are available locally; None: beside the target."""
    folders: sources.Folders | None = None
    """What lies beside the targets of this run."""

    def announce(self, what: str, done: int = 0, of: int = 0) -> None:
        """Report progress to whoever wants to hear of it."""
        if self.progress is not None:
            self.progress(what, done, of)


@contextmanager
def working(
    knowledge: Knowledge | None, hub: Hub | None, progress: Progress | None, finder: Finder | None = None
) -> Iterator[Context]:
    """What is given, and the defaults for the rest; a Hub that is opened here is closed at the end."""
    with ExitStack() as opened:
        yield Context(
            knowledge=knowledge or default_knowledge(),
            hub=hub or opened.enter_context(sources.Hub(progress=progress)),
            progress=progress,
            finder=finder,
            folders=sources.Folders(),
        )
