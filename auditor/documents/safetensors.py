"""The header of a safetensors file: its metadata, how many tensors it has, and of what types; never the weights."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from auditor.documents import json_fields
from auditor.documents.content import Content, malformed
from auditor.documents.flatten import MOST_FIELDS, scalar, text_of
from auditor.documents.prefix import Prefix, Readable
from auditor.model import Field

if TYPE_CHECKING:
    from auditor.model import FileEntry

LARGEST_HEADER = 25_000_000
"""Bytes; what the Hub's own client accepts."""
_LONGEST_KEY = 200
_LONGEST_TEXT = 64 * 1024
_MOST_TYPES = 64
_LENGTH = struct.Struct("<Q")


def read(source: Readable, entry: FileEntry) -> Content:
    """What the header says: `__metadata__.*`, `tensors.count`, `tensors.dtypes`.

    Of a metadata text over 64 kB only the length is kept, as `__metadata__.<key>.length`. Raises `Unreadable`
    for what is no such file, and `OSError`.
    """
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
    return Content(read=head.data[:end], fields=tuple(_fields(header)), problems=problems)


def _fields(header: dict[str, Any]) -> list[Field]:
    metadata = header.get("__metadata__")
    fields: list[Field] = []
    if isinstance(metadata, dict):
        for key, value in list(metadata.items())[:MOST_FIELDS]:
            fields.append(_field(f"__metadata__.{text_of(key, _LONGEST_KEY)}", value))
    tensors = [value for key, value in header.items() if key != "__metadata__" and isinstance(value, dict)]
    types = {value["dtype"] for value in tensors if isinstance(value.get("dtype"), str)}
    fields.append(Field(key="tensors.count", value=len(tensors)))
    names = sorted(text_of(name, _LONGEST_KEY) for name in types)[:_MOST_TYPES]
    fields.append(Field(key="tensors.dtypes", value=tuple(names)))
    return fields


def _field(key: str, value: object) -> Field:
    """Metadata are texts; anything else stands as Python shows it."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return Field(key=f"{key}.length", value=len(value))
    if isinstance(value, dict | list):
        return Field(key=key, value=None)
    return Field(key=key, value=scalar(value))
