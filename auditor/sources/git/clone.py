"""A git directory on disk: its packs and loose objects, read as files.

What was downloaded is hostile, and a git directory can name programs for git to run. So git is not run; its
configuration, hooks and attributes are not read; nor is anything outside the directory.
"""

from __future__ import annotations

import mmap
import os
import zlib
from contextlib import suppress
from pathlib import Path

from auditor.errors import TargetError
from auditor.patterns import regex
from auditor.sources.git import refs
from auditor.sources.git.objects import AbsentError, BrokenError, Raw, identity
from auditor.sources.git.pack import Pack

LARGEST = 64 * 2**20
"""Bytes of the largest object that is read whole."""
_MOST_PACKS = 1_000
_MOST_WORK = 64 * 2**30
_HEADER = regex(rb"(commit|tree|blob|tag) (\d{1,12})\0")
_LONGEST_HEADER = 32
_PACK_NAME = regex(r"pack-[0-9a-f]{40,64}\.idx")
_OID, _FAN, _NAMES = 20, 8, 8 + 1024
_FAR = 0x80000000


def git_directory(place: Path) -> Path | None:
    """The git directory of a clone, or the place itself if it is a bare repository; else None.

    Raises `TargetError` for a work tree whose git directory is elsewhere.
    """
    inside = place / ".git"
    if inside.is_symlink() or inside.is_file():
        raise TargetError(
            f"{place}/.git points elsewhere: a work tree or a submodule.", tip="Name the clone that holds the commits."
        )
    for root in (inside, place):
        if (root / "HEAD").is_file() and (root / "objects").is_dir():
            return Path(os.path.realpath(root))
    return None


