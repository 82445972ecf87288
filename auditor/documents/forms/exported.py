"""`metadata.yaml`, which Ultralytics writes next to its exports (OpenVINO, NCNN, SavedModel, Paddle, MNN …)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents import yaml_events
from auditor.documents.content import OtherFormat, Unreadable, too_large
from auditor.documents.decode import decode
from auditor.documents.forms.common import content

if TYPE_CHECKING:
    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

_LARGEST = 256 * 1024
_KEYS = ("description", "author", "license", "version", "task", "docs")
_OF_AN_EXPORT = frozenset({"stride", "task", "names"})


def read(source: Readable, file: FileEntry) -> Content:
    """The texts on its origin; raises `OtherFormat` for any other file of this name, `Unreadable` and `OSError`."""
    data = source.read(file.path, limit=_LARGEST + 1)
    is_export = all(f"\n{key}:".encode() in b"\n" + data for key in _OF_AN_EXPORT)
    try:
        if len(data) > _LARGEST:
            raise too_large(f"It is larger than {_LARGEST // 1024} kB.")
        value = yaml_events.load(decode(data)).value
    except Unreadable as problem:
        if is_export:
            raise
        raise OtherFormat from problem
    if not isinstance(value, dict) or not value.keys() >= _OF_AN_EXPORT:
        raise OtherFormat
    entries: dict[str, Scalar] = {
        key: text for key in _KEYS if isinstance(text := value.get(key), str) and text.strip()
    }
    return content("exported", entries)
