"""Where models are in a repository, and which of them a document governs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.documents.weights import is_weights

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ROOTS = 1_000

_MARKERS = frozenset({"config.json", "adapter_config.json", "model_index.json", "modules.json", "params.json"})
_STEP_OF_PIPELINE = r"\d+_[A-Za-z]\w*"
"""`1_Pooling`, `2_Dense` of sentence-transformers."""
_SAME_MODEL = r"onnx|openvino|original|gguf|coreml|tflite|(?:last|best|final)-checkpoint|checkpoint-\d+"
"""Folders that customarily contain the enclosing model in another format or at an earlier step."""


def find(paths: Iterable[str]) -> tuple[str, ...]:
    """The model roots, shallowest first; "" is the target itself.

    A directory is a root if a model's config or weights are directly in it, unless it belongs to a root
    above it: the component folders of a diffusers pipeline (those directly in the directory of
    model_index.json), the numbered folders of a sentence-transformers pipeline, folders with weights
    but no config, and folders that customarily contain the same model in another format.
    """
    configured: set[str] = set()
    weighted: set[str] = set()
    pipelines: set[str] = set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        if f"/{folder}/".find("/.cache/") >= 0:
            continue
        if name in _MARKERS:
            configured.add(folder)
            if name == "model_index.json":
                pipelines.add(folder)
        elif is_weights(path):
            weighted.add(folder)
    roots: dict[str, None] = {}
    for folder in sorted(configured | weighted, key=_depth_first):
        above = _nearest(_parent(folder), roots) if folder else None
        if above is None or (folder in configured and not _belongs(folder, above, pipelines)):
            roots[folder] = None
    return tuple(roots)


def governed(folder: str, roots: tuple[str, ...]) -> str:
    """The root that a document in `folder` governs or belongs to.

    The nearest root at or above it. If there is none, and the folder is not the target itself: the one
    root below the folder, if there is exactly one. Else "", the target: a document above or next to several
    roots applies to everything, judged by its place.
    """
    nearest = _nearest(folder, dict.fromkeys(roots))
    if nearest is not None:
        return nearest
    below = [root for root in roots if folder and root.startswith(f"{folder}/")]
    return below[0] if len(below) == 1 else ""


def holds(folder: str, roots: tuple[str, ...]) -> bool:
    """Whether the folder is a root or inside one."""
    return _nearest(folder, dict.fromkeys(roots)) is not None


def _belongs(folder: str, above: str, pipelines: set[str]) -> bool:
    """Whether a folder with a config is a part of the root above it."""
    steps = folder.removeprefix(above).strip("/").split("/")
    if above in pipelines and len(steps) == 1:
        return True
    return bool(re.fullmatch(_STEP_OF_PIPELINE, steps[0]) or re.fullmatch(_SAME_MODEL, steps[-1]))


def _nearest(folder: str | None, roots: dict[str, None]) -> str | None:
    while folder is not None:
        if folder in roots:
            return folder
        folder = _parent(folder) if folder else None
    return None


def _parent(folder: str) -> str:
    return folder.rpartition("/")[0]


def _depth_first(folder: str) -> tuple[int, str]:
    return (folder.count("/") + 1 if folder else 0, folder)
