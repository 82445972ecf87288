"""Atomic replacement of a file: the new one is written next to it in full, to be renamed over it by the caller."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def beside(place: Path, data: bytes, *, prefix: str) -> Path:
    """Write the data to a temporary file in the same directory, with the mode of the old file, and flush it to disk.

    Raises `OSError`, and then leaves no temporary file.
    """
    import tempfile  # noqa: PLC0415 - most reports go to stdout

    mode = stat.S_IMODE(place.stat().st_mode) if place.is_file() and not place.is_symlink() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=prefix)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
