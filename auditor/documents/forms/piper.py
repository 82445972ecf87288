"""The configuration of a Piper voice (`en_US-lessac-medium.onnx.json`): data set, language, speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat, Unreadable, too_large
from auditor.documents.decode import decode
from auditor.documents.forms.common import content
from auditor.documents.json_fields import parse

if TYPE_CHECKING:
    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

_LARGEST = 512 * 1024
_KEYS = (
    "dataset",
    "audio.quality",
    "language.code",
    "language.name_english",
    "espeak.voice",
    "num_speakers",
    "piper_version",
)
_OF_A_VOICE = frozenset({"phoneme_id_map", "espeak", "num_symbols"})


def read(source: Readable, file: FileEntry) -> Content:
    """The keys on a voice's origin; raises `Unreadable`, `OtherFormat` for any other file, and `OSError`."""
    data = source.read(file.path, limit=_LARGEST + 1)
    if len(data) > _LARGEST:
        raise too_large(f"It is larger than {_LARGEST // 1024} kB.")
    try:
        value, problems = parse(decode(data))
    except Unreadable as problem:
        if any(f'"{key}"'.encode() in data for key in _OF_A_VOICE):
            raise
        raise OtherFormat from problem
    if not isinstance(value, dict) or _OF_A_VOICE.isdisjoint(value):
        raise OtherFormat
    entries: dict[str, Scalar] = {}
    for key in _KEYS:
        above, _, below = key.rpartition(".")
        table = value.get(above) if above else value
        item = table.get(below) if isinstance(table, dict) else None
        entries[key] = item if isinstance(item, str) or (isinstance(item, int) and abs(item) < 2**31) else None
    return content("piper", entries, problems)
