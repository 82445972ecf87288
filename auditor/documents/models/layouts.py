"""Stores recognized by their layout (T0): which entries are models, and how far up documents apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.models.tree import above
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    import re

    from auditor.documents.models.contents import Contents

_CACHED = regex(r"(?:^|(?<=/))((?:models|datasets)--[^/]+)/(?:snapshots/([^/]+)/|refs/|blobs/|\.no_exist/|trees/)")
_SHELVES = frozenset(
    {"checkpoints", "loras", "lora", "vae", "controlnet", "unet", "diffusion_models", "clip", "text_encoders"}
    | {"embeddings", "stable-diffusion", "upscale_models", "clip_vision", "style_models", "esrgan", "realesrgan"}
    | {"hypernetworks", "gligen", "vae_approx", "photomaker", "ipadapter"}
)
"""Folders of image generators (ComfyUI, A1111): each file in one is a model of its own."""
_MOST_PARTS = 3
_DEEPEST = 3
"""Depth below the target to which such folders are searched."""


class Layout(Value, frozen=True):
    """The files to be divided, and the store's structure."""

    paths: tuple[str, ...]
    left: tuple[str, ...] = ()
    """Entries that are listed but not audited."""
    tops: frozenset[str] = frozenset()
    """The folders of a store's entries: documents above one apply to no model."""
    shelves: frozenset[str] = frozenset()
    """Folders in which every file is a model of its own, to which no document around it applies; "" is the target."""

    def ceiling(self, folder: str) -> str | None:
        """The highest folder whose documents may apply to a model in this one; None: the target."""
        if self.on_shelf(folder):
            return folder
        return next((place for place in reversed((folder, *above(folder))) if place in self.tops), None)

    def on_shelf(self, folder: str) -> bool:
        """Whether the folder is a shelf, or is inside one."""
        return not self.shelves.isdisjoint((folder, *above(folder)))


def entries(paths: tuple[str, ...], contents: Contents) -> Layout:
    """The store that these files are, or a plain folder."""
    cached = [(match, path) for path in paths if (match := _CACHED.search(path))]
    if cached:
        return _hub_cache(paths, cached, contents)
    return Layout(paths, shelves=_shelves(paths))


def _shelves(paths: tuple[str, ...]) -> frozenset[str]:
    """The folders with three or more shelves, and shelves next to them: they contain only models."""
    below: dict[str, set[str]] = {}
    described: set[str] = set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        if name in ("config.json", "model_index.json"):
            described.add(folder)
        steps = folder.split("/") if folder else []
        for depth, step in enumerate(steps[: _DEEPEST + 1]):
            if step.lower() in _SHELVES:
                below.setdefault("/".join(steps[:depth]), set()).add("/".join(steps[: depth + 1]))
    stores = {
        folder
        for folder, parts in below.items()
        if folder not in described and len({part.lower() for part in parts - described}) >= _MOST_PARTS
    }
    beside = {part for folder in stores if folder for part in below.get(folder.rpartition("/")[0], ())}
    return frozenset(stores | beside)


def _hub_cache(paths: tuple[str, ...], cached: list[tuple[re.Match[str], str]], contents: Contents) -> Layout:
    revisions: dict[str, set[str]] = {}
    refs: dict[str, list[str]] = {}
    for match, path in cached:
        repository = path[: match.end(1)]
        if path.startswith(f"{repository}/refs/"):
            refs.setdefault(repository, []).append(path)
        if match[2]:
            revisions.setdefault(repository, set()).add(match[2])
    kept, left = [], []
    for repository, commits in sorted(revisions.items()):
        main = _commit(f"{repository}/refs/main", contents)
        named = {_commit(path, contents) for path in refs.get(repository, ()) if main not in commits}
        chosen = main if main in commits else max(named & commits or commits)
        kept.append(f"{repository}/snapshots/{chosen}")
        left += [f"{repository}/snapshots/{commit}" for commit in sorted(commits - {chosen})]
    names = {path for _, path in cached}
    tops = frozenset(kept)
    looked_at = tuple(path for path in paths if path not in names or not tops.isdisjoint(above(path)))
    return Layout(looked_at, tuple(left), frozenset(kept))


def _commit(ref: str, contents: Contents) -> str:
    """The commit that a ref names; "" if it is not read."""
    return contents.bytes(ref).decode("ascii", "replace").strip()
