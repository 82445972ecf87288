"""Real license texts, of which tests/data keeps names and digests: ScanCode's own, and files of model repositories.

ScanCode's are installed with it. The others are license files as model publishers ship them; who has them names their
folder in AUDITOR_LICENSE_TEXTS, else they are looked for in .corpus/license-texts.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from support.data import rows

_SCANCODE = "scancode__"
_ROOT = Path(__file__).resolve().parents[2]
VERBATIM = _ROOT / "rules" / "texts" / "verbatim"
"""The texts that the rules carry as their publishers have them."""


class LicenseText(NamedTuple):
    """One license file."""

    file: str
    role: str
    """agreement, use-policy, notice or excerpt."""
    license: str
    """The key of the profile."""
    sha256: str

    @property
    def scancode(self) -> bool:
        """Whether ScanCode brings it."""
        return self.file.startswith(_SCANCODE)


@cache
def known() -> tuple[LicenseText, ...]:
    """Every text of the table."""
    return tuple(LicenseText(**row) for row in rows("license-texts.json"))


def scancode() -> Path:
    """The data of the installed ScanCode."""
    spec = importlib.util.find_spec("licensedcode")
    return Path(str(spec.origin)).parent / "data" if spec else Path("nowhere")


def folder() -> Path:
    """Where the license files of model repositories are, if they are at hand."""
    given = os.environ.get("AUDITOR_LICENSE_TEXTS")
    return Path(given) if given else _ROOT / ".corpus" / "license-texts"


def complete() -> bool:
    """Whether every license file of a model repository is at hand, as it was."""
    return all(_intact(folder() / text.file, text.sha256) for text in known() if not text.scancode)


def _intact(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


@cache
def content(file: str) -> str:
    """The license text of a file, without the front matter of ScanCode or the first line of a capture."""
    is_scancode = file.startswith(_SCANCODE)
    path = scancode() / "licenses" / file.removeprefix(_SCANCODE) if is_scancode else folder() / file
    text = path.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        text = text.split("---\n", 2)[2]
    return text.split("\n", 1)[1] if text.startswith("# Captured") else text
