"""One block's words without markup: struck-out and commented text is ignored, links are separate.

Of images only badges that are about a license count.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.markdown.badges import license_badge
from auditor.documents.markdown.blocks import Link
from auditor.documents.markdown.letters import plain
from auditor.documents.markdown.parser import Env, inline
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.markdown.parser import Token

_MARKS = regex(r"[*_`\[\]<>&\\~]")
_TAG = regex(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})")
_HREF = regex(r"""href\s{0,4}=\s{0,4}["']?([^"'\s>]{1,500})""", re.IGNORECASE)
_ATTRIBUTE = regex(r"""\b(alt|src)\s{0,4}=\s{0,4}["']([^"']{1,500})["']""", re.IGNORECASE)
_LONGEST_TAG = 1_000
_DEEPEST = 8
_STRUCK = ("s", "del", "strike")
_MARKED = ("code", "kbd", "tt", "samp")


class Run(NamedTuple):
    """Plain text with its links, line ends, code marks and badges."""

    text: str
    links: tuple[Link, ...]
    breaks: tuple[int, ...]
    marked: tuple[tuple[int, int], ...]
    badges: tuple[tuple[int, int], ...]


def run(source: str, env: Env) -> Run:
    """The words of a block with the Markdown `source`."""
    builder = Builder()
    if _MARKS.search(source) is None and "://" not in source and not source.endswith("  "):
        for number, line in enumerate(source.split("\n")):
            if number:
                builder.line()
            builder.add(line)
        return builder.run()
    for token in inline(source, env):
        _token(builder, token)
    return builder.run()


def _token(builder: Builder, token: Token) -> None:
    kind = token.type
    if kind in ("text", "text_special"):
        builder.add(token.content)
    elif kind in ("softbreak", "hardbreak"):
        builder.line()
    elif kind == "code_inline":
        builder.marked(token.content)
    elif kind == "html_inline":
        builder.tag(token.content)
    elif kind == "s_open":
        builder.strike(1)
    elif kind == "s_close":
        builder.strike(-1)
    elif kind == "link_open":
        builder.open_link(str(token.attrGet("href") or ""))
    elif kind == "link_close":
        builder.close_link()
    elif kind == "image":
        builder.badge(token.content, str(token.attrGet("src") or ""))


class Builder:
    """Collects plain text piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._breaks: list[int] = []
        self._marks: list[tuple[int, int]] = []
        self._badges: list[tuple[int, int]] = []
        self._open: list[tuple[int, str]] = []
        self._struck = 0
        self._mark = -1

    def add(self, text: str) -> None:
        """Add words, unless they are struck out."""
        if not self._struck and text:
            text = plain(text)
            self._pieces.append(text)
            self._length += len(text)

    def line(self) -> None:
        """End a line of the file."""
        self._pieces.append("\n")
        self._length += 1
        self._breaks.append(self._length)

    def marked(self, text: str) -> None:
        """Add words written as code."""
        start = self._length
        self.add(text)
        self._marks.append((start, self._length))

    def strike(self, by: int) -> None:
        """Begin (1) or end (-1) struck-out text."""
        self._struck = max(0, self._struck + by)

    def open_link(self, target: str) -> None:
        """Begin a link."""
        if len(self._open) < _DEEPEST:
            self._open.append((self._length, target))

    def close_link(self) -> None:
        """End a link."""
        if self._open:
            start, target = self._open.pop()
            self._links.append(Link(start, self._length, target))

    def badge(self, alt: str, source: str) -> None:
        """Add the words of a badge, if it is about a license: a line of its own."""
        words = license_badge(alt, source)
        if words:
            start = self._length
            self.add(f"\n{words}\n")
            self._badges.append((start, self._length))

    def tag(self, source: str) -> None:
        """Handle an HTML tag among the words."""
        match = _TAG.match(source)
        if match is None:
            return
        name, closing = match[2].lower(), bool(match[1])
        if name in _STRUCK:
            self.strike(-1 if closing else 1)
        elif name == "a":
            href = _HREF.search(source[:_LONGEST_TAG])
            if closing:
                self.close_link()
            else:
                self.open_link(href[1] if href else "")
        elif name == "img":
            attributes = {key.lower(): value for key, value in _ATTRIBUTE.findall(source[:_LONGEST_TAG])}
            self.badge(unescape(attributes.get("alt", "")), unescape(attributes.get("src", "")))
        elif name == "br":
            self.add("\n")
        elif name in _MARKED:
            if closing and self._mark >= 0:
                self._marks.append((self._mark, self._length))
                self._mark = -1
            elif not closing:
                self._mark = self._length

    def run(self) -> Run:
        """The collected text."""
        return Run(
            "".join(self._pieces), tuple(self._links), tuple(self._breaks), tuple(self._marks), tuple(self._badges)
        )
