"""The conditions of a clause, and how a license terminates, in words: the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import CountedOn, CureStart, RegionTest, StudentCondition, Whose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Cure

STUDENTS = {
    StudentCondition.SIMILAR_PERFORMANCE: "made to perform similarly",
    StudentCondition.LANGUAGE_MODEL: "a large language model",
    StudentCondition.FOUNDATIONAL: "a foundational model",
    StudentCondition.COMPETING: "a competing model",
}
"""What a model trained on outputs must be, or be made for, for the clause to apply."""

WHOSE = {
    Whose.GROUP: "the user's and all its affiliates' together",
    Whose.ENTITY: "the user's own",
    Whose.PRODUCT: "those of the one product or service",
}
"""Whose users or revenue a threshold counts."""
COUNTED = {
    CountedOn.RELEASE: "once, on the day of the release",
    CountedOn.ANY_TIME: "in any month of use",
}
"""When it counts them."""
REGION_TESTS = {
    RegionTest.ESTABLISHED: "where the user is domiciled, or has its principal place of business",
    RegionTest.USED: "where the model or its outputs are used, or offered",
}
"""What a region that is left out is compared with."""


def cure(ends: Cure) -> str:
    """`ends by itself where its terms are not met; comes back if cured within 30 days of discovery (§6(b)(1))`."""
    first = f"{'ends by itself' if ends.automatic else 'may be ended'} where its terms are not met"
    if ends.starts is None:
        return f"{first}; no cure is provided for ({ends.clause})"
    start = {CureStart.DISCOVERY: "discovery, which this report may be", CureStart.NOTICE: "a notice"}[ends.starts]
    within = f"{ends.days} days" if ends.days is not None else "a reasonable time"
    back = "comes back" if ends.automatic else "stays"
    return f"{first}; {back} if cured within {within} of {start} ({ends.clause})"


def students(conditions: Iterable[StudentCondition]) -> str:
    """`a model trained on its outputs, only if it is made to perform similarly`; "" for no condition."""
    listed = " and ".join(STUDENTS[condition] for condition in conditions)
    return f"a model trained on its outputs, only if it is {listed}" if listed else ""
