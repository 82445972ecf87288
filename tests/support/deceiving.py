"""What no report may contain."""

from __future__ import annotations

import unicodedata

BIDIRECTIONAL = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def deceives(character: str) -> bool:
    """Whether a terminal or a reader could be misled by it."""
    return (
        (unicodedata.category(character) in ("Cc", "Cs") and character != "\n")
        or unicodedata.bidirectional(character) in BIDIRECTIONAL
        or character in "\u200b\u200e\u200f\u2028\u2029\ufeff"
    )
