"""Progress on stderr: one changing line on a terminal, one plain line per slow step elsewhere."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from auditor.report.common.clean import line

if TYPE_CHECKING:
    from types import TracebackType

_CLEAR = "\r\x1b[2K"
_PAUSE = 0.08
"""Seconds between two drawings of a line."""


class Announcer:
    """A `Progress` (see auditor.model) for a person; writes nothing when quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet or sys.stderr is None
        self._terminal = not self._quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._announced: set[str] = set()
        self._drawn = 0.0
        self._last = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show one step."""
        if self._quiet:
            return
        what = line(what, limit=200)
        if not self._terminal:
            if what not in self._announced:
                self._announced.add(what)
                self._write(f"auditor: {what}\n")
            return
        now = time.monotonic()
        if what == self._last and done != of and now - self._drawn < _PAUSE:
            return
        self._last, self._drawn = what, now
        count = f" {done}/{of}" if of else ""
        import shutil  # noqa: PLC0415 - at a terminal only

        room = shutil.get_terminal_size().columns - len(count) - 1
        self._write(f"{_CLEAR}{f'auditor: {what}'[:room]}{count}")

    def __enter__(self) -> Self:
        """Nothing is drawn before the first step."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal's line empty."""
        if self._terminal and self._last:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        # a closed stderr is no error
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()
