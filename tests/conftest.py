"""Fixtures for every folder."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

_CAPABILITIES_3 = 0x20080522
"""The version of `capget` and `capset` whose sets have two halves."""
_READ_AND_WRITE_ALL = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A directory that every user may enter, unlike `tmp_path`."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for place, folders, _ in os.walk(folder):
        for name in folders:
            (Path(place) / name).chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def unprivileged() -> Callable[[], AbstractContextManager[None]]:
    """Root may read and write everything: inside this, only what the modes of files permit, as for anybody.

    Not another user: the clone that the tests run in may lie where no other may read.
    """
    return _unprivileged


@contextmanager
def _unprivileged() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    kept = _capabilities(libc)
    _set_capabilities(libc, [kept[0] & ~_READ_AND_WRITE_ALL, *kept[1:]])
    try:
        yield
    finally:
        _set_capabilities(libc, kept)


def _capabilities(libc: ctypes.CDLL) -> list[int]:
    """The sets of this thread: effective, permitted, inheritable, low halves before high ones (capabilities(7))."""
    sets = (ctypes.c_uint32 * 6)()
    assert libc.capget(ctypes.byref((ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)), ctypes.byref(sets)) == 0
    return list(sets)


def _set_capabilities(libc: ctypes.CDLL, sets: list[int]) -> None:
    data = (ctypes.c_uint32 * 6)(*sets)
    assert libc.capset(ctypes.byref((ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)), ctypes.byref(data)) == 0
