"""Ollama's store: `manifests/<registry>/<library>/<model>/<tag>`, whose layers are files in `blobs/`.

    {"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:…", "size": 123},
                {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:…", "size": 7712}]}

A model is presented as a folder: `model.gguf`, `LICENSE`, `LICENSE.2`, the adapter; the template is left out.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model import FileEntry, Unread, UnreadReason
from auditor.patterns import regex
from auditor.sources.local_base import AtHand

if TYPE_CHECKING:
    from auditor.model import NameSource

_MOST_MODELS = 10_000
_DEEPEST = 6
"""Folders above a path that are looked at for a store: a manifest is the fifth below it."""
_LARGEST_MANIFEST = 1_000_000
_DIGEST = regex(r"sha256:([0-9a-f]{64})")
_KINDS = {
    "application/vnd.ollama.image.model": "model{}.gguf",
    "application/vnd.ollama.image.projector": "mmproj{}.gguf",
    "application/vnd.ollama.image.adapter": "adapter{}.gguf",
    "application/vnd.ollama.image.license": "LICENSE{}",
}
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class OllamaModel(AtHand):
    """One model of the store."""

    name_source: NameSource | None = None
    revision: str | None = None
    created = ""

    def __init__(self, store: Path, label: str, manifest: Path) -> None:
        """`label` is `llama3.2:1b`, or `host/user/model:tag` for another registry."""
        self.target = label
        self.name: str | None = None
        self.manifest = manifest
        self._blobs: dict[str, Path] = {}
        self._files: list[FileEntry] = []
        self._unread: list[Unread] = []
        self._take(store / "blobs", _layers(manifest))

    def files(self) -> tuple[FileEntry, ...]:
        """The layers that are read, under the names given here."""
        return tuple(sorted(self._files, key=lambda file: file.path))

    def unread(self) -> tuple[Unread, ...]:
        """Layers whose blob is missing."""
        return tuple(self._unread)

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of a layer; raises `OSError`."""
        if path not in self._blobs:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        with os.fdopen(os.open(self._blobs[path], _FLAGS), "rb") as file:
            file.seek(start)
            return file.read(limit)

    def has_blob(self, blob: Path) -> bool:
        """Whether one of its layers is that file."""
        return blob in self._blobs.values()

    def _take(self, blobs: Path, layers: list[tuple[str, str]] | None) -> None:
        if layers is None:
            self._unread.append(
                Unread(path="", reason=UnreadReason.MALFORMED, detail="The manifest of this model cannot be read.")
            )
            return
        number: dict[str, int] = {}
        for kind, digest in layers:
            count = number[kind] = number.get(kind, 0) + 1
            name = _KINDS[kind].format(
                f".{count}" if count > 1 and kind.endswith("license") else "" if count == 1 else count
            )
            blob = blobs / f"sha256-{digest}"
            try:
                status = blob.lstat()
            except OSError:
                status = None
            if status is None or not stat.S_ISREG(status.st_mode):
                detail = "The manifest names it, and its blob is missing."
                self._unread.append(Unread(path=name, reason=UnreadReason.NOT_HERE, detail=detail))
                continue
            self._blobs[name] = blob
            self._files.append(FileEntry(path=name, size=status.st_size, sha256=digest))


def ollama_models(store: Path) -> tuple[OllamaModel, ...]:
    """The models of a store, by name."""
    manifests = store / "manifests"
    models: list[OllamaModel] = []
    for folder, folders, names in os.walk(manifests):
        folders.sort()
        for name in sorted(names):
            place = Path(folder, name)
            steps = place.relative_to(manifests).parts
            if len(steps) == 4 and len(models) < _MOST_MODELS and not place.is_symlink():  # noqa: PLR2004 - as above
                models.append(OllamaModel(store, _label(steps), place))
    return tuple(models)


def models_at(place: Path) -> tuple[OllamaModel, ...]:
    """The models of a store that a path in it is about: those below a folder of manifests, or with that blob."""
    store = next((folder for folder in place.parents[:_DEEPEST] if is_store(folder)), None)
    if store is None or place.is_relative_to(store / "manifests"):
        models = ollama_models(store) if store is not None else ()
        return tuple(model for model in models if model.manifest.is_relative_to(place))
    if place == store / "blobs":
        return ollama_models(store)
    return tuple(model for model in ollama_models(store) if model.has_blob(place))


def is_store(folder: Path) -> bool:
    """Whether a folder has the two folders of a store."""
    try:
        return (folder / "manifests").is_dir() and (folder / "blobs").is_dir()
    except (OSError, ValueError):
        return False


def _label(steps: tuple[str, ...]) -> str:
    registry, library, model, tag = steps
    ours = registry == "registry.ollama.ai"
    parts = [*(() if ours else (registry,)), *(() if ours and library == "library" else (library,)), model]
    return f"{'/'.join(parts)}:{tag}"


def _layers(manifest: Path) -> list[tuple[str, str]] | None:
    """Kind and digest of each layer that is read; None if the manifest is invalid."""
    try:
        with os.fdopen(os.open(manifest, _FLAGS), "rb") as file:
            data = file.read(_LARGEST_MANIFEST + 1)
        rows = json.loads(data)["layers"] if len(data) <= _LARGEST_MANIFEST else None
        if not isinstance(rows, list):
            return None
        layers = []
        for row in rows:
            digest = _DIGEST.fullmatch(str(row.get("digest", "")))
            if digest and row.get("mediaType") in _KINDS:
                layers.append((row["mediaType"], digest[1]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return layers
