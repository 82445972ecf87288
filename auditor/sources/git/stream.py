"""The objects of a pack that a server sent, each checked."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from auditor.sources.git.objects import AbsentError, BrokenError, Raw, identity
from auditor.sources.git.pack import MOST_WORK, Pack

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OBJECTS = 500_000
LARGEST = 16 * 2**20
"""Bytes of one object: without file contents, only trees are large."""
_HEAD, _DIGEST = 12, 20


class Packfile:
    """The objects of one pack, by id."""

    def __init__(self, data: bytes) -> None:
        """Raises `BrokenError` if it is not a pack, is incomplete, or has more objects than are read."""
        count = int.from_bytes(data[8:12], "big")
        if data[:4] != b"PACK" or int.from_bytes(data[4:8], "big") not in (2, 3) or len(data) < _HEAD + _DIGEST:
            raise BrokenError("What was sent is not a Git packfile.")
        if hashlib.sha1(data[:-_DIGEST], usedforsecurity=False).digest() != data[-_DIGEST:]:
            raise BrokenError("The pack that was sent is damaged.")
        if count > MOST_OBJECTS:
            raise BrokenError(f"The pack that was sent holds {count:,} objects; {MOST_OBJECTS:,} are read at most.")
        self._places: dict[str, int] = {}
        self._pack = Pack(data, self._places.get, most=MOST_WORK)
        self._read_all(data, count)

    def ids(self) -> tuple[str, ...]:
        """The ids of all objects."""
        return tuple(self._places)

    def read(self, oid: str, *, most: int) -> Raw:
        """An object; raises `BrokenError`."""
        place = self._places.get(oid)
        if place is None:
            raise AbsentError(f"Object {oid} was not sent.")
        return self._pack.read(place, most=min(most, LARGEST))

    def _starts(self, data: bytes, count: int) -> Iterator[int]:
        """The offset of each object."""
        place = _HEAD
        for _ in range(count):
            if place >= len(data) - _DIGEST:
                raise BrokenError("The pack that was sent has less than it claims.")
            yield place
            place = self._pack.end(place, most=LARGEST)
        if place != len(data) - _DIGEST:
            raise BrokenError("The pack that was sent has more than it claims.")

    def _read_all(self, data: bytes, count: int) -> None:
        """Read every object once, a delta once its base is known."""
        waiting: dict[int | str, list[int]] = {}
        """Deltas by their base: an offset or an id."""
        known: set[int] = set()
        for place in self._starts(data, count):
            base = self._pack.header(place).base
            if base is not None and base not in known and base not in self._places:
                waiting.setdefault(base, []).append(place)
                continue
            ready = [place]
            while ready:
                place_now = ready.pop()
                oid = identity(self._pack.read(place_now, most=LARGEST))
                self._places[oid] = place_now
                known.add(place_now)
                ready += (*waiting.pop(place_now, ()), *waiting.pop(oid, ()))
        if waiting:
            raise AbsentError("The pack that was sent has deltas whose bases are not in it.")
