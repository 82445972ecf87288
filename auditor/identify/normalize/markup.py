"""A text without its markup: tags, entities, link targets and invisible characters."""

from __future__ import annotations

import re
import unicodedata

from auditor.identify.match import vocabulary
from auditor.patterns import regex

_LONGEST = 40_000_000
"""Most characters read; no document is longer."""
_WORD = regex(r"[^\W_]+")
_INVISIBLE = regex("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u0000-\u0008\u000e-\u001f]")
_TAG = regex(
    r"</?(?:a|abbr|article|b|big|blockquote|body|br|center|code|dd|details|div|dl|dt|em|font|footer|h[1-6]|head|header"
    r"|hr|html|i|img|li|main|nav|ol|p|pre|s|section|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|title|tr"
    r"|tt|u|ul)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_BLOCKS = ("<p", "<li", "<h", "<div", "<br", "<td", "<dd", "<dt", "<ol", "<ul", "<bl")
_LINK = regex(r"\[([^\[\]\n]{0,300})\]\(([^()\s]{0,500})\)")
_MARKS = regex("(?:[^\\w\\s\u0000-\u02ff]|[\uff9e\uff9f]){30}")
"""Thirty consecutive characters that are not letters; most combining characters are among these."""
_ATTRIBUTES = regex(
    r"\bstyle\s?=\s?\"(?:\s?[a-z-]{1,40}\s?:\s?[^\s\";:]{1,40}(?:\s[^\s\";:]{1,40}){0,2}\s?;?){1,20}\""
    r"|[\w:-]{1,40}\s?=\s?(?:\"[^\"\s]*\"|'[^'\s]*'|[^\s\"'>]+)|\b(?:https?://|www\.|mailto:)[^\s\"'<>()]*",
    re.IGNORECASE,
)
"""Attributes with one-word values, and addresses."""
_SENTENCE, _LEAST_SAYING = 4, 16
"""Fewest words, and characters, of what may be a sentence."""
_STRONG = vocabulary.listed(vocabulary.STRONG) | {"commercial", "prohibited", "forbidden", "restricted"}


def without_markup(text: str) -> str:
    """The text without markup and invisible characters; line numbers do not change."""
    text = text[:_LONGEST]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        from html import unescape  # noqa: PLC0415 - its table of entities is needed by few texts

        text = unescape(text).replace("\r", " ")
    if not text.isascii():
        text = _compatible(_INVISIBLE.sub("", text)).replace("\u0130", "I")
    if "<" in text:
        text = _TAG.sub(_untag, text)
    return _LINK.sub(_unlink, text) if "](" in text else text


def _compatible(text: str) -> str:
    """The text in NFKC, in linear time: runs of marks are broken after thirty, as in stream-safe text (UAX #15).

    Otherwise sorting a run of n marks takes n² steps.
    """
    return unicodedata.normalize("NFKC", _MARKS.sub("\\g<0>\u034f", text))


def _unlink(match: re.Match[str]) -> str:
    """The words of a link, and those of its target if they are a sentence rather than an address."""
    target = match.group(2)
    return f"{match.group(1)} ({target})" if _has_binding_words(target) else match.group(1)


def _has_binding_words(markup: str) -> bool:
    """Whether what would be dropped as markup has binding words, which a reader of the plain file sees."""
    words = _WORD.findall(_ATTRIBUTES.sub(" ", markup).lower())
    return len(words) >= _SENTENCE and not _STRONG.isdisjoint(words)


def _untag(match: re.Match[str]) -> str:
    """A blank; for a tag that begins a paragraph, a vertical tab, which is not a line break."""
    if len(match.group()) >= _LEAST_SAYING and _has_binding_words(match.group()):
        return f" {match.group()[1:-1]} "
    return "\v" if match.group().lower().startswith(_BLOCKS) else " "
