"""A git pack: objects, whole or as deltas, read within bounds.

Every length in it is hostile: an object is inflated only to its limit, a chain of deltas is no longer than git makes
them, and the total work is bounded.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from auditor.sources.git.objects import KINDS, AbsentError, BrokenError, Raw

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable

MOST_WORK = 4 * 2**30
"""Bytes inflated and copied in total from one pack that a server sent: the trees of a thousand commits are similar."""
_LONGEST_CHAIN = 4_096
_MOST_CHAIN = 128 * 2**20
"""Bytes of the deltas of one chain."""
_MOST_KEPT = 32 * 2**20
_BY_PLACE, _BY_ID = 6, 7
_LONGEST_NUMBER = 10
_SLICE = 64 * 1024
_OID = 20
_COPY = 0x80


class Header(NamedTuple):
    """The header before the compressed bytes of an object."""

    kind: int
    size: int
    """The claimed size when inflated, in bytes."""
    base: int | str | None
    """The offset or id of a delta's base; None for a whole object."""
    start: int
    """The offset of the compressed bytes."""


class Pack:
    """Objects by their offsets."""

    def __init__(self, data: bytes | mmap.mmap, find: Callable[[str], int | None], *, most: int) -> None:
        """`find` gives the offset of an id in this pack; `most` bounds the bytes unpacked in total."""
        self._most = most
        self._data = data
        self._find = find
        self._work = 0
        self._kept: OrderedDict[int, tuple[int, bytes]] = OrderedDict()
        self._bytes_kept = 0

    def read(self, place: int, *, most: int) -> Raw:
        """The object at an offset; raises `BrokenError`."""
        chain: list[bytes] = []
        weight = 0
        here = place
        while here not in self._kept:
            head = self.header(here)
            self._allow(head.size, most if head.base is None else _MOST_CHAIN - weight)
            data, _ = inflate(self._data, head.start, head.size)
            self._worked(len(data))
            if head.base is None:
                self._keep(here, head.kind, data)
                break
            chain.append(data)
            weight += len(data)
            if len(chain) > _LONGEST_CHAIN:
                raise BrokenError("One of its packs has a longer chain of deltas than git makes.")
            here = self._place(head.base)
        kind, whole = self._kept[here]
        self._kept.move_to_end(here)
        for delta in reversed(chain):
            self._allow(result_size(delta), most)
            whole = applied(whole, delta)
            self._worked(len(whole))
        self._allow(len(whole), most)
        self._keep(place, kind, whole)
        return Raw(KINDS[kind], whole)

    def end(self, place: int, *, most: int) -> int:
        """The offset of the end of the object at an offset; raises `BrokenError`."""
        head = self.header(place)
        self._allow(head.size, most)
        data, end = inflate(self._data, head.start, head.size)
        self._worked(len(data))
        return end

    def size(self, place: int) -> int:
        """The claimed size in bytes of the object at an offset."""
        head = self.header(place)
        if head.base is None:
            return head.size
        return result_size(inflate(self._data, head.start, head.size, upto=2 * _LONGEST_NUMBER)[0])

    def beginning(self, place: int, most: int) -> bytes | None:
        """The first bytes of an object that is whole in the pack; None for a delta."""
        head = self.header(place)
        if head.base is not None:
            return None
        data, _ = inflate(self._data, head.start, head.size, upto=min(most, head.size))
        self._worked(len(data))
        return data

    def header(self, place: int) -> Header:
        """The header of the object at an offset; raises `BrokenError`."""
        first, at = self._byte(place), place + 1
        kind, size, shift = (first >> 4) & 7, first & 15, 4
        byte = first
        while byte & _COPY:
            byte, at = self._byte(at), at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if shift > 7 * _LONGEST_NUMBER:
                raise BrokenError("One of its packs claims an object of an impossible size.")
        base: int | str | None = None
        if kind == _BY_PLACE:
            back, at = self._back(at)
            base = place - back
            if not 0 < base < place:
                raise BrokenError("One of its packs has a delta without a base.")
        elif kind == _BY_ID:
            base, at = self._data[at : at + _OID].hex(), at + _OID
        elif kind not in KINDS:
            raise BrokenError("One of its packs has an object of an unknown kind.")
        return Header(kind, size, base, at)

    def _place(self, base: int | str) -> int:
        place = base if isinstance(base, int) else self._find(base)
        if place is None:
            raise AbsentError(f"The base {base} of one of its deltas is missing.")
        return place

    def _back(self, at: int) -> tuple[int, int]:
        byte, at = self._byte(at), at + 1
        back = byte & 0x7F
        for _ in range(_LONGEST_NUMBER):
            if not byte & _COPY:
                return back, at
            byte, at = self._byte(at), at + 1
            back = ((back + 1) << 7) | (byte & 0x7F)
        raise BrokenError("One of its packs has a delta without a base.")

    def _byte(self, at: int) -> int:
        if not 0 <= at < len(self._data):
            raise BrokenError("One of its packs is truncated.")
        return self._data[at]

    @staticmethod
    def _allow(size: int, most: int) -> None:
        if size > most:
            raise BrokenError(f"One of its packs has an object of {size:,} bytes; {max(most, 0):,} are read at most.")

    def _worked(self, count: int) -> None:
        self._work += count
        if self._work > self._most:
            raise BrokenError(f"One of its packs unpacks to more than {self._most // 2**30} GB.")

    def _keep(self, place: int, kind: int, data: bytes) -> None:
        if place in self._kept:
            return
        self._kept[place] = (kind, data)
        self._bytes_kept += len(data)
        while self._bytes_kept > _MOST_KEPT and len(self._kept) > 1:
            _, (_, gone) = self._kept.popitem(last=False)
            self._bytes_kept -= len(gone)


