"""Parents that stand beside the target under their full names: `../org--name`, `../org/name`, or in the same cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import AuditorError
from auditor.sources.local import LocalSource
from auditor.sources.target import open_target
from auditor.sources.view import View

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.model import Source

_MOST = 10_000


def beside(source: Source) -> Callable[[str], Source | None]:
    """What finds a repository by its id ("org/name") among the directories beside a local target.

    Nothing of what was downloaded by its record: its parents are those on the Hub.
    """
    whole, root = (source.whole, source.root) if isinstance(source, View) else (source, "")
    if not isinstance(whole, LocalSource):
        return lambda _name: None
    if whole.record is not None:
        return lambda _name: None
    here = whole.place / root
    listed: dict[Path, dict[str, list[Path]]] = {}

    def find(name: str) -> Source | None:
        for folder, wanted in _places(here, name).items():
            if folder not in listed:
                listed[folder] = _folders(folder)
            for candidate in sorted({place for called in wanted for place in listed[folder].get(called, ())}):
                if candidate != here:
                    try:
                        return open_target(str(candidate))
                    except AuditorError:
                        continue  # something of that name that is no model says nothing
        return None

    return find


def _places(here: Path, name: str) -> dict[Path, tuple[str, ...]]:
    """The folders in which a repository may lie, each with what its own folder is called there, in lower case.

    A folder's bare name is chosen by whoever made it: of `org/name` it says nothing.
    """
    organisation, _, model = name.rpartition("/")
    if model in ("", ".", "..") or organisation in (".", ".."):
        return {}
    if not organisation:
        return {here.parent: (model.lower(), f"models--{model}".lower())}
    full = f"{organisation}--{model}".lower()
    return {here.parent: (full, f"models--{full}"), here.parent.parent / organisation: (model.lower(),)}


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
