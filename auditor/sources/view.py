"""A part of a source: the files of one model, under the paths that they have in the whole."""

from __future__ import annotations

import errno
import os
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from auditor.model import FileEntry, NameSource, Scope, Source, Unread


class View:
    """One model of a target: what it holds and what speaks for it, and nothing of its neighbors."""

    def __init__(
        self,
        whole: Source,
        paths: Collection[str],
        *,
        root: str,
        target: str,
        more: Sequence[Unread] = (),
        scope: Scope | None = None,
        places: Mapping[str, int] | None = None,
    ) -> None:
        """`paths` are files of the whole, read or not; `more` is told beside what the whole could not read.

        `scope` is what the reader of its documents is told of it; `places` are those of the whole's files in their
        order, for one of so many views that each must not go through all of them.
        """
        self.whole = whole
        self.root = root
        self.target = target
        self._paths = frozenset(paths)
        self._more = tuple(more)
        self.scope = scope
        self._places = places

    @property
    def name(self) -> str | None:
        """The id that the whole's place tells."""
        return self.whole.name

    @property
    def name_source(self) -> NameSource | None:
        """Where the name comes from."""
        return self.whole.name_source

    @property
    def revision(self) -> str | None:
        """That of the whole."""
        return self.whole.revision

    @property
    def created(self) -> str:
        """When the whole was made."""
        return self.whole.created

    @property
    def note(self) -> str:
        """How the revision was chosen."""
        return self.whole.note

    @property
    def dated(self) -> bool:
        """As of the whole."""
        return self.whole.dated

    @property
    def remote(self) -> bool:
        """As of the whole."""
        return self.whole.remote

    @property
    def committed(self) -> bool:
        """Whether the whole is a commit, which holds of large files only pointers."""
        return bool(getattr(self.whole, "committed", False))

    def ahead(self, wanted: Sequence[tuple[str, int]]) -> None:
        """These files will be read."""
        self.whole.ahead(wanted)

    def files(self) -> tuple[FileEntry, ...]:
        """Those of the model that are there."""
        return self._files

    @cached_property
    def _files(self) -> tuple[FileEntry, ...]:
        files, places = self.whole.files(), self._places
        if places is None:
            return tuple(file for file in files if file.path in self._paths)
        return tuple(files[place] for place in sorted(places[path] for path in self._paths if path in places))

    def unread(self) -> tuple[Unread, ...]:
        """What of the model could not be entered or followed, and what is not known of the whole."""
        inside = f"{self.root}/" if self.root else ""
        return (
            *(
                entry
                for entry in self.whole.unread()
                if not entry.path
                or entry.path in self._paths
                or (entry.path.endswith("/") and entry.path.startswith(inside))
            ),
            *self._more,
        )

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of one of its files; raises `OSError`."""
        if path not in self._paths:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return self.whole.read(path, limit=limit, start=start)
