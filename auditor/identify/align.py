"""A text laid beside a known one: what both have, and the runs that only one has."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.beside import Weight, weigh, weighty
from auditor.identify.normalize import squeeze
from auditor.identify.statement import is_copyright_line

if TYPE_CHECKING:
    from auditor.identify.fingerprint import Phrase
    from auditor.identify.known import Index, Known
    from auditor.identify.normalize import Folded
    from auditor.identify.traces import Traces

_MOST = 300_000_000
"""Cells of a comparison: memory is an eighth of it in bytes."""
_SHORT_ISLAND = 2
"""Equal words in a row that mean nothing between longer differences."""
_SCATTERED = 8
_SHORT_WORD = 4
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_ROW = 2


class Kind(Enum):
    """What a difference amounts to."""

    NOTHING = "nothing"
    """An optional part missing, a copyright line, a list marker, a hyphen."""
    TYPO = "typo"
    BESIDE = "beside"
    """Further words without legal meaning, outside the license's body."""
    REAL = "real"


class Run(NamedTuple):
    """A difference: words `first` to `end` of the text against words `low` to `high` of the license."""

    first: int
    end: int
    low: int
    high: int
    kind: Kind


class Aligned(NamedTuple):
    """A text, or a part of it, laid beside a known one."""

    number: int
    known: Known
    first: int
    """The part of the text that the license explains: from this word …"""
    end: int
    """… up to this one."""
    runs: tuple[Run, ...]
    matched: int
    """Words both have."""
    size: int
    """Words of the license that a text must have."""
    opening: int
    """The first word of the license that is there."""
    exactness: bool
    """Compared word for word, not by phrases."""
    lacks: tuple[int, int]
    """Words of the license lacking before the first that is there, and after the last."""

    @property
    def real(self) -> tuple[Run, ...]:
        """The differences that change the text."""
        return tuple(run for run in self.runs if run.kind is Kind.REAL)

    @property
    def typos(self) -> tuple[Run, ...]:
        """Words misspelled."""
        return tuple(run for run in self.runs if run.kind is Kind.TYPO)

    @property
    def beside(self) -> tuple[Run, ...]:
        """Further words that change nothing."""
        return tuple(run for run in self.runs if run.kind is Kind.BESIDE)

    @property
    def license_coverage(self) -> float:
        """Share of the license's words found."""
        missing = sum(run.high - run.low for run in self.real)
        return max(0.0, 1 - missing / self.size)

    @property
    def file_coverage(self) -> float:
        """Share of the explained part that is the license's."""
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
    """The words `first` to `end` of the text beside a known one; None where they are too large to compare."""
    index, text = traces.index, traces.text
    known = index.known[number]
    if known.phrases or by_phrase:
        blocks = _phrase_blocks(index, number, traces.phrases(first, end))
    else:
        blocks = _word_blocks(index.coded(number), traces.coded[first:end], text.words[first:end])
    if not blocks:
        return None
    if not _title_misspelled(traces, number, first + blocks[0][0] - blocks[0][1], first):
        blocks = _without_title(blocks, known)
    if not blocks:
        return None
    start, stop = blocks[0][0], blocks[-1][0] + blocks[-1][2]
    runs = _runs(blocks, stop, known)
    wanted = [] if by_phrase else index.words(number)
    judged = tuple(_judge(run, text, first, wanted, known) for run in runs)
    low, high = known.core
    size = high - low
    matched = sum(block[2] for block in blocks)
    exactness = not (known.phrases or by_phrase)
    lacks = (_lacking(judged[:1], first + start), _lacking(judged[-1:], first + stop))
    return Aligned(number, known, first + start, first + stop, judged, matched, size, blocks[0][1], exactness, lacks)


def _lacking(runs: tuple[Run, ...], place: int) -> int:
    """Words that only the license has at that place of the text."""
    return sum(run.high - run.low for run in runs if run.kind is Kind.REAL and run.first == run.end == place)


def similar(traces: Traces, number: int, first: int, end: int, least: int) -> int:
    """Words that a part and a known text have in the same order; 0 where they are fewer than `least`.

    Of a fingerprint those in equal phrases, however few.
    """
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - only where a text is no known one

    index = traces.index
    if index.known[number].phrases:
        return sum(block[2] for block in _phrase_blocks(index, number, traces.phrases(first, end)))
    coded, wanted = traces.coded[first:end], index.coded(number)
    if len(wanted) * len(coded) > _MOST:
        return 0
    return int(LCSseq.similarity(coded, wanted, score_cutoff=least))


