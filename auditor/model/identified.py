"""The result of identifying single texts."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.source import Unread
from auditor.model.statement import Copyright, Detection


class IdentifiedText(Noun, frozen=True, kw_only=True):
    """The licenses and copyright lines of one text."""

    path: str
    """As given; "" for a text that is not a file."""
    sha256: str
    size: int
    """Bytes."""
    detections: tuple[Detection, ...]
    copyrights: tuple[Copyright, ...]
    notes: tuple[Unread, ...] = ()
    """What could not be identified or compared."""
    names: dict[str, str] = field(default_factory=dict)
    """Friendly names of the licenses, by profile key."""


class Identification(Noun, frozen=True, kw_only=True):
    """The licenses and copyright lines of several files."""

    version: str
    """The auditor's own."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    scancode: bool
    """Whether ScanCode was to be used for a file that our own texts do not identify."""
    files: tuple[IdentifiedText, ...]
    """In the order given."""
    unread: tuple[Unread, ...]
    """The files that could not be read."""
