"""A large JSON file read piece by piece: what is not requested is skipped and never becomes an object in memory.

For files with millions of values of which a part is needed: the vocabulary of a tokenizer, the tensors of a
header. The values themselves are parsed by `json`, some thousands at a time.
"""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

from auditor.documents.content import malformed, too_large
from auditor.documents.decode import present
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 256 * 1024
"""Bytes of each read."""
_LONGEST_VALUE = 4 * 2**20
"""Default limit of the characters of one key, or of one value that is read."""
_DEEPEST = 200
_SPACE = regex(r"[ \t\r\n]*+")
_PLAIN = regex(r"[^\"\[\]{}]++")
_LITERAL = regex(r"[-+.\w]*+")
_STRING = r'"(?>(?:[^"\\]++|\\.)*)"'
_NUMBERED = regex(rf"(?>(?:\s*+{_STRING}\s*+:\s*+\d++\s*+,)+)")
"""Members whose values are whole numbers."""
_SCORED = regex(rf"(?>(?:\s*+\[\s*+{_STRING}\s*+,\s*+[-+.\w]++\s*+\]\s*+,)+)")
"""Lists of a text and a number."""


class JsonStream:
    """The text of one JSON file from its beginning on, and a position in it."""

    def __init__(
        self,
        read: Callable[[int, int], bytes],
        most: int,
        *,
        longest: int | None = None,
        pairs: Callable[[list[tuple[str, Any]]], dict[str, Any]] | None = None,
    ) -> None:
        """`read(start, limit)` returns bytes of the file; `most` is the largest file size in bytes.

        `longest` is the most characters of a value that is read; `pairs` makes an object of its members. Every method
        raises `Unreadable` for what is not JSON in UTF-8, and what `read` raises.
        """
        self._read = read
        self._most = most
        self._longest = longest
        self._decode = json.JSONDecoder(parse_constant=str, object_pairs_hook=pairs).raw_decode
        self._bytes = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._at = 0
        self._ended = False
        first = read(0, _CHUNK)
        present(first)
        self._take(first.removeprefix(codecs.BOM_UTF8), len(first))

    def peek(self) -> str:
        """The next character that is not white space; "" at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; each value must be read or skipped before the next."""
        self._expect("{")
        while self.peek() != "}":
            key = self._string()
            self._expect(":")
            yield key
            self._next("}")
        self._at += 1

    def items(self) -> Iterator[None]:
        """Iterate over the values of the list that begins here; each must be read or skipped before the next."""
        self._expect("[")
        while self.peek() != "]":
            yield None
            self._next("]")
        self._at += 1

    def value(self) -> Any:  # noqa: ANN401 - JSON
        """The value that begins here."""
        self.peek()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._room():
                    raise malformed("It is not JSON.") from error
                continue
            except (ValueError, RecursionError) as error:
                raise malformed("It is not JSON.") from error
            if end < len(self._text) or not self._room():
                self._at = end
                return value

    def skip(self) -> None:
        """Skip the value that begins here."""
        opening = self.peek()
        if opening == '"':
            self._string()
        elif opening in ("{", "["):
            self._skip_nested()
        else:
            self._skip_literal()

    def numbered(self) -> Iterator[tuple[str, int]]:
        """The members of the object or list that begins here whose values are whole numbers.

        Of a list, its texts, or the first texts of the lists in it, are given with their positions.
        """
        if self.peek() == "[":
            yield from self._scored()
            return
        self._expect("{")
        while self.peek() != "}":
            yield from self._bulk(_NUMBERED, "{", "}").items()
            if self.peek() == "}":
                break
            key = self._string()
            self._expect(":")
            if self.peek().isdigit():
                value = self.value()
                if type(value) is int:
                    yield key, value
            else:
                self.skip()
            self._next("}")
        self._at += 1

    def _scored(self) -> Iterator[tuple[str, int]]:
        place = 0
        self._expect("[")
        while self.peek() != "]":
            for row in self._bulk(_SCORED, "[", "]"):
                yield row[0], place
                place += 1
            if self.peek() == "]":
                break
            value = self.value()
            text = value[0] if isinstance(value, list) and value else value
            if isinstance(text, str):
                yield text, place
            place += 1
            self._next("]")
        self._at += 1

    def _bulk(self, pattern: Any, opening: str, closing: str) -> Any:  # noqa: ANN401 - a lazy pattern; JSON
        """The members of this kind in the buffered text, except those at its end."""
        match = pattern.match(self._text, self._at)
        if match is None and self._more():
            match = pattern.match(self._text, self._at)
        piece = match.group() if match else ""
        self._at += len(piece)
        try:
            return json.loads(f"{opening}{piece.rstrip()[:-1]}{closing}", parse_constant=str)
        except ValueError as error:
            raise malformed("It is not JSON.") from error

    def _string(self) -> str:
        if self.peek() != '"':
            raise malformed("It is not JSON.")
        while True:
            try:
                text, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._room():
                    raise malformed("It is not JSON.") from error
                continue
            self._at = end
            return str(text)

    def _skip_nested(self) -> None:
        depth = 0
        while True:
            mark = self.peek()
            if mark == '"':
                self._string()
            elif mark in ("{", "["):
                depth += 1
                self._at += 1
            elif mark in ("}", "]"):
                depth -= 1
                self._at += 1
            elif not mark or depth > _DEEPEST:
                raise malformed("It is not JSON.")
            plain = _PLAIN.match(self._text, self._at)
            if depth and plain:
                self._at = plain.end()
            if not depth:
                return

    def _skip_literal(self) -> None:
        start = True
        while True:
            literal = _LITERAL.match(self._text, self._at)
            if literal is None or (start and literal.end() == self._at):
                raise malformed("It is not JSON.")
            self._at, start = literal.end(), False
            if self._at < len(self._text) or not self._more():
                return

    def _expect(self, mark: str) -> None:
        if self.peek() != mark:
            raise malformed("It is not JSON.")
        self._at += 1

    def _next(self, closing: str) -> None:
        """Move past the comma after a value, or to the end."""
        if self.peek() == ",":
            self._at += 1
            if self.peek() == closing:
                raise malformed("It is not JSON.")
        elif self.peek() != closing:
            raise malformed("It is not JSON.")

    def _room(self) -> bool:
        """Buffer more text, as long as the value is not longer than the limit."""
        longest = self._longest or _LONGEST_VALUE
        if len(self._text) - self._at > longest:
            raise too_large(f"It has a value of more than {longest // 2**20} MB.")
        return self._more()

    def _more(self) -> bool:
        """Buffer more text; returns whether there was any."""
        if self._ended:
            return False
        data = self._read(self._bytes, max(_CHUNK, len(self._text) - self._at))
        self._take(data, len(data))
        return bool(data)

    def _take(self, data: bytes, count: int) -> None:
        self._bytes += count
        self._ended = not data
        if self._bytes > self._most:
            raise too_large(f"It is larger than {self._most // 2**20} MB.")
        try:
            text = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise malformed("It is not UTF-8.") from error
        self._text = self._text[self._at :] + text
        self._at = 0
