"""License files in the folders above a local target, which are not read but may apply to it too."""

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
"""Folders above the target that are searched."""
_MOST = 10_000


def paper_above(source: Source, is_paper: Callable[[str], bool]) -> str:
    """The nearest such file above a local directory (`../LICENSE`), or next to a file; "" if there is none.

    The search ends at the top of the target's Git clone, three folders up, or below the user's home. It does not apply
    to a whole repository that was downloaded or is in a cache.
    """
    if not isinstance(source, LocalSource) or source.name is not None:
        return ""
    here = Path(os.path.abspath(source.target))  # noqa: PTH100 - resolve() would follow a link
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
    """The names of the files directly in a folder, links excluded, and `.git`; sorted."""
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
