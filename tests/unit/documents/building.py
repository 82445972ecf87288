"""Headers built byte by byte, so that each of them can lie."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

TYPES = {"u8": 0, "i8": 1, "u16": 2, "i16": 3, "u32": 4, "i32": 5, "f32": 6, "bool": 7, "text": 8, "list": 9}
TYPES |= {"u64": 10, "i64": 11, "f64": 12}
_CODES = {"u8": "B", "i8": "b", "u16": "H", "i16": "h", "u32": "I", "i32": "i", "f32": "f", "bool": "?"}
_CODES |= {"u64": "Q", "i64": "q", "f64": "d"}


class Gguf:
    """A GGUF header in one byte order."""

    def __init__(self, order: str = "<") -> None:
        self.order = order
        self.pairs: list[bytes] = []

    def number(self, kind: str, value: float) -> bytes:
        return struct.pack(self.order + _CODES[kind], value)

    def text(self, value: str | bytes, claims: int | None = None) -> bytes:
        data = value.encode() if isinstance(value, str) else value
        return self.number("u64", len(data) if claims is None else claims) + data

    def value(self, kind: str, value: Any) -> bytes:  # noqa: ANN401 - whatever the kind takes
        return self.text(value) if kind == "text" else self.number(kind, value)

    def list_of(self, kind: str, values: Iterable[bytes], claims: int | None = None) -> bytes:
        items = list(values)
        count = len(items) if claims is None else claims
        return self.number("u32", TYPES[kind]) + self.number("u64", count) + b"".join(items)

    def raw(self, key: str, kind: str, data: bytes) -> Gguf:
        self.pairs.append(self.text(key) + self.number("u32", TYPES[kind]) + data)
        return self

    def pair(self, key: str, kind: str, value: Any) -> Gguf:  # noqa: ANN401
        return self.raw(key, kind, self.value(kind, value))

    def texts(self, key: str, values: Iterable[str]) -> Gguf:
        return self.raw(key, "list", self.list_of("text", (self.text(value) for value in values)))

    def build(self, *, version: int = 3, tensors: int = 291, keys: int | None = None) -> bytes:
        count = len(self.pairs) if keys is None else keys
        head = b"GGUF" + self.number("u32", version) + self.number("u64", tensors) + self.number("u64", count)
        return head + b"".join(self.pairs)


def safetensors(header: Any, *, claims: int | None = None, weights: bytes = b"\0" * 64) -> bytes:  # noqa: ANN401
    """A safetensors file with that header: data for JSON, or bytes as they are."""
    data = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(data) if claims is None else claims) + data + weights
