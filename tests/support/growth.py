"""Texts and files that repeat one piece, the stages that read them, and how their time grows with the size."""

from __future__ import annotations

import gc
import hashlib
import json
import math
import struct
import time
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from auditor import lineage
from auditor.documents import (
    formats,
    front_matter,
    headers,
    html,
    json_fields,
    markdown,
    modelfile,
    naming,
    toml_fields,
    vocabularies,
    yaml_events,
)
from auditor.documents.content import Unreadable
from auditor.documents.onnx_tensors import layout as onnx_layout
from auditor.documents.safetensors import layout as safetensors_layout
from auditor.identify import scopes
from auditor.identify.copyrights.lines import of_text
from auditor.identify.match import texts
from auditor.identify.names import names
from auditor.identify.normalize.folding import find, fold
from auditor.identify.normalize.glued import parted
from auditor.identify.normalize.language import foreign
from auditor.identify.references import references
from auditor.knowledge import Knowledge
from auditor.lineage.prose.bases import mentions
from auditor.model import Document, DocumentKind, FileEntry, Part
from auditor.phrases import tokens
from auditor.report.common import clean
from auditor.resolve.prose import read as statements
from auditor.sources.git import BrokenError, Packfile
from support import growth_forms
from support.gitting import difference, packed, record
from support.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWLEDGE = Knowledge()
_LONG = 0.004
"""Seconds of processor time that need not be measured twice."""

TEXTS = {
    "marks": "\u0301\u0327",
    "half-width marks": "\uff9e\u0301",
    "hangul": "\u1100\u1161\u11a8",
    "soft hyphens": "a\u00ad",
    "no width": "\u200b",
    "directions": "\u202ea",
    "ligatures": "\ufdfa",
    "holder": "the name x may not be used to endorse ",
    "holders": "neither the name of x nor the names of its ",
    "liable": "in no event shall ",
    "as is": "software is provided by ",
    "disclaims": "is provided as is and ",
    "newlines": "\n",
    "separators": "\u2028",
    "returns": "\r",
    "blanks": " ",
    "tabs": "\t",
    "one word": "a",
    "words": "a ",
    "digits": "1",
    "quotes": '"',
    "single quotes": "'",
    "commas": ", ",
    "full stops": ". ",
    "colons": "a: ",
    "hyphens": "-",
    "equals": "=",
    "dashes": "---\n",
    "parentheses": ")(",
    "open parentheses": "(",
    "brackets": "[",
    "links": "[a](b) ",
    "half links": "[a](",
    "reference links": "[a][b]\n",
    "definitions": "[a]: b\n",
    "images": "![a](b)",
    "tags": "<p ",
    "closed tags": "<p a=b>",
    "nested tags": "<div><p>",
    "comments": "<!--",
    "scripts": "<script>",
    "entities": "&amp",
    "closed entities": "&#45;",
    "escapes": "\\*",
    "backticks": "`",
    "fences": "```\n",
    "tildes": "~~~\n",
    "emphasis": "*a_ ",
    "stars": "**",
    "quotations": "> ",
    "headings": "# a\n",
    "under headings": "a\n=\n",
    "items": "1. a) ",
    "lists": "- a\n",
    "deeper lists": "  - a\n",
    "table": "| Llama 3.1 8B | a |\n",
    "cells": "|",
    "copyright": "Copyright (c) 2023 Acme\n",
    "copyright words": "copyright ",
    "signs": "\u00a9",
    "and": "and ",
    "keys": "a: b\n",
    "made from": "fine-tuned from ",
    "based on": "It is based on our ideas. ",
    "labels": "- **Base model:** Llama 3.1 8B\n",
    "titles": "This model is fine-tuned from Llama 3.1 8B.\n",
    "hub ids": "org/name-7b ",
    "addresses": "https://huggingface.co/a/b ",
    "japanese": "本モデルはLlama 3.1 8Bをベースに",
    "chinese": "基于 Yi 34B 微调。",
    "license": "Permission is hereby granted, free of charge, to any person obtaining a copy\n",
    "spdx": "SPDX-License-Identifier: MIT\n",
    "licensed": "This model is licensed under the MIT license. ",
    "either": "MIT or Apache-2.0 and ",
    "commercial": "not for commercial use ",
    "asks": "Can I use it commercially? ",
    "gnu": "GNU General Public License version ",
    "creative commons": "CC BY-NC-SA ",
    "part": "Code: MIT. Weights: Apache 2.0.\n",
}


def _document(text: str, kind: DocumentKind = DocumentKind.CARD) -> Document:
    return Document(path="README.md", kind=kind, part=Part.WEIGHTS, root="", sha256="", size=1, text=text)


