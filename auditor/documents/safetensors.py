"""The header of a safetensors file: its metadata, how many tensors it has, and of what types; never the weights."""

from __future__ import annotations

import struct
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from auditor.documents import json_fields
from auditor.documents.content import Content, Unreadable, cut_off, malformed, too_long
from auditor.documents.flatten import MOST_FIELDS, scalar, text_of
from auditor.documents.prefix import Prefix, Readable
from auditor.model import Field
from auditor.model.cuts import Cuts
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.model import FileEntry

LARGEST_HEADER = 25_000_000
"""Bytes; what the Hub's own client accepts."""
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


def read(source: Readable, entry: FileEntry) -> Content:
    """What the header says: `__metadata__.*`, `tensors.count`, `tensors.dtypes`, and which kinds of tensors it has.

    `tensors.shape.blocks.#.attn.weight` is the shape of the first of a kind, `tensors.blocks.blocks` how many blocks
    there are.

    Of a metadata text over 64 kB only the length is kept, as `__metadata__.<key>.length`. Raises `Unreadable`
    for what is no such file, and `OSError`.
    """
    header, data, problems = _header(source, entry)
    metadata, left = _metadata(header)
    kinds, more = _kinds(header)
    return Content(read=data, fields=(*metadata, *_tensors(header), *kinds), problems=(*problems, *left, *more))


class Tensor(NamedTuple):
    """Where one tensor's bytes stand in the file."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


def layout(source: Readable, entry: FileEntry, *, most: int) -> tuple[Tensor, ...]:
    """The first `most` tensors, those left out whose entries claim what cannot be; raises as `read`."""
    header, data, _ = _header(source, entry)
    tensors = (_tensor(name, value, len(data), entry.size) for name, value in header.items() if name != "__metadata__")
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


def _header(source: Readable, entry: FileEntry) -> tuple[dict[str, Any], bytearray, tuple[Unreadable, ...]]:
    """The header as an object, the bytes up to its end, and what is wrong with it."""
    head = Prefix(source, entry, cap=LARGEST_HEADER + _LENGTH.size)
    head.begin(_LENGTH.size)
    length: int = _LENGTH.unpack_from(head.data)[0]
    end = _LENGTH.size + length
    if length > LARGEST_HEADER or end > entry.size:
        raise malformed(f"It claims a header of {length:,} bytes.")
    head.need(end)
    try:
        text = head.data[_LENGTH.size : end].decode("utf-8")
    except UnicodeDecodeError as error:
        raise malformed("Its header is not UTF-8.") from error
    header, problems = json_fields.parse(text)
    if not isinstance(header, dict):
        raise malformed("Its header is not an object.")
    return header, head.data[:end], problems


def _metadata(header: dict[str, Any]) -> tuple[list[Field], tuple[Unreadable, ...]]:
    """The metadata as fields, and what of them is more than is read."""
    metadata = header.get("__metadata__")
    fields: list[Field] = []
    long: list[Unreadable] = []
    cuts = Cuts()
    for key, value in cuts.first(metadata.items(), MOST_FIELDS, "metadata") if isinstance(metadata, dict) else ():
        fields.append(_field(f"__metadata__.{text_of(key, _LONGEST_KEY)}", value))
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            long += too_long(key, len(value))
    return fields, (*long, *cut_off(cuts))


def _tensors(header: dict[str, Any]) -> list[Field]:
    tensors = [value for key, value in header.items() if key != "__metadata__" and isinstance(value, dict)]
    types = {value["dtype"] for value in tensors if isinstance(value.get("dtype"), str)}
    names = sorted(text_of(name, _LONGEST_KEY) for name in types)[:_MOST_TYPES]
    return [Field(key="tensors.count", value=len(tensors)), Field(key="tensors.dtypes", value=tuple(names))]


def _kinds(header: dict[str, Any]) -> tuple[list[Field], tuple[Unreadable, ...]]:
    """Each kind of tensor, the numbers of blocks in its name made "#"; and how many blocks of each kind there are."""
    shapes: dict[str, tuple[int, ...]] = {}
    blocks: dict[str, int] = {}
    cuts = Cuts()
    for name, value in header.items():
        shape = value.get("shape") if isinstance(value, dict) and name != "__metadata__" else None
        if not _are_sizes(shape) or len(name) > _LONGEST_KEY or len(shape) > _MOST_DIMENSIONS:
            continue
        network = name.startswith("lora_")
        kind = (_NUMBER_OF_A_NETWORK if network else _NUMBER).sub("#", text_of(name, _LONGEST_KEY))
        if kind not in shapes and cuts.full(len(shapes), _MOST_KINDS, "kinds of tensors", matters=False):
            continue
        shapes[kind] = min(shapes.get(kind, tuple(shape)), tuple(shape))
        number = None if network else _NUMBER.search(name)
        if number and len(number[0]) < _MOST_DIGITS:
            above = name[: number.start()].rstrip(".")
            blocks[above] = max(blocks.get(above, 0), int(number[0]) + 1)
    fields = [
        *(Field(key=f"tensors.shape.{kind}", value=shape) for kind, shape in sorted(shapes.items())),
        *(Field(key=f"tensors.blocks.{above}", value=number) for above, number in sorted(blocks.items())),
    ]
    return fields, cut_off(cuts)


def _field(key: str, value: object) -> Field:
    """Metadata are texts; anything else stands as Python shows it."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return Field(key=f"{key}.length", value=len(value))
    if isinstance(value, dict | list):
        return Field(key=key, value=None)
    return Field(key=key, value=scalar(value))
