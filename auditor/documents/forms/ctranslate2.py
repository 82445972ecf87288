"""The head of a CTranslate2 `model.bin`: its specification, and the dimensions from its variables.

Little-endian, as `ModelSpec.save` of ctranslate2 writes it (binary version 4 on): version u32, name of the
specification, its revision u32, number of variables u32; of each variable its name, rank u8, each side u32, type u8,
length u32, and the numbers. A text is its length with a closing zero, u16, and the bytes. Variables are sorted by name.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat, cut_off
from auditor.documents.forms.common import content
from auditor.documents.prefix import FIRST
from auditor.model.cuts import Cuts
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

MOST_VARIABLES = 4_000
"""Variables of one model: a decoder of 80 layers has some 1,500."""
_VERSIONS = range(2, 64)
_HEAD = 256
"""Bytes read of each variable: its name, its shape, and a single number."""
_LONGEST_NAME = 200
_MOST_SIDES = 8
_SPECIFICATION = regex(r"[A-Za-z0-9]{1,40}Spec")
_LAYER = regex(r"(encoder|decoder)/layer_(\d{1,4})/.+")
_INTEGERS = {4: "<i", 1: "<b", 2: "<h"}


def read(source: Readable, file: FileEntry) -> Content:
    """`spec`, and the dimensions under their names in transformers; raises `OtherFormat`, `OSError`."""
    variables = _Variables(source, file)
    sides: dict[str, tuple[int, ...]] = {}
    numbers: dict[str, int] = {}
    cuts = Cuts()
    for name, shape, value in variables.walk(cuts):
        sides[name] = shape
        if value is not None:
            numbers[name] = value
    entries = {"spec": variables.specification, **_dimensions(variables.specification, sides, numbers)}
    return content("ctranslate2", entries, cut_off(cuts))


def _dimensions(
    specification: str, sides: Mapping[str, tuple[int, ...]], numbers: Mapping[str, int]
) -> dict[str, Scalar]:
    layers = {"encoder": 0, "decoder": 0}
    for name in sides:
        if layer := _LAYER.fullmatch(name):
            layers[layer[1]] = max(layers[layer[1]], int(layer[2]) + 1)
    vocabulary = sides.get("decoder/embeddings/weight", ())
    words, width = vocabulary if len(vocabulary) == 2 else (None, None)  # noqa: PLR2004 - a matrix
    inner = next((sides.get(f"{stack}/layer_0/ffn/linear_0/weight", ()) for stack in layers if layers[stack]), ())
    heads = next((numbers[key] for stack in layers if (key := f"{stack}/num_heads") in numbers), None)
    if specification == "WhisperSpec":
        sound = sides.get("encoder/conv1/weight", ())
        return {
            "model_type": "whisper",
            "d_model": width,
            "encoder_layers": layers["encoder"] or None,
            "decoder_layers": layers["decoder"] or None,
            "encoder_attention_heads": heads,
            "encoder_ffn_dim": inner[0] if inner else None,
            "vocab_size": words,
            "num_mel_bins": sound[1] if len(sound) == 3 else None,  # noqa: PLR2004 - of a convolution
        }
    if layers["encoder"]:
        # an encoder with a decoder: the table has no such family without its type
        return {}
    return {
        "hidden_size": width,
        "num_hidden_layers": layers["decoder"] or None,
        "num_attention_heads": heads,
        "num_key_value_heads": numbers.get("decoder/num_heads_kv"),
        "intermediate_size": inner[0] if inner else None,
        "vocab_size": words,
    }


class _Variables:
    """The variables of a file, one after another; their values are skipped."""

    def __init__(self, source: Readable, file: FileEntry) -> None:
        self._source = source
        self._file = file
        # each variable would need a request
        self._far = bool(getattr(source, "remote", False))
        self._data = source.read(file.path, limit=FIRST)
        self._start = 0
        (version,) = self._numbers("<I", 0)
        length, name = self._text(4)
        if version not in _VERSIONS or _SPECIFICATION.fullmatch(name) is None:
            raise OtherFormat
        self.specification = name
        _, self._count = self._numbers("<II", 4 + length)
        self._place = 4 + length + 8

    def walk(self, cuts: Cuts) -> Iterator[tuple[str, tuple[int, ...], int | None]]:
        """Name, shape, and the value if it is a single integer; stops silently if the file is malformed.

        Of a remote file, only what the first read contains.
        """
        place = self._place
        for number in range(self._count):
            if cuts.full(number, MOST_VARIABLES, "variables", path=self._file.path, matters=False):
                return
            try:
                length, name = self._text(place)
                (rank,) = self._numbers("<B", place + length)
                if rank > _MOST_SIDES:
                    return
                shape = self._numbers(f"<{rank}I", place + length + 1)
                kind, size = self._numbers("<BI", place + length + 1 + 4 * rank)
            except OtherFormat:
                return
            place += length + 1 + 4 * rank + 5
            code = _INTEGERS.get(size) if not rank or shape == (1,) else None
            yield name, shape, self._numbers(code, place)[0] if code and kind in (1, 2, 3) else None
            place += size

    def _text(self, place: int) -> tuple[int, str]:
        """The size in bytes of a text with its length prefix, and the text."""
        (length,) = self._numbers("<H", place)
        if not 1 < length <= _LONGEST_NAME:
            raise OtherFormat
        data = self._bytes(place + 2, length)
        if data[-1:] != b"\0":
            raise OtherFormat
        return 2 + length, data[:-1].decode("utf-8", "replace")

    def _numbers(self, code: str, place: int) -> tuple[int, ...]:
        return struct.unpack(code, self._bytes(place, struct.calcsize(code)))

    def _bytes(self, place: int, size: int) -> bytes:
        at = place - self._start
        if at < 0 or at + size > len(self._data):
            if self._far or place + size > self._file.size:
                raise OtherFormat
            self._data = self._source.read(self._file.path, limit=_HEAD, start=place)
            self._start, at = place, 0
            if size > len(self._data):
                raise OtherFormat
        return self._data[at : at + size]
