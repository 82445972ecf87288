"""Feeds every parser and text stage, and whole audits, with what nobody would write: `make fuzz`.

    python benchmarks/fuzz.py [INPUTS per entry point] [AUDITS] [PLANS] [ENTRY POINT …]

Prints, per entry point, how many inputs it was given and the slowest of them. A crash, that is anything but the error a
reader is allowed to raise, and an input that takes more than two seconds of processor time end the run with status 1.
The inputs are hypothesis's: bytes, and pieces of real files cut and joined.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import auditor
from auditor import spdx
from auditor.cli.config import read as read_settings
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
from support import forms
from support.memory import MemorySource
from support.models import WEIGHTS

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
    b"TFL3", b"\x1c\0\0\0TFL3", b"lmgg", b"tjgg", b"\x06\0\0\0\x0c\0WhisperSpec\0", b"\0B<TransitionModel> ",
    b"PK\x05\x06",
    b'<net><rt_info><license value="MIT"/></rt_info></net>', b'[project]\nlicense = "MIT"\n',
    b"[metadata]\nlicense = MIT\n",
    b'[package]\nlicense = "MIT"\n', b"cff-version: 1.2.0\nlicense: MIT\n", b'{"license": "https://spdx.org/licenses/MIT"}',
    b'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT"\n', b'fail-on = "never"\n',
    b'[[waive]]\nfinding = "a:b:c"\n', b"You will not use it to ", b"\xa2\x06\x08\x22\x03MIT",
    b"\r\n", b"\xef\xbb\xbf", b"\x1b[31m", "基于 Yi 34B 微调。".encode(),
)  # fmt: skip
_BYTES = st.one_of(
    st.lists(st.sampled_from(_PIECES) | st.binary(max_size=12), max_size=24).map(b"".join),
    st.tuples(st.sampled_from(_PIECES), st.integers(1, 400)).map(lambda pair: pair[0] * pair[1]),
    st.binary(max_size=300),
)


_REAL = {
    "ctranslate2": (forms.made("whisper.ctranslate2"),),
    "ggml": (forms.ggml_whisper(), forms.ggml_silero(), forms.ggml_llama()),
    "piper": (forms.piper().encode(),),
    "kaldi": (forms.kaldi(),),
    "openvino": (forms.made("yolo.xml"),),
    "tflite": (forms.made("mobilenet.tflite"), forms.made("yolo.tflite")),
    "core ml": (forms.made("yolo.mlmodel"),),
}
"""By entry point, files of which a few bytes are changed."""
_EDITS = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.booleans()), max_size=6)


def _edited(file: bytes, edits: list[tuple[float, bytes, bool]]) -> bytes:
    """The file with some bytes overwritten, or everything behind a place cut off."""
    data = bytearray(file)
    for place, new, cut in edits:
        at = int(place * len(data))
        data[at : (None if cut and not new else at + len(new))] = new
    return bytes(data)


def _inputs(name: str) -> st.SearchStrategy[bytes]:
    if name not in _REAL:
        return _BYTES
    return _BYTES | st.builds(_edited, st.sampled_from(_REAL[name]), _EDITS)


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


def _settings(data: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "auditor.toml"
        place.write_bytes(data)
        return read_settings(place)


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
    "core ml, compiled": _reader(DocumentKind.MODEL_METADATA, "M.mlmodelc/metadata.json"),
    "kaldi": _reader(DocumentKind.MODEL_METADATA, "am/final.mdl"),
    "exported": _reader(DocumentKind.MODEL_METADATA, "m_openvino_model/metadata.yaml"),
    "pyproject.toml": _reader(DocumentKind.PROJECT_METADATA, "pyproject.toml"),
    "setup.cfg": _reader(DocumentKind.PROJECT_METADATA, "setup.cfg"),
    "Cargo.toml": _reader(DocumentKind.PROJECT_METADATA, "Cargo.toml"),
    "CITATION.cff": _reader(DocumentKind.PROJECT_METADATA, "CITATION.cff"),
    "codemeta.json": _reader(DocumentKind.PROJECT_METADATA, "codemeta.json"),
    "package.json": _reader(DocumentKind.PACKAGE_JSON, "package.json"),
    "REUSE.toml": _reader(DocumentKind.REUSE, "REUSE.toml"),
    "use policy": _reader(DocumentKind.POLICY, "USE_POLICY.md"),
    "auditor.toml": _settings,
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
_MADE_FROM = b"---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n"
_NAMES = (
    "README.md", "LICENSE", "NOTICE", "config.json", "adapter_config.json", "mergekit_config.yml", "m.gguf",
    "m.safetensors", "m.onnx", "Modelfile", "tokenizer.json", "x.dist-info/METADATA", ".git/config",
    "sub/README.md", "modeling_x.py", "pyproject.toml", "USE_POLICY.md", "model.bin", "m.tflite",
)  # fmt: skip


def _audited(files: dict[str, bytes]) -> None:
    options = auditor.Options(as_of="2026-11-22", scancode=False, time_limit=60)
    result = auditor.audit(MemorySource(dict(files)), options, knowledge=_KNOWLEDGE)
    for style in ("text", "json"):
        render(result, style)


def _planned(files: dict[str, bytes]) -> None:
    """Plan every cure of a model made from Llama 3.1 that has these files as well, and write it in both formats."""
    options = auditor.Options(as_of="2026-11-22", scancode=False, time_limit=60)
    whole = {"model.safetensors": WEIGHTS, "README.md": _MADE_FROM, **files}
    plan = auditor.plan_remedy(MemorySource(whole), options, knowledge=_KNOWLEDGE)
    for style in ("text", "json"):
        render(plan, style, subject="plan")


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
    plans = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000  # noqa: PLR2004 - the third argument
    chosen = frozenset(sys.argv[4:]) or frozenset(ENTRY_POINTS)
    runs = [(name, run, _inputs(name), count) for name, run in ENTRY_POINTS.items() if name in chosen]
    total, broken = 0, 0
    whole = [("plans of auditor fix", _planned, files, plans), ("whole audits", _audited, files, audits)]
    for name, run, inputs, number in (row for row in (*runs, *whole) if row[3]):
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
