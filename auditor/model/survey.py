"""Several models judged in one run: the answer for each."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Noun
from auditor.model.document_words import WeightsState
from auditor.model.result import Finding, OpenJoin
from auditor.model.source import Unread
from auditor.model.standing import FailOn, Standing
from auditor.model.use_words import UseAnswer


class Worst(StrEnum):
    """The worst of one model, in the order of a survey."""

    ERROR = "error"
    NOT_AUDITED = "not-audited"
    WARNING = "warning"
    NOTE = "note"
    NOTHING = "nothing"


class SurveyEntry(Noun, frozen=True, kw_only=True):
    """One model or dataset, reduced to its answer."""

    name: str
    kind: str
    """model · dataset"""
    commit: str
    """The commit that was audited; "" if there is none."""
    worst: Worst
    standing: Standing | None = None
    """None if no audit was performed."""
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    fails: bool = False
    """Whether a finding is at or above `fail_on`."""
    finding: str = ""
    """The id of the worst finding; "" if there is none."""
    title: str = ""
    """Its title."""
    not_audited: str = ""
    """Why no audit was performed; "" if one was."""
    target: str = ""
    """What was audited: the target, and which of its models if it contains several."""
    concluded: str = ""
    """SPDX expression of the effective terms."""
    weights: WeightsState = WeightsState.HERE
    findings: tuple[Finding, ...] = ()
    """The worst first, without their outcomes."""
    by_shape: tuple[str, ...] = ()
    """The ids of the open findings that are based on a shape alone."""
    joins: tuple[OpenJoin, ...] = ()
    """What is open about which files are this model."""
    for_use: UseAnswer | None = None
    """What the terms read say of the use that was stated."""


class Survey(Noun, frozen=True, kw_only=True):
    """The answers for every model of a target."""

    as_of: str
    """The date as of which the models are audited, YYYY-MM-DD."""
    version: str
    """The auditor's own."""
    rules_digest: str
    """sha256 over rules/, first 12 digits."""
    fail_on: FailOn
    entries: tuple[SurveyEntry, ...]
    """The worst first."""
    left: tuple[str, ...] = ()
    """What was not judged: other revisions in a cache."""
    left_out: tuple[Unread, ...] = ()
    """The folders that were not searched, and the license texts above a target."""
