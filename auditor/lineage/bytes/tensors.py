"""Equal tensors: a copy that a rewritten header, other names, other shards or another format do not hide.

Two files are compared tensor by tensor, by the sha256 of type, shape and bytes. Only tensors whose type and shape occur
on both sides are read, in chunks; those that everybody computes the same way (`trivial`) do not count.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from auditor.documents import onnx_tensors, safetensors
from auditor.documents.attempt import attempt
from auditor.lineage.bytes import trivial
from auditor.model import Noun, Unread, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from auditor.documents.safetensors import Tensor
    from auditor.model import FileEntry, Source

NEEDED = 3
"""The fewest equal tensors that show a copy."""
MOST_TENSORS = 100_000
"""In one file."""
MOST_BYTES = 64 * 2**30
"""Most bytes that are read of one file's tensors."""
CHUNK = 4 * 2**20
_READERS = {"safetensors": safetensors, "onnx": onnx_tensors}
"""By file extension."""

Form = tuple[str, tuple[int, ...]]
"""Type, and shape without dimensions of 1."""


class Digest(Noun, frozen=True, kw_only=True):
    """One tensor by its content."""

    name: str
    sha256: str
    """Over type, shape and bytes."""


class Digests(Noun, frozen=True, kw_only=True):
    """The tensors of one file that can show its origin."""

    path: str
    count: int
    """How many tensors it has."""
    weighty: int
    """How many of them no formula gives, as far as names and shapes show."""
    digests: tuple[Digest, ...]
    """Those with the requested types and shapes, in the order of the file."""
    problem: Unread | None = None
    """Why some were not read."""


def is_readable(path: str) -> bool:
    """Whether the tensors of a file can be read, by its name."""
    return _suffix(path) in _READERS


def layout(source: Source, entry: FileEntry) -> tuple[Tensor, ...] | Unread:
    """Every tensor of a safetensors or ONNX file, unread, or why its header was not read."""
    reader = _READERS[_suffix(entry.path)]
    return attempt(entry.path, lambda: reader.layout(source, entry, most=MOST_TENSORS))


def forms(tensors: Iterable[Tensor]) -> frozenset[Form]:
    """The types and shapes of the tensors that may count."""
    return frozenset(_form(tensor) for tensor in tensors if _may_count(tensor))


def digests(
    source: Source, entry: FileEntry, *, among: Collection[Form] | None = None, most_bytes: int = MOST_BYTES
) -> Digests | Unread:
    """The digests of a file's tensors; only of those `among` these forms, if given.

    Beyond `most_bytes`, the largest are left out, so that two sources that share tensors leave out the same ones.
    """
    tensors = layout(source, entry)
    if isinstance(tensors, Unread):
        return tensors
    weighty = [tensor for tensor in tensors if _may_count(tensor)]
    wanted = [tensor for tensor in weighty if among is None or _form(tensor) in among]
    by_start: dict[int, Digest] = {}
    left, problem = most_bytes, None
    for tensor in sorted(wanted, key=lambda placed: (placed.end - placed.start, placed.start)):
        left -= tensor.end - tensor.start
        if left < 0:
            detail = f"More than {most_bytes // 2**30} GB of tensors: the largest were not read."
            problem = Unread(path=entry.path, reason=UnreadReason.TOO_LARGE, detail=detail, matters=False)
            break
        digest = attempt(entry.path, lambda tensor=tensor: _digest(source, entry.path, tensor))  # type: ignore[misc]
        if isinstance(digest, Unread):
            problem = digest
            break
        if digest:
            by_start[tensor.start] = Digest(name=tensor.name, sha256=digest)
    ordered = tuple(by_start[start] for start in sorted(by_start))
    return Digests(path=entry.path, count=len(tensors), weighty=len(weighty), digests=ordered, problem=problem)


def equal(here: Digests, other: Digests) -> tuple[str, ...]:
    """The names, in the first, of tensors that the second also has under any name; each content once."""
    there = {digest.sha256 for digest in other.digests}
    names: dict[str, str] = {}
    for digest in here.digests:
        if digest.sha256 in there:
            names.setdefault(digest.sha256, digest.name)
    return tuple(names.values())


def _may_count(tensor: Tensor) -> bool:
    return not trivial.by_name(tensor.name, tensor.shape, tensor.end - tensor.start)


def _form(tensor: Tensor) -> Form:
    return tensor.dtype, trivial.squeezed(tensor.shape)


def _digest(source: Source, path: str, tensor: Tensor) -> str:
    """The sha256 of a tensor; "" if everybody computes its values the same way; raises `OSError`."""
    dtype, shape = _form(tensor)
    digest = hashlib.sha256(f"{dtype} {shape} ".encode())
    place = tensor.start
    while place < tensor.end:
        part = source.read(path, limit=min(CHUNK, tensor.end - place), start=place)
        if not part:
            raise OSError(5, "It ends inside a tensor")
        if place == tensor.start and trivial.by_values(dtype, shape, part):
            return ""
        digest.update(part)
        place += len(part)
    return digest.hexdigest()


def _suffix(path: str) -> str:
    return path.rpartition(".")[2].lower()
