"""The header of a safetensors file: its metadata, the number and types of its tensors; never the weights."""

from __future__ import annotations

import struct
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeGuard

from auditor.documents import json_fields
from auditor.documents.content import Content, Unreadable, cut_off, malformed, too_long
from auditor.documents.flatten import MOST_FIELDS, scalar, text_of
from auditor.documents.json_stream import JsonStream
from auditor.documents.prefix import Prefix, Readable
from auditor.model import Field
from auditor.model.base import Value
from auditor.model.cuts import Cuts
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import FileEntry

LARGEST_HEADER = 25_000_000
"""Bytes; the limit of the Hub's own client."""
_LONGEST_KEY = 200
_LONGEST_TEXT = 64 * 1024
_MOST_TYPES = 64
_LONGEST_TYPE = 20
_MOST_DIMENSIONS = 16
_OFFSETS = 2
_MOST_KINDS = 400
_MOST_DIGITS = 6
_NUMBER = regex(r"(?<![^.])\d+(?![^.])")
_NUMBER_OF_A_NETWORK = regex(r"(?<=_)\d+(?=[_.])")
_LARGEST_SIZE = 2**63
_LENGTH = struct.Struct("<Q")
_METADATA = "__metadata__"
_AT_ONCE = 2**20
"""Bytes of the largest header that is parsed whole."""


def read(source: Readable, entry: FileEntry) -> Content:
    """The content of the header: `__metadata__.*`, `tensors.count`, `tensors.dtypes`, and the kinds of tensors.

    `tensors.shape.blocks.#.attn.weight` is the shape of the first of a kind, `tensors.blocks.blocks` the number of
    blocks.

    Of a metadata text over 64 kB only the length is kept, as `__metadata__.<key>.length`. Raises `Unreadable`
    if it is not such a file, and `OSError`.
    """
    header = _Header(source, entry)
    tensors = _Tensors()
    metadata: object = None
    for name, value in header.members():
        if name == _METADATA:
            metadata = value
        else:
            tensors.add(name, value)
    about, left = _metadata(metadata)
    fields = (*about, *tensors.fields())
    return Content(read=header.data, fields=fields, problems=(*header.problems, *left, *cut_off(tensors.cuts)))


