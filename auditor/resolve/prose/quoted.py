"""Words in quotation marks: somebody else's, or words that are themselves the topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.phrases import Words

_MARKS = frozenset('"\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f')
_MORE = 2
"""How many further words make a quotation of what would otherwise be only a name in quotation marks."""


def quoted(words: Words, first: int, end: int, *, more: int = _MORE) -> bool:
    """Whether words `first` to `end` (excluded) are in quotation marks together with at least `more` other words.

    A quotation that is not closed in the sentence extends to its end; one opened earlier, from its beginning.
    """
    if not any(mark in words.text for mark in _MARKS):
        return False
    start, stop = words.starts[first], words.ends[end - 1]
    for opened, closed in _stretches(words.text):
        if opened <= start and stop <= closed:
            beside = sum(opened <= place < closed for place in words.starts) - (end - first)
            labelled = words.text[:opened].rstrip()[-1:] in (":", "\uff1a")
            return beside >= max(more, labelled)
    return False


def has_speaker(text: str) -> bool:
    """Whether a quotation is somebody's words: in quotation marks, or with a name after a dash."""
    stripped = text.strip()
    return stripped[:1] in '"\u201c\u00ab\u300c\u201e' or "\u2014 " in stripped[-60:] or " \u2013 " in stripped[-60:]


def _stretches(text: str) -> list[tuple[int, int]]:
    """The characters between quotation marks."""
    places = [at for at, letter in enumerate(text) if letter in _MARKS]
    if len(places) == 1:
        opens = not text[: places[0]].strip() or text[places[0] - 1] in " (["
        return [(places[0], len(text))] if opens else [(0, places[0])]
    return list(zip(places[::2], places[1::2], strict=False))
