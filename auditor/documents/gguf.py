"""The header of a GGUF file: keys and values, no tensors. Versions 2 and 3, either byte order.

Layout: "GGUF", version u32, tensor count u64, key count u64, then per key its name (u64 length, bytes), a
type u32 and a value. No count or length is trusted: each is checked against the bytes that are there.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from typing import TYPE_CHECKING

from auditor.documents.content import Content, Unreadable, malformed, too_large
from auditor.documents.flatten import scalar
from auditor.documents.prefix import Prefix, Readable
from auditor.model import Field
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import FileEntry, Scalar

LARGEST_HEADER = 32 * 2**20
"""Bytes; vocabularies of 256,000 tokens with merges take about 12 MB."""
MOST_KEYS = 4_096
LONGEST_LIST = 64
"""Items kept of a list; of a longer list only the length is kept."""

_MAGIC = b"GGUF"
_MAGIC_AND_VERSION = 8
_VERSIONS = (2, 3)
_LONGEST_KEY = 1_024
_LONGEST_TEXT = 2**20
_DEEPEST_LIST = 4
_MOST_INNER_LISTS = 1_000
_LONG, _MOST_KNOWN = 1_000, 8
_REMOTE_STEP = 2**20
"""Least bytes of a request."""
_MOST_ITEMS = 4_096
"""Texts kept of a list that may be about licensing."""
_STRING, _ARRAY, _FLOAT32, _INT32 = 8, 9, 6, 5
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", _INT32: "i", _FLOAT32: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}


class _Order(Value, frozen=True):
    """The structs of one byte order."""

    mark: str
    u32: struct.Struct
    u64: struct.Struct
    scalars: dict[int, struct.Struct]


class KnownLists:
    """The long lists already read: thirty quantisations of a model repeat one vocabulary.

    If reads cost requests (`remote`), the bytes between the beginning and the end of such a list are not fetched
    again.
    """

    def __init__(self, *, remote: bool = False) -> None:
        self.remote = remote
        self._bytes: dict[tuple[int, int], bytes] = {}

    def length(self, kind: int, count: int, head: Prefix, place: int) -> int | None:
        """The size in bytes of the list of `count` values at `place`, if it is the known one; else None."""
        known = self._bytes.get((kind, count))
        if known is None:
            return None
        if self.remote:
            return len(known) if head.assume(known, place) else None
        with suppress(Unreadable):
            head.need(place + len(known))
        return len(known) if head.data[place : place + len(known)] == known else None

    def keep(self, kind: int, count: int, data: bytes) -> None:
        """Keep the bytes of a list of `count` values; the last one of each kind and count."""
        if len(self._bytes) < _MOST_KNOWN or (kind, count) in self._bytes:
            self._bytes[kind, count] = data


def read(source: Readable, entry: FileEntry, known: KnownLists | None = None) -> Content:
    """The whole header; one that becomes invalid midway is kept up to there, with the problem.

    Raises `Unreadable` if it is not a GGUF file, and `OSError`.
    """
    known = known or KnownLists()
    head = Prefix(source, entry, cap=LARGEST_HEADER, least=_REMOTE_STEP if known.remote else 0)
    head.begin(_MAGIC_AND_VERSION)
    if not head.data.startswith(_MAGIC):
        raise malformed("It does not begin with GGUF.")
    reader = _Reader(head, _byte_order(head), known)
    problems: tuple[Unreadable, ...] = ()
    try:
        reader.header()
    except Unreadable as problem:
        problems = (problem,)
    return Content(read=head.data[: reader.place], fields=tuple(reader.fields), problems=reader.problems + problems)


def lists(source: Readable, entry: FileEntry, keys: frozenset[str]) -> dict[str, tuple[str, ...] | tuple[int, ...]]:
    """The complete lists of texts and of i32 numbers under those keys; reads only up to the last of them.

    Raises `Unreadable`, also if the header becomes invalid before, and `OSError`.
    """
    head = Prefix(source, entry, cap=LARGEST_HEADER)
    head.begin(_MAGIC_AND_VERSION)
    if not head.data.startswith(_MAGIC):
        raise malformed("It does not begin with GGUF.")
    reader = _Lister(head, _byte_order(head), keys)
    with suppress(_Enough):
        reader.header()
    return reader.arrays


def _byte_order(head: Prefix) -> _Order:
    """The byte order: a version whose low half is zero was written in the other one."""
    mark = "<" if struct.unpack_from("<I", head.data, 4)[0] & 0xFFFF else ">"
    scalars = {kind: struct.Struct(mark + code) for kind, code in _SCALARS.items()}
    return _Order(mark, scalars[4], scalars[10], scalars)


class _Reader:
    def __init__(self, head: Prefix, order: _Order, known: KnownLists) -> None:
        self.fields: list[Field] = []
        self.problems: tuple[Unreadable, ...] = ()
        self.place = len(_MAGIC)
        """The header was read and parsed up to here."""
        self._head = head
        self._order = order
        self._known = known
        self._inner_lists = 0
        self._seen: set[str] = set()

    def header(self) -> None:
        place = self.place
        version, place = self._number(place, self._order.u32)
        if version not in _VERSIONS:
            raise malformed(f"GGUF version {version} is not known here.")
        tensors, place = self._number(place, self._order.u64)
        keys, place = self._number(place, self._order.u64)
        self._keep("version", version)
        self._keep("tensor_count", tensors)
        if self._order.mark == ">":
            self._keep("byte_order", "big")
        self.place = place
        for _ in range(min(keys, MOST_KEYS)):
            self._pair()
        if keys > MOST_KEYS:
            raise malformed(f"It claims {keys:,} keys.")

    def _pair(self) -> None:
        key, place = self._text(self.place, _LONGEST_KEY)
        kind, place = self._number(place, self._order.u32)
        if key in self._seen and not self.problems:
            self.problems = (malformed(f"The key {key[:64]!a} occurs twice; the first one counts."),)
        self._seen.add(key)
        if kind == _ARRAY:
            place = self._list(key, place)
        else:
            value, place = self._scalar(kind, place)
            self._keep(key, value)
        # skipping does not check that the bytes exist
        self._head.need(place)
        self.place = place

    def _list(self, key: str, place: int) -> int:
        kind, count, place = self._list_head(place)
        telling = kind == _STRING and key.startswith("general.") and count <= _MOST_ITEMS
        longest = _MOST_ITEMS if telling else LONGEST_LIST
        if count > longest or kind == _ARRAY or key.startswith("tokenizer.") or kind not in (_STRING, *_SCALARS):
            if kind == _STRING and key.startswith("general."):
                self.problems = (*self.problems, too_large(f"Its list {key[:64]!a} has more items than are read."))
            self._keep(f"{key}.length", count)
            return self._skip(kind, count, place, 1)
        values = []
        for _ in range(count):
            value, place = self._scalar(kind, place)
            values.append(scalar(value))
        self.fields.append(Field(key=key, value=tuple(values)))
        return place

    def _list_head(self, place: int) -> tuple[int, int, int]:
        kind, place = self._number(place, self._order.u32)
        count, place = self._number(place, self._order.u64)
        return kind, count, place

    def _scalar(self, kind: int, place: int) -> tuple[Scalar, int]:
        if kind == _STRING:
            return self._text(place, _LONGEST_TEXT)
        form = self._order.scalars.get(kind)
        if form is None:
            raise malformed(f"It has a value of the unknown type {kind}.")
        self._head.need(place + form.size)
        value: Scalar = form.unpack_from(self._head.data, place)[0]
        if kind == _FLOAT32 and isinstance(value, float):
            value = _as_written(value)
        return value, place + form.size

    def _skip(self, kind: int, count: int, place: int, depth: int) -> int:
        """The offset after `count` values, which may be beyond the file."""
        if kind == _STRING:
            return self._skip_texts(count, place)
        if kind in self._order.scalars:
            return place + self._skip_numbers(kind, count, place)
        if kind != _ARRAY:
            raise malformed(f"It has values of the unknown type {kind}.")
        if depth >= _DEEPEST_LIST:
            raise malformed(f"It has lists nested deeper than {_DEEPEST_LIST} levels.")
        for _ in range(count):
            self._inner_lists += 1
            if self._inner_lists > _MOST_INNER_LISTS:
                raise malformed(f"It has more than {_MOST_INNER_LISTS:,} lists inside lists.")
            inner, length, place = self._list_head(place)
            place = self._skip(inner, length, place, depth + 1)
        return place

    def _skip_numbers(self, kind: int, count: int, place: int) -> int:
        """Skip a list of numbers; if reads cost requests, a known one is not read again."""
        size = count * self._order.scalars[kind].size
        if self._known.remote and count >= _LONG and self._known.length(kind, count, self._head, place) is None:
            self._head.need(place + size)
            self._known.keep(kind, count, bytes(self._head.data[place : place + size]))
        return size

    def _skip_texts(self, count: int, place: int) -> int:
        """As `_skip`, for the token lists that make up most of a header: inlined for half a million steps."""
        known = self._known.length(_STRING, count, self._head, place)
        if known is not None:
            return place + known
        first = place
        data, unpack = self._head.data, self._order.u64.unpack_from
        for _ in range(count):
            try:
                place += 8 + unpack(data, place)[0]
            except (struct.error, OverflowError):
                self._head.need(place + 8)
                place += 8 + unpack(data, place)[0]
        if count >= _LONG:
            self._head.need(place)
            self._known.keep(_STRING, count, bytes(data[first:place]))
        return place

    def _text(self, place: int, longest: int) -> tuple[str, int]:
        length, place = self._number(place, self._order.u64)
        if length > longest:
            raise malformed(f"It has a text that claims {length:,} bytes.")
        self._head.need(place + length)
        return bytes(self._head.data[place : place + length]).decode("utf-8", "replace"), place + length

    def _number(self, place: int, form: struct.Struct) -> tuple[int, int]:
        self._head.need(place + form.size)
        return form.unpack_from(self._head.data, place)[0], place + form.size

    def _keep(self, key: str, value: Scalar) -> None:
        self.fields.append(Field(key=key, value=scalar(value)))


def _as_written(value: float) -> float:
    """The shortest decimal of this float32: 1e-05, not 9.999999747378752e-06."""
    for digits in range(6, 9):
        shorter = float(f"{value:.{digits}g}")
        try:
            if struct.pack("<f", shorter) == struct.pack("<f", value):
                return shorter
        except OverflowError:
            continue
    return value


class _Enough(Exception):  # noqa: N818 - ends the walk, not an error
    """Everything requested was found."""


class _Lister(_Reader):
    """Keeps some lists whole."""

    def __init__(self, head: Prefix, order: _Order, keys: frozenset[str]) -> None:
        super().__init__(head, order, KnownLists())
        self.arrays: dict[str, tuple[str, ...] | tuple[int, ...]] = {}
        self._keys = keys

    def _list(self, key: str, place: int) -> int:
        kind, count, first = self._list_head(place)
        after = super()._list(key, place)
        if key in self._keys and key not in self.arrays and kind in (_STRING, _INT32):
            self._head.need(after)
            data = self._head.data
            if kind == _INT32:
                self.arrays[key] = struct.unpack_from(f"{self._order.mark}{count}i", data, first)
            else:
                self.arrays[key] = tuple(self._texts(count, first))
            if len(self.arrays) == len(self._keys):
                raise _Enough
        return after

    def _texts(self, count: int, place: int) -> Iterator[str]:
        data, unpack = self._head.data, self._order.u64.unpack_from
        for _ in range(count):
            length = unpack(data, place)[0]
            place += 8 + length
            yield data[place - length : place].decode("utf-8", "replace")
