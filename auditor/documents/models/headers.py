"""What the first bytes of a file of weights show about its model: headers may separate models, never join them.

A publisher can write any name into a header, but a difference in kind or width always means another model.
"""

from __future__ import annotations

import struct
from math import isfinite

from auditor.documents import gguf, safetensors
from auditor.documents.content import Unreadable
from auditor.model import FileEntry
from auditor.patterns import regex

_OF_GGUF = ("general.architecture", "general.type", "embedding_length", "block_count", "expert_count")
_OF_SAFETENSORS = (
    "__metadata__.modelspec.architecture",
    "__metadata__.ss_base_model_version",
    "__metadata__.ss_sd_model_hash",
)
_PROJECTOR = ("clip", "mmproj")
_POINTER = b"version https://git-lfs.github.com/spec/"
_MAGIC = regex(
    rb"(?s)PK\x03\x04|\x80[\x02-\x05]|\x89HDF|GGUF|lmgg|ggml|tjgg|fmgg|jagg|\x93NUMPY|\xba\x16\x4f\x2f"
    rb"|.{4}\0{4}\{|ONNX|TFL3|[fp]trt"
)
"""First bytes of archives and pickles of PyTorch, HDF5, GGUF, GGML, fastText, TensorRT, and of safetensors by another
name."""
_LEAST_NUMBERS = 64
_LARGEST = 1_000
"""Larger than any number of a voice; texts and pictures read as numbers have larger ones."""


class _Beginning:
    """The first bytes of a file, presented as the whole file."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:  # noqa: ARG002 - there is only one file
        return self._data[start : start + limit]


def kind_of(path: str, data: bytes) -> dict[str, str]:
    """The model's kind and widths in a header, by key; empty if it has none or is not read."""
    read = gguf.read if path.lower().endswith(".gguf") else safetensors.read
    wanted = _OF_GGUF if read is gguf.read else _OF_SAFETENSORS
    try:
        fields = read(_Beginning(data), FileEntry(path=path, size=len(data))).fields
    except (Unreadable, OSError):
        return {}
    named = ((field.key if field.key in wanted else field.key.rpartition(".")[2], field.value) for field in fields)
    return {key: str(value) for key, value in named if key in wanted and value not in ("", None)}


def disagree(first: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two headers are of models of different kind or width, as far as both state them."""
    return any(first[key] != other[key] for key in first.keys() & other.keys())


def is_projector(kind: dict[str, str]) -> bool:
    """Whether a header is that of a projector for vision or audio."""
    return kind.get("general.architecture") in _PROJECTOR or kind.get("general.type") == "mmproj"


def is_numbers(data: bytes) -> bool:
    """Whether a file consists of 32-bit numbers from its first byte on, like the voices of Kokoro."""
    if len(data) < _LEAST_NUMBERS * 4:
        return False
    numbers = struct.unpack_from(f"<{_LEAST_NUMBERS}f", data)
    return all(isfinite(number) and abs(number) < _LARGEST for number in numbers) and any(
        abs(number) > 1 / _LARGEST for number in numbers
    )


def may_be_weights(data: bytes) -> bool:
    """Whether a file with an ambiguous ending (`.bin`) may contain weights, by its first bytes."""
    return not data or data.startswith(_POINTER) or _MAGIC.match(data) is not None
