"""What the licenses of a model require of those who use it: shown even if nothing is wrong (design §5.21)."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.license import Duty, Limit
from auditor.model.provisions import Cure
from auditor.model.terms import Termination


class UserTerms(Noun, frozen=True, kw_only=True):
    """What one license withholds from users, and requires of them depending on what they do with the model."""

    license: str
    """Profile key."""
    name: str
    via: str = ""
    """The ancestor that brought it; "" if the repository itself offers it."""
    limits: tuple[Limit, ...] = ()
    """What it withholds."""
    duties: tuple[Duty, ...] = ()
    """What it requires for a use that leaves no trace in files: hosting, commerce, many users."""
    termination: dict[Termination, str] = field(default_factory=dict)
    """What may end or change it."""
    cure: Cure | None = None
    """How it terminates on a breach and is reinstated."""
