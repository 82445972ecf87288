"""The texts that `accuracy.py` asks about, each with what is right, and the score of an answer."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
from collections import defaultdict
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from support import texts as license_texts  # noqa: E402 - the tests' own list of license files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge

PACKAGE, PACKAGE_VERSION = "spdx-license-list", "6.12.0"
AI, SPDX = "AI model licenses", "SPDX License List"
SECOND = "second license appended"

Change = Callable[[str, int], str]

_VERSIONS = re.compile(r"(?:-no-invariants|-invariants)?(?:-only|-or-later|\+)?$")
_WITH = re.compile(r"([al]?gpl-[\d.]+)-with-(\w+)-exception")
_EXCEPTION = re.compile(r"(.*-exception)-[\d.]+")
_REPLACED = {"ecos-2.0": ("gpl-2.0", "ecos-exception"), "wxwindows": ("lgpl-2.0", "wxwindows-exception")}
"""Deprecated ids of a license with an exception, which is now named apart."""
_CONTINUED = {"nunit": "zlib-acknowledgement"}
"""Deprecated ids of a license that SPDX lists under another: the texts differ only in whom they name."""
_REFERENCE = re.compile(r"^licenseref-(?:scancode-|hf-)?")
_MISFILED = {"apple-ml-mobileclip-LICENSE.txt": "mit", "internlm-repo-LICENSE.txt": "apache-2.0"}
"""Files that are listed under another license than the one they hold: the first is the MIT License, and points to the
file that has the model's; the second is the Apache License, for the code."""


class Unavailable(Exception):  # noqa: N818 - a reason to skip, not an error
    """Why a corpus is skipped."""


class Text(NamedTuple):
    """A text under a change."""

    id: str
    """Unique."""
    name: str
    """The file's name, or the SPDX id."""
    change: str
    text: str
    wanted: tuple[frozenset[str], ...]
    """The licenses in it; of each, every name that is right."""
    listed: bool
    """Whether SPDX lists the license."""
    beside: frozenset[str] = frozenset()
    """Licenses that stand in the text too, so that naming them is no mistake; nor is leaving them out."""


class Corpus(NamedTuple):
    """Texts with what is right."""

    name: str
    texts: tuple[Text, ...]
    plain: dict[str, str]
    """Each text before any change, by name."""
    origin: str
    """Where the texts come from, for the reader."""
    canonical: Callable[[str], str]
    """The one spelling of a license id, by which answers are compared."""
    related: Callable[[str, str], bool]
    """Whether two licenses are of a family."""


class Score(StrEnum):
    """What an answer is worth."""

    RIGHT = "right"
    INEXACT = "right, not exact"
    OTHERS = "right, with others"
    RELATIVE = "wrong: relative"
    WRONG = "wrong: other"
    NONE = "unidentified"


def scored(text: Text, named: list[tuple[str, bool]], corpus: Corpus, *, unknown: bool) -> Score:
    """The score of an answer; `named` in the canonical spelling, with whether it is meant exactly."""
    names = dict.fromkeys(name for name, _ in named)
    strange = [name for name in names if name not in text.beside and not any(name in group for group in text.wanted)]
    values = [group for group in text.wanted if any(name in group for name in names)]
    if not names:
        return Score.NONE
    if not values:
        related = any(corpus.related(name, right) for name in names for group in text.wanted for right in group)
        return Score.RELATIVE if related else Score.WRONG
    if len(values) < len(text.wanted):
        return Score.NONE if unknown and not strange else Score.WRONG
    if strange or unknown:
        return Score.OTHERS
    exactly = all(any(name in group and exact for name, exact in named) for group in text.wanted)
    return Score.RIGHT if exactly else Score.INEXACT


def plain_id(license_id: str) -> str:
    """An SPDX id without the versions a licensor chose: a text does not tell GPL-2.0-only from GPL-2.0-or-later."""
    license_id, _, exception = license_id.lower().partition(" with ")
    if exception:
        return f"{plain_id(license_id)} with {plain_id(exception)}"
    match = _EXCEPTION.fullmatch(license_id)
    return match[1] if match else _VERSIONS.sub("", license_id)


def ai_corpus(knowledge: Knowledge, step: int) -> Corpus:
    """The agreements of AI models, and the licenses that models are most often under."""
    if not license_texts.complete():
        raise Unavailable(f"{AI}: skipped, AUDITOR_LICENSE_TEXTS names no folder with the license files")

    def canonical(license_id: str) -> str:
        base = plain_id(license_id)
        known = knowledge.profile(license_id) or knowledge.profile(base) or knowledge.profile(f"{base}-only")
        return known.key if known else base

    def related(name: str, other: str) -> bool:
        if _leading(name) == _leading(other):
            return True
        left, right = knowledge.profile(name), knowledge.profile(other)
        if left is None or right is None:
            return False
        return (left.steward == right.steward != "") or (left.kind == right.kind == "rail")

    rows = [row for row in license_texts.known() if row.role == "agreement"]
    whole = {row.file: license_texts.content(row.file) for row in rows}
    mit, isc = (whole[f"scancode__{key}.LICENSE"] for key in ("mit", "isc"))
    texts = []
    for number, row in enumerate(rows[::step]):
        known = knowledge.profile(_MISFILED.get(row.file, row.license))
        if known is None:
            msg = f"{row.file}: no profile is called {row.license}"
            raise ValueError(msg)
        key, plain = known.key, whole[row.file]
        listed = not known.spdx.startswith("LicenseRef-")
        for name, change in ai_changes().items():
            wanted: tuple[frozenset[str], ...] = (frozenset({key}),)
            changed = change(plain, number)
            if name == SECOND:
                other, second = ("isc", isc) if key == "mit" else ("mit", mit)
                wanted += (frozenset({other}),)
                changed = f"{plain.rstrip()}\n\n\n{second}"
            texts.append(Text(f"ai/{row.file}/{name}", row.file, name, changed, wanted, listed))
    origin = f"{len(rows[::step])} license files of public model repositories and renditions of common licenses"
    return Corpus(AI, tuple(texts), whole, origin, canonical, related)


