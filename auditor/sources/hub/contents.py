"""The bytes of files on the Hub, from the cache or the network; whole files are verified."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import quote

from auditor.errors import SourceError
from auditor.sources.hub.address import place
from auditor.sources.hub.listing import HubFile
from auditor.sources.hub.refusals import not_cached
from auditor.sources.parallel import in_parallel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.disk_cache import Store
    from auditor.sources.hub.listing import About
    from auditor.sources.hub.session import Session

WORKERS = 8
"""Concurrent requests."""

_SHA1_DIGITS = 40
_EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"

Given = TypeVar("Given")
Got = TypeVar("Got")


class Contents(NamedTuple):
    """A source of bytes: the cache, and the network unless offline."""

    store: Store
    session: Session | None
    """None offline."""
    endpoint: str

    def whole(self, about: About, file: HubFile) -> bytes:
        """A whole file; raises `SourceError` if its bytes do not match the tree's digest."""
        key = ("whole", file.sha256 or file.oid)
        data = self.store.get(*key)
        if data is not None:
            self._spared()
            return data
        what = _what(about, file.path)
        reply = self._online(what).content(self._url(about, file.path), what=what, most=max(file.size, 1))
        if not _is(reply.body, file):
            raise _mismatch(what, about)
        self.store.put(reply.body, *key)
        return reply.body

    def sized(self, about: About, path: str, oid: str, most: int) -> HubFile | None:
        """A file of which only the object id is known, fetched and cached; None if it is larger than `most`.

        A large file's id is that of its LFS pointer, recomputed from its content. Raises `SourceError`.
        """
        if oid == _EMPTY:
            return HubFile(path=path, size=0, oid=oid)
        known = self.store.get("file", oid)
        if known is not None:
            sha256, _, size = known.decode().partition(" ")
            return HubFile(path=path, size=int(size), oid=oid, sha256=sha256 or None)
        what = _what(about, path)
        body = self._online(what).content(self._url(about, path), what=what, most=most, whole=False).body
        if len(body) >= most:
            return None
        sha256 = "" if is_blob(body, oid) else hashlib.sha256(body).hexdigest()
        if sha256 and not is_blob(_POINTER % (sha256.encode(), len(body)), oid):
            raise _mismatch(what, about)
        self.store.put(body, "whole", sha256 or oid)
        self.store.put(f"{sha256} {len(body)}".encode(), "file", oid)
        return HubFile(path=path, size=len(body), oid=oid, sha256=sha256 or None)

    def part(self, about: About, file: HubFile, start: int, limit: int) -> bytes:
        """At most `limit` bytes from `start` on, fewer only at the file's end; raises `SourceError`."""
        key = ("part", self.endpoint, file.sha256 or file.oid, str(start), str(limit))
        data = self.store.get(*key)
        if data is not None:
            self._spared()
            return data
        if start >= file.size:
            return b""
        what = _what(about, file.path)
        most = min(limit, file.size - start)
        session = self._online(what)
        body = session.content(self._url(about, file.path), what=what, most=most, start=start, whole=False).body
        if len(body) != most:
            raise SourceError(f"{what}: {len(body):,} of {most:,} bytes were received.", tip="Try again later.")
        self.store.put(body, *key)
        return body

    def in_parallel(self, work: Callable[[Given], Got], items: Sequence[Given]) -> list[Got]:
        """Apply `work` to each item, several at a time; results in the order of the items."""
        return in_parallel(work, items, workers=1 if self.session is None else WORKERS)

    def _online(self, what: str) -> Session:
        if self.session is None:
            raise not_cached(what)
        return self.session

    def _spared(self) -> None:
        if self.session is not None:
            self.session.traffic.spared()

    def _url(self, about: About, path: str) -> str:
        return f"{self.endpoint}/{place(about.kind, about.name)}/resolve/{about.commit}/{quote(path)}"


def is_blob(data: bytes, oid: str) -> bool:
    """Whether git gives these bytes this object id: sha1 or sha256 over "blob <length>", a zero byte, the bytes."""
    digest = blob_digest(oid, len(data))
    digest.update(data)
    return digest.hexdigest() == oid


def blob_digest(oid: str, size: int) -> hashlib._Hash:
    """The hash of git's object id, fed with the header of a file of that size."""
    digest = hashlib.sha1(usedforsecurity=False) if len(oid) == _SHA1_DIGITS else hashlib.sha256()
    digest.update(b"blob %d\0" % size)
    return digest


def _is(data: bytes, file: HubFile) -> bool:
    if file.sha256 is not None:
        return hashlib.sha256(data).hexdigest() == file.sha256
    return is_blob(data, file.oid)


def _mismatch(what: str, about: About) -> SourceError:
    message = f"{what}: the bytes received are not those that the tree of {about.commit[:12]} names."
    return SourceError(message, tip="Check HF_ENDPOINT; a mirror may be out of date.")


def _what(about: About, path: str) -> str:
    return f"{path} of {about.name}"