def _word_blocks(wanted: str, coded: str, part: list[str]) -> list[tuple[int, int, int]]:
    """Equal runs as (word of the text, word of the license, length); both are given coded."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    if len(wanted) * len(coded) > _MOST:
        return []
    found = LCSseq.opcodes(coded, wanted)
    blocks = [(step.src_start, step.dest_start, step.src_end - step.src_start) for step in found if step.tag == "equal"]
    return _without_islands(_slid(blocks, part))


def _phrase_blocks(index: Index, number: int, given: list[Phrase]) -> list[tuple[int, int, int]]:
    """The same by phrases: coarser, for texts whose words are not known."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    wanted = index.phrases(number)
    found = LCSseq.opcodes([phrase.hash for phrase in given], [phrase.hash for phrase in wanted])
    at_given = [0]
    for phrase in given:
        at_given.append(at_given[-1] + phrase.words)
    at_wanted = [0]
    for phrase in wanted:
        at_wanted.append(at_wanted[-1] + phrase.words)
    return [
        (at_given[step.src_start], at_wanted[step.dest_start], at_given[step.src_end] - at_given[step.src_start])
        for step in found
        if step.tag == "equal"
    ]


def _without_islands(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks without the chance agreements between two differences much longer than they are, or at an end."""
    kept: list[tuple[int, int, int]] = []
    for at, block in enumerate(blocks):
        inner = kept and at < len(blocks) - 1 and block[2] <= _SHORT_ISLAND
        if not inner or min(_gap(kept[-1], block), _gap(block, blocks[at + 1])) < 2 * block[2]:
            kept.append(block)
    return _trimmed(kept)


def _trimmed(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks without a few scattered words at either end, far from the rest."""
    kept = blocks
    total = 0
    for at in range(len(kept) - 1, 0, -1):
        total += kept[at][2]
        if total > _SCATTERED:
            break
        if _gap(kept[at - 1], kept[at]) >= 2 * total:
            return _trimmed(kept[:at])
    total = 0
    for at in range(len(kept) - 1):
        total += kept[at][2]
        if total > _SCATTERED:
            break
        if _gap(kept[at], kept[at + 1], both=True) >= 2 * total:
            return _trimmed(kept[at + 1 :])
    return kept


def _slid(blocks: list[tuple[int, int, int]], part: list[str]) -> list[tuple[int, int, int]]:
    """The blocks, where words are only inserted between two of them with the shorter moved up to the longer.

    "This [model is free software.] This is free" has the same words as "[This model is free software.] This is free".
    """
    kept: list[list[int]] = []
    for block in blocks:
        kept.append(list(block))
        while len(kept) > 1:
            one, two = kept[-2], kept[-1]
            if two[1] != one[1] + one[2] or two[0] == one[0] + one[2]:
                break
            if one[2] <= two[2]:
                while one[2] and part[one[0] + one[2] - 1] == part[two[0] - 1]:
                    one[2] -= 1
                    two[:] = [two[0] - 1, two[1] - 1, two[2] + 1]
            else:
                while two[2] and part[two[0]] == part[one[0] + one[2]]:
                    one[2] += 1
                    two[:] = [two[0] + 1, two[1] + 1, two[2] - 1]
            if one[2] and two[2]:
                break
            kept[-2:] = [two if two[2] else one]
    return [(first, low, length) for first, low, length in kept]


def _gap(one: tuple[int, int, int], two: tuple[int, int, int], *, both: bool = False) -> int:
    """Words between two blocks, in the text or the license, whichever has more; `both`: fewer."""
    text, license_words = two[0] - one[0] - one[2], two[1] - one[1] - one[2]
    return min(text, license_words) if both else max(text, license_words)


def _runs(blocks: list[tuple[int, int, int]], stop: int, known: Known) -> list[Run]:
    """The differences between the blocks; before the first and after the last only the license's."""
    runs: list[Run] = []
    at, low = blocks[0][0], 0
    for first, wanted, length in [*blocks, (stop, known.words, 0)]:
        if first > at or wanted > low:
            runs += _without_options(Run(at, first, low, wanted, Kind.REAL), known)
        at, low = first + length, wanted + length
    return runs


def _title_misspelled(traces: Traces, number: int, start: int, first: int) -> bool:
    """Whether a license's title stands at `start`, all of it, in words some of which no known text has."""
    index = traces.index
    title = index.words(number)[: index.known[number].title]
    given = traces.text.words[start : start + len(title)] if start >= first else []
    return len(given) == len(title) and all(
        one == two or (one not in index.vocabulary and _typo(one, two)) for one, two in zip(given, title, strict=True)
    )


def _without_title(blocks: list[tuple[int, int, int]], known: Known) -> list[tuple[int, int, int]]:
    """The blocks without a title that is matched in part only: such a title stands beside the text."""
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


def _judge(run: Run, text: Folded, offset: int, wanted: list[str], known: Known) -> Run:
    """The run, at its place in the whole text, with what it amounts to."""
    first, end = run.first + offset, run.end + offset
    return Run(first, end, run.low, run.high, _kind(first, end, run, text, wanted, known))


def _kind(first: int, end: int, run: Run, text: Folded, wanted: list[str], known: Known) -> Kind:
    added = text.words[first:end]
    missing = wanted[run.low : run.high] if wanted else []
    if run.high > run.low and not wanted:
        return Kind.REAL
    if _is_nothing(first, end, text, added, missing):
        return Kind.NOTHING
    if len(added) == len(missing) and all(_typo(one, two) for one, two in zip(added, missing, strict=True)):
        return Kind.TYPO
    if missing:
        return Kind.REAL
    inside = known.core[0] < run.low < known.core[1]
    title = () if inside else tuple(wanted[: known.title])
    weight = weigh(text.slice(first, end), title=title, key=known.name.key)
    if weight is Weight.NOTHING:
        return Kind.NOTHING
    return Kind.REAL if inside or weight is Weight.BINDING or weighty(added) else Kind.BESIDE


def _is_nothing(first: int, end: int, text: Folded, added: list[str], missing: list[str]) -> bool:
    """Whether only the writing differs: a hyphen, a list marker, a holder's name, how a copyright line was cut."""
    if "".join(added) == "".join(missing) or _only_years(first, end, text, missing):
        return True
    if not added and is_copyright_line(" ".join(missing)):
        return True
    if _in_statement(text, first, end, added, missing):
        return True
    if not missing:
        return all(text.marker(word) for word in range(first, end)) or _misspelled_statement(first, end, text)
    return missing == ["holder"] and bool(added) and not weighty(added)


def _only_years(first: int, end: int, text: Folded, missing: list[str]) -> bool:
    """Whether the difference is years in a row of them: up to which one a copyright statement lists them all."""
    sides = (text.words[max(0, first - _ROW) : first], text.words[end : end + _ROW])
    return all(map(_YEAR.fullmatch, [*text.words[first:end], *missing])) and any(
        len(side) == _ROW and all(map(_YEAR.fullmatch, side)) for side in sides
    )


def _misspelled_statement(first: int, end: int, text: Folded) -> bool:
    """Whether the words are a copyright line that begins with "Copyirght"."""
    word = text.words[first]
    if word == "copyright" or not _typo(word, "copyright"):
        return False
    rest = text.clean[text.starts[first] + len(word) : text.starts[end - 1] + len(text.words[end - 1])]
    return is_copyright_line(" ".join(f"Copyright{rest}".split()))


def _in_statement(text: Folded, first: int, end: int, added: list[str], missing: list[str]) -> bool:
    """Whether the difference is how a copyright statement was cut: its words stand there, or end one begun before."""
    start = text.starts[first - 1] + len(text.words[first - 1]) if first else 0
    stop = text.starts[end] if end < len(text.starts) else len(text.clean)
    whole = text.clean[start:stop]
    if not added:
        return f" {' '.join(missing)} " in f" {squeeze(whole)} ".replace(" c ", " ")
    before = text.clean[start : text.starts[first]]
    return (
        not missing and any(map(str.isalpha, before)) and is_copyright_line(" ".join(whole.split()).lstrip(" .;:)\"'"))
    )


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _typo(found: str, wanted: str) -> bool:
    """Whether one word is the other misspelled: a letter or two, never a digit."""
    if found == wanted:
        return True
    if min(len(found), len(wanted)) < _SHORT_WORD - 1 or _digits(found) != _digits(wanted):
        return False
    if sorted(found) == sorted(wanted):
        return found[0] == wanted[0] or found[-1] == wanted[-1]
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    most = 1 if len(wanted) < 2 * _SHORT_WORD else 2
    return int(OSA.distance(found, wanted, score_cutoff=most)) <= most
