"""Aligns a text with a known one: the words that both have, and the runs that only one has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.match.common_runs import MOST, Block, phrase_blocks, word_blocks
from auditor.identify.match.differences import Kind, Run, judged, slip, typo
from auditor.model.base import Value

if TYPE_CHECKING:
    from auditor.identify.index.known import Known
    from auditor.identify.index.traces import Traces


class Aligned(Value, frozen=True):
    """A text, or a part of it, aligned with a known one."""

    number: int
    known: Known
    first: int
    """The first word of the part that the license explains."""
    end: int
    """The end of that part (excluded)."""
    runs: tuple[Run, ...]
    matched: int
    """How many words both have."""
    size: int
    """How many words of the license a text must have."""
    opening: int
    """The first word of the license that is present."""
    exactness: bool
    """Whether it was compared word for word, rather than by phrases."""
    lacks: tuple[int, int]
    """How many words of the license are missing before the first that is present, and after the last."""

    @property
    def real(self) -> tuple[Run, ...]:
        """The differences that change the meaning."""
        return tuple(run for run in self.runs if run.kind is Kind.REAL)

    @property
    def typos(self) -> tuple[Run, ...]:
        """The misspelled words."""
        return tuple(run for run in self.runs if run.kind is Kind.TYPO)

    @property
    def beside(self) -> tuple[Run, ...]:
        """Further words that change nothing."""
        return tuple(run for run in self.runs if run.kind is Kind.BESIDE)

    @property
    def license_coverage(self) -> float:
        """The share of the license's words that were found."""
        missing = sum(run.high - run.low for run in self.real)
        return max(0.0, 1 - missing / self.size)

    @property
    def file_coverage(self) -> float:
        """The share of the explained part that belongs to the license."""
        added = sum(run.end - run.first for run in self.real)
        return max(0.0, 1 - added / max(1, self.end - self.first))

    @property
    def explained(self) -> bytearray:
        """One byte per word of the part: whether the license has it too."""
        marks = bytearray(b"\1") * (self.end - self.first)
        for run in self.real:
            marks[run.first - self.first : run.end - self.first] = bytes(run.end - run.first)
        return marks


def align(traces: Traces, number: int, first: int, end: int, *, by_phrase: bool = False) -> Aligned | None:
    """The words `first` to `end` of the text, aligned with a known one; None if they share nothing or are too large."""
    index, text = traces.index, traces.text
    known = index.known[number]
    if known.phrases or by_phrase:
        blocks = phrase_blocks(index.phrases(number), traces.phrases(first, end))
    else:
        blocks = word_blocks(index.coded(number), traces.coded[first:end], text.words[first:end])
    if not blocks:
        return None
    if not _title_misspelled(traces, number, first + blocks[0][0] - blocks[0][1], first):
        blocks = _without_title(blocks, known)
    if not blocks:
        return None
    start, stop = blocks[0][0], blocks[-1][0] + blocks[-1][2]
    runs = _runs(blocks, stop, known)
    wanted = [] if by_phrase else index.words(number)
    differences = tuple(judged(run, text, first, wanted, known) for run in runs)
    if not wanted:
        differences = _with_slips(traces, first, blocks, differences)
    low, high = known.core
    size = high - low
    matched = sum(block[2] for block in blocks)
    exactness = not (known.phrases or by_phrase)
    lacks = (_lacking(differences[:1], first + start), _lacking(differences[-1:], first + stop))
    return Aligned(
        number, known, first + start, first + stop, differences, matched, size, blocks[0][1], exactness, lacks
    )


def _with_slips(traces: Traces, first: int, blocks: list[Block], differences: tuple[Run, ...]) -> tuple[Run, ...]:
    """The differences between phrases, with those explained by words that occur nowhere else marked as misspelled."""
    words, vocabulary = traces.text.words, traces.index.vocabulary
    strange = {word for run in differences for word in words[run.first : run.end] if word not in vocabulary}
    strange -= {word for at, _, size in blocks for word in words[first + at : first + at + size]}
    return tuple(
        run._replace(kind=Kind.TYPO) if run.kind is Kind.REAL and slip(run, words, strange) else run
        for run in differences
    )


def _lacking(runs: tuple[Run, ...], place: int) -> int:
    """How many words only the license has at that place of the text."""
    return sum(run.high - run.low for run in runs if run.kind is Kind.REAL and run.first == run.end == place)


def similar(traces: Traces, number: int, first: int, end: int, least: int) -> int:
    """How many words a part and a known text have in the same order; 0 if fewer than `least`.

    For a fingerprint, the words in equal phrases, however few.
    """
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - only for a text that is not known

    index = traces.index
    if index.known[number].phrases:
        return sum(block[2] for block in phrase_blocks(index.phrases(number), traces.phrases(first, end)))
    coded, wanted = traces.coded[first:end], index.coded(number)
    if len(wanted) * len(coded) > MOST:
        return 0
    return int(LCSseq.similarity(coded, wanted, score_cutoff=least))


def _runs(blocks: list[Block], stop: int, known: Known) -> list[Run]:
    """The differences between the blocks; before the first and after the last only the license's."""
    runs: list[Run] = []
    at, low = blocks[0][0], 0
    for first, wanted, length in [*blocks, (stop, known.words, 0)]:
        if first > at or wanted > low:
            runs += _without_options(Run(at, first, low, wanted, Kind.REAL), known)
        at, low = first + length, wanted + length
    return runs


def _title_misspelled(traces: Traces, number: int, start: int, first: int) -> bool:
    """Whether a license's whole title is at `start`, possibly with misspelled words that no known text has."""
    index = traces.index
    title = index.words(number)[: index.known[number].title]
    given = traces.text.words[start : start + len(title)] if start >= first else []
    return len(given) == len(title) and all(
        word == title_word or (word not in index.vocabulary and typo(word, title_word))
        for word, title_word in zip(given, title, strict=True)
    )


def _without_title(blocks: list[Block], known: Known) -> list[Block]:
    """The blocks without a title that is only partly matched: such a title is next to the text, not in it."""
    title = sum(min(low + length, known.title) - low for _, low, length in blocks if low < known.title)
    if title in (0, known.title):
        return blocks
    left = []
    for first, low, length in blocks:
        skip = max(0, known.title - low)
        if skip < length:
            left.append((first + skip, low + skip, length - skip))
    return left


def _without_options(run: Run, known: Known) -> list[Run]:
    """The run without the words that a rendition may lack: title, preamble, appendix."""
    low, high = known.core
    start, stop = max(run.low, low), min(run.high, high)
    if start < stop:
        return [run._replace(low=start, high=stop)]
    return [run._replace(high=run.low)]
