"""Parents that stand beside the target under their full names: `../org--name`, `../org/name`, or in the same cache."""

from __future__ import annotations

import os
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

    def find(name: str) -> Source | None:
        for folder, called in _places(here, name).items():
            for candidate in _called(folder, called):
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


def _called(folder: Path, names: tuple[str, ...]) -> list[Path]:
    """The directories in a folder with one of these names, in whatever case."""
    try:
        with os.scandir(folder) as scan:
            entries = [entry for entry, _ in zip(scan, range(_MOST), strict=False) if entry.name.lower() in names]
            return sorted(folder / entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
