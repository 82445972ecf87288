"""The context of a word: headings, table labels, and its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model.base import Value
from auditor.phrases.pattern import LICENSE
from auditor.resolve.prose.phrases import Means
from auditor.resolve.prose.subjects import called

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated, Hit


class Frame(Value, frozen=True):
    """The context that headings and labels give before the sentence begins.

    `licensing` is whether they are about a license; `part` for which part; `other` whether for something else than
    this model; `aside` whether they are about something other than terms, or something unknown; `elsewhere` whether
    everything under them is about things other than this model; `mine` whether "it" is this model. For a single
    heading, `strange` is whether it has an unknown word, `theirs` whether it is about somebody else's work, `limiting`
    whether it is itself a license or a limit.
    """

    licensing: bool = False
    part: str = ""
    other: bool = False
    aside: bool = False
    label: bool = False
    elsewhere: bool = False
    mine: bool = True
    strange: bool = False
    theirs: bool = False
    limiting: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a statement that does not itself name one."""
        return called(self.part) if self.part else ("self",)


class Clause(Value, frozen=True):
    """Words `first` to `end` (excluded)."""

    first: int
    end: int


_SHARP = (";", "\uff1b")


def clause(sentence: Annotated, at: int, end: int) -> Clause:
    """The clause around words `at` to `end`: bounded by semicolons, by "but" and by other licenses with a comma."""
    words = sentence.words
    denials = sentence.of(Means.NEGATION)  # the "yet" of "not yet" begins no clause
    starts = {
        hit.first
        for hit in sentence.of(Means.BUT)
        if not any(denial.first < hit.first < denial.end for denial in denials)
    }
    first = at
    while first > 0:
        mark = words.before[first]
        if any(sharp in mark for sharp in _SHARP) or (first in starts and first < at):
            break
        if words.words[first - 1] == LICENSE and any(sign in mark for sign in ",\uff0c\u3001.)"):
            break
        first -= 1
    last = end
    while last < len(words):
        mark = words.before[last]
        if any(sharp in mark for sharp in _SHARP) or last in starts:
            break
        last += 1
    return Clause(first, last)


def near(hits: tuple[Hit, ...], first: int, end: int) -> bool:
    """Whether some hit begins within these words."""
    return any(first <= hit.first < end for hit in hits)


def unknown(sentence: Annotated, first: int, end: int) -> int:
    """How many of these words are in no table; a run of unknown words without spaces counts as one."""
    count, last = 0, False
    for at in range(first, end):
        strange = not sentence.known[at]
        joined = strange and last and sentence.words.before[at] == ""
        count += strange and not joined
        last = strange
    return count
