"""New rule files with their heads filled in: `auditor rules new`. Existing files are never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class New(NamedTuple):
    """Files to be written into a rules directory, by path, and the next steps, a sentence each."""

    made: Mapping[str, bytes]
    """Files that must not exist yet."""
    changed: Mapping[str, bytes]
    """Tables of texts with one text added."""
    next: tuple[str, ...]

    def write(self, root: Path) -> None:
        """Write them; raises `RuleError`, and writes nothing, if one of the new files exists already."""
        for name in self.made:
            if (root / name).exists():
                raise RuleError(f"{name} exists already", tip="Edit that file, or choose another name.")
        for name, data in self.changed.items():
            _replace(root / name, data)
        for name, data in self.made.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
