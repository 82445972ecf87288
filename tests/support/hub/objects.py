"""Git objects made in memory, and what a file of a repository may be."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

LFS_SUFFIXES = (
    *(".safetensors", ".gguf", ".ggml", ".bin", ".onnx", ".onnx_data", ".pt", ".pth", ".ckpt", ".h5", ".msgpack"),
    *(".model", ".parquet", ".arrow", ".npy", ".npz", ".pkl", ".pickle", ".joblib", ".tflite", ".mlmodel", ".pb"),
    *(".zip", ".tar", ".gz", ".tgz", ".xz", ".zst", ".7z", ".rar", ".wasm", ".jpg", ".png", ".pdf"),
)
WEIGHTS = LFS_SUFFIXES[:11]
_PLAIN_BINARY = 10_000
_PLAIN_TEXT = 10_000_000
_CHUNK = 16_384
_KINDS = {"commit": 1, "tree": 2, "blob": 3}


@dataclass(frozen=True)
class Plain:
    """Bytes that stand in git whatever their name."""

    data: bytes


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True)
class Lfs:
    """A large file: what it claims to be, its first bytes, and zeros behind them.

    The sha256 is the real one of a file that is all head; of a larger one it is made up, unless it is given.
    """

    size: int
    head: bytes = b""
    sha256: str = ""

    @staticmethod
    def of(data: bytes) -> Lfs:
        return Lfs(len(data), data)

    @cached_property
    def oid(self) -> str:
        made_up = b"" if self.size == len(self.head) else b"\0%d" % self.size
        return self.sha256 or hashlib.sha256(self.head + made_up).hexdigest()

    @property
    def pointer(self) -> bytes:
        return f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.oid}\nsize {self.size}\n".encode()

    @property
    def xet(self) -> str:
        return hashlib.sha256(b"xet" + self.oid.encode()).hexdigest()

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from start to stop, in pieces."""
        while start < stop:
            end = min(stop, start + _CHUNK)
            piece = self.head[start:end]
            yield piece + bytes(end - start - len(piece))
            start = end


Content = bytes | str | Lfs | Plain | Link


@dataclass(frozen=True)
class Entry:
    """A file at a commit: its git object, and the large file a pointer stands for."""

    oid: str
    size: int
    data: bytes
    lfs: Lfs | None = None
    mode: str = "100644"


def entry(path: str, content: Content) -> Entry:
    if isinstance(content, Link):
        target = content.target.encode()
        return Entry(object_id("blob", target), len(target), target, mode="120000")
    if isinstance(content, Plain):
        return Entry(object_id("blob", content.data), len(content.data), content.data)
    if not isinstance(content, Lfs):
        data = content.encode() if isinstance(content, str) else content
        if not _is_large(path, data):
            return Entry(object_id("blob", data), len(data), data)
        content = Lfs.of(data)
    pointer = content.pointer
    return Entry(object_id("blob", pointer), content.size, pointer, content)


def _is_large(path: str, data: bytes) -> bool:
    if path.lower().endswith(LFS_SUFFIXES) or len(data) > _PLAIN_TEXT:
        return True
    return len(data) > _PLAIN_BINARY and b"\0" in data


def object_id(kind: str, data: bytes) -> str:
    """Git's name of an object."""
    return hashlib.sha1(b"%s %d\0" % (kind.encode(), len(data)) + data, usedforsecurity=False).hexdigest()


def trees(files: dict[str, Entry]) -> tuple[str, dict[str, bytes], dict[str, str]]:
    """The root tree's id, every tree object by id, and the id of each folder by path."""
    below: dict[str, dict[str, tuple[str, str]]] = {"": {}}
    for path, file in files.items():
        folder, _, name = path.rpartition("/")
        below.setdefault(folder, {})[name] = (file.mode, file.oid)
        while folder and folder not in below.get(folder.rpartition("/")[0], {}):
            above, _, name = folder.rpartition("/")
            below.setdefault(above, {}).setdefault(name, ("40000", ""))
            folder = above
    made: dict[str, bytes] = {}
    ids: dict[str, str] = {}
    for folder in sorted(below, key=lambda path: (path.count("/"), bool(path)), reverse=True):
        rows = []
        for name, (mode, known) in below[folder].items():
            oid = known or ids[f"{folder}/{name}" if folder else name]
            order = name.encode() + (b"/" if mode == "40000" else b"")
            rows.append((order, f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid)))
        data = b"".join(row for _, row in sorted(rows))
        ids[folder] = object_id("tree", data)
        made[ids[folder]] = data
    return ids[""], made, {folder: oid for folder, oid in ids.items() if folder}


def pack(objects: dict[str, tuple[str, bytes]]) -> bytes:
    """A git pack of whole objects."""
    parts = [b"PACK", struct.pack(">II", 2, len(objects))]
    for kind, data in objects.values():
        size = len(data)
        first = (_KINDS[kind] << 4) | (size & 15)
        size >>= 4
        head = bytearray()
        while size:
            head.append(first | 0x80)
            first, size = size & 0x7F, size >> 7
        head.append(first)
        parts += [bytes(head), zlib.compress(data, 1)]
    whole = b"".join(parts)
    return whole + hashlib.sha1(whole, usedforsecurity=False).digest()
