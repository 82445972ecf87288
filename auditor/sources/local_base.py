"""What every source says whose bytes are on this machine's disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class AtHand:
    """The answers of a `Source` that costs no request."""

    @property
    def note(self) -> str:
        """Nothing: what stands here is what was asked for."""
        return ""

    @property
    def dated(self) -> bool:
        """What stands beside a model is what it was made from."""
        return True

    @property
    def remote(self) -> bool:
        """Reads cost no request."""
        return False

    def ahead(self, wanted: Sequence[tuple[str, int]]) -> None:
        """Nothing to do: what is here is read when it is asked for."""
