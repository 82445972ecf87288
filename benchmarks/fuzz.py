"""Feeds every parser and text stage, and whole audits, with what nobody would write: `make fuzz`.

    python benchmarks/fuzz.py [INPUTS per entry point] [AUDITS]

Prints, per entry point, how many inputs it was given and the slowest of them. A crash, that is anything but the error a
reader is allowed to raise, and an input that takes more than two seconds of processor time end the run with status 1.
The inputs are hypothesis's: bytes, and pieces of real files cut and joined.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import auditor
from auditor import spdx
from auditor.documents import (
    formats,
    front_matter,
    html,
    json_fields,
    markdown,
    modelfile,
    naming,
    vocabularies,
    yaml_events,
)
from auditor.documents.content import OtherFormat, Unreadable
from auditor.documents.decode import decode
from auditor.documents.onnx_tensors import layout as onnx_layout
from auditor.documents.safetensors import layout as safetensors_layout
from auditor.errors import AuditorError
from auditor.identify.copyrights.lines import of_text
from auditor.identify.match import texts
from auditor.identify.normalize.folding import find, fold, squeeze
from auditor.identify.normalize.language import foreign
from auditor.identify.references import references
from auditor.knowledge import Knowledge
from auditor.lineage.prose.bases import mentions
from auditor.model import Document, DocumentKind, FileEntry, Part
from auditor.report.common.clean import clean
from auditor.report.formats import render

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Callable

_HANG = 2.0
"""Seconds of processor time."""
_KNOWLEDGE = Knowledge()
_PIECES = (
    b"GGUF\x03\0\0\0", b"\x01\0\0\0\0\0\0\0", b"\x08\0\0\0", b"\x09\0\0\0", b"general.license", b"\xff" * 8,
    b"\0" * 16, b'{"__metadata__":{"a":"b"}}', b'{"model":{"vocab":{"a":0}}}',
    b'{"_name_or_path": "meta-llama/Llama-3.1-8B"}', b"[" * 40, b"---\nlicense: mit\nbase_model: a/b\n---\n",
    b"&a *a", b"<p ", b"<!--", b"-->", b"```\n", b"[a](", b"](https://huggingface.co/a/b)", b"fine-tuned from ",
    b"Copyright (c) 2023-2024 Acme, Inc.\n", b"Permission is hereby granted, free of charge, ",
    b"the name of x may not be used to endorse ", b"in no event shall ", "\u0301\u0327".encode() * 20,
    "\u202e\u200b".encode(), b"FROM hf.co/a/b\n", b'LICENSE """', b"Metadata-Version: 2.1\nLicense: MIT\n",
    b"SPDX-License-Identifier: MIT OR (", b"\x0a\x08", b"\x08\x08\x12\x02pt", b"##vso[a]", b"::error::", b"%0A",
    b"\r\n", b"\xef\xbb\xbf", b"\x1b[31m", "基于 Yi 34B 微调。".encode(),
)  # fmt: skip
_BYTES = st.one_of(
    st.lists(st.sampled_from(_PIECES) | st.binary(max_size=12), max_size=24).map(b"".join),
    st.tuples(st.sampled_from(_PIECES), st.integers(1, 400)).map(lambda pair: pair[0] * pair[1]),
    st.binary(max_size=300),
)


