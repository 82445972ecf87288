"""Twice the input takes about twice the time, in every text stage and every parser, whatever stands there."""

from __future__ import annotations

import json
import math
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from auditor.documents import formats, html, json_fields, markdown, modelfile, vocabularies, yaml_events
from auditor.documents.content import Unreadable
from auditor.identify.copyrights.lines import of_text
from auditor.identify.normalize.folding import find, fold
from auditor.identify.normalize.language import foreign
from auditor.identify.references import references
from auditor.lineage.prose.bases import mentions
from auditor.model import Document, DocumentKind, FileEntry, Part
from support.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Callable

_STEEPEST = 1.3
_LEAST = 0.008
"""Seconds of processor time that a measurement takes at least: less is noise."""
_LARGEST = 128_000
_SHORT = 4_000

_TEXTS = {
    "marks": "\u0301\u0327",
    "half-width marks": "\uff9e\u0301",
    "holder": "the name x may not be used to endorse ",
    "liable": "in no event shall ",
    "as is": "software is provided by ",
    "newlines": "\n",
    "separators": "\u2028",
    "returns": "\r",
    "quotes": '"',
    "commas": ", ",
    "parentheses": ")(",
    "brackets": "[",
    "links": "[a](b) ",
    "half links": "[a](",
    "tags": "<p ",
    "closed tags": "<p a=b>",
    "comments": "<!--",
    "entities": "&amp",
    "fences": "```\n",
    "emphasis": "*a_ ",
    "copyright": "Copyright (c) 2023 Acme\n",
    "copyright words": "copyright ",
    "items": "1. a) ",
    "and": "and ",
    "keys": "a: b\n",
    "dashes": "---\n",
    "made from": "fine-tuned from ",
    "based on": "It is based on our ideas. ",
    "hub ids": "org/name-7b ",
    "addresses": "https://huggingface.co/a/b ",
    "table": "| Llama 3.1 8B | a |\n",
    "headings": "# a\n",
    "japanese": "本モデルはLlama 3.1 8Bをベースに",
    "license": "Permission is hereby granted, free of charge, to any person obtaining a copy\n",
    "spdx": "SPDX-License-Identifier: MIT\n",
}
_STAGES: dict[str, Callable[[str], object]] = {
    "fold": fold,
    "find": lambda text: find(text, "shall be included in all copies"),
    "language": foreign,
    "copyrights": lambda text: list(of_text(text, "x", inline=True)),
    "references": references,
    "html": html.strip,
    "modelfile": modelfile.read,
    "prose": lambda text: list(mentions(_card(text))),
    "markdown": markdown.read,
}


def _card(text: str) -> Document:
    return Document(path="README.md", kind=DocumentKind.CARD, part=Part.WEIGHTS, root="", sha256="", size=1, text=text)


def _read(kind: DocumentKind, path: str) -> Callable[[bytes], object]:
    return lambda data: formats.read(MemorySource({path: data}), FileEntry(path=path, size=len(data)), kind)


def _vocabulary(path: str) -> Callable[[bytes], object]:
    return lambda data: vocabularies.read(MemorySource({path: data}), FileEntry(path=path, size=len(data)), {})


def _gguf(number: int) -> bytes:
    pair = struct.pack("<Q", 1) + b"a" + struct.pack("<IIQ", 9, 8, number)
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, 1)
    return head + pair + (struct.pack("<Q", 1) + b"t") * number


def _gguf_keys(number: int) -> bytes:
    number = min(number, 4_000)
    pairs = b"".join(struct.pack("<Q", 5) + b"%05d" % at + struct.pack("<IB", 0, 1) for at in range(number))
    return b"GGUF" + struct.pack("<IQQ", 3, 0, number) + pairs


def _safetensors(number: int) -> bytes:
    entry = {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}
    header = json.dumps({f"t{at}": entry for at in range(number)}).encode()
    return struct.pack("<Q", len(header)) + header + b"\0\0"


