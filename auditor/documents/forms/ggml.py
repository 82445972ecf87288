"""The head of a GGML file, the predecessor of GGUF: whisper.cpp still writes it, llama.cpp did until August 2023.

Little-endian 32-bit numbers. "ggml" and eleven of a Whisper model (`models/convert-pt-to-ggml.py` of whisper.cpp):
vocabulary, audio context, state, heads and layers, text context, state, heads and layers, mel bands, type. "ggml", a
length and `silero-16k` with three numbers of a version (`convert-silero-vad-to-ggml.py`). "ggjt" or "ggmf", a version,
and seven of a LLaMA: vocabulary, width, multiple, heads, layers, rotary dimensions, type.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat
from auditor.documents.forms.common import content

if TYPE_CHECKING:
    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

_MAGIC, _VERSIONED = b"lmgg", (b"tjgg", b"fmgg")
_HEAD = 256
_SILERO = b"silero-16k"
_AUDIO, _TEXT = 1500, 448
"""The context sizes of every Whisper model: 30 seconds, 448 tokens."""
_MELS = (80, 128)
_LATEST_VERSION = 3


def read(source: Readable, file: FileEntry) -> Content:
    """`kind`, and the dimensions under their names in transformers; raises `OtherFormat`, `OSError`."""
    data = source.read(file.path, limit=_HEAD)
    entries = _whisper(data) or _silero(data) or _llama(data)
    if entries is None:
        raise OtherFormat
    return content("ggml", entries)


def _whisper(data: bytes) -> dict[str, Scalar] | None:
    if not data.startswith(_MAGIC) or len(data) < 4 + 11 * 4:
        return None
    words, audio, state, heads, layers, text, width, _, below, mels, _ = struct.unpack_from("<11i", data, 4)
    if (audio, text) != (_AUDIO, _TEXT) or mels not in _MELS or state != width:
        return None
    return {
        "kind": "Whisper",
        "model_type": "whisper",
        "d_model": width,
        "encoder_layers": layers,
        "decoder_layers": below,
        "encoder_attention_heads": heads,
        "vocab_size": words,
        "num_mel_bins": mels,
    }


def _silero(data: bytes) -> dict[str, Scalar] | None:
    length = len(_SILERO)
    if not data.startswith(_MAGIC + struct.pack("<i", length) + _SILERO) or len(data) < 8 + length + 12:
        return None
    version = ".".join(str(number) for number in struct.unpack_from("<3i", data, 8 + length))
    return {"kind": f"silero-16k {version}"}


def _llama(data: bytes) -> dict[str, Scalar] | None:
    if not data.startswith(_VERSIONED) or len(data) < 8 + 7 * 4:
        return None
    version, words, width, _, heads, layers, _, _ = struct.unpack_from("<8i", data, 4)
    if not 0 < version <= _LATEST_VERSION:
        return None
    return {
        "kind": "LLaMA",
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "vocab_size": words,
    }
