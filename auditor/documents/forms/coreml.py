"""The metadata of a Core ML model: of its specification, a protocol buffer, or of its compiled form.

Model.proto: Model {1 specificationVersion, 2 description}; ModelDescription {100 metadata}; Metadata {1
shortDescription, 2 versionString, 3 author, 4 license, 100 userDefined: a map}. In a package (`*.mlpackage`) the
specification is next to the weights. `*.mlmodelc/metadata.json` is a list of one object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat, Unreadable, cut_off, malformed, too_large, too_long
from auditor.documents.decode import decode
from auditor.documents.forms.common import LONGEST_TEXT, content
from auditor.documents.json_fields import parse
from auditor.documents.wire import BYTES, VARINT, Wire
from auditor.model.cuts import Cuts

if TYPE_CHECKING:
    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.documents.wire import Piece
    from auditor.model import FileEntry, Scalar

MOST_BYTES = 4 * 2**20
MOST_PIECES = 20_000
MOST_ENTRIES = 1_000
"""Keys of the metadata that its maker defined."""
_LARGEST_JSON = 2 * 2**20
_LONGEST_KEY = 200
_VERSION, _DESCRIPTION, _METADATA, _USER = 1, 2, 100, 100
_TEXTS = {1: "short_description", 2: "version", 3: "author", 4: "license"}
_COMPILED = {"shortDescription": "short_description", "version": "version", "author": "author", "license": "license"}


def read(source: Readable, file: FileEntry) -> Content:
    """`license`, `author`, `short_description`, `version`, and `user.<key>`; raises `Unreadable` and `OSError`."""
    reader = _Reader(Wire(source, file, most_bytes=MOST_BYTES, most_pieces=MOST_PIECES), file.path)
    reader.model()
    return content("coreml", reader.entries, (*reader.problems, *cut_off(reader.cuts)))


def read_compiled(source: Readable, file: FileEntry) -> Content:
    """The same for a compiled model; raises `Unreadable`, `OtherFormat` and `OSError`."""
    data = source.read(file.path, limit=_LARGEST_JSON + 1)
    if len(data) > _LARGEST_JSON:
        raise too_large(f"It is larger than {_LARGEST_JSON // 2**20} MB.")
    value, problems = parse(decode(data))
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        raise OtherFormat
    entries: dict[str, Scalar] = {
        name: text for key, name in _COMPILED.items() if isinstance(text := first.get(key), str) and text.strip()
    }
    cuts = Cuts()
    defined = first.get("userDefinedMetadata")
    for key, text in defined.items() if isinstance(defined, dict) else ():
        if cuts.full(len(entries), MOST_ENTRIES, "entries in its metadata", path=file.path):
            break
        if isinstance(text, str):
            entries[f"user.{key}"] = text
    return content("coreml", entries, (*problems, *cut_off(cuts)))


class _Reader:
    def __init__(self, data: Wire, path: str) -> None:
        self.entries: dict[str, Scalar] = {}
        self.problems: tuple[Unreadable, ...] = ()
        self.cuts = Cuts()
        self._data = data
        self._path = path

    def model(self) -> None:
        self._data.begin()
        version = None
        for piece in self._data.pieces():
            if (piece.number, piece.kind) == (_VERSION, VARINT):
                version = piece.value
            elif (piece.number, piece.kind) == (_DESCRIPTION, BYTES):
                self._description(piece)
        if version is None:
            raise malformed("It is not a Core ML model: it has no version of its specification.")

    def _description(self, within: Piece) -> None:
        for piece in self._data.pieces(within.start, within.end):
            if (piece.number, piece.kind) == (_METADATA, BYTES):
                self._metadata(piece)

    def _metadata(self, within: Piece) -> None:
        for piece in self._data.pieces(within.start, within.end):
            if piece.kind != BYTES or self.cuts.full(
                len(self.entries), MOST_ENTRIES, "entries in its metadata", path=self._path
            ):
                continue
            if piece.number in _TEXTS:
                self._text(_TEXTS[piece.number], piece)
            elif piece.number == _USER:
                self._entry(piece)

    def _entry(self, within: Piece) -> None:
        key, value = "", None
        for piece in self._data.pieces(within.start, within.end):
            if (piece.number, piece.kind) == (1, BYTES) and piece.end - piece.start <= _LONGEST_KEY:
                key = self._data.text(piece)
            elif (piece.number, piece.kind) == (2, BYTES):
                value = piece
        if key and value is not None:
            self._text(f"user.{key}", value)

    def _text(self, key: str, piece: Piece) -> None:
        length = piece.end - piece.start
        if length > LONGEST_TEXT:
            self.problems = (*self.problems, *too_long(key, length))
        elif length:
            self.entries[key] = self._data.text(piece)
