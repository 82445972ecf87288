"""Many models, audited one after another."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.result import Audit


class SurveyedModel(Noun, frozen=True, kw_only=True):
    """One model of a survey: its audit, or why none was performed."""

    target: str
    """What was asked for."""
    name: str
    """`org/name` where it is known, else the target."""
    kind: str = "model"
    """model · dataset"""
    commit: str = ""
    """The revision; "" where there is none."""
    audit: Audit | None = None
    """None where no audit was performed."""
    problem: str = ""
    """Why no audit was performed, in one sentence; "" where one was."""
    left: tuple[str, ...] = ()
    """What of its target was not judged: other revisions."""
    tip: str = ""
    """What to do about it."""
