"""What a license says of an intended use in words that its limits, duties and grants do not carry."""

from __future__ import annotations

from auditor.model.base import Noun
from auditor.model.use_words import CountedOn, UseAnswer, UseFact, Whose
from auditor.model.words import Grade


class LicenseUse(Noun, frozen=True, kw_only=True):
    """One clause on one fact of a use (`[[use]]` of a profile); it goes before the limits on that fact."""

    fact: UseFact
    values: tuple[str, ...] = ()
    """The values of the fact that it is about; empty: whatever is stated but no."""
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
    """Of one that counts on the release: the day of the release, YYYY-MM-DD; "" where it is the model's own."""
