"""The repositories of a Hub cache, and where the cache is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from auditor.errors import TargetError
from auditor.sources.stores import hub_cache as caches

_MOST = 100_000
_TIP = "Name another cache with HF_HUB_CACHE or HF_HOME, or a model with TARGET."


class CachedRepository(NamedTuple):
    """One repository at one commit, or without any."""

    name: str
    kind: str
    """model · dataset"""
    commit: str
    """The snapshot's name; "" if there is none."""
    place: Path
    """The target to audit: the repository's folder, or a snapshot if there are several and no main one."""
    others: tuple[str, ...] = ()
    """The snapshots that are not audited, as paths below the cache."""


def default_cache() -> Path:
    """Where huggingface_hub stores its downloads: HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME."""
    given = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    home = os.environ.get("HF_HOME")
    if not given and not home:
        home = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join("~", ".cache"), "huggingface")  # noqa: PTH118
    place = given or os.path.join(home or "", "hub")  # noqa: PTH118 - expanded as a whole
    return Path(os.path.expandvars(place)).expanduser()


def cached_repositories(cache: Path) -> tuple[CachedRepository, ...]:
    """Every model and dataset in a cache, by name: at the commit of refs/main, else at the newest that is there.

    Raises `TargetError` if there is no cache, or it is empty.
    """
    try:
        with os.scandir(cache) as scan:
            names = sorted(entry.name for entry, _ in zip(scan, range(_MOST), strict=False) if _is_repository(entry))
    except OSError as error:
        msg = f"There is no Hub cache in {cache}: {error.strerror}."
        raise TargetError(msg, tip=_TIP) from error
    repositories = [_chosen(cache / name) for name in names]
    if not repositories:
        raise TargetError(f"The Hub cache in {cache} contains no model.", tip=_TIP)
    return tuple(repositories)


def _is_repository(entry: os.DirEntry[str]) -> bool:
    try:
        return bool(caches.name_of(entry.name)) and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _chosen(folder: Path) -> CachedRepository:
    """The repository at the commit of refs/main; else at the newest that a ref names; else at the newest."""
    name, kind = caches.name_of(folder.name), folder.name.partition("s--")[0]
    commits = caches.snapshots_in(folder)
    if not commits:
        return CachedRepository(name, kind, "", folder)
    main = caches.main_of(folder)
    if main in commits or len(commits) == 1:
        chosen, place = (main if main in commits else commits[0]), folder
    else:
        chosen = max(caches.named_by_refs(folder) & set(commits) or commits, key=lambda commit: _age(folder, commit))
        place = folder / "snapshots" / chosen
    others = tuple(f"{folder.name}/snapshots/{commit}" for commit in commits if commit != chosen)
    return CachedRepository(name, kind, chosen, place, others)


def _age(folder: Path, commit: str) -> tuple[int, str]:
    """When a snapshot was last written to, and its name for those of one moment: the newest is the greatest."""
    try:
        return (folder / "snapshots" / commit).stat().st_mtime_ns, commit
    except OSError:
        return 0, commit
