"""What lies above a local target, and is not read: a license there may be meant for it too."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.sources.local import LocalSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Source

_HIGHEST = 3
"""Folders above the target that are looked at."""
_MOST = 10_000


def paper_above(source: Source, is_paper: Callable[[str], bool]) -> str:
    """The nearest such file above a local directory (`../LICENSE`), or beside a file; "" where there is none.

    Looked for up to the top of the Git clone that the target lies in, and no farther than three folders, nor in the
    user's own home; nothing lies above a repository that was downloaded, or kept in a cache, whole.
    """
    if not isinstance(source, LocalSource) or source.name is not None:
        return ""
    here = Path(os.path.abspath(source.target))  # noqa: PTH100 - a link is asked where it lies
    folders = (here, *here.parents) if here.is_dir() else here.parents
    for height, folder in enumerate(islice(folders, _HIGHEST + 1)):
        names = _names(folder)
        papers = [name for name in names if is_paper(name)] if folder != here else []
        if papers:
            return "/".join((*[".."] * height, papers[0]))
        if ".git" in names or folder.parent in (folder, _home()):
            return ""
    return ""


def _names(folder: Path) -> list[str]:
    """What lies directly in a folder, by name; files that are no links, and `.git`."""
    try:
        with os.scandir(folder) as scan:
            entries = list(islice(scan, _MOST))
            return sorted(
                entry.name for entry in entries if entry.name == ".git" or entry.is_file(follow_symlinks=False)
            )
    except OSError:
        return []


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
