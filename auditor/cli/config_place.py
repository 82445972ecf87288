"""Whether a configuration belongs to a model: neither what is audited nor any other model may configure an audit."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_DESCRIBING = ("config.json", "params.json")
"""Files that may describe a model or configure any other program; their content decides."""
_OF_A_MODEL = frozenset({"adapter_config.json", "model_index.json", "Modelfile"})
_MOST_NAMES = 10_000
_CARD_HEAD = 8 * 1024
_CARD = regex(rb"\s*---[ \t]*\r?\n(?:.*\n){0,200}?(?:license|base_model|pipeline_tag|library_name|tags)[ \t]*:")


def inside(config: Path, target: str) -> bool:
    """Whether the file, or the target of its link, is in what is audited, where any byte may be hostile.

    The directory of a single audited file counts as audited: it is a repository too.
    """
    try:
        root = Path(target).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return False
    root = root if root.is_dir() else root.parent
    here = config.parent.resolve() / config.name
    return here.is_relative_to(root) or config.resolve().is_relative_to(root)


def of_a_model(config: Path) -> bool:
    """Whether the file is in a model repository, at its root or below, whatever is audited.

    A model's directory may come from anyone, and users may work in one.
    """
    folders = dict.fromkeys((config.parent.resolve(), config.resolve().parent))
    return any(map(_holds_a_model, (place for folder in folders for place in (folder, *_above(folder)))))


def _above(folder: Path) -> Iterator[Path]:
    """The folders above that may be the root of the repository that contains a folder.

    None is above a Git clone, or a shared place: a home, the temporary directory, the root.
    """
    import tempfile  # noqa: PLC0415 - only where there is a configuration

    shared = {os.path.realpath(tempfile.gettempdir()), os.path.realpath(Path("~").expanduser())}
    while not os.path.lexists(folder / ".git"):
        folder = folder.parent
        if folder == folder.parent or str(folder) in shared:
            return
        yield folder


def _holds_a_model(folder: Path) -> bool:
    """Whether a directory contains a model's configuration, weights or card; ambiguous ones (`.bin`) do not count."""
    from auditor.documents.models.names import holds_weights, is_ambiguous  # noqa: PLC0415 - only where needed

    try:
        with os.scandir(folder) as scan:
            names = [entry.name for entry in islice(scan, _MOST_NAMES)]
    except OSError:
        return False
    return any(holds_weights(name) and not is_ambiguous(name) for name in names) or _is_described(folder)


def _is_described(folder: Path) -> bool:
    """Whether a configuration, or a card, in a directory describes a model."""
    from auditor.documents.models import Contents  # noqa: PLC0415 - only where there is a configuration
    from auditor.documents.models.contents import LARGEST  # noqa: PLC0415

    if any((folder / name).is_file() for name in _OF_A_MODEL):
        return True
    contents = Contents(lambda name: _beginning(folder / name, LARGEST + 1))
    return any(contents.describes_model(name) for name in _DESCRIBING) or (
        _CARD.match(_beginning(folder / "README.md", _CARD_HEAD)) is not None
    )


def _beginning(path: Path, limit: int) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(limit)
    except OSError:
        return b""