def spdx_corpus(step: int) -> Corpus:
    """The distinct texts of the SPDX License List."""
    archive = _packed()
    with tarfile.open(archive) as tar:
        files = [member for member in tar.getmembers() if member.name.startswith("package/licenses/")]
        raw = {Path(file.name).stem: json.loads(_bytes(tar, file))["licenseText"] for file in files}
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for license_id in sorted(raw):
        alike[tuple(words(raw[license_id]))].append(license_id)
    texts = []
    for number, ids in enumerate(list(alike.values())[::step]):
        wanted = (frozenset(name for identifier in ids for name in _names(identifier)),)
        beside = frozenset(name for identifier in ids for name in _beside(identifier))
        for name, change in spdx_changes().items():
            changed = change(raw[ids[0]], number)
            texts.append(Text(f"spdx/{ids[0]}/{name}", ids[0], name, changed, wanted, listed=True, beside=beside))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()[:12]
    count = len(list(alike)[::step])
    origin = f"the {count} distinct texts of {PACKAGE} {PACKAGE_VERSION} (npm, sha256 {digest}…)"

    def related(name: str, other: str) -> bool:
        return _leading(name) == _leading(other)

    def canonical(license_id: str) -> str:
        return plain_id(license_id.removeprefix("LicenseRef-scancode-"))

    return Corpus(SPDX, tuple(texts), raw, origin, canonical, related)


def ai_changes() -> dict[str, Change]:
    """What is done to the AI texts."""
    changes = _changes()
    names = ("reflow", "crlf", "markdown", "entities", "holder", "title", "preamble", "upper", "quotes")
    by_name: dict[str, Change] = {"original": changes.original}
    by_name |= {_spelled(name): getattr(changes, name) for name in names}
    return by_name | {SECOND: changes.original, "1 % word noise": changes.noise}


def spdx_changes() -> dict[str, Change]:
    """What is done to the SPDX texts."""
    changes = _changes()
    names = ("reflow", "copyright_line", "header_footer", "comments", "lower_quotes")
    by_name: dict[str, Change] = {"original": changes.original}
    return by_name | {_spelled(name): getattr(changes, name) for name in names} | {"1 % word noise": changes.noise}


def words(text: str) -> list[str]:
    """Letters and digits, lower case."""
    return re.findall(r"[^\W_]+", text.lower())


def _names(license_id: str) -> Iterator[str]:
    """Every spelling of an SPDX id that stands for the same text."""
    base = plain_id(license_id)
    yield base
    yield _CONTINUED.get(base, base)
    parts = _parts(base)
    if parts:
        yield f"{parts[0]} with {parts[1]}"
        yield parts[1]


def _beside(license_id: str) -> Iterator[str]:
    """The license that an exception is to; the GPL, which the LGPL 3.0 takes in."""
    base = plain_id(license_id)
    parts = _parts(base)
    if parts:
        yield parts[0]
    if base == "lgpl-3.0":
        yield "gpl-3.0"


def _parts(base: str) -> tuple[str, str] | None:
    """License and exception of an id that names both."""
    match = _WITH.fullmatch(base)
    return _REPLACED.get(base) or ((match[1], f"{match[2]}-exception") if match else None)


def _leading(license_id: str) -> str:
    """The first letters of an id: `llama` of llama3.1, `bsd` of bsd-3-clause."""
    match = re.match(r"[a-z]+", _REFERENCE.sub("", license_id.lower()))
    return match[0] if match else license_id


def _spelled(name: str) -> str:
    spelled = {"crlf": "CRLF", "upper": "upper case", "holder": "holder replaced", "lower_quotes": "lower case, quotes"}
    return spelled.get(name, name.replace("_", " "))


def _changes() -> object:
    """tests/corpus/identify/changes.py, which the tests of identification use too."""
    folder = str(ROOT / "tests" / "corpus" / "identify")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    import changes  # noqa: PLC0415 - found only now

    return changes


def _packed() -> Path:
    """The npm package, fetched once."""
    folder = ROOT / ".corpus"
    archive = folder / f"{PACKAGE}-{PACKAGE_VERSION}.tgz"
    if archive.is_file():
        return archive
    folder.mkdir(exist_ok=True)
    command = ["npm", "pack", f"{PACKAGE}@{PACKAGE_VERSION}", "--silent", "--pack-destination", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{SPDX}: skipped, npm did not run: {error}") from error
    if done.returncode or not archive.is_file():
        raise Unavailable(f"{SPDX}: skipped, the npm registry is out of reach")
    return archive


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    return file.read() if file else b""