@cache
def _vocabulary_of_texts() -> frozenset[str]:
    return frozenset(texts.index_of(KNOWLEDGE).vocabulary)


def _lineage(text: str) -> object:
    from auditor.documents import read as read_source  # noqa: PLC0415

    repository = read_source(MemorySource({"README.md": text.encode("utf-8", "replace")}))
    return lineage.trace(repository, (), KNOWLEDGE)


STAGES: dict[str, Callable[[str], object]] = {
    "fold": fold,
    "find": lambda text: find(text, "shall be included in all copies"),
    "glued": lambda text: parted(text, _vocabulary_of_texts()),
    "language": foreign,
    "copyrights": lambda text: list(of_text(text, "x", inline=True)),
    "references": references,
    "scopes": scopes.sections,
    "names": lambda text: names(KNOWLEDGE).find(tokens(text)),
    "addresses": lambda text: names(KNOWLEDGE).addresses(text),
    "statements": lambda text: statements(text, KNOWLEDGE),
    "html": html.strip,
    "modelfile": modelfile.read,
    "package": headers.package,
    "setup.cfg": lambda text: headers.sections(f"[a]\n{text}"),
    "front matter": lambda text: front_matter.read(f"---\n{text}\n---\n"),
    "toml": toml_fields.read,
    "json": json_fields.read,
    "yaml": yaml_events.load,
    "heading": naming.clean_heading,
    "bases": lambda text: list(mentions(_document(text))),
    "markdown": markdown.read,
    "trace": _lineage,
    "clean": clean.clean,
    "line": clean.line,
}


def _read(kind: DocumentKind, path: str) -> Callable[[bytes], object]:
    return lambda data: formats.read(MemorySource({path: data}), FileEntry(path=path, size=len(data)), kind)


def _vocabulary(path: str) -> Callable[[bytes], object]:
    return lambda data: vocabularies.read(MemorySource({path: data}), FileEntry(path=path, size=len(data)), {})


def _layout(of: Callable[..., object], path: str) -> Callable[[bytes], object]:
    return lambda data: of(MemorySource({path: data}), FileEntry(path=path, size=len(data)), most=100_000)


def _gguf(number: int) -> bytes:
    pair = struct.pack("<Q", 1) + b"a" + struct.pack("<IIQ", 9, 8, number)
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, 1)
    return head + pair + (struct.pack("<Q", 1) + b"t") * number


def _gguf_keys(number: int) -> bytes:
    number = min(number, 4_000)
    pairs = b"".join(struct.pack("<Q", 5) + b"%05d" % at + struct.pack("<IB", 0, 1) for at in range(number))
    return b"GGUF" + struct.pack("<IQQ", 3, 0, number) + pairs


def _gguf_nested(number: int) -> bytes:
    pair = struct.pack("<Q", 1) + b"a" + struct.pack("<I", 9)
    return b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + pair + struct.pack("<IQ", 9, 1) * number


def _gguf_text(number: int) -> bytes:
    pair = struct.pack("<Q", 15) + b"general.license" + struct.pack("<IQ", 8, 16 * number) + b"a" * 16 * number
    return b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + pair


def _safetensors(header: object) -> bytes:
    data = json.dumps(header).encode()
    return struct.pack("<Q", len(data)) + data + b"\0\0"


_ENTRY = {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}
_ONNX = b"\x08\x08\x12\x02pt\x3a\x01g"


def _identity(data: bytes) -> bytes:
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest()


def _chain(number: int, *, backwards: bool) -> bytes:
    """Blobs each of which differs from the one before by its last byte."""
    number = min(number, 4_000)
    before = b"%08d" % 0
    records = [record("blob", before)]
    for at in range(1, number):
        data = b"%08d" % at
        records.append(record("ref", difference(8, 8, b"\x08" + data), base=_identity(before)))
        before = data
    return packed(*(reversed(records) if backwards else records))


def _json(make: Callable[[int], object]) -> Callable[[int], bytes]:
    return lambda number: json.dumps(make(number)).encode()


def _deep(number: int) -> object:
    value: object = 1
    for _ in range(min(number, 400)):
        value = {"a": value}
    return value


