"""Models side by side for one use: what each is under, what it requires, and what excludes it; none is ranked."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.standing import Standing
from auditor.model.use import ForUse, Use
from auditor.model.users import UserTerms


class ComparedModel(Noun, frozen=True, kw_only=True):
    """One model of a comparison, or why it could not be audited."""

    target: str
    name: str
    standing: Standing | None = None
    """None if no audit was performed."""
    license: str = ""
    """SPDX expression of the effective terms."""
    bases: tuple[str, ...] = ()
    """What it was made from, as far as known."""
    terms: tuple[UserTerms, ...] = ()
    """What the licenses that reach it withhold from users and require of them."""
    for_use: ForUse | None = None
    """What the terms say of the use; None if none is stated or no audit was performed."""
    findings: int = 0
    """How many errors and warnings there are."""
    fails: bool = False
    """Whether its audit exits with 1: for a finding, or for the use."""
    problem: str = ""
    """Why no audit was performed, in one sentence; "" if one was."""


class ModelComparison(Noun, frozen=True, kw_only=True):
    """Models in the order in which they were named."""

    use: Use | None
    as_of: str
    """The date as of which the models are audited, YYYY-MM-DD."""
    version: str
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    names: dict[str, str]
    """Friendly names of the licenses met, by SPDX id or profile key."""
    models: tuple[ComparedModel, ...]
