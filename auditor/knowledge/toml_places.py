"""The line of each key and list item in a TOML text: tomllib reads values without their lines.

The text must be valid TOML (accepted by tomllib); otherwise places may be missing, and no error is raised.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress

from auditor.patterns import regex

Path = tuple[str | int, ...]
"""Keys, and indices in lists from 0: `("duty", 1, "when", 0)`."""

_KEY = regex(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_BLANK = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = regex(r'"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = regex(r"[^,\]}#\n]*")
_LARGEST = 5_000_000
"""Characters."""


def places(text: str) -> dict[Path, int]:
    """The line, from 1, of each table, key and list item; a table's line is that of its header."""
    scan = _Scan(text)
    if len(text) <= _LARGEST:
        with suppress(RecursionError):
            scan.document()
    return scan.lines


def line_of(path: Path, lines: dict[Path, int]) -> int:
    """The line of a path, or of the nearest table around it; 1 if there is none."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 1


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
        self._lengths: dict[Path, int] = {}
        """How many tables each list of tables has so far."""

    def document(self) -> None:
        """Scan the whole text."""
        prefix: Path = ()
        while True:
            self._skip()
            if self._at >= len(self._text):
                return
            before = self._at
            prefix = self._header() if self._text[self._at] == "[" else self._pair(prefix)
            if self._at == before:
                return

    def _header(self) -> Path:
        """Scan `[a.b]` or `[[a.b]]`; returns the path of the table that it begins."""
        start, double = self._at, self._text.startswith("[[", self._at)
        self._at += 2 if double else 1
        keys = self._keys()
        path: Path = ()
        for number, key in enumerate(keys, start=1):
            path = (*path, key)
            if double and number == len(keys):
                self._lengths[path] = self._lengths.get(path, 0) + 1
            self._note(path, start)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        self._note(path, start)
        self._at += 2 if double else 1
        return path

    def _pair(self, prefix: Path) -> Path:
        """Scan `key = value`; returns the prefix unchanged."""
        start = self._at
        keys = self._keys()
        if not keys or not self._text.startswith("=", self._at):
            return prefix
        self._at += 1
        for end in range(1, len(keys) + 1):
            self._note((*prefix, *keys[:end]), start)
        self._value((*prefix, *keys))
        return prefix

    def _keys(self) -> list[str]:
        keys = []
        while match := _KEY.match(self._text, self._at):
            keys.append(match[1].strip("\"'") if match[1][0] in "\"'" else match[1])
            self._at = match.end()
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        return keys

    def _value(self, path: Path) -> None:
        """Scan the value after a `=` or in a list."""
        self._skip()
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline(path)
        else:
            match = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
            self._at = match.end() if match else len(self._text)

    def _list(self, path: Path) -> None:
        self._at += 1
        for number in range(len(self._text)):
            self._skip()
            if self._ends("]"):
                return
            self._note((*path, number), self._at)
            self._value((*path, number))
            self._skip()
            self._at += self._text.startswith(",", self._at)

    def _inline(self, path: Path) -> None:
        self._at += 1
        while True:
            self._skip()
            if self._ends("}"):
                return
            before = self._at
            self._pair(path)
            self._skip()
            self._at += self._text.startswith(",", self._at)
            if self._at == before:
                self._at = len(self._text)

    def _ends(self, closing: str) -> bool:
        """Whether the list, the table or the text ends here; skips the bracket."""
        if self._at >= len(self._text):
            return True
        if self._text[self._at] == closing:
            self._at += 1
            return True
        return False

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, bisect_right(self._starts, at))
