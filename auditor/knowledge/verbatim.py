"""The texts of licenses exactly as published, which may be written into a repository.

They are read on demand from their own files: the tables of words used for matching cannot restore a text.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.errors import RuleError
from auditor.model import Noun

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "texts/verbatim"
_INDEX = "index.toml"
_TIP = "Reinstall auditor."


class LicenseText(Noun, frozen=True, kw_only=True):
    """The text of one edition of a license."""

    license: str
    """Key of the profile."""
    file: str
    """Its name in `rules/texts/verbatim`."""
    source: str
    """Where it is published."""
    sha256: str


def license_texts(root: Path, license_key: str) -> tuple[LicenseText, ...]:
    """The verbatim texts of a license in the rules directory `root`, by file; none if none is recorded.

    Raises `RuleError` if the index cannot be read.
    """
    return tuple(text for text in every_text(root) if text.license == license_key)


def content(root: Path, text: LicenseText) -> bytes:
    """The bytes of a text; raises `RuleError` if they do not match its recorded sha256."""
    path = root / FOLDER / text.file
    try:
        raw = path.read_bytes()
    except OSError as error:
        msg = f"{FOLDER}/{text.file}: cannot be read: {error.strerror}"
        raise RuleError(msg, tip=_TIP) from error
    if hashlib.sha256(raw).hexdigest() != text.sha256:
        msg = f"{FOLDER}/{text.file}: is not the text that {_INDEX} names"
        raise RuleError(msg, tip=_TIP)
    return raw


@lru_cache(maxsize=2)
def every_text(root: Path) -> tuple[LicenseText, ...]:
    """Every verbatim text of the rules directory `root`; raises `RuleError` if the index cannot be read."""
    path = root / FOLDER / _INDEX
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
        return tuple(LicenseText(**row) for row in rows)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        msg = f"{FOLDER}/{_INDEX}: {error}"
        raise RuleError(msg, tip=_TIP) from error
