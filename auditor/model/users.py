"""What the licenses of a model require of those who use it: shown, also where nothing is wrong (design §5.21)."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.license import Duty, Limit
from auditor.model.provisions import Cure
from auditor.model.terms import Termination


class UserTerms(Noun, frozen=True, kw_only=True):
    """What one license withholds from its users, and requires of them by what they do with the model."""

    license: str
    """Profile key."""
    name: str
    via: str = ""
    """The ancestor that brought it; "" where the repository itself offers it."""
    limits: tuple[Limit, ...] = ()
    """What it withholds."""
    duties: tuple[Duty, ...] = ()
    """What it requires by a use that leaves no trace in files: hosting, commerce, many users."""
    termination: dict[Termination, str] = field(default_factory=dict)
    """What ends it."""
    cure: Cure | None = None
    """How it ends on a breach, and comes back."""
