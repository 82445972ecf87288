"""The full list of a repository's files that huggingface_hub stores with its downloads: `trees/<commit>.json`.

    {"format_version": 1, "files": {"model.safetensors": {"size": 1234, "blob_id": "<git sha1>",
                                                         "lfs_sha256": "…", "lfs_size": 1234, "xet_hash": "…"}}}

Written by `snapshot_download` since huggingface_hub 2.0, into the repository's folder of a cache or into
`.cache/huggingface/` of a local directory.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.patterns import regex

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 100_000
_LARGEST = 32 * 2**20
_FORMAT = 1
_COMMIT = regex(r"[0-9a-f]{40}")
_DIGEST = regex(r"[0-9a-f]{64}")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Listed(NamedTuple):
    """One file, as listed by the Hub."""

    size: int
    sha256: str | None
    """The digest of a large file's content."""
    xet: str | None
    """The name of its blob in the store that all repositories of a cache share."""


def tree(folder: Path, commit: str) -> dict[str, Listed] | None:
    """The files by path, from `folder/trees/<commit>.json`; None without a complete, valid list."""
    if not _COMMIT.fullmatch(commit):
        return None
    try:
        with os.fdopen(os.open(folder / "trees" / f"{commit}.json", _FLAGS), "rb") as file:
            data = file.read(_LARGEST + 1)
        document = json.loads(data) if len(data) <= _LARGEST else None
    except (OSError, ValueError, RecursionError):
        return None
    if (
        not isinstance(document, dict)
        or document.get("format_version") != _FORMAT
        or not isinstance(document.get("files"), dict)
    ):
        return None
    rows = document["files"].items()
    files = {path: listed for path, row in rows if path and (listed := _listed(row)) is not None}
    return files if len(files) == len(rows) <= MOST_FILES else None


def _listed(row: Any) -> Listed | None:  # noqa: ANN401 - whatever the file contains
    if not isinstance(row, dict):
        return None
    size = row.get("lfs_size", row.get("size"))
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        return None
    return Listed(size, _digest(row.get("lfs_sha256")), _digest(row.get("xet_hash")))


def _digest(value: object) -> str | None:
    return value if isinstance(value, str) and _DIGEST.fullmatch(value) else None
