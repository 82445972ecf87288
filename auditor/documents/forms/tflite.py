"""The metadata of a TensorFlow Lite model: name, author and license, as tflite-support and MediaPipe write them.

schema.fbs, Model: 3 description, 4 buffers, 6 metadata; Metadata {0 name, 1 buffer}; Buffer {0 data, 1 offset, 2 size}.
The buffer called TFLITE_METADATA is a FlatBuffer of its own, ModelMetadata of metadata_schema.fbs: 0 name, 1
description, 2 version, 4 author, 5 license. Ultralytics appends a ZIP archive with a `metadata.json` instead.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat, Unreadable, cut_off, too_long
from auditor.documents.decode import present
from auditor.documents.forms.common import LONGEST_TEXT, content
from auditor.documents.forms.flatbuffer import FlatBuffer
from auditor.documents.json_fields import parse
from auditor.model.cuts import Cuts

if TYPE_CHECKING:
    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

MOST_BYTES = 2 * 2**20
MOST_METADATA = 200
"""Entries of the list of metadata: a model has a handful."""
_IDENTIFIER, _OF_METADATA = b"TFL3", b"M0"
_BUFFERS, _METADATA = 4, 6
_TEXTS = {0: "name", 1: "description", 2: "version", 4: "author", 5: "license"}
_NAME = "TFLITE_METADATA"
_TAIL = 64 * 1024
_APPENDED = "metadata.json"
_OF_AN_EXPORTER = ("description", "author", "license", "version", "task")


def read(source: Readable, file: FileEntry) -> Content:
    """The file's metadata; raises `Unreadable`, `OtherFormat` if it is not such a model, and `OSError`."""
    data = FlatBuffer(source, file, most_bytes=MOST_BYTES)
    head = source.read(file.path, limit=64)
    present(head)
    if head[4:8] != _IDENTIFIER:
        raise OtherFormat
    cuts = Cuts()
    problems: tuple[Unreadable, ...] = ()
    entries: dict[str, Scalar] = {}
    try:
        entries, problems = _embedded(data, cuts, file.path)
    except Unreadable as problem:
        problems = (problem,)
    for key, value in _appended(source, file).items():
        entries.setdefault(key, value)
    return content("tflite", entries, (*problems, *cut_off(cuts)))


def _embedded(data: FlatBuffer, cuts: Cuts, path: str) -> tuple[dict[str, Scalar], tuple[Unreadable, ...]]:
    """The texts of TFLITE_METADATA, and problems for those that are too long to be read."""
    model = data.root()
    listed, buffers = data.field(model, _METADATA), data.field(model, _BUFFERS)
    if listed is None or buffers is None:
        return {}, ()
    start, count = data.vector(listed)
    first, number_of_buffers = data.vector(buffers)
    for number in range(count):
        if cuts.full(number, MOST_METADATA, "entries in its list of metadata", path=path):
            break
        entry = data.follow(start + 4 * number)
        name, which = data.field(entry, 0), data.field(entry, 1)
        if name is None or data.text(name, len(_NAME))[0] != _NAME:
            continue
        buffer = data.number("<I", which) if which is not None else 0
        if buffer < number_of_buffers:
            return _texts(data, data.follow(first + 4 * buffer))
    return {}, ()


def _texts(data: FlatBuffer, buffer: int) -> tuple[dict[str, Scalar], tuple[Unreadable, ...]]:
    inside, apart = data.field(buffer, 0), data.field(buffer, 1)
    # the buffers of a model larger than 2 GB follow it
    start = data.vector(inside)[0] if inside is not None else data.number("<Q", apart) if apart is not None else 0
    if not start or data.bytes(start + 4, 2) != _OF_METADATA:
        return {}, ()
    table = data.root(start)
    entries: dict[str, Scalar] = {}
    problems: tuple[Unreadable, ...] = ()
    for number, key in _TEXTS.items():
        at = data.field(table, number)
        text, length = data.text(at, LONGEST_TEXT) if at is not None else ("", 0)
        if length > LONGEST_TEXT:
            problems = (*problems, *too_long(key, length))
        elif text.strip():
            entries[key] = text
    return entries, problems


def _appended(source: Readable, file: FileEntry) -> dict[str, Scalar]:
    """The same from an archive after the model; nothing if there is none, or Ultralytics did not write it."""
    tail = source.read(file.path, limit=_TAIL, start=max(0, file.size - _TAIL))
    if b"PK\x05\x06" not in tail:
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(tail)) as archive:
            if _APPENDED not in archive.namelist() or archive.getinfo(_APPENDED).file_size > _TAIL:
                return {}
            with archive.open(_APPENDED) as packed:
                value, _ = parse(packed.read(_TAIL).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, Unreadable):
        return {}
    table = value if isinstance(value, dict) else {}
    return {key: text for key in _OF_AN_EXPORTER if isinstance(text := table.get(key), str) and text.strip()}
