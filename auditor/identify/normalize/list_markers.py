"""The numbers and letters of list items, blanked: "1.", "a)", "iv."."""

from __future__ import annotations

from auditor.patterns import regex

_POINT = regex(r"[.)](?=\s)")
_ALONE = regex(r"[0-9]{1,2}|[a-z]|[ivx]{2,5}")
_LONGEST = 5
"""Letters of a marker."""
_MARKER = regex(
    r"(\A[^\w]{0,30}|(?:[.;:,!?)\]\"\u201d]|\b(?:and|or)\b)[^\w]{1,160}|(?:\n[^\w\n]{0,20}\n|[\v\u3002\u3001])[^\w]{0,160})"
    r"(?:[0-9]{1,2}|[a-z]|[ivx]{2,5})(?=[.)]\s)"
)
"""A marker after the end of a sentence or an item, a comma, an empty line, "and" or "or"."""
_BESIDE = 190
"""Most characters between a marker and the text before it."""
_JOINER = 3
"""Letters of an "and"."""


def without_list_markers(text: str) -> str:
    """A lower-case text with blanks for its list markers, of the same length.

    The few points followed by a blank are searched first, as trying the whole pattern at every letter is slow.
    """
    pieces = []
    at = 0
    for point in _POINT.finditer(text):
        end = point.start()
        start = _run(text, end, _LONGEST, of_words=True)
        if not _ALONE.fullmatch(text, start, end):
            continue
        gap = _run(text, start, _BESIDE, of_words=False)
        match = _MARKER.search(text, max(at, gap - _JOINER), end + 2)
        if match is not None:
            pieces += [text[at : match.end(1)], " " * (end - match.end(1))]
            at = end
    return "".join((*pieces, text[at:]))


def _run(text: str, end: int, most: int, *, of_words: bool) -> int:
    """Where the run of letters, or of signs and blanks, that ends at `end` begins, at most `most` characters before."""
    at = end
    while at > 0 and end - at <= most and (text[at - 1].isalnum() or text[at - 1] == "_") is of_words:
        at -= 1
    return at