PARSERS: dict[str, tuple[Callable[[bytes], object], Callable[[int], bytes]]] = {
    "gguf tokens": (_read(DocumentKind.GGUF, "m.gguf"), _gguf),
    "gguf keys": (_read(DocumentKind.GGUF, "m.gguf"), _gguf_keys),
    "gguf nested": (_read(DocumentKind.GGUF, "m.gguf"), _gguf_nested),
    "gguf text": (_read(DocumentKind.GGUF, "m.gguf"), _gguf_text),
    "gguf vocabulary": (_vocabulary("m.gguf"), _gguf),
    "safetensors": (
        _read(DocumentKind.SAFETENSORS, "m.safetensors"),
        lambda number: _safetensors({f"t{at}": _ENTRY for at in range(number)}),
    ),
    "safetensors blocks": (
        _read(DocumentKind.SAFETENSORS, "m.safetensors"),
        lambda number: _safetensors({f"a.{at}.b.{at}": _ENTRY for at in range(number)}),
    ),
    "safetensors metadata": (
        _read(DocumentKind.SAFETENSORS, "m.safetensors"),
        lambda number: _safetensors({"__metadata__": {f"k{at}": "MIT" for at in range(number)}}),
    ),
    "safetensors layout": (
        _layout(safetensors_layout, "m.safetensors"),
        lambda number: _safetensors({f"t{at}": _ENTRY for at in range(number)}),
    ),
    "onnx": (_read(DocumentKind.ONNX, "m.onnx"), lambda number: _ONNX + b"\x12\x02pt" * number),
    "onnx metadata": (
        _read(DocumentKind.ONNX, "m.onnx"),
        lambda number: _ONNX + b"\x72\x06\x0a\x01a\x12\x01b" * number,
    ),
    "onnx graph": (_read(DocumentKind.ONNX, "m.onnx"), lambda number: _ONNX + b"\x3a\x04\x0a\x02\x0a\x00" * number),
    "onnx layout": (_layout(onnx_layout, "m.onnx"), lambda number: _ONNX + b"\x3a\x04\x2a\x02\x42\x00" * number),
    "package": (_read(DocumentKind.PACKAGE_METADATA, "METADATA"), lambda number: b"License: MIT\n" + b" |x\n" * number),
    "package classifiers": (
        _read(DocumentKind.PACKAGE_METADATA, "METADATA"),
        lambda number: b"Classifier: a\n" * number,
    ),
    "package body": (
        _read(DocumentKind.PACKAGE_METADATA, "METADATA"),
        lambda number: b"Name: a\n\n" + b"License: MIT\n" * number,
    ),
    "config keys": (
        _read(DocumentKind.CONFIG, "config.json"),
        _json(lambda number: {f"k{at}": at for at in range(number)}),
    ),
    "config lists": (_read(DocumentKind.CONFIG, "config.json"), _json(lambda number: [{"a": 1}] * number)),
    "config same keys": (
        _read(DocumentKind.CONFIG, "config.json"),
        _json(lambda number: {"a": ["a"] * number, "b": [{"a": "b"}] * (number // 4)}),
    ),
    "config deep": (_read(DocumentKind.CONFIG, "config.json"), _json(lambda number: [_deep(number)] * (number // 400))),
    "config twice": (
        _read(DocumentKind.CONFIG, "config.json"),
        lambda number: b"{" + b'"a":1,' * number + b'"a":1}',
    ),
    "package.json": (
        _read(DocumentKind.PACKAGE_JSON, "package.json"),
        _json(lambda number: {"license": ["MIT"] * number}),
    ),
    "setup.cfg": (
        _read(DocumentKind.PROJECT_METADATA, "setup.cfg"),
        lambda number: b"[metadata]\n" + b"a = b\n  c\n" * min(number, 20_000),
    ),
    **growth_forms.PARSERS,
    "json": (lambda data: json_fields.read(data.decode()), _json(lambda number: [["a"]] * number)),
    "yaml": (lambda data: yaml_events.load(data.decode()), lambda number: b"- a\n" * min(number, 4_900)),
    "yaml flow": (
        lambda data: yaml_events.load(data.decode()),
        lambda number: b"[" + b"a, " * min(number, 4_900) + b"]",
    ),
    "yaml text": (lambda data: yaml_events.load(data.decode()), lambda number: b"a: |\n" + b"  b\n" * number),
    "merge": (
        _read(DocumentKind.MERGE_CONFIG, "mergekit_config.yml"),
        lambda number: b"models:\n" + b"- model: a/b\n" * min(number, 2_000),
    ),
    "card": (
        _read(DocumentKind.CARD, "README.md"),
        lambda number: b"---\nbase_model:\n" + b"- a/b\n" * min(number, 2_000) + b"---\n",
    ),
    "adapters": (_read(DocumentKind.MODELFILE, "Modelfile"), lambda number: b"ADAPTER ./x\n" * number),
    "open quotes": (_read(DocumentKind.MODELFILE, "Modelfile"), lambda number: b'LICENSE """\n' * number),
    "tokenizer.json": (
        _vocabulary("tokenizer.json"),
        _json(lambda number: {"model": {"vocab": {f"t{at}": at for at in range(number)}}}),
    ),
    "tokenizer.json pairs": (
        _vocabulary("tokenizer.json"),
        _json(lambda number: {"model": {"vocab": [[f"t{at}", 0.5] for at in range(number)]}}),
    ),
    "tokenizer.json merges": (
        _vocabulary("tokenizer.json"),
        _json(lambda number: {"model": {"vocab": {"a": 0}, "merges": ["a b"] * number}}),
    ),
    "tokenizer.json added": (
        _vocabulary("tokenizer.json"),
        _json(
            lambda number: {
                "added_tokens": [{"id": at, "content": f"t{at}"} for at in range(number)],
                "model": {"vocab": {"a": 0}},
            }
        ),
    ),
    "vocab.json": (_vocabulary("vocab.json"), _json(lambda number: {f"t{at}": at for at in range(number)})),
    "vocab.txt": (_vocabulary("vocab.txt"), lambda number: b"".join(b"%d\n" % at for at in range(number))),
    "tokenizer.model": (_vocabulary("tokenizer.model"), lambda number: b"\x0a\x03\x0a\x01a" * number),
    "source": (_read(DocumentKind.SOURCE_CODE, "modeling_x.py"), lambda number: b"# a\n" * number),
    "license.html": (_read(DocumentKind.LICENSE, "LICENSE.html"), lambda number: b"<p>a</p>" * number),
    "pack": (Packfile, lambda number: packed(*(record("blob", b"%d" % at) for at in range(number // 4)))),
    "pack chain": (Packfile, lambda number: _chain(number // 8, backwards=False)),
    "pack chain backwards": (Packfile, lambda number: _chain(number // 8, backwards=True)),
    "pack copies": (
        Packfile,
        lambda number: packed(
            record("blob", b"a" * 1_000),
            record(
                "ref",
                difference(1_000, 1_000 * number, *(b"\xb0\xe8\x03" for _ in range(number))),
                base=_identity(b"a" * 1_000),
            ),
        ),
    ),
}


class Growing(NamedTuple):
    """How the time of some work grows with its size."""

    exponent: float
    size: int
    """At which it was measured first; it was measured at four times that too."""


def text_work(stage: str, piece: str) -> Callable[[int], Callable[[], object]]:
    """What a stage does with texts of a size: another text each time, for some are remembered."""

    def work(size: int) -> Callable[[], object]:
        text = TEXTS[piece] * (size // len(TEXTS[piece]))
        number = iter(range(1_000_000))
        return lambda: _tried(STAGES[stage], f"{text}{next(number)}")

    return work


def file_work(parser: str) -> Callable[[int], Callable[[], object]]:
    """What a parser does with files of about a size."""
    read, make = PARSERS[parser]

    def work(size: int) -> Callable[[], object]:
        data = make(max(8, size // 16))
        return lambda: _tried(read, data)

    return work


def growth(work: Callable[[int], Callable[[], object]], *, least: float, largest: int) -> Growing:
    """From a size at which the work takes `least` seconds, or is the `largest`, to four times that."""
    size = 1_000
    before = _time(work(size))
    while before < least and size < largest:
        size = min(largest, 2 * size if before <= 0 else max(2 * size, int(0.7 * size * least / before)))
        before = _time(work(size))
    if before < least / 4:
        return Growing(0.0, size)
    return Growing(math.log(_time(work(4 * size)) / before, 4), size)


def steepest(work: Callable[[int], Callable[[], object]], *, limit: float, least: float, largest: int) -> Growing:
    """The same; where it is above the limit, the least of four: a busy machine makes steep, and never flat."""
    measured = growth(work, least=least, largest=largest)
    for again in range(3):
        if measured.exponent < limit:
            break
        measured = min(measured, growth(work, least=least * 2 ** (again + 1), largest=2 * largest))
    return measured


def _time(run: Callable[[], object]) -> float:
    """The better of two; without the collector, whose passes cost what the whole suite left in memory."""
    best = math.inf
    gc.disable()
    try:
        for _ in range(2):
            before = time.process_time()
            run()
            best = min(best, time.process_time() - before)
            if best > _LONG:
                break
    finally:
        gc.enable()
    return best


def _tried(read: Callable[..., object], data: str | bytes) -> None:
    with suppress(Unreadable, BrokenError):
        read(data)
