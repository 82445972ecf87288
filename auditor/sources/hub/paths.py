"""Whether the paths of a listing can all be written in one directory, and not outside it."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_GIT = regex(r"(?i)\.git|git~\d+")
"""A directory that git reads: its content may be run by the next git command."""
_DRIVE = regex(r"[A-Za-z]:")
_RESERVED = regex(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_FORBIDDEN = regex(r'[<>:"|?*\x00-\x1f]|[. ]\Z')


def trouble(paths: Iterable[str], *, windows: bool = os.name == "nt") -> str:
    """Why these relative paths of files cannot all be written below one directory; "" if they can."""
    taken = set()
    for path in paths:
        steps = path.split("/")
        if not path or any(step in ("", ".", "..") for step in steps) or "\\" in path or "\0" in path:
            return f"{path!r} leads outside it"
        if any(_DRIVE.match(step) for step in steps):
            return f"{path!r} names a drive"
        if any(_GIT.fullmatch(_visible(step).rstrip(". ")) for step in steps):
            return f"{path!r} is in a directory that git reads"
        if windows and any(_RESERVED.fullmatch(step) or _FORBIDDEN.search(step) for step in steps):
            return f"{path!r} is not a valid file name on Windows"
        try:
            os.fsencode(path)
        except UnicodeEncodeError:
            return f"{path!r} cannot be written as a name"
        taken.add(path)
    for path in taken:
        above = path.rpartition("/")[0]
        while above:
            if above in taken:
                return f"{above!r} is a file and a directory"
            above = above.rpartition("/")[0]
    return ""


def _visible(step: str) -> str:
    """A name as HFS+ reads it: without invisible characters."""
    return "".join(letter for letter in step if unicodedata.category(letter) != "Cf")


def differing_in_case(paths: Iterable[str]) -> tuple[str, str] | None:
    """Two paths that are one on a file system that ignores case or Unicode normalization."""
    seen: dict[str, str] = {}
    for path in paths:
        steps = path.split("/")
        for number in range(1, len(steps) + 1):
            folder = "/".join(steps[:number])
            other = seen.setdefault(unicodedata.normalize("NFC", folder).casefold(), folder)
            if other != folder:
                return other, folder
    return None


def folds(folder: Path) -> bool:
    """Whether the file system of a directory, to which auditor may write, ignores case."""
    probe = folder / "a.probe"
    probe.touch()
    try:
        return (folder / "A.PROBE").exists()
    finally:
        probe.unlink()
