"""Repositories made by the real git, and packs made by hand that no git would make."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import zlib
from collections.abc import Mapping
from pathlib import Path

KINDS = {"commit": 1, "tree": 2, "blob": 3, "tag": 4, "ofs": 6, "ref": 7}
_ENV = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
}


def git(place: Path, *args: str, when: str = "2026-03-17T01:00:00Z", given: bytes = b"") -> bytes:
    """What git prints; no configuration but the repository's own."""
    env = {**_ENV, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    return subprocess.run(["git", *args], cwd=place, env=env, check=True, capture_output=True, input=given).stdout


def repository(place: Path) -> Path:
    """An empty one, on main."""
    place.mkdir(parents=True)
    git(place, "init", "--quiet", "--initial-branch=main")
    return place


def commit(place: Path, files: Mapping[str, str | bytes | None], when: str, title: str = "Change") -> str:
    """A commit of these files, None removes one; its id."""
    for path, content in files.items():
        file = place / path
        if content is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--allow-empty", "--message", title, when=when)
    return head(place)


def head(place: Path, name: str = "HEAD") -> str:
    return git(place, "rev-parse", name).decode().strip()


def number(size: int) -> bytes:
    """As differences write lengths."""
    out = bytearray()
    while size > 0x7F:
        out.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes([*out, size])


def header(kind: int, size: int) -> bytes:
    """As packs write kinds and sizes."""
    first, size = (kind << 4) | (size & 15), size >> 4
    out = bytearray()
    while size:
        out.append(first | 0x80)
        first, size = size & 0x7F, size >> 7
    return bytes([*out, first])


def record(kind: str, data: bytes, *, size: int | None = None, base: bytes = b"") -> bytes:
    """One object of a pack; `size` is what it claims, `base` what stands before the data of a difference."""
    return header(KINDS[kind], len(data) if size is None else size) + base + zlib.compress(data)


def packed(*records: bytes, count: int | None = None) -> bytes:
    body = b"PACK" + struct.pack(">II", 2, len(records) if count is None else count) + b"".join(records)
    return body + hashlib.sha1(body, usedforsecurity=False).digest()


def difference(base: int, result: int, *orders: bytes) -> bytes:
    """A difference between an object of `base` bytes and one of `result`, as they claim."""
    return number(base) + number(result) + b"".join(orders)
