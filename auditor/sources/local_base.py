"""What all sources have in common whose bytes are on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class AtHand:
    """The part of a `Source` that needs no requests."""

    @property
    def note(self) -> str:
        """Empty: this is what the user named."""
        return ""

    @property
    def dated(self) -> bool:
        """True: a local parent is taken for the version that was used."""
        return True

    @property
    def remote(self) -> bool:
        """False: reads cost no request."""
        return False

    def ahead(self, wanted: Sequence[tuple[str, int]]) -> None:
        """Do nothing: local files are read on demand."""
