"""Rules such as a user may write: those that come with the auditor, with some licenses changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.knowledge import Knowledge

if TYPE_CHECKING:
    from auditor.model import Profile


class OwnRules(Knowledge):
    """Rules in which some profiles are changed."""

    def __init__(self, knowledge: Knowledge, *profiles: Profile) -> None:
        self.__dict__.update(knowledge.__dict__)
        self._changed = {profile.key: profile for profile in profiles}

    def profile(self, license_id: str) -> Profile | None:
        """As changed."""
        known = super().profile(license_id)
        return self._changed.get(known.key, known) if known else None


def profile_of(key: str, knowledge: Knowledge) -> Profile:
    """The profile of that key."""
    profile = knowledge.profile(key)
    assert profile is not None
    return profile
