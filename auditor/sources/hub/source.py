"""A repository on the Hub at one commit: small files whole and verified, large ones in part."""

from __future__ import annotations

import errno
import json
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import AuditorError
from auditor.model import NameSource, Unread, UnreadReason
from auditor.sources.hub.listing import AsOf
from auditor.sources.hub.refusals import RefusedError, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import FileEntry
    from auditor.sources.hub.address import Address
    from auditor.sources.hub.contents import Contents
    from auditor.sources.hub.listing import HubFile, Listing

MOST_WHOLE = 8 * 2**20
"""Bytes of a file that is fetched whole, so that it can be verified; git's own files on the Hub are no larger."""
MOST_AHEAD = 64 * 2**20
"""Bytes prefetched."""
CARD = "README.md"
_CARD_KEYS = (
    *("license", "license_name", "license_link", "base_model", "base_model_relation", "datasets"),
    *("model_name", "library_name", "tags", "new_version"),
)


class _Piece(NamedTuple):
    """Prefetched bytes."""

    start: int
    data: bytes
    ends: bool
    """Whether they reach the end of the file."""


class HubSource:
    """The files of one commit; nothing is fetched before it is read or announced by `ahead`."""

    def __init__(self, address: Address, listing: Listing, contents: Contents, as_of: AsOf | None = None) -> None:
        """`as_of` is how the commit was chosen, if it is not simply the requested one."""
        self._address = address
        self._listing = listing
        self._contents = contents
        self._pieces: dict[str, _Piece | OSError] = {}
        self._refused: list[Unread] = []
        self._gate: RefusedError | None = None
        self._as_of = as_of or AsOf(commit=listing.about.commit)

    @property
    def target(self) -> str:
        """As `hf:org/name@revision`."""
        return str(self._address)

    @property
    def name(self) -> str | None:
        """The id in the Hub's answer."""
        return self._listing.about.name

    @property
    def name_source(self) -> NameSource:
        """The name is from the Hub."""
        return NameSource.HUB

    @property
    def revision(self) -> str | None:
        """The commit at which everything is read."""
        return self._listing.about.commit

    @property
    def created(self) -> str:
        """When the repository was created, according to the Hub."""
        return self._listing.about.created

    @property
    def note(self) -> str:
        """How the commit was chosen, if it is not simply the requested one."""
        return self._as_of.note

    @property
    def dated(self) -> bool:
        """Whether the commit is the one current when the child was made."""
        return self._as_of.dated

    @property
    def remote(self) -> bool:
        """True: every read may cost a request."""
        return True

    @property
    def listing(self) -> Listing:
        """The tree from which everything is read."""
        return self._listing

    def files(self) -> tuple[FileEntry, ...]:
        """Every file of the tree, sorted by path."""
        return self._entries

    def unread(self) -> tuple[Unread, ...]:
        """What the listing left out, and what the Hub refused."""
        return (*self._listing.unread, *self._refused)

    def ahead(self, wanted: Sequence[tuple[str, int]]) -> None:
        """Fetch the beginnings of these files concurrently: path and the most bytes that will be read."""
        room = MOST_AHEAD
        asked: dict[str, int] = {}
        for path, limit in wanted:
            file = self._files.get(path)
            if file is not None and limit > 0 and (size := min(limit, file.size)) <= room:
                asked[path] = limit
                room -= size
        paths = list(asked)
        if self._listing.about.gated and paths:
            # if one is refused, all are: the first is requested alone
            self._pieces[paths[0]] = self._fetch(paths[0], asked[paths[0]], 0)
            del paths[0]
        fetched = self._contents.in_parallel(lambda path: self._fetch(path, asked[path], 0), paths)
        self._pieces.update(zip(paths, fetched, strict=True))

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of a listed file from byte `start` on; raises `OSError`.

        A file read whole is verified against the tree; a part cannot be verified.
        """
        fetched = self._pieces.get(path)
        if isinstance(fetched, OSError):
            raise fetched
        if fetched is None or not self._covers(fetched, start, limit):
            fetched = self._fetch(path, limit, start)
            if isinstance(fetched, OSError):
                raise fetched
            self._pieces[path] = fetched
        return fetched.data[start - fetched.start : start - fetched.start + limit]

    @staticmethod
    def _covers(fetched: _Piece, start: int, limit: int) -> bool:
        return fetched.start <= start and (fetched.ends or start + limit <= fetched.start + len(fetched.data))

    def _fetch(self, path: str, limit: int, start: int) -> _Piece | OSError:
        file = self._files.get(path)
        if file is None:
            return FileNotFoundError(errno.ENOENT, "It is not in the tree", path)
        try:
            if self._gate is not None:
                raise self._gate
            return self._fetched(file, limit, start)
        except RefusedError as error:
            if error.why is not Why.GATED:
                return OSError(errno.EIO, f"{error.message.rstrip('.')}. {error.tip}".rstrip("."), path)
            self._gate = error
            if path == CARD and (card := self._card()):
                self._refuse(path, f"It is gated: only the Hub's metadata of it were read. {error.tip}")
                return _Piece(0, card, ends=True)
            return OSError(errno.EACCES, f"It is gated. {error.tip}".rstrip("."), path)
        except AuditorError as error:
            return OSError(errno.EIO, error.message.rstrip("."), path)

    def _fetched(self, file: HubFile, limit: int, start: int) -> _Piece:
        about = self._listing.about
        whole = start == 0 and file.size <= limit
        if whole or (file.sha256 is None and file.size <= MOST_WHOLE):
            return _Piece(0, self._contents.whole(about, file), ends=True)
        data = self._contents.part(about, file, start, limit)
        return _Piece(start, data, ends=len(data) < limit)

    def _card(self) -> bytes:
        """The front matter, from the Hub's metadata, of a gated card; JSON is valid YAML."""
        metadata = json.loads(self._listing.about.card or "{}")
        lines = [f"{key}: {json.dumps(metadata[key])}" for key in _CARD_KEYS if metadata.get(key) is not None]
        return "\n".join(("---", *lines, "---", "")).encode() if lines else b""

    def _refuse(self, path: str, detail: str) -> None:
        self._refused.append(Unread(path=path, reason=UnreadReason.NO_PERMISSION, detail=detail))

    @cached_property
    def _files(self) -> dict[str, HubFile]:
        return {file.path: file for file in self._listing.files}

    @cached_property
    def _entries(self) -> tuple[FileEntry, ...]:
        return tuple(file.entry for file in self._listing.files)
