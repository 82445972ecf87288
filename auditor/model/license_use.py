"""What a license says about an intended use beyond its limits, duties and grants."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.use_words import CountedOn, UseAnswer, UseFact, Whose
from auditor.model.words import Grade


class LicenseUse(Noun, frozen=True, kw_only=True):
    """One clause on one fact of a use (`[[use]]` of a profile); it takes precedence over the limits on that fact."""

    fact: UseFact
    values: tuple[str, ...] = ()
    """The values of the fact to which it applies; empty: any stated value except no."""
    answer: UseAnswer
    clause: str
    quote: str
    grade: Grade
    note: str = ""


class Counting(Noun, frozen=True, kw_only=True):
    """Whose users or revenue a threshold counts, and when."""

    whose: Whose = Whose.GROUP
    counted: CountedOn = CountedOn.ANY_TIME
    on: str = ""
    """If it counts on the day of a release: that day, YYYY-MM-DD; "" if it is the model's own release."""