class Clone:
    """The objects and references of one git directory."""

    def __init__(self, root: Path) -> None:
        """`root` is from `git_directory`; raises `TargetError` if objects are elsewhere, and `BrokenError`."""
        self.root = root
        for name in ("objects/info/alternates", "objects/info/http-alternates", "commondir"):
            if refs.content(root, name):
                raise TargetError(
                    "Its objects are in another directory (it was cloned with --shared or --reference).",
                    tip="Clone it whole: git clone --no-local.",
                )
        self.shallow = frozenset((refs.content(root, "shallow") or b"").decode("ascii", "replace").split())
        self._packs = _packs(root)

    def close(self) -> None:
        """Close the packs."""
        for pack in self._packs:
            pack.close()

    def read(self, oid: str, *, most: int) -> Raw:
        """An object of at most `most` bytes, checked against its id; raises `BrokenError`."""
        raw = self._loose(oid, most)
        if raw is None:
            place, pack = self._packed(oid)
            raw = pack.objects.read(place, most=most)
        if identity(raw) != oid:
            raise BrokenError(f"Object {oid} does not match its id.")
        return raw

    def size(self, oid: str) -> int:
        """The size of an object in bytes, as its pack or file claims."""
        with suppress(AbsentError):
            place, pack = self._packed(oid)
            return pack.objects.size(place)
        return self._loose_head(oid, 0)[0]

    def beginning(self, oid: str, most: int) -> bytes:
        """The first bytes, unchecked, of a file too large to be read whole; raises `BrokenError`."""
        with suppress(AbsentError):
            place, pack = self._packed(oid)
            begun = pack.objects.beginning(place, most)
            return begun if begun is not None else pack.objects.read(place, most=LARGEST).data[:most]
        return self._loose_head(oid, most)[1]

    def _packed(self, oid: str) -> tuple[int, _Packed]:
        for pack in self._packs:
            place = pack.find(oid)
            if place is not None:
                return place, pack
        raise AbsentError(f"Object {oid} is missing: the clone is partial or shallow, or it is damaged.")

    def _loose(self, oid: str, most: int) -> Raw | None:
        data = refs.content(self.root, f"objects/{oid[:2]}/{oid[2:]}", most=most + most // 512 + 1024)
        if data is None:
            return None
        try:
            whole = zlib.decompressobj().decompress(data, most + _LONGEST_HEADER)
        except zlib.error as error:
            raise BrokenError(f"Object {oid} is damaged.") from error
        match = _HEADER.match(whole)
        if match is None or int(match[2]) != len(whole) - match.end():
            raise BrokenError(f"Object {oid} is malformed, or larger than the {most:,} bytes that are read.")
        return Raw(match[1].decode(), whole[match.end() :])

    def _loose_head(self, oid: str, most: int) -> tuple[int, bytes]:
        """The size that a loose object claims, and its first bytes."""
        path = os.path.join(self.root, "objects", oid[:2], oid[2:])  # noqa: PTH118 - compared as text below
        if os.path.realpath(path) != path or not os.path.isfile(path):  # noqa: PTH113 - the same
            raise AbsentError(f"Object {oid} is missing: the clone is partial or shallow, or it is damaged.")
        reader = zlib.decompressobj()
        data = b""
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - the same
                while len(data) < most + _LONGEST_HEADER and (piece := file.read(64 * 1024)):
                    data += reader.decompress(piece, most + _LONGEST_HEADER - len(data))
        except (OSError, zlib.error) as error:
            raise BrokenError(f"Object {oid} is damaged.") from error
        match = _HEADER.match(data)
        if match is None:
            raise BrokenError(f"Object {oid} is malformed.")
        return int(match[2]), data[match.end() :][:most]


class _Packed:
    """One pack and its index (version 2, gitformat-pack)."""

    def __init__(self, index: mmap.mmap, data: mmap.mmap) -> None:
        self._index = index
        self._data = data
        self._count = int.from_bytes(index[_FAN + 1020 : _FAN + 1024], "big")
        if index[:8] != b"\xfftOc\0\0\0\2" or len(index) < _NAMES + self._count * (_OID + 8):
            raise BrokenError("The index of one of its packs is malformed, or of a version that is not read.")
        self.objects = Pack(data, self.find, most=_MOST_WORK)

    def close(self) -> None:
        self._index.close()
        self._data.close()

    def find(self, oid: str) -> int | None:
        """The offset of an object in the pack."""
        name = bytes.fromhex(oid)
        high = self._fan(name[0])
        low = self._fan(name[0] - 1) if name[0] else 0
        while low < high:
            middle = (low + high) // 2
            here = self._index[_NAMES + middle * _OID : _NAMES + (middle + 1) * _OID]
            if here == name:
                return self._place(middle)
            low, high = (middle + 1, high) if here < name else (low, middle)
        return None

    def _fan(self, first: int) -> int:
        return min(self._word(_FAN + 4 * first), self._count)

    def _place(self, number: int) -> int:
        places = _NAMES + self._count * (_OID + 4)
        place = self._word(places + 4 * number)
        if place & _FAR:
            at = places + 4 * self._count + 8 * (place & ~_FAR)
            place = int.from_bytes(self._index[at : at + 8], "big")
        return place

    def _word(self, at: int) -> int:
        return int.from_bytes(self._index[at : at + 4], "big")


def _packs(root: Path) -> list[_Packed]:
    folder = root / "objects" / "pack"
    if os.path.realpath(folder) != str(folder):
        raise TargetError("Its objects are in another directory.", tip="Clone it whole: git clone --no-local.")
    packs: list[_Packed] = []
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if _PACK_NAME.fullmatch(entry.name))
        if len(names) > _MOST_PACKS:
            raise BrokenError(f"It has more than {_MOST_PACKS:,} packs.", tip="Repack it: git gc.")
        packs.extend(_Packed(_mapped(folder / name), _mapped((folder / name).with_suffix(".pack"))) for name in names)
    except FileNotFoundError:
        return packs
    except (OSError, ValueError) as error:
        raise BrokenError(f"One of its packs cannot be read: {error}.") from error
    return packs


def _mapped(path: Path) -> mmap.mmap:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        return mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(handle)
