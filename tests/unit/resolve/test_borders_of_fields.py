"""What fields and heads say of a license: in each row one condition of the reading is there, or is not."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import models
from support.stated import Row, card, stated

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

W = models.WEIGHTS
REUSE = 'version = 1\n\n[[annotations]]\npath = "model.safetensors"\nSPDX-License-Identifier = '
FORMAT = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
CFF = "cff-version: 1.2.0\n"


def _wheel(code: str) -> dict[str, str | bytes]:
    metadata = "Metadata-Version: 2.4\nName: acme\nVersion: 1.0\nLicense: ISC\n"
    return {"acme-1.0.dist-info/METADATA": metadata, "acme/model.safetensors": W, "acme/__init__.py": code}


def _head(length: int) -> str:
    """A head whose first line has so many characters and ends in a name."""
    return "# A licence ".ljust(length - 4, "x") + " MIT\nimport x\n"


def _formatted(last: int) -> str:
    """A file of stanzas whose format ends at that character."""
    form = "Format: https://acme.example/copyright-format"
    return "Comment: ".ljust(last - len(form) - 1, "x") + f"\n{form}\n\nFiles: *\nLicense: ISC\n"


def _stanza(number: int) -> str:
    """So many stanzas, the last of which names a license."""
    return FORMAT + "\nX: y\n" * (number - 2) + "\nFiles: *\nLicense: ISC\n"


ROWS = (
    # the front matter of a card
    Row(
        "an unknown name that repeats what says nothing",
        card("license: other\nlicense_name: other-terms"),
        (
            "README.md:3 (card, license_name): other: other-terms → NOASSERTION, unknown, weights, [“other-terms” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "a known name that repeats the license",
        card("license: llama3\nlicense_name: llama3.1"),
        (
            "README.md:2 (card, license): llama3 → LicenseRef-hf-llama3, identified, weights",
            "README.md:3 (card, license_name): other: llama3.1 → LicenseRef-scancode-llama-3.1-license-2024, identified, weights",
        ),
    ),
    Row(
        "a mapping with lists",
        card("license:\n  code: [mit]\n  weights: [cc-by-nc-4.0, isc]"),
        (
            "README.md:3 (card, license.code): mit → MIT, identified, code, [known]",
            "README.md:4 (card, license.weights): cc-by-nc-4.0 → CC-BY-NC-4.0, identified, weights, [known]",
            "README.md:4 (card, license.weights): isc → ISC, identified, weights",
        ),
    ),
    Row(
        "a mapping behind another key, with an address and a version",
        card("language: en\nlicense:\n  link: LICENSE\n  name: mit\n  version: 2\n"),
        ("README.md:5 (card, license.name): mit → MIT, identified, weights, [known]",),
    ),
    # a package that is a model
    Row(
        "a wheel with as much code as only opens files",
        _wheel("#" * 4096),
        ("acme-1.0.dist-info/METADATA:4 (package metadata, License): ISC → ISC, identified, weights",),
        alone=True,
    ),
    Row(
        "a wheel with one byte more",
        _wheel("#" * 4097),
        ("acme-1.0.dist-info/METADATA:4 (package metadata, License): ISC → ISC, identified, unclear",),
        alone=True,
    ),
    Row(
        "a wheel with no weights",
        {k: v for k, v in _wheel("").items() if not k.endswith(".safetensors")},
        ("acme-1.0.dist-info/METADATA:4 (package metadata, License): ISC → ISC, identified, code",),
        alone=True,
    ),
    # the head of a source file
    Row(
        "a docstring of one line, and a comment below the code",
        {"run.py": '"""A module."""\nimport x\n\n# under the Mozilla Public License 2.0\n'},
        (),
    ),
    Row(
        "a head in single quotes",
        {"run.py": "'''Licensed under the Mozilla Public License 2.0.'''\nimport x\n"},
        (
            "run.py:1 (source file, its head): Licensed under the Mozilla Public License 2.0. → MPL-2.0, identified, code, for run.py",
        ),
    ),
    Row(
        "a head of several lines in single quotes",
        {"run.py": "'''A module.\n\nLicensed under the Mozilla Public License 2.0.\n'''\nimport x\n"},
        (
            "run.py:3 (source file, its head): Licensed under the Mozilla Public License 2.0. → MPL-2.0, identified, code, for run.py",
        ),
    ),
    Row(
        "a docstring in single quotes, and a comment below the code",
        {"run.py": "'''A module.'''\nimport x\n# under the Mozilla Public License 2.0\n"},
        (),
    ),
    Row(
        "a tag of a license of its own, and a ban",
        {"run.py": "# SPDX-License-Identifier: LicenseRef-Acme\n# Non-commercial use only.\nimport x\n"},
        (
            "run.py:1 (source file, SPDX tag): LicenseRef-Acme → LicenseRef-Acme, identified, code, for run.py",
            "run.py:1 (run.py, names LicenseRef-Acme): LicenseRef-Acme → LicenseRef-Acme, identified, code, not offered",
        ),
    ),
    Row(
        "a ban in a head without a tag",
        {"run.py": "# Non-commercial use only.\nimport x\n"},
        (
            "run.py:1 (source file, its head):  → NOASSERTION, unknown, code, not offered, not-understood, unclear, free-sentence, for run.py",
        ),
    ),
    Row(
        "a name that continues in the next line",
        {"run.py": "# A tool.\n# Licensed under the Mozilla Public License,\n# Version 2.0\nimport x\n"},
        (
            "run.py:2 (source file, its head): Licensed under the Mozilla Public License, → MPL-2.0, identified, code, for run.py",
        ),
    ),
    Row(
        "a name in the line after the word license",
        {"run.py": "# See the license of each file.\n# MIT CSAIL, 2020\nimport x\n"},
        (),
    ),
    Row(
        "a name that ends where a line is read to",
        {"run.py": _head(300)},
        (f"run.py:1 (source file, its head): {_head(300)[2:300]} → MIT, identified, code, for run.py",),
    ),
    Row("a name that ends one character behind", {"run.py": _head(301)}, ()),
    # REUSE.toml, package.json, and what describes a project
    Row(
        "words in place of an expression",
        {"REUSE.toml": f'{REUSE}"ask us"\n'},
        (
            "REUSE.toml:5 (REUSE.toml): ask us → NOASSERTION, unknown, weights, for model.safetensors, [“ask us” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "a list led by a reference to a file",
        {"package.json": '{"license": ["SEE LICENSE IN LICENSE.txt", "MIT"]}'},
        ("package.json:1 (package.json, license): MIT → MIT, identified, weights",),
    ),
    Row(
        "a license, and the classifier of another",
        {
            "pyproject.toml": '[project]\nlicense = "MIT"\nclassifiers = ["License :: OSI Approved :: Apache Software License"]\n'
        },
        ("pyproject.toml:2 (pyproject.toml, project.license): MIT → MIT, identified, unclear",),
    ),
    Row(
        "the address of a deed without a version",
        {"CITATION.cff": f"{CFF}license: https://creativecommons.org/licenses/by-nc/\n"},
        (
            "CITATION.cff:2 (CITATION.cff, license): CC-BY-NC → CC-BY-NC-2.0/CC-BY-NC-3.0/CC-BY-NC-4.0/LicenseRef-cohere-cc-by-nc-4.0-aup/cc-by-nc-2.0/cc-by-nc-3.0/cc-by-nc-4.0, family, unclear",
        ),
    ),
    Row(
        "an address without https",
        {"CITATION.cff": f"{CFF}license: http://www.apache.org/licenses/LICENSE-2.0\n"},
        ("CITATION.cff:2 (CITATION.cff, license): Apache-2.0 → Apache-2.0, identified, unclear",),
    ),
    Row(
        "the citation of data",
        {"CITATION.cff": f"{CFF}type: dataset\nlicense: MIT\n"},
        ("CITATION.cff:3 (CITATION.cff, license): MIT → MIT, identified, data",),
    ),
    Row(
        "another description, of data",
        {"codemeta.json": '{"type": "dataset", "license": "https://spdx.org/licenses/MIT"}'},
        ("codemeta.json:1 (codemeta.json, license): MIT → MIT, identified, unclear",),
    ),
    # debian/copyright
    Row(
        "a license behind an indented line that begins like one",
        {"debian/copyright": f"{FORMAT}\nFiles: *\nCopyright: 2020 Acme\n License: of old\nLicense: ISC\n"},
        ("debian/copyright:6 (copyright, Files: *): ISC → ISC, identified, weights",),
    ),
    Row(
        "a format that ends where it is looked for",
        {"debian/copyright": _formatted(2000)},
        ("debian/copyright:5 (copyright, Files: *): ISC → ISC, identified, weights",),
    ),
    Row("a format that ends one character behind", {"debian/copyright": _formatted(2001)}, ()),
    Row(
        "the last stanza that is read",
        {"debian/copyright": _stanza(2000)},
        ("debian/copyright:4000 (copyright, Files: *): ISC → ISC, identified, weights",),
    ),
    Row("one stanza more", {"debian/copyright": _stanza(2001)}, ()),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
