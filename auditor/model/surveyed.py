"""Many models, audited one after another."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.result import Audit


class SurveyedModel(Noun, frozen=True, kw_only=True):
    """One model of a survey: its audit, or why none was performed."""

    target: str
    """The target, as typed."""
    name: str
    """`org/name` if known, otherwise the target."""
    kind: str = "model"
    """model · dataset"""
    commit: str = ""
    """The revision; "" if there is none."""
    audit: Audit | None = None
    """None if no audit was performed."""
    problem: str = ""
    """Why no audit was performed, in one sentence; "" if one was."""
    left: tuple[str, ...] = ()
    """The parts of its target that were not judged: other revisions."""
    tip: str = ""
    """What to do about it."""