class _Bytes:
    """One file."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        del path
        return self.data[start : start + limit]


def _reader(kind: DocumentKind, path: str) -> Callable[[bytes], object]:
    return lambda data: formats.read(_Bytes(data), FileEntry(path=path, size=len(data)), kind)


def _text(stage: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda data: stage(data.decode("utf-8", "replace"))


def _document(text: str) -> Document:
    return Document(path="README.md", kind=DocumentKind.CARD, part=Part.WEIGHTS, root="", sha256="", size=1, text=text)


def _vocabulary(name: str) -> Callable[[bytes], object]:
    return lambda data: vocabularies.read(_Bytes(data), FileEntry(path=name, size=len(data)), {})


def _entry(data: bytes) -> FileEntry:
    return FileEntry(path="x", size=len(data))


ENTRY_POINTS: dict[str, Callable[[bytes], object]] = {
    "gguf": _reader(DocumentKind.GGUF, "m.gguf"),
    "safetensors": _reader(DocumentKind.SAFETENSORS, "m.safetensors"),
    "onnx": _reader(DocumentKind.ONNX, "m.onnx"),
    "ctranslate2": _reader(DocumentKind.MODEL_METADATA, "model.bin"),
    "ggml": _reader(DocumentKind.MODEL_METADATA, "ggml-base.bin"),
    "piper": _reader(DocumentKind.MODEL_METADATA, "voice.onnx.json"),
    "openvino": _reader(DocumentKind.MODEL_METADATA, "openvino_model.xml"),
    "tflite": _reader(DocumentKind.MODEL_METADATA, "m.tflite"),
    "core ml": _reader(DocumentKind.MODEL_METADATA, "m.mlmodel"),
    "config": _reader(DocumentKind.CONFIG, "config.json"),
    "adapter": _reader(DocumentKind.ADAPTER_CONFIG, "adapter_config.json"),
    "merge": _reader(DocumentKind.MERGE_CONFIG, "mergekit_config.yml"),
    "modelfile": _reader(DocumentKind.MODELFILE, "Modelfile"),
    "package": _reader(DocumentKind.PACKAGE_METADATA, "METADATA"),
    "card": _reader(DocumentKind.CARD, "README.md"),
    "license": _reader(DocumentKind.LICENSE, "LICENSE"),
    "license.html": _reader(DocumentKind.LICENSE, "LICENSE.html"),
    "source": _reader(DocumentKind.SOURCE_CODE, "modeling_x.py"),
    "decode": decode,
    "safetensors layout": lambda data: safetensors_layout(_Bytes(data), _entry(data), most=100),
    "onnx layout": lambda data: onnx_layout(_Bytes(data), _entry(data), most=100),
    "tokenizer.json": _vocabulary("tokenizer.json"),
    "tokenizer.model": _vocabulary("tokenizer.model"),
    "vocab.txt": _vocabulary("vocab.txt"),
    "json": _text(json_fields.parse),
    "yaml": _text(yaml_events.load),
    "front matter": _text(front_matter.read),
    "html": _text(html.strip),
    "markdown": _text(markdown.read),
    "modelfile text": _text(modelfile.read),
    "heading": _text(naming.clean_heading),
    "fold": _text(fold),
    "squeeze": _text(squeeze),
    "find": _text(lambda text: find(text, "permission is hereby granted")),
    "language": _text(foreign),
    "copyrights": _text(lambda text: list(of_text(text, "x", inline=True))),
    "references": _text(references),
    "identify": _text(lambda text: texts.text(text, "x", _KNOWLEDGE)),
    "prose": _text(lambda text: list(mentions(_document(text)))),
    "spdx": _text(spdx.parse),
    "clean": _text(clean),
}
_NAMES = (
    "README.md", "LICENSE", "NOTICE", "config.json", "adapter_config.json", "mergekit_config.yml", "m.gguf",
    "m.safetensors", "m.onnx", "Modelfile", "tokenizer.json", "x.dist-info/METADATA", ".git/config",
    "sub/README.md", "modeling_x.py",
)  # fmt: skip


def _audited(files: dict[str, bytes]) -> None:
    options = auditor.Options(as_of="2026-11-22", scancode=False, time_limit=60)
    result = auditor.audit(MemorySource(dict(files)), options, knowledge=_KNOWLEDGE)
    for style in ("text", "json"):
        render(result, style)


class _Tally:
    """What one entry point was given, and the slowest of it."""

    def __init__(self, name: str, run: Callable[..., object]) -> None:
        self.name = name
        self.inputs = 0
        self.slowest = 0.0
        self._run = run

    def __call__(self, given_input: object) -> None:
        before = time.process_time()
        with suppress(Unreadable, OtherFormat, AuditorError, OSError):
            self._run(given_input)
        taken = time.process_time() - before
        self.inputs += 1
        self.slowest = max(self.slowest, taken)
        if taken >= _HANG:
            raise TimeoutError(f"{self.name}: {taken:.1f} s for {given_input!r:.300}")


def fuzz(name: str, run: Callable[..., object], inputs: st.SearchStrategy[object], count: int) -> _Tally:
    """Give an entry point that many inputs; raises what it raises."""
    tally = _Tally(name, run)
    quiet = settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    quiet(given(inputs)(tally.__call__))()
    return tally


def main() -> int:
    """Run all of it; 1 where something broke."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    audits = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000  # noqa: PLR2004 - the second argument
    files = st.dictionaries(st.sampled_from(_NAMES), _BYTES, min_size=1, max_size=6)
    runs = [(name, run, _BYTES, count) for name, run in ENTRY_POINTS.items()]
    total, broken = 0, 0
    for name, run, inputs, number in [*runs, ("whole audits", _audited, files, audits)]:
        before = time.process_time()
        try:
            tally = fuzz(name, run, inputs, number)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
            broken += 1
            print(f"| {name} | BROKEN: {type(error).__name__}: {str(error)[:300]} |", flush=True)
            continue
        total += tally.inputs
        took = time.process_time() - before
        print(f"| {name} | {tally.inputs:,} | {tally.slowest * 1000:,.0f} ms | {took:,.0f} s |", flush=True)
    print(f"{total:,} inputs, {broken} broken")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
