"""What a result says about the licenses that reach a model, and the words of a repository that it cites."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.license import Profile
from auditor.model.source import Location


class GoverningLicense(Noun, frozen=True, kw_only=True):
    """A license whose terms are known and reach this model, or would reach it if a candidate is the base."""

    profile: Profile
    via: tuple[str, ...] = ()
    """The ancestors that bring it, by the names of candidates; empty: only the repository itself offers it."""
    offered: bool = False
    """Whether the repository itself offers it."""
    certain: bool = True
    """Whether it reaches the model whichever candidate is the base."""


class Excerpt(Noun, frozen=True, kw_only=True):
    """The words at a place that a finding or a statement cites, shortened."""

    location: Location
    text: str
