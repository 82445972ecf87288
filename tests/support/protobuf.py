"""Protocol-buffer bytes, built by hand so that each of them can lie; and the ONNX models that they make."""

from __future__ import annotations

import struct


def varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(which: int, kind: int, payload: bytes, *, claims: int | None = None) -> bytes:
    length = varint(len(payload) if claims is None else claims) if kind == 2 else b""
    return varint(which << 3 | kind) + length + payload


def number(which: int, value: int) -> bytes:
    return field(which, 0, varint(value))


def data(which: int, payload: bytes) -> bytes:
    return field(which, 2, payload)


def prop(key: str, value: str) -> bytes:
    """One of a model's metadata_props."""
    return data(14, data(1, key.encode()) + data(2, value.encode()))


def tensor(name: str, shape: tuple[int, ...], values: bytes, *, dtype: int = 1, where: int = 9) -> bytes:
    """A TensorProto."""
    return b"".join(number(1, side) for side in shape) + number(2, dtype) + data(8, name.encode()) + data(where, values)


def model(*fields: bytes, graph: bytes = b"graph") -> bytes:
    """A ModelProto: ir_version, the graph, then these fields."""
    return number(1, 8) + data(7, graph) + b"".join(fields)


def piece(text: str, kind: int = 1) -> bytes:
    """One piece of a SentencePiece model."""
    return data(1, data(1, text.encode()) + field(2, 5, struct.pack("<f", -1.0)) + number(3, kind))
