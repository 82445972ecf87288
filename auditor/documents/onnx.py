"""The metadata of an ONNX file: its producer, its opsets, its `metadata_props`; never the graph.

ModelProto (onnx.proto): 1 ir_version, 2 producer_name, 3 producer_version, 4 domain, 5 model_version, 6 doc_string,
7 graph, 8 opset_import {1 domain, 2 version}, 14 metadata_props {1 key, 2 value}. Ultralytics' exporter, for one,
writes `author` and `license` into metadata_props, which follow the graph: it is skipped by its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.content import Content, Unreadable, cut_off, malformed, too_long
from auditor.documents.flatten import MOST_FIELDS, text_of
from auditor.documents.wire import BYTES, VARINT, Piece, Wire, signed
from auditor.model import Field
from auditor.model.cuts import Cuts

if TYPE_CHECKING:
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

MOST_BYTES = 16 * 2**20
"""Bytes read of one file."""
MOST_PIECES = 50_000
"""Fields of the model itself: in some models, functions add thousands."""
IR_VERSION, GRAPH = 1, 7

_NUMBERS = {IR_VERSION: "ir_version", 5: "model_version"}
_TEXTS = {2: "producer_name", 3: "producer_version", 4: "domain", 6: "doc_string"}
_OPSET, _PROPERTY = 8, 14
_LONGEST_TEXT = 64 * 1024
_LONGEST_KEY = 200
_LARGEST_ENTRY = 2 * _LONGEST_TEXT
"""Bytes above which not even the key of a property is read."""


def read(source: Readable, entry: FileEntry) -> Content:
    """The file's metadata: `producer_name`, `opset_import.<domain>`, `metadata_props.<key>` and the like.

    Of a text over 64 kB only the length is kept, as `<key>.length`. A file that becomes invalid midway is kept up to
    there, with the problem. Raises `Unreadable` if it is not an ONNX file, and `OSError`.
    """
    reader = _Reader(Wire(source, entry, most_bytes=MOST_BYTES, most_pieces=MOST_PIECES))
    reader.model()
    problems = (*reader.problems, *cut_off(reader.cuts))
    return Content(read=reader.seen, fields=tuple(reader.fields), problems=problems)


class _Reader:
    def __init__(self, data: Wire) -> None:
        self.fields: list[Field] = []
        self.problems: tuple[Unreadable, ...] = ()
        self.cuts = Cuts()
        self.seen = bytearray()
        self._data = data

    def model(self) -> None:
        self._data.begin()
        whole = False
        try:
            for piece in self._data.pieces():
                whole = whole or (piece.number, piece.kind) == (GRAPH, BYTES)
                self._take(piece)
        except Unreadable as problem:
            if not self.fields:
                raise
            self.problems = (*self.problems, problem)
        if not self.fields or (not whole and not self.problems):
            raise malformed("It is not an ONNX model: it has no graph, or nothing else.")

    def _take(self, piece: Piece) -> None:
        if self.cuts.full(len(self.fields), MOST_FIELDS, "entries in its metadata"):
            return
        if piece.kind == VARINT and piece.number in _NUMBERS:
            self._keep(_NUMBERS[piece.number], signed(piece.value))
        elif piece.kind != BYTES:
            return
        elif piece.number in _TEXTS:
            self._text(_TEXTS[piece.number], piece)
        elif piece.number == _OPSET and piece.end - piece.start <= _LARGEST_ENTRY:
            self._opset(piece)
        elif piece.number == _PROPERTY and piece.end - piece.start > _LARGEST_ENTRY:
            self._keep("metadata_props.length", piece.end - piece.start)
            self.problems = (*self.problems, *too_long(self._key_of(piece), piece.end - piece.start))
        elif piece.number == _PROPERTY:
            self._property(piece)

    def _opset(self, within: Piece) -> None:
        domain, version = "", 0
        for piece in self._data.pieces(within.start, within.end):
            if (piece.number, piece.kind) == (1, BYTES):
                domain = self._data.text(piece)
            elif (piece.number, piece.kind) == (2, VARINT):
                version = signed(piece.value)
        self._keep(f"opset_import.{text_of(domain, _LONGEST_KEY) or 'ai.onnx'}", version)

    def _property(self, within: Piece) -> None:
        key, value = "", None
        for piece in self._data.pieces(within.start, within.end):
            if (piece.number, piece.kind) == (1, BYTES):
                key = self._data.text(piece)
            elif (piece.number, piece.kind) == (2, BYTES):
                value = piece
        name = f"metadata_props.{text_of(key, _LONGEST_KEY)}"
        if value is None:
            self._keep(name, "")
        else:
            self._text(name, value)

    def _key_of(self, within: Piece) -> str:
        """The key of a property too long to be read whole; "license" if unknown, as it may be that."""
        try:
            for piece in self._data.pieces(within.start, within.end):
                if (piece.number, piece.kind) == (1, BYTES) and piece.end - piece.start <= _LONGEST_KEY:
                    return self._data.text(piece)
        except Unreadable:
            pass
        return "license"

    def _text(self, key: str, piece: Piece) -> None:
        length = piece.end - piece.start
        if length > _LONGEST_TEXT:
            self._keep(f"{key}.length", length)
            self.problems = (*self.problems, *too_long(key, length))
        else:
            self._keep(key, self._data.text(piece))

    def _keep(self, key: str, value: Scalar) -> None:
        self.seen += f"{key}={value}\n".encode()
        self.fields.append(Field(key=key, value=value))
