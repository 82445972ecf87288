"""Runs a reader for callers outside this package: what it read, or why it could not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from auditor.documents.content import Unreadable
from auditor.model import Unread, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Callable

_Read = TypeVar("_Read")


def attempt(path: str, read: Callable[[], _Read]) -> _Read | Unread:
    """The result of `read`, or an `Unread` for `path` if it fails: for files that are evidence, not licenses."""
    try:
        return read()
    except Unreadable as problem:
        return Unread(path=path, reason=problem.reason, detail=problem.detail, matters=False)
    except OSError as error:
        detail = f"{error.strerror or 'It could not be read'}."
        return Unread(path=path, reason=UnreadReason.FAILED, detail=detail, matters=False)