def inflate(data: bytes | mmap.mmap, start: int, size: int, *, upto: int | None = None) -> tuple[bytes, int]:
    """Inflate `size` bytes from an offset; returns them and the offset after them.

    With `upto`, only so many of the first are inflated. Raises `BrokenError`.
    """
    reader = zlib.decompressobj()
    parts: list[bytes] = []
    left = (size if upto is None else min(size, upto)) + 1
    place = start
    try:
        while not reader.eof:
            piece = data[place : place + _SLICE]
            if not piece:
                raise BrokenError("One of its compressed objects is truncated.")
            place += len(piece)
            part = reader.decompress(piece, left)
            parts.append(part)
            left -= len(part)
            if left <= 0:
                break
    except zlib.error as error:
        raise BrokenError("One of its compressed objects is damaged.") from error
    whole = b"".join(parts)
    if upto is not None:
        return whole[:upto], place
    if len(whole) != size:
        raise BrokenError("One of its compressed objects is not as long as it claims.")
    return whole, place - len(reader.unused_data)


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 7 * _LONGEST_NUMBER, 7):
        if at >= len(data):
            break
        byte, at = data[at], at + 1
        value |= (byte & 0x7F) << shift
        if not byte & _COPY:
            return value, at
    raise BrokenError("A delta in one of its packs is malformed.")


def result_size(delta: bytes) -> int:
    """The claimed size in bytes of the object that a delta produces."""
    _, at = _number(delta, 0)
    return _number(delta, at)[0]


def applied(base: bytes, delta: bytes) -> bytes:
    """Apply a delta to its base; raises `BrokenError`; the result is never longer than claimed."""
    length, at = _number(delta, 0)
    size, at = _number(delta, at)
    parts: list[bytes] = []
    made = 0
    end = len(delta)
    while at < end and made <= size:
        order, at = delta[at], at + 1
        if order & _COPY:
            start = count = 0
            for bit in range(7):
                if order >> bit & 1:
                    if at >= end:
                        raise BrokenError("A delta in one of its packs is truncated.")
                    if bit < 4:  # noqa: PLR2004 - four bytes of an offset, then three of a length
                        start |= delta[at] << (8 * bit)
                    else:
                        count |= delta[at] << (8 * (bit - 4))
                    at += 1
            part = base[start : start + (count or 0x10000)]
        else:
            part = delta[at : at + order]
            at += order
        parts.append(part)
        made += len(part)
        if not part:
            break
    if length != len(base) or made != size or at != end:
        raise BrokenError("A delta in one of its packs does not fit its base.")
    return b"".join(parts)
