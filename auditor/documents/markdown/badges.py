"""Badges: pictures of a few words, which cards show in place of a sentence ("license | CC BY-NC 4.0")."""

from __future__ import annotations

from urllib.parse import unquote

from auditor.patterns import regex

_OF_SHIELDS = regex(r"https?://(?:img|raster)\.shields\.io/badge/(?P<words>[^?#\s]{3,200})")
_LICENSE = regex(r"(?i)\blicen[cs]e\b")
_PARTS = 3
"""Label, message, color."""
_LONGEST = 120


def license_badge(alt: str, source: str) -> str:
    """The words of a badge that is about a license; "" for any other picture.

    Shields.io takes them from the address, where "--" is a hyphen, "__" an underscore and "_" a space:
    `badge/License-CC_BY--NC_4.0-red.svg`. Of other pictures the words are the alternative text. There is no colon:
    what is no license's name ("Model License | Model Agreement") is not the value of a label.
    """
    match = _OF_SHIELDS.match(source)
    if match is not None:
        spaced = match["words"].replace("--", "\0").replace("__", "\1").replace("_", " ")
        parts = [unquote(part.replace("\0", "-").replace("\1", "_")).strip() for part in spaced.split("-")]
        if len(parts) == _PARTS and _LICENSE.search(parts[0]) and parts[1]:
            return f"{parts[0]} {parts[1]}"
    words = " ".join(alt.split())
    return words if len(words) <= _LONGEST and _LICENSE.search(words) else ""
