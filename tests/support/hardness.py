"""How hard verdicts are, for laws that compare two judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Verdict

if TYPE_CHECKING:
    from auditor.model import Outcome

HARD = {Verdict.NOT_APPLICABLE: 0, Verdict.MET: 0, Verdict.UNDETERMINED: 1, Verdict.BREACHED: 2}


def hardest(outcomes: tuple[Outcome, ...]) -> dict[tuple[str, str, str, str], int]:
    """Per rule, license, code and upstream: the hardest verdict."""
    worst: dict[tuple[str, str, str, str], int] = {}
    for outcome in outcomes:
        key = (outcome.rule, outcome.license, outcome.code, outcome.upstream)
        worst[key] = max(worst.get(key, 0), HARD[outcome.verdict])
    return worst
