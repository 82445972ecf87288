"""Small model files of other formats: real ones of `tests/data/forms`, and heads built by their specification."""

from __future__ import annotations

import json
import struct
from pathlib import Path

_MADE = Path(__file__).resolve().parents[1] / "data" / "forms"


def made(name: str) -> bytes:
    """A file that the format's own library wrote (`tests/data/forms/build.py`)."""
    return (_MADE / name).read_bytes()


def ggml_whisper(*, words: int = 51_865, width: int = 512, heads: int = 8, layers: int = 6, mels: int = 80) -> bytes:
    """The head of a model of whisper.cpp: by default that of Whisper base."""
    return b"lmgg" + struct.pack("<11i", words, 1500, width, heads, layers, 448, width, heads, layers, mels, 1)


def ggml_silero() -> bytes:
    """The head of the voice activity detector that whisper.cpp reads."""
    return b"lmgg" + struct.pack("<i", 10) + b"silero-16k" + struct.pack("<5i", 5, 1, 2, 512, 64)


def ggml_llama() -> bytes:
    """The head of LLaMA 7B as llama.cpp wrote it in the summer of 2023."""
    return b"tjgg" + struct.pack("<8i", 3, 32_000, 4096, 256, 32, 32, 128, 2)


def piper(dataset: str = "lessac", code: str = "en_US") -> str:
    """The configuration of a voice."""
    return json.dumps(
        {
            "dataset": dataset,
            "audio": {"sample_rate": 22_050, "quality": "medium"},
            "espeak": {"voice": "en-us"},
            "language": {"code": code, "family": "en", "name_english": "English"},
            "num_symbols": 256,
            "num_speakers": 1,
            "phoneme_id_map": {"_": [0]},
            "piper_version": "1.0.0",
        }
    )


def kaldi() -> bytes:
    """The head of an acoustic model."""
    return b"\0B<TransitionModel> <TopologyType> \4\1\0\0\0"
