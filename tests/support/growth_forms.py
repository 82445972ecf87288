"""Files of other formats, of project metadata and of policies that repeat one piece, and their readers."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

from auditor.documents import formats
from auditor.model import DocumentKind, FileEntry
from support import forms
from support.memory import MemorySource
from support.protobuf import data, number

if TYPE_CHECKING:
    from collections.abc import Callable

_FORM, _PROJECT = DocumentKind.MODEL_METADATA, DocumentKind.PROJECT_METADATA


def _ctranslate2(count: int) -> bytes:
    """A specification with many variables of one number each."""
    head = struct.pack("<IH", 6, 12) + b"WhisperSpec\0" + struct.pack("<II", 3, count)
    return head + (struct.pack("<H", 2) + b"a\0" + struct.pack("<BBI", 0, 4, 4) + b"\0\0\0\0") * count


def _tflite(count: int) -> bytes:
    """A model whose list of metadata has the same entry, which is not the one that is searched for, many times."""
    vtable = struct.pack("<HH7H", 18, 12, 0, 0, 0, 0, 4, 0, 8) + b"\0\0"
    root = 8 + len(vtable)
    items = root + 12
    entry = items + 8 + 4 * count
    head = struct.pack("<I", root) + b"TFL3" + vtable
    table = struct.pack("<iII", root - 8, items - (root + 4), items + 4 - (root + 8))
    listed = b"".join(struct.pack("<I", entry + 4 - (items + 8 + 4 * at)) for at in range(count))
    return head + table + struct.pack("<II", 0, count) + listed + struct.pack("<HHi", 4, 4, 4)


def _core_ml(entries: bytes) -> bytes:
    return number(1, 4) + data(2, data(100, entries))


FILES: dict[str, tuple[DocumentKind, str, Callable[[int], bytes]]] = {
    "ctranslate2": (_FORM, "model.bin", _ctranslate2),
    "ggml": (_FORM, "ggml-base.bin", lambda count: forms.ggml_whisper() + b"\1\0\0\0a" * count),
    "piper": (
        _FORM,
        "voice.onnx.json",
        lambda count: json.dumps(
            {**json.loads(forms.piper()), "map": {f"p{at}": [at] for at in range(count)}}
        ).encode(),
    ),
    "kaldi": (_FORM, "am/final.mdl", lambda count: forms.kaldi() + b"\4\1\0\0\0" * count),
    "openvino": (
        _FORM,
        "openvino_model.xml",
        lambda count: b"<net version='11'><rt_info>" + b'<license value="MIT"/>' * count + b"</rt_info></net>",
    ),
    "openvino layers": (
        _FORM,
        "openvino_model.xml",
        lambda count: (
            b"<net version='11'><layers>" + b'<layer id="0"/>' * count + b"</layers><rt_info></rt_info></net>"
        ),
    ),
    "openvino nested": (
        _FORM,
        "openvino_model.xml",
        lambda count: b"<net version='11'>" + b"<rt_info>" * count + b"</rt_info>" * count + b"</net>",
    ),
    "tflite": (_FORM, "m.tflite", _tflite),
    "tflite archive": (
        _FORM,
        "m.tflite",
        lambda count: b"\x1c\0\0\0TFL3" + b"\0" * 24 + b"PK\1\2" * count + b"PK\5\6" + b"\0" * 18,
    ),
    "core ml": (_FORM, "m.mlmodel", lambda count: _core_ml(data(4, b"MIT") * count)),
    "core ml user": (
        _FORM,
        "m.mlmodel",
        lambda count: _core_ml(b"".join(data(100, data(1, b"%d" % at) + data(2, b"b")) for at in range(count))),
    ),
    "core ml, compiled": (
        _FORM,
        "M.mlmodelc/metadata.json",
        lambda count: json.dumps([{"userDefinedMetadata": {f"k{at}": "b" for at in range(count)}}]).encode(),
    ),
    "exported": (
        _FORM,
        "m_openvino_model/metadata.yaml",
        lambda count: (
            b"license: MIT\nstride: 32\ntask: detect\nnames:\n"
            + b"".join(b"  %d: a\n" % at for at in range(min(count, 2_000)))
        ),
    ),
    "pyproject.toml": (
        _PROJECT,
        "pyproject.toml",
        lambda count: (
            b"[project]\nclassifiers = [\n" + b"  'License :: OSI Approved :: MIT License',\n" * count + b"]\n"
        ),
    ),
    "Cargo.toml": (
        _PROJECT,
        "Cargo.toml",
        lambda count: b"[package]\nlicense = 'MIT'\n" + b"".join(b"[a%d]\nb = 1\n" % at for at in range(count)),
    ),
    "CITATION.cff": (_PROJECT, "CITATION.cff", lambda count: b"license:\n" + b"  - MIT\n" * min(count, 2_000)),
    "codemeta.json": (
        _PROJECT,
        "codemeta.json",
        lambda count: json.dumps({"license": ["https://spdx.org/licenses/MIT"] * count}).encode(),
    ),
    "REUSE.toml": (
        DocumentKind.REUSE,
        "REUSE.toml",
        lambda count: b"version = 1\n" + b"[[annotations]]\npath = 'a'\nSPDX-License-Identifier = 'MIT'\n" * count,
    ),
    "use policy": (DocumentKind.POLICY, "USE_POLICY.md", lambda count: b"You will not use it.\n" * count),
}
"""By name: the kind and the path of a file, and its bytes for a number of repetitions."""


def _reader(kind: DocumentKind, path: str) -> Callable[[bytes], object]:
    return lambda file: formats.read(MemorySource({path: file}), FileEntry(path=path, size=len(file)), kind)


PARSERS = {name: (_reader(kind, path), make) for name, (kind, path, make) in FILES.items()}
