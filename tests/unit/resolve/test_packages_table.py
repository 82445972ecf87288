"""What packages, sidecars, REUSE.toml and debian/copyright say of the license: a row for each layout."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import models
from support.stated import Row, stated

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

MIT = models.mit("Copyright (c) 2026 Acme")
TAG = "SPDX-License-Identifier: {}\n"
DEP5 = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
METADATA = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"


def _annotated(path: str, license_id: str) -> str:
    return f'[[annotations]]\npath = {path}\nSPDX-License-Identifier = "{license_id}"\n'


ROWS: tuple[Row, ...] = (
    Row(
        "a wheel that says UNKNOWN",
        {
            "acme-1.dist-info/METADATA": METADATA
            + "License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\n"
        },
        (
            "acme-1.dist-info/METADATA:5 (package metadata, Classifier): License :: OSI Approved :: MIT License → MIT, identified, weights",
        ),
    ),
    Row(
        "a wheel of code",
        {"acme-1.dist-info/METADATA": METADATA + "License: ISC\n"},
        ("acme-1.dist-info/METADATA:4 (package metadata, License): ISC → ISC, identified, code",),
        alone=True,
    ),
    Row(
        "a wheel's classifiers",
        {
            "acme-1.dist-info/METADATA": METADATA
            + "Classifier: License :: OSI Approved :: BSD License\nClassifier: Topic :: Games\nClassifier: License :: Other/Proprietary License\n"
        },
        (
            "acme-1.dist-info/METADATA:4 (package metadata, Classifier): License :: OSI Approved :: BSD License → NOASSERTION, family, weights",
            "acme-1.dist-info/METADATA:4 (package metadata, Classifier): License :: Other/Proprietary License → NOASSERTION, unknown, weights",
        ),
    ),
    Row("npm, in a file", {"package.json": '{"name": "a", "license": "SEE LICENSE IN LICENSE.md"}'}, ()),
    Row(
        "npm, a list",
        {
            "package.json": '{"name": "a",\n"licenses": [{"type": "See license in A"},\n{"type": "ISC"}, {"type": "GPL-2.0"}]}'
        },
        (
            "package.json:3 (package.json, licenses.1.type): ISC → ISC, identified, weights",
            "package.json:3 (package.json, licenses.2.type): GPL-2.0 → GPL-2.0-only, identified, weights",
        ),
    ),
    Row(
        "npm, a type",
        {"package/package.json": '{"name": "a", "license": {"type": "ISC"}}'},
        ("package/package.json:1 (package.json, license.type): ISC → ISC, identified, weights",),
    ),
    Row("npm, vendored", {"node_modules/package.json": '{"name": "a", "license": "ISC"}'}, ()),
    Row(
        "npm, unlicensed",
        {"package.json": '{"name": "a", "license": "UNLICENSED"}'},
        (
            "package.json:1 (package.json, license): UNLICENSED → NOASSERTION, unknown, weights, [no license is granted by the package]",
        ),
    ),
    Row(
        "an image",
        {"index.json": '{"annotations": {"org.opencontainers.image.licenses": "ISC", "x": "MIT"}}'},
        ("index.json:1 (image annotation, licenses): ISC → ISC, identified, weights",),
    ),
    Row("an image of a number", {"index.json": '{"annotations": {"org.opencontainers.image.licenses": 5}}'}, ()),
    Row(
        "the heads of source files",
        {
            "a.py": "# x\n# SPDX-License-Identifier: ISC\n# SPDX-License-Identifier: \n# SPDX-License-Identifier: Foo-1.0\n"
        },
        (
            "a.py:2 (source file, SPDX tag): ISC → ISC, identified, code, for a.py",
            "a.py:4 (source file, SPDX tag): Foo-1.0 → NOASSERTION, unknown, code, for a.py, [“Foo-1.0” is not a license id that this tool knows]",
            "a.py:2 (a.py, names isc): ISC License → ISC, identified, code, not offered",
        ),
    ),
    Row(
        "sidecars with tags",
        {
            "model.safetensors.license": "SPDX-FileCopyrightText: A\n" + TAG.format("ISC"),
            "a.py.license": TAG.format("Foo-1.0"),
            "a.py": "",
        },
        (
            "a.py.license:1 (sidecar, SPDX tag): Foo-1.0 → NOASSERTION, unknown, code, not offered, for a.py, [“Foo-1.0” is not a license id that this tool knows]",
            "model.safetensors.license:2 (sidecar, SPDX tag): ISC → ISC, identified, weights, for model.safetensors",
        ),
    ),
    Row(
        "a sidecar of one line",
        {"model.safetensors.license": "Copyright A\n\nISC\n"},
        ("model.safetensors.license:1 (sidecar): ISC → ISC, identified, weights, for model.safetensors",),
    ),
    Row(
        "a sidecar of one line, of code",
        {"a.py.license": "Copyright A\n\nISC\n", "a.py": ""},
        ("a.py.license:1 (sidecar): ISC → ISC, identified, code, not offered, for a.py",),
    ),
    Row(
        "a sidecar of two lines",
        {"model.safetensors.license": "Copyright A\nISC\nor so\n"},
        (
            "model.safetensors.license:1 (sidecar): 2 lines without an SPDX tag → NOASSERTION, unknown, weights, for model.safetensors, [“2 lines without an SPDX tag” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "REUSE.toml",
        {
            "REUSE.toml": _annotated('["*.py", "x/**"]', "ISC")
            + _annotated('"*.safetensors"', "Apache-2.0")
            + _annotated('"no"', "0BSD"),
            "a.py": "",
            "x/b.py": "",
        },
        (
            "REUSE.toml:3 (REUSE.toml): ISC → ISC, identified, code, not offered, for *.py x/**",
            "REUSE.toml:6 (REUSE.toml): Apache-2.0 → Apache-2.0, identified, weights, for *.safetensors",
        ),
    ),
    Row(
        "REUSE.toml in a folder",
        {"s/REUSE.toml": _annotated('"*.py"', "ISC"), "a.py": "", "s/a.py": ""},
        ("s/REUSE.toml:3 (REUSE.toml): ISC → ISC, identified, code, not offered, for *.py",),
    ),
    Row(
        "a copyright file",
        {
            "debian/copyright": DEP5
            + "Upstream-Name: a\n\nFiles: *\nCopyright: A\n B\nLicense: ISC\n words\n of it\n\n\nFiles: a/*.py\n b/*.py\nCopyright: 2020 B\nLicense: GPL-2+ \n\nLicense: ISC\n text\n"
        },
        (
            "debian/copyright:7 (copyright, Files: *): ISC → ISC, identified, weights",
            "debian/copyright:15 (copyright, Files: a/*.py b/*.py): GPL-2+ → GPL-2.0-or-later, identified, unclear, for a/*.py b/*.py",
            "debian/copyright:1-18 (copyright, text not identified): unidentified text → NOASSERTION, unknown, code, not offered, [no license text is here, only names]",
        ),
    ),
    Row(
        "a copyright file with odd lines",
        {"debian/copyright": DEP5 + "\nFiles: *\n odd\nno colon\n more\nLicense: ISC\n\n\nFiles: *\nCopyright: x\n"},
        (
            "debian/copyright:7 (copyright, Files: * odd): ISC → ISC, identified, weights, for * odd",
            "debian/copyright:1-11 (copyright, text not identified): unidentified text → NOASSERTION, unknown, code, not offered, [no known license resembles it]",
        ),
    ),
    Row(
        "a copyright file with many patterns",
        {"debian/copyright": DEP5 + f"\nFiles: {' '.join(f'folder-{n}/*' for n in range(10))}\nLicense: ISC\n"},
        (
            "debian/copyright:4 (copyright, Files: folder-0/* folder-1/* folder-2/* folder-3/* folder-4/* folde): ISC → ISC, identified, unclear, for folder-0/* folder-1/* folder-2/* folder-3/* folder-4/* folder-5/* folder-6/* folder-7/* folder-8/* folder-9/*",
            "debian/copyright:1-4 (copyright, text not identified): unidentified text → ISC, unknown, code, not offered, [no known license resembles it]",
        ),
    ),
    Row("a copyright file without its form", {"debian/copyright": "Files: *\nLicense: ISC\n"}, ()),
    Row("an image of nothing", {"index.json": '{"annotations": {"org.opencontainers.image.licenses": " "}}'}, ()),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
