"""A part of a source: the files of one model, under their paths in the whole."""

from __future__ import annotations

import errno
import os
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from auditor.model import FileEntry, NameSource, Scope, Source, Unread


class View:
    """One model of a target: its own files and the documents that apply to it, nothing of its neighbors."""

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
        """`paths` are files of the whole, read or not; `more` is added to what the whole could not read.

        `scope` is passed to the reader of its documents; `places` maps the whole's files to their order, so that
        many views need not each go through all of them.
        """
        self.whole = whole
        self.root = root
        self.target = target
        self._paths = frozenset(paths)
        self._more = tuple(more)
        self.scope = scope
        self._places = places

    def noting(self, unread: Unread) -> View:
        """The same, and that this was not read."""
        more = (*self._more, unread)
        return View(
            self.whole,
            self._paths,
            root=self.root,
            target=self.target,
            more=more,
            scope=self.scope,
            places=self._places,
        )

    @property
    def name(self) -> str | None:
        """The id of the whole."""
        return self.whole.name

    @property
    def name_source(self) -> NameSource | None:
        """Where the whole's name comes from."""
        return self.whole.name_source

    @property
    def revision(self) -> str | None:
        """The revision of the whole."""
        return self.whole.revision

    @property
    def created(self) -> str:
        """When the whole was created."""
        return self.whole.created

    @property
    def note(self) -> str:
        """How the revision was chosen."""
        return self.whole.note

    @property
    def dated(self) -> bool:
        """As for the whole."""
        return self.whole.dated

    @property
    def remote(self) -> bool:
        """As for the whole."""
        return self.whole.remote

    @property
    def committed(self) -> bool:
        """Whether the whole is a commit, which contains only pointers to large files."""
        return bool(getattr(self.whole, "committed", False))

    def ahead(self, wanted: Sequence[tuple[str, int]]) -> None:
        """Announce files that will be read."""
        self.whole.ahead(wanted)

    def files(self) -> tuple[FileEntry, ...]:
        """The files of the model that exist."""
        return self._files

    @cached_property
    def _files(self) -> tuple[FileEntry, ...]:
        files, places = self.whole.files(), self._places
        if places is None:
            return tuple(file for file in files if file.path in self._paths)
        return tuple(files[place] for place in sorted(places[path] for path in self._paths if path in places))

    def unread(self) -> tuple[Unread, ...]:
        """What could not be entered or followed in the model, and what is unknown about the whole."""
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
