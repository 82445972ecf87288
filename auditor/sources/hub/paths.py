"""Whether the paths of a listing can stand in a directory, side by side, and nowhere else."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_GIT = regex(r"(?i)\.git|git~\d+")
"""A directory that git obeys: what stands in it runs on the next command there."""
_DRIVE = regex(r"[A-Za-z]:")
_RESERVED = regex(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_FORBIDDEN = regex(r'[<>:"|?*\x00-\x1f]|[. ]\Z')


def trouble(paths: Iterable[str], *, windows: bool = os.name == "nt") -> str:
    """Why these paths, relative and of files, cannot all be written below one directory; "" where they can."""
    taken = set()
    for path in paths:
        steps = path.split("/")
        if not path or any(step in ("", ".", "..") for step in steps) or "\\" in path or "\0" in path:
            return f"{path!r} leads out of it"
        if any(_DRIVE.match(step) for step in steps):
            return f"{path!r} names a drive"
        if any(_GIT.fullmatch(_seen(step).rstrip(". ")) for step in steps):
            return f"{path!r} lies in a directory that git obeys"
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


def _seen(step: str) -> str:
    """A name as HFS+ reads it: without the characters that are not seen."""
    return "".join(letter for letter in step if unicodedata.category(letter) != "Cf")


def differing_in_case(paths: Iterable[str]) -> tuple[str, str] | None:
    """Two paths that a file system which ignores case, or how accents are written, takes for one."""
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
    """Whether the file system of that directory, which is ours, takes such names for one."""
    probe = folder / "a.probe"
    probe.touch()
    try:
        return (folder / "A.PROBE").exists()
    finally:
        probe.unlink()
