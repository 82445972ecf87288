"""A permission that a licensor gave somebody outside the public license: stated by a person, never verified."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.words import WaiverUse


class Permission(Noun, frozen=True, kw_only=True):
    """What a licensor granted besides its public terms, as somebody states it (design §5.24).

    It makes no duty met and is not a waiver: a finding that it covers says so and is counted separately.
    """

    license: str
    """The license from whose public terms it departs: a profile key or an SPDX id."""
    covers: tuple[str, ...]
    """The rules whose findings about that license it covers."""
    grantor: str
    """Who grants it."""
    grantee: str
    """To whom."""
    scope: str
    """What is granted, in words."""
    by: str
    """Who states it and is responsible for the statement."""
    on: str
    """When that was stated, YYYY-MM-DD."""
    date: str = ""
    """The day of the permission itself, YYYY-MM-DD; "" if not stated."""
    reference: str = ""
    """Where it can be found: a contract number, a letter."""
    until: str = ""
    """The last day on which it applies, YYYY-MM-DD; "" for always."""
    target: str = ""
    """The model it was given for: a repository id, with `@revision` for one revision, or a pattern of paths."""

    @property
    def words(self) -> str:
        """The words that a finding that it covers shows."""
        return f"covered by a separate permission, as stated by {self.by} on {self.on}; not verified"


class PermissionState(Noun, frozen=True, kw_only=True):
    """Whether and how a permission was used in this audit."""

    permission: Permission
    state: WaiverUse
