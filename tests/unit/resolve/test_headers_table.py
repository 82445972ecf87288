"""What headers of model files say of the license: a row for each layout, with every statement of it."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import models, protobuf
from support.stated import Row, stated

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

MIT = models.mit("Copyright (c) 2026 Acme")
NC = models.license_text("cc-by-nc-4.0")


def _onnx(*properties: tuple[str, str]) -> bytes:
    return protobuf.model(*(protobuf.prop(key, value) for key, value in properties))


ROWS: tuple[Row, ...] = (
    Row(
        "an ONNX header",
        {"m.onnx": _onnx(("License", " ISC License (https://acme.example/license) "), ("author", "Acme"))},
        (
            "m.onnx#metadata_props.License (ONNX metadata, license): ISC License (https://acme.example/license) → ISC, identified, weights, [author: Acme]",
        ),
    ),
    Row("an ONNX header with empty values", {"m.onnx": _onnx(("license", " "), ("description", "MIT"))}, ()),
    Row(
        "an ONNX header with an empty author",
        {"m.onnx": _onnx(("license", "ISC"), ("author", " "), ("description", "MIT"))},
        ("m.onnx#metadata_props.license (ONNX metadata, license): ISC → ISC, identified, weights",),
    ),
    Row(
        "an ONNX header of words",
        {"m.onnx": _onnx(("license", "ask us"))},
        (
            "m.onnx#metadata_props.license (ONNX metadata, license): ask us → NOASSERTION, unknown, weights, [“ask us” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "an ONNX header of words, with an author",
        {"m.onnx": _onnx(("license", "MIT with exceptions"), ("author", "A" * 300))},
        (
            "m.onnx#metadata_props.license (ONNX metadata, license): MIT with exceptions → NOASSERTION, unknown, weights, [author: "
            + "A" * 200
            + "; “MIT with exceptions” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "an ONNX header that says unknown",
        {"m.onnx": _onnx(("license", "Unknown"))},
        ("m.onnx#metadata_props.license (ONNX metadata, license): Unknown → NOASSERTION, unsaid, weights, [known]",),
    ),
    Row("an ONNX header that says nothing", {"m.onnx": _onnx(("license", "n/a"))}, ()),
    Row(
        "an ONNX header of a family",
        {"m.onnx": _onnx(("license", "openrail"), ("author", "Acme"))},
        (
            "m.onnx#metadata_props.license (ONNX metadata, license): openrail → members, family, weights, [author: Acme; known]",
        ),
    ),
    Row(
        "an ONNX header of two parts",
        {"m.onnx": _onnx(("license", "MIT (code), CC BY-NC 4.0 (weights)"))},
        (
            "m.onnx#metadata_props.license (ONNX metadata, license): MIT (code), CC BY-NC 4.0 (weights) → MIT, identified, code",
            "m.onnx#metadata_props.license (ONNX metadata, license): MIT (code), CC BY-NC 4.0 (weights) → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "a spaCy pipeline",
        {"meta.json": '{"lang": "en",\n"name": "core", "spacy_version": ">=3.7",\n"license": "ISC"}'},
        ("meta.json:3 (spaCy meta.json, license): ISC → ISC, identified, weights",),
    ),
    Row("another meta.json", {"meta.json": '{"lang": "en", "name": "core", "license": "ISC"}'}, ()),
    Row(
        "an ONNX header of two authors",
        {"m.onnx": _onnx(("license", "ISC"), ("author", "Acme"), ("Author", "Bcme"))},
        ("m.onnx#metadata_props.license (ONNX metadata, license): ISC → ISC, identified, weights, [author: Acme]",),
    ),
    Row(
        "an ONNX header of a name with the word license",
        {"m.onnx": _onnx(("license", "Apache License"))},
        ("m.onnx#metadata_props.license (ONNX metadata, license): Apache License → Apache-2.0, identified, weights",),
    ),
    Row(
        "an ONNX header of an id with the word license",
        {"m.onnx": _onnx(("license", "Foo License (https://acme.example)"))},
        (
            "m.onnx#metadata_props.license (ONNX metadata, license): Foo License (https://acme.example) → NOASSERTION, unknown, weights, [“Foo License (https://acme.example)” is not a license id that this tool knows]",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
