"""The location of an ONNX model's numbers: initializers and constants of the graph and of nested graphs.

GraphProto: 1 node, 5 initializer. NodeProto: 5 attribute. AttributeProto: 5 t, 6 g, 10 tensors, 11 graphs.
TensorProto: 1 dims, 2 data_type, 4 float_data, 8 name, 9 raw_data, 10 double_data, 14 data_location. Floats
packed in float_data or double_data have the same bytes as in raw_data.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from auditor.documents.content import malformed
from auditor.documents.flatten import text_of
from auditor.documents.onnx import GRAPH
from auditor.documents.safetensors import Tensor
from auditor.documents.wire import BYTES, VARINT, Piece, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry

MOST_BYTES = 256 * 2**20
"""Bytes read of one file to find its tensors, not counting the tensors themselves."""
MOST_PIECES = 2_000_000
_DEEPEST = 8
_LONGEST_NAME = 200
_MOST_DIMENSIONS = 16
_EXTERNAL = 1

_NODE, _INITIALIZER, _ATTRIBUTE = 1, 5, 5
_TENSORS, _GRAPHS = (5, 10), (6, 11)
_DIMS, _DTYPE, _NAME, _LOCATION = 1, 2, 8, 14
_NUMBERS = (4, 9, 10)
_DTYPES = {
    1: "F32", 2: "U8", 3: "I8", 4: "U16", 5: "I16", 6: "I32", 7: "I64", 9: "BOOL", 10: "F16", 11: "F64", 12: "U32",
    13: "U64", 16: "BF16", 17: "F8_E4M3", 19: "F8_E5M2",
}  # fmt: skip
"""Spelled as in safetensors, so that equal numbers are found across formats."""


def layout(source: Readable, entry: FileEntry, *, most: int) -> tuple[Tensor, ...]:
    """The first `most` tensors stored in the file itself; raises `Unreadable` and `OSError`."""
    wire = Wire(source, entry, most_bytes=MOST_BYTES, most_pieces=MOST_PIECES)
    wire.begin()
    graphs = (piece for piece in wire.pieces() if (piece.number, piece.kind) == (GRAPH, BYTES))
    return tuple(islice((tensor for graph in graphs for tensor in _of_graph(wire, graph, 0)), most))


def _of_graph(wire: Wire, graph: Piece, depth: int) -> Iterator[Tensor]:
    if depth > _DEEPEST:
        raise malformed("Its graphs are nested too deep.")
    for piece in _parts(wire, graph):
        if piece.number == _INITIALIZER:
            yield from _tensor(wire, piece, "")
        elif piece.number == _NODE:
            yield from _of_node(wire, piece, depth)


def _of_node(wire: Wire, node: Piece, depth: int) -> Iterator[Tensor]:
    output = ""
    for piece in _parts(wire, node):
        if piece.number == 2 and not output:  # noqa: PLR2004 - NodeProto: 2 output, which precedes attributes
            output = _name(wire, piece)
        if piece.number != _ATTRIBUTE:
            continue
        for inner in _parts(wire, piece):
            if inner.number in _TENSORS:
                yield from _tensor(wire, inner, output)
            elif inner.number in _GRAPHS:
                yield from _of_graph(wire, inner, depth + 1)


def _tensor(wire: Wire, within: Piece, otherwise: str) -> Iterator[Tensor]:
    """The tensor, if its numbers are contiguous; a constant without a name has that of its node's output."""
    shape: list[int] = []
    dtype, name, numbers, external = 0, "", None, False
    for piece in wire.pieces(within.start, within.end):
        if piece.number == _DIMS and piece.kind == VARINT:
            shape.append(piece.value)
        elif piece.number == _DIMS and piece.kind == BYTES:
            shape += _packed(wire, piece)
        elif piece.number == _DTYPE and piece.kind == VARINT:
            dtype = piece.value
        elif piece.number == _NAME and piece.kind == BYTES:
            name = _name(wire, piece)
        elif piece.number == _LOCATION and piece.kind == VARINT:
            external = piece.value == _EXTERNAL
        elif piece.number in _NUMBERS and piece.kind == BYTES:
            numbers = piece
    if numbers is not None and not external and len(shape) <= _MOST_DIMENSIONS:
        yield Tensor(name or otherwise, _DTYPES.get(dtype, f"ONNX_{dtype}"), tuple(shape), numbers.start, numbers.end)


def _packed(wire: Wire, piece: Piece) -> list[int]:
    if piece.end - piece.start > 10 * _MOST_DIMENSIONS:
        return [0] * (_MOST_DIMENSIONS + 1)
    numbers, value, shift = [], 0, 0
    for byte in wire.bytes_of(piece):
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the continuation bit
            numbers.append(value)
            value = shift = 0
    return numbers


def _name(wire: Wire, piece: Piece) -> str:
    return text_of(wire.text(piece), _LONGEST_NAME) if piece.end - piece.start <= 4 * _LONGEST_NAME else ""


def _parts(wire: Wire, within: Piece) -> Iterator[Piece]:
    return (piece for piece in wire.pieces(within.start, within.end) if piece.kind == BYTES)
