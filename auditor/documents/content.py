"""What reading one file gives, or why it gave nothing."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Field, UnreadReason


class Unreadable(Exception):  # noqa: N818 - a state of a file that becomes an Unread, not an error of the audit
    """A file, or what is left of it, cannot be read; becomes an `Unread`, and never leaves this package."""

    def __init__(self, reason: UnreadReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Content(NamedTuple):
    """What a file says."""

    read: bytes | bytearray | memoryview = b""
    """The bytes that were read and understood: what the digest is over."""
    text: str = ""
    fields: tuple[Field, ...] = ()
    body_line: int = 1
    problems: tuple[Unreadable, ...] = ()
    """What of it was not read."""


def malformed(detail: str) -> Unreadable:
    """For what does not follow its format; `detail` is one sentence."""
    return Unreadable(UnreadReason.MALFORMED, detail)


def too_large(detail: str) -> Unreadable:
    """For what exceeds a cap."""
    return Unreadable(UnreadReason.TOO_LARGE, detail)
