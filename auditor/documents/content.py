"""The result of reading one file, or why there is none."""

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
    """A file, or the rest of it, cannot be read; becomes an `Unread`, and never leaves this package."""

    def __init__(self, reason: UnreadReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class OtherFormat(Exception):  # noqa: N818 - as above
    """A file is of another format with the same name, so nothing is unread. Never leaves this package."""


class Content(Value, frozen=True):
    """The content of a file."""

    read: bytes | bytearray | memoryview = b""
    """The bytes that were read and parsed, over which the digest is computed."""
    text: str = ""
    fields: tuple[Field, ...] = ()
    body_line: int = 1
    problems: tuple[Unreadable, ...] = ()
    """The parts of it that were not read."""


def cut_off(cuts: Cuts) -> tuple[Unreadable, ...]:
    """What a reader's caps cut off, as problems of its file."""
    return tuple(Unreadable(entry.reason, entry.detail) for entry in cuts.unread)


def too_long(key: str, length: int) -> tuple[Unreadable, ...]:
    """The problem of a header's text that is too long to be read, if its key may give a license or a parent.

    Trainers write pictures and lists of captions into other keys.
    """
    if not _TELLING.search(key):
        return ()
    return (too_large(f"Its text {key[:_SHOWN_KEY]!a} of {length:,} characters is longer than is read."),)


def malformed(detail: str) -> Unreadable:
    """The error for content that violates its format; `detail` is one sentence."""
    return Unreadable(UnreadReason.MALFORMED, detail)


def too_large(detail: str) -> Unreadable:
    """The error for content that exceeds a cap."""
    return Unreadable(UnreadReason.TOO_LARGE, detail)
