"""Which store of models a folder is (T0), and its models: each entry is a target of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import TargetError
from auditor.sources.stores import hub_cache
from auditor.sources.stores.hub_repositories import cached_repositories
from auditor.sources.stores.ollama import is_store, models_at, ollama_models

if TYPE_CHECKING:
    from auditor.model import Source

_MOST = 100_000


class StoreEntry(NamedTuple):
    """One model of a store."""

    place: Path
    name: str = ""
    """`org/name`, if the store records it."""
    kind: str = "model"
    commit: str = ""
    source: Source | None = None
    """The source that serves it, if its files are not in a folder of their own."""
    others: tuple[str, ...] = ()
    """Other revisions of it that are here, as paths below the store."""


def store_entries(place: Path) -> tuple[StoreEntry, ...]:
    """The models of a Hub cache or of Ollama's store at that path, or just below it; empty for any other path.

    Of a manifest, a blob or a folder in Ollama's store, the models that it is about.
    """
    for folder in (place, place / "hub", place / "models"):
        if _is_hub_cache(folder):
            try:
                cached = cached_repositories(folder)
            except TargetError:
                continue
            return tuple(
                StoreEntry(entry.place, entry.name, entry.kind, entry.commit, others=entry.others) for entry in cached
            )
        if is_store(folder):
            return tuple(StoreEntry(folder, model.target, source=model) for model in ollama_models(folder))
    try:
        absolute = Path(os.path.abspath(place))  # noqa: PTH100 - resolve() would follow a link out of the store
    except (OSError, ValueError):
        return ()
    return tuple(StoreEntry(place, model.target, source=model) for model in models_at(absolute))


def _is_hub_cache(folder: Path) -> bool:
    """Whether some of its folders are named like those of huggingface_hub's cache, and contain snapshots."""
    try:
        with os.scandir(folder) as scan:
            names = [entry.name for entry, _ in zip(scan, range(_MOST), strict=False) if hub_cache.name_of(entry.name)]
    except (OSError, ValueError):
        return False
    return any(_is_folder(folder / name / "snapshots") for name in names)


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except (OSError, ValueError):
        return False
