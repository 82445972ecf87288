"""Stores that are known by their layout (T0): which entries of one are models, and how far up documents speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.patterns import regex

if TYPE_CHECKING:
    import re

    from auditor.documents.models.contents import Contents

_CACHED = regex(r"(?:^|(?<=/))((?:models|datasets)--[^/]+)/(?:snapshots/([^/]+)/|refs/|blobs/|\.no_exist/|trees/)")
_COMFY = frozenset(
    {"checkpoints", "loras", "lora", "vae", "controlnet", "unet", "diffusion_models", "clip", "text_encoders"}
    | {"embeddings", "stable-diffusion", "upscale_models", "clip_vision", "style_models"}
)
_MOST_PARTS = 3


class Layout(NamedTuple):
    """The files that are looked at, and what the store says of them."""

    paths: tuple[str, ...]
    left: tuple[str, ...] = ()
    """Entries that are named and not judged."""
    tops: tuple[str, ...] = ()
    """The folders of a store's entries: documents above one speak for nobody."""
    files_apart: bool = False
    """Whether every file is a model of its own, for which nothing around it speaks."""

    def ceiling(self, folder: str) -> str | None:
        """The highest folder whose documents may speak for a model in this one; None: the target."""
        return next((top for top in self.tops if folder == top or folder.startswith(f"{top}/")), None)


def entries(paths: tuple[str, ...], contents: Contents) -> Layout:
    """The store that these files are, or a plain folder."""
    cached = [(match, path) for path in paths if (match := _CACHED.search(path))]
    if cached:
        return _hub_cache(paths, cached, contents)
    kinds = {path.partition("/")[0].lower() for path in paths if "/" in path}
    if len(kinds & _COMFY) >= _MOST_PARTS and "model_index.json" not in paths:
        return Layout(paths, files_apart=True)
    return Layout(paths)


def _hub_cache(paths: tuple[str, ...], cached: list[tuple[re.Match[str], str]], contents: Contents) -> Layout:
    revisions: dict[str, set[str]] = {}
    for match, path in cached:
        if match[2]:
            revisions.setdefault(path[: match.end(1)], set()).add(match[2])
    kept, left = [], []
    for repository, commits in sorted(revisions.items()):
        main = contents.bytes(f"{repository}/refs/main").decode("ascii", "replace").strip()
        chosen = main if main in commits else max(commits)
        kept.append(f"{repository}/snapshots/{chosen}")
        left += [f"{repository}/snapshots/{commit}" for commit in sorted(commits - {chosen})]
    names = {path for _, path in cached}
    inside = tuple(f"{top}/" for top in kept)
    looked_at = tuple(path for path in paths if path not in names or path.startswith(inside))
    return Layout(looked_at, tuple(left), tuple(kept))
