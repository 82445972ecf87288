"""Parents that stand beside the target: `../name`, `../org--name`, `../org/name`, or another model of a cache."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditorError
from auditor.sources.local import LocalSource
from auditor.sources.target import open_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Source

_MOST = 10_000


def beside(source: Source) -> Callable[[str], Source | None]:
    """What finds a repository by its id ("org/name") among the directories beside a local target."""
    if not isinstance(source, LocalSource):
        return lambda _name: None
    here = Path(source.target).absolute()

    def find(name: str) -> Source | None:
        organisation, _, model = name.rpartition("/")
        if model in ("", ".", "..") or organisation in (".", ".."):
            return None
        wanted = {model.lower(), f"{organisation}--{model}".lower(), f"models--{organisation}--{model}".lower()}
        for folder in (here.parent, here.parent.parent / organisation):
            for candidate in _folders(folder):
                if candidate.name.lower() in wanted and candidate != here:
                    try:
                        return open_target(str(candidate))
                    except AuditorError:
                        continue  # something of that name that is no model says nothing
        return None

    return find


def _folders(folder: Path) -> list[Path]:
    try:
        found = sorted(entry for entry, _ in zip(folder.iterdir(), range(_MOST), strict=False))
        return [entry for entry in found if entry.is_dir() and not entry.is_symlink()]
    except OSError:
        return []
