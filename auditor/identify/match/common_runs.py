"""The runs of words that a text and a license have in common, in order.

A block is (word of the text, word of the license, length).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.identify.normalize.fingerprint import Phrase

Block = tuple[int, int, int]

MOST = 300_000_000
"""Most cells of a comparison, which takes an eighth as many bytes."""
_SHORT_ISLAND = 2
"""Most consecutive equal words that mean nothing between longer differences."""
_SCATTERED = 8
_LIKE_A_TITLE = 32


def word_blocks(wanted: str, coded: str, part: list[str]) -> list[Block]:
    """Equal runs as (word of the text, word of the license, length); both are given coded."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    if len(wanted) * len(coded) > MOST:
        return []
    steps = LCSseq.opcodes(coded, wanted)
    blocks = [(step.src_start, step.dest_start, step.src_end - step.src_start) for step in steps if step.tag == "equal"]
    return _without_islands(_slid(blocks, part))


def phrase_blocks(wanted: list[Phrase], given: list[Phrase]) -> list[Block]:
    """The same by phrases: coarser, for texts whose words are not known."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    steps = LCSseq.opcodes([phrase.hash for phrase in given], [phrase.hash for phrase in wanted])
    at_given = [0]
    for phrase in given:
        at_given.append(at_given[-1] + phrase.words)
    at_wanted = [0]
    for phrase in wanted:
        at_wanted.append(at_wanted[-1] + phrase.words)
    return [
        (at_given[step.src_start], at_wanted[step.dest_start], at_given[step.src_end] - at_given[step.src_start])
        for step in steps
        if step.tag == "equal"
    ]


def _without_islands(blocks: list[Block]) -> list[Block]:
    """The blocks without chance agreements at an end, or between two much longer differences."""
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        inner = kept and at < len(blocks) - 1 and block[2] <= _SHORT_ISLAND
        if not inner or min(_gap(kept[-1], block), _gap(block, blocks[at + 1])) < 2 * block[2]:
            kept.append(block)
    return _trimmed(kept)


def _trimmed(blocks: list[Block]) -> list[Block]:
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


def _slid(blocks: list[Block], part: list[str]) -> list[Block]:
    """The blocks; if words are only inserted between two of them, the shorter is moved up to the longer.

    "This [model is free software.] This is free" has the same words as "[This model is free software.] This is free".
    """
    kept: list[list[int]] = []
    for block in blocks:
        kept.append(list(block))
        while len(kept) > 1:
            left, right = kept[-2], kept[-1]
            if right[1] != left[1] + left[2] or right[0] == left[0] + left[2]:
                break
            if left[2] <= right[2] or _moves_up(left, right, part):
                while left[2] and part[left[0] + left[2] - 1] == part[right[0] - 1]:
                    left[2] -= 1
                    right[:] = [right[0] - 1, right[1] - 1, right[2] + 1]
            else:
                while right[2] and part[right[0]] == part[left[0] + left[2]]:
                    left[2] += 1
                    right[:] = [right[0] + 1, right[1] + 1, right[2] - 1]
            if left[2] and right[2]:
                break
            kept[-2:] = [right if right[2] else left]
    return [(first, low, length) for first, low, length in kept]


def _moves_up(left: list[int], right: list[int], part: list[str]) -> bool:
    """Whether all of a block, at most as long as a title, also directly precedes the next one."""
    length = left[2]
    return length <= _LIKE_A_TITLE and part[left[0] : left[0] + length] == part[right[0] - length : right[0]]


def _gap(left: Block, right: Block, *, both: bool = False) -> int:
    """The number of words between two blocks: the larger of text and license; with `both`, the smaller."""
    text, license_words = right[0] - left[0] - left[2], right[1] - left[1] - left[2]
    return min(text, license_words) if both else max(text, license_words)
