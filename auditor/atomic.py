"""A new file beside its place, whole before it is renamed there: what was there is old or new, never half."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def beside(place: Path, data: bytes, *, prefix: str) -> Path:
    """A file in the same directory, on disk, with the mode of the old one; raises `OSError` and leaves none."""
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
