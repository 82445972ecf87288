"""Parents that stand beside the target under their full names: `../org--name`, `../org/name`, or in the same cache."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from itertools import islice
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
_MOST_FOLDERS = 64
"""Folders whose lists are kept."""


class Folders:
    """What lies in the folders beside the targets of one run, each listed once: the models of a cache share theirs."""

    def __init__(self) -> None:
        self._listed: dict[Path, dict[str, list[str]]] = {}

    def called(self, folder: Path, names: tuple[str, ...]) -> list[Path]:
        """The directories in a folder with one of these names, which are in lower case, in whatever case."""
        listed = self._listed.get(folder)
        if listed is None:
            if len(self._listed) >= _MOST_FOLDERS:
                self._listed.clear()
            listed = self._listed[folder] = _listed(folder)
        return sorted(
            folder / name for wanted in names for name in listed.get(wanted, ()) if _is_directory(folder / name)
        )


def beside(source: Source, folders: Folders | None = None) -> Callable[[str], Source | None]:
    """What finds a repository by its id ("org/name") among the directories beside a local target.

    `folders` has what was listed for other targets before. Nothing of what was downloaded by its record: its parents
    are those on the Hub.
    """
    whole, root = (source.whole, source.root) if isinstance(source, View) else (source, "")
    if not isinstance(whole, LocalSource):
        return lambda _name: None
    if whole.record is not None:
        return lambda _name: None
    here = whole.place / root
    listed = folders or Folders()

    def find(name: str) -> Source | None:
        for folder, called in _places(here, name).items():
            for candidate in listed.called(folder, called):
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


def _listed(folder: Path) -> dict[str, list[str]]:
    """What lies in a folder, by its name in lower case."""
    listed: dict[str, list[str]] = {}
    with suppress(OSError), os.scandir(folder) as scan:
        for entry in islice(scan, _MOST):
            listed.setdefault(entry.name.lower(), []).append(entry.name)
    return listed


def _is_directory(place: Path) -> bool:
    try:
        return stat.S_ISDIR(place.lstat().st_mode)
    except OSError:
        return False