class Tensor(Value, frozen=True):
    """The location of one tensor's bytes in the file."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


def layout(source: Readable, entry: FileEntry, *, most: int) -> tuple[Tensor, ...]:
    """The first `most` tensors, without those with impossible entries; raises as `read`."""
    header = _Header(source, entry)
    base = len(header.data)
    tensors = (_tensor(name, value, base, entry.size) for name, value in header.members() if name != _METADATA)
    return tuple(islice((tensor for tensor in tensors if tensor is not None), most))


def _tensor(name: str, value: object, base: int, size: int) -> Tensor | None:
    if not isinstance(value, dict):
        return None
    dtype, shape, place = value.get("dtype"), value.get("shape"), value.get("data_offsets")
    if not isinstance(dtype, str) or not _are_sizes(shape) or not _are_sizes(place) or len(place) != _OFFSETS:
        return None
    start, end = base + place[0], base + place[1]
    if start > end or end > size or len(shape) > _MOST_DIMENSIONS:
        return None
    return Tensor(text_of(name, _LONGEST_KEY), text_of(dtype, _LONGEST_TYPE), tuple(shape), start, end)


def _are_sizes(value: object) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(type(item) is int and 0 <= item < _LARGEST_SIZE for item in value)


class _Header:
    """The header as an object, and the bytes up to its end.

    A large one is parsed member by member: a hundred thousand tensors take a hundred megabytes as objects.
    """

    def __init__(self, source: Readable, entry: FileEntry) -> None:
        head = Prefix(source, entry, cap=LARGEST_HEADER + _LENGTH.size)
        head.begin(_LENGTH.size)
        length: int = _LENGTH.unpack_from(head.data)[0]
        end = _LENGTH.size + length
        if length > LARGEST_HEADER or end > entry.size:
            raise malformed(f"It claims a header of {length:,} bytes.")
        head.need(end)
        del head.data[end:]
        self.data = head.data
        self.problems: tuple[Unreadable, ...] = ()
        """Its problems, complete once all members were iterated."""

    def members(self) -> Iterator[tuple[str, Any]]:
        """Its members, in their order; raises `Unreadable`."""
        if len(self.data) > _AT_ONCE:
            yield from self._streamed()
            return
        try:
            text = self.data[_LENGTH.size :].decode("utf-8")
        except UnicodeDecodeError as error:
            raise malformed("Its header is not UTF-8.") from error
        header, self.problems = json_fields.parse(text)
        if not isinstance(header, dict):
            raise malformed("Its header is not an object.")
        yield from header.items()

    def _streamed(self) -> Iterator[tuple[str, Any]]:
        json_fields.bounded(self.data.count(b"[") + self.data.count(b"{"), self.data.count(b'"'))
        twice = json_fields.Twice()

        def read(start: int, limit: int) -> bytes:
            return bytes(memoryview(self.data)[_LENGTH.size + start : _LENGTH.size + start + limit])

        stream = JsonStream(read, LARGEST_HEADER, longest=LARGEST_HEADER, pairs=twice.pairs)
        names: set[str] = set()
        for name in stream.members():
            if name in names:
                twice.note(name)
            names.add(name)
            yield name, stream.value()
        if stream.peek():
            raise malformed("Its header is not an object.")
        self.problems = twice.problems


def _metadata(metadata: object) -> tuple[list[Field], tuple[Unreadable, ...]]:
    """The metadata as fields, and problems for those beyond the caps."""
    fields: list[Field] = []
    long: list[Unreadable] = []
    cuts = Cuts()
    for key, value in cuts.first(metadata.items(), MOST_FIELDS, "metadata") if isinstance(metadata, dict) else ():
        fields.append(_field(f"__metadata__.{text_of(key, _LONGEST_KEY)}", value))
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            long += too_long(key, len(value))
    return fields, (*long, *cut_off(cuts))


class _Tensors:
    """Counts tensors, their types, their kinds (block numbers in the name replaced by "#"), and the blocks."""

    def __init__(self) -> None:
        self.cuts = Cuts()
        self._count = 0
        self._types: set[str] = set()
        self._shapes: dict[str, tuple[int, ...]] = {}
        self._blocks: dict[str, int] = {}

    def add(self, name: str, value: object) -> None:
        """Count one tensor; anything else is ignored."""
        if not isinstance(value, dict):
            return
        self._count += 1
        if isinstance(value.get("dtype"), str):
            self._types.add(text_of(value["dtype"], _LONGEST_KEY))
        shape = value.get("shape")
        if not _are_sizes(shape) or len(name) > _LONGEST_KEY or len(shape) > _MOST_DIMENSIONS:
            return
        network = name.startswith("lora_")
        kind = (_NUMBER_OF_A_NETWORK if network else _NUMBER).sub("#", text_of(name, _LONGEST_KEY))
        full = kind not in self._shapes and self.cuts.full(
            len(self._shapes), _MOST_KINDS, "kinds of tensors", matters=False
        )
        if full:
            return
        self._shapes[kind] = min(self._shapes.get(kind, tuple(shape)), tuple(shape))
        number = None if network else _NUMBER.search(name)
        if number and len(number[0]) < _MOST_DIGITS:
            above = name[: number.start()].rstrip(".")
            self._blocks[above] = max(self._blocks.get(above, 0), int(number[0]) + 1)

    def fields(self) -> Iterator[Field]:
        """`tensors.*` for all counted tensors."""
        yield Field(key="tensors.count", value=self._count)
        yield Field(key="tensors.dtypes", value=tuple(sorted(self._types)[:_MOST_TYPES]))
        for kind, shape in sorted(self._shapes.items()):
            yield Field(key=f"tensors.shape.{kind}", value=shape)
        for above, number in sorted(self._blocks.items()):
            yield Field(key=f"tensors.blocks.{above}", value=number)


def _field(key: str, value: object) -> Field:
    """A field of metadata, which are texts; anything else is written as its Python representation."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return Field(key=f"{key}.length", value=len(value))
    if isinstance(value, dict | list):
        return Field(key=key, value=None)
    return Field(key=key, value=scalar(value))
