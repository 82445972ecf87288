"""A small tokenizer in every file that carries one."""

from __future__ import annotations

import json
import struct

from support.protobuf import piece

WORDS = tuple(f"word{number}" for number in range(2_000))
MERGES = ("w o", "wo r")
ADDED = ((2_000, "<s>"), (2_001, "</s>"))


def tokenizer_json(words: tuple[str, ...] = WORDS, added: tuple[tuple[int, str], ...] = ADDED) -> str:
    vocab = {word: number for number, word in enumerate(words)}
    tokens = [{"id": number, "content": text, "special": True} for number, text in added]
    return json.dumps({"model": {"type": "BPE", "vocab": vocab, "merges": MERGES}, "added_tokens": tokens})


def unigram_json() -> str:
    vocab = [[word, -float(number)] for number, word in enumerate(WORDS)]
    return json.dumps({"model": {"type": "Unigram", "vocab": vocab}, "added_tokens": []})


def sentencepiece() -> bytes:
    return b"".join(piece(word) for word in WORDS) + piece("<s>", 3) + piece("</s>", 4)


def gguf(words: tuple[str, ...] = WORDS) -> bytes:
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value.encode())) + value.encode()

    def texts(key: str, values: tuple[str, ...]) -> bytes:
        return text(key) + struct.pack("<IIQ", 9, 8, len(values)) + b"".join(text(value) for value in values)

    tokens = (*words, "<s>", "</s>")
    types = [1] * len(words) + [3, 4]
    kinds = (
        text("tokenizer.ggml.token_type")
        + struct.pack("<IIQ", 9, 5, len(types))
        + struct.pack(f"<{len(types)}i", *types)
    )
    pairs = (texts("tokenizer.ggml.tokens", tokens), kinds, texts("tokenizer.ggml.merges", MERGES))
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs)) + b"".join(pairs)