_PARSERS: dict[str, tuple[Callable[[bytes], object], Callable[[int], bytes]]] = {
    "gguf tokens": (_read(DocumentKind.GGUF, "m.gguf"), _gguf),
    "gguf keys": (_read(DocumentKind.GGUF, "m.gguf"), _gguf_keys),
    "safetensors": (_read(DocumentKind.SAFETENSORS, "m.safetensors"), _safetensors),
    "onnx": (
        _read(DocumentKind.ONNX, "m.onnx"),
        lambda number: b"\x08\x08\x12\x02pt\x3a\x01g" + b"\x12\x02pt" * number,
    ),
    "package": (_read(DocumentKind.PACKAGE_METADATA, "METADATA"), lambda number: b"License: MIT\n" + b" |x\n" * number),
    "package classifiers": (
        _read(DocumentKind.PACKAGE_METADATA, "METADATA"),
        lambda number: b"Classifier: a\n" * number,
    ),
    "config keys": (
        _read(DocumentKind.CONFIG, "config.json"),
        lambda number: json.dumps({f"k{at}": at for at in range(number)}).encode(),
    ),
    "config lists": (
        _read(DocumentKind.CONFIG, "config.json"),
        lambda number: json.dumps([{"a": 1}] * number).encode(),
    ),
    "config same keys": (
        _read(DocumentKind.CONFIG, "config.json"),
        lambda number: json.dumps({"a": ["a"] * number, "b": [{"a": "b"}] * (number // 4)}).encode(),
    ),
    "json": (lambda data: json_fields.read(data.decode()), lambda number: json.dumps([["a"]] * number).encode()),
    "yaml": (lambda data: yaml_events.load(data.decode()), lambda number: b"- a\n" * min(number, 4_900)),
    "merge": (
        _read(DocumentKind.MERGE_CONFIG, "mergekit_config.yml"),
        lambda number: b"models:\n" + b"- model: a/b\n" * min(number, 2_000),
    ),
    "adapters": (_read(DocumentKind.MODELFILE, "Modelfile"), lambda number: b"ADAPTER ./x\n" * number),
    "open quotes": (_read(DocumentKind.MODELFILE, "Modelfile"), lambda number: b'LICENSE """\n' * number),
    "tokenizer.json": (
        _vocabulary("tokenizer.json"),
        lambda number: json.dumps({"model": {"vocab": {f"t{at}": at for at in range(number)}}}).encode(),
    ),
    "vocab.txt": (_vocabulary("vocab.txt"), lambda number: b"".join(b"%d\n" % at for at in range(number))),
    "tokenizer.model": (_vocabulary("tokenizer.model"), lambda number: b"\x0a\x03\x0a\x01a" * number),
    "source": (_read(DocumentKind.SOURCE_CODE, "modeling_x.py"), lambda number: b"# a\n" * number),
}


def exponent(work: Callable[[int], object], size: int) -> float:
    """How the time of `work` grows with its size, from a size at which it takes long enough to be measured."""
    while (least := _time(work, size)) < _LEAST and size < _LARGEST:
        size *= 2
    if least < _LEAST:
        return 0.0
    return min(math.log2(_time(work, 2 * size) / _time(work, size)) for _ in range(2))


def _time(work: Callable[[int], object], size: int) -> float:
    best = math.inf
    prepared = work(size)
    for _ in range(2):
        before = time.process_time()
        prepared()  # type: ignore[operator] - what `work` prepares is called
        best = min(best, time.process_time() - before)
    return best


@pytest.mark.parametrize("stage", _STAGES)
@pytest.mark.parametrize("piece", _TEXTS)
def test_a_text_stage_is_linear(stage: str, piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = _TEXTS[piece] * (size // len(_TEXTS[piece]))
        number = iter(range(1_000_000))
        # another text each time: some are remembered
        return lambda: _STAGES[stage](f"{text}{next(number)}")

    found = _retried(work)
    assert found < _STEEPEST, f"{stage} of {piece}: {found:.2f}"


@pytest.mark.parametrize("parser", _PARSERS)
def test_a_parser_is_linear(parser: str) -> None:
    read, make = _PARSERS[parser]

    def work(size: int) -> Callable[[], object]:
        data = make(size // 16)

        def once() -> None:
            with suppress(Unreadable):
                read(data)

        return once

    found = _retried(work)
    assert found < _STEEPEST, f"{parser}: {found:.2f}"


def _retried(work: Callable[[int], object]) -> float:
    """The least of three measurements: a busy machine makes a linear stage look steep, and no steep one linear."""
    found = math.inf
    for _ in range(3):
        found = min(found, exponent(work, _SHORT))
        if found < _STEEPEST:
            break
    return found
