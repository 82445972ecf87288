"""Parents that stand beside the target: `../org--name`, `../org/name`, or another model of a cache.

A bare `../name` is not enough: models of many publishers are called alike, and an archive may hold a decoy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import AuditorError
from auditor.sources.local import LocalSource
from auditor.sources.target import open_target

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.model import Source

_MOST = 10_000


def beside(source: Source) -> Callable[[str], Source | None]:
    """What finds a repository by its id ("org/name") among the directories beside a local target.

    Nothing of what was downloaded by its record: its parents are those on the Hub.
    """
    if not isinstance(source, LocalSource):
        return lambda _name: None
    if source.record is not None:
        return lambda _name: None
    here = source.place
    listed: dict[Path, dict[str, list[Path]]] = {}

    def find(name: str) -> Source | None:
        organisation, _, model = name.rpartition("/")
        if model in ("", ".", "..") or organisation in (".", ".."):
            return None
        whole = f"{organisation}--{model}".lower()
        places = ((here.parent, (whole, f"models--{whole}")), (here.parent.parent / organisation, (model.lower(),)))
        for folder, wanted in places if organisation else ():
            if folder not in listed:
                listed[folder] = _folders(folder)
            for candidate in sorted({folder_named for name in wanted for folder_named in listed[folder].get(name, ())}):
                if candidate != here:
                    try:
                        return open_target(str(candidate))
                    except AuditorError:
                        continue  # something of that name that is no model says nothing
        return None

    return find


def _folders(folder: Path) -> dict[str, list[Path]]:
    """The directories in a folder, by their names in lower case."""
    folders: dict[str, list[Path]] = {}
    try:
        for entry, _ in zip(folder.iterdir(), range(_MOST), strict=False):
            if entry.is_dir() and not entry.is_symlink():
                folders.setdefault(entry.name.lower(), []).append(entry)
    except OSError:
        return {}
    return folders
