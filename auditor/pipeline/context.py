"""The context of an audit: knowledge, the Hub, the progress callback, and which parents are available locally."""

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
"""Returns the Source of a repository by its id, if it is available locally."""

DEFAULTS = Options()


class Context(NamedTuple):
    """The parts of an audit that do not decide its result."""

    knowledge: Knowledge
    hub: Hub
    progress: Progress | None = None
    finder: Finder | None = None
    """Finds parents locally; None: next to the target."""
    folders: sources.Folders | None = None
    """The folders next to the targets of this run."""

    def announce(self, what: str, done: int = 0, of: int = 0) -> None:
        """Report progress, if a callback was given."""
        if self.progress is not None:
            self.progress(what, done, of)


@contextmanager
def working(
    knowledge: Knowledge | None, hub: Hub | None, progress: Progress | None, finder: Finder | None = None
) -> Iterator[Context]:
    """A context of the given parts and defaults for the others; a Hub opened here is closed at the end."""
    with ExitStack() as opened:
        yield Context(
            knowledge=knowledge or default_knowledge(),
            hub=hub or opened.enter_context(sources.Hub(progress=progress)),
            progress=progress,
            finder=finder,
            folders=sources.Folders(),
        )
