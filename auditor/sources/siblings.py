"""Parents next to the target under their full names: `../org--name`, `../org/name`, or in the same cache."""

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
"""Folders whose listings are cached."""


class Folders:
    """The content of the folders around the targets of one run, each listed once: models of a cache share theirs."""

    def __init__(self) -> None:
        self._listed: dict[Path, dict[str, list[str]]] = {}

    def called(self, folder: Path, names: tuple[str, ...]) -> list[Path]:
        """The directories in a folder with one of these lower-case names, ignoring case."""
        listed = self._listed.get(folder)
        if listed is None:
            if len(self._listed) >= _MOST_FOLDERS:
                self._listed.clear()
            listed = self._listed[folder] = _listed(folder)
        return sorted(
            folder / name for wanted in names for name in listed.get(wanted, ()) if _is_directory(folder / name)
        )


def sibling_finder(source: Source, folders: Folders | None = None) -> Callable[[str], Source | None]:
    """A function that finds a repository by its id ("org/name") among the directories next to a local target.

    `folders` caches listings for other targets. It finds nothing for a target with a download record, whose parents
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
                        continue  # a directory of that name that is not a model is ignored
        return None

    return find


def _places(here: Path, name: str) -> dict[Path, tuple[str, ...]]:
    """The folders in which a repository may be, each with the lower-case names of its own folder there.

    A folder's bare name is its maker's choice: it does not identify `org/name`.
    """
    organisation, _, model = name.rpartition("/")
    if model in ("", ".", "..") or organisation in (".", ".."):
        return {}
    if not organisation:
        return {here.parent: (model.lower(), f"models--{model}".lower())}
    full = f"{organisation}--{model}".lower()
    return {here.parent: (full, f"models--{full}"), here.parent.parent / organisation: (model.lower(),)}


def _listed(folder: Path) -> dict[str, list[str]]:
    """The entries of a folder, by their names in lower case."""
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
