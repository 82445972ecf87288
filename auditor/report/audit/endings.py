"""How a license ends where its terms are not met, and how it comes back (design §5.23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import CureStart

if TYPE_CHECKING:
    from auditor.model import Cure


def cure(ends: Cure) -> str:
    """`ends by itself where its terms are not met; comes back if cured within 30 days of discovery (§6(b)(1))`."""
    first = f"{'ends by itself' if ends.automatic else 'may be ended'} where its terms are not met"
    if ends.days is None or ends.starts is None:
        return f"{first}; no cure is provided for ({ends.clause})"
    start = {CureStart.DISCOVERY: "discovery, which this report may be", CureStart.NOTICE: "a notice"}[ends.starts]
    back = "comes back" if ends.automatic else "stays"
    return f"{first}; {back} if cured within {ends.days} days of {start} ({ends.clause})"
