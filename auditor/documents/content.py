"""What reading one file gives, or why it gave nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import Field, UnreadReason
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.model.cuts import Cuts


_TELLING = regex(r"licen[cs]e|author|copyright|base_model|model_name|model_hash|merged|name_or_path", re.IGNORECASE)
_SHOWN_KEY = 64


class Unreadable(Exception):  # noqa: N818 - a state of a file that becomes an Unread, not an error of the audit
    """A file, or what is left of it, cannot be read; becomes an `Unread`, and never leaves this package."""

    def __init__(self, reason: UnreadReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class OtherFormat(Exception):  # noqa: N818 - as above
    """A file is of another format, which its name shares: nothing of it is missing. Never leaves this package."""


class Content(Value, frozen=True):
    """What a file says."""

    read: bytes | bytearray | memoryview = b""
    """The bytes that were read and understood: what the digest is over."""
    text: str = ""
    fields: tuple[Field, ...] = ()
    body_line: int = 1
    problems: tuple[Unreadable, ...] = ()
    """What of it was not read."""


def cut_off(cuts: Cuts) -> tuple[Unreadable, ...]:
    """What the caps of a reader cut off, as problems of the file that it reads."""
    return tuple(Unreadable(entry.reason, entry.detail) for entry in cuts.unread)


def too_long(key: str, length: int) -> tuple[Unreadable, ...]:
    """The problem of a text of a header that is longer than is read, where its key may tell a license or a parent.

    Trainers write pictures and lists of captions into others.
    """
    if not _TELLING.search(key):
        return ()
    return (too_large(f"Its text {key[:_SHOWN_KEY]!a} of {length:,} characters is longer than is read."),)


def malformed(detail: str) -> Unreadable:
    """For what does not follow its format; `detail` is one sentence."""
    return Unreadable(UnreadReason.MALFORMED, detail)


def too_large(detail: str) -> Unreadable:
    """For what exceeds a cap."""
    return Unreadable(UnreadReason.TOO_LARGE, detail)
