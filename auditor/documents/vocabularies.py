"""The tokens of a tokenizer, from the files that contain them: read only on demand.

Known: tokenizer.json (Hugging Face), vocab.json with merges.txt, vocab.txt, a SentencePiece model, a GGUF header.
Pieces of byte-level vocabularies ("Ġthe") and of SentencePiece ("▁the") stay as spelled in the file: tokenizer.json
and GGUF use the same spelling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from auditor.documents import gguf, json_fields
from auditor.documents.content import malformed, too_large
from auditor.documents.decode import decode, present
from auditor.documents.json_stream import JsonStream
from auditor.documents.wire import BYTES, VARINT, Wire
from auditor.model import FileEntry
from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.documents.prefix import Readable

LARGEST = 64 * 2**20
"""Bytes of one file."""
MOST_TOKENS = 2_000_000
MOST_ADDED = 20_000
_MOST_VALUES = 8_000_000
"""Commas in a JSON file: each value between them becomes an object in memory."""
_LARGEST_SIDE = 5 * 2**20
_PIECES, _PIECE, _TYPE = 1, 1, 3
_CONTROL, _USER_DEFINED = 3, 4
_TOKENS, _MERGES, _TYPES = "tokenizer.ggml.tokens", "tokenizer.ggml.merges", "tokenizer.ggml.token_type"
_LARGEST_ID = 2**31
_JSON = ("tokenizer.json", "vocab.json")


class Vocabulary(Value, frozen=True):
    """Tokens by id, as a file has them."""

    tokens: dict[str, int]
    merges: tuple[str, ...] = ()
    """Each merge as "left right", in order."""
    added: tuple[tuple[int, str], ...] = ()
    """Tokens outside the trained vocabulary (or marked in it), by id."""


def is_carrier(name: str) -> bool:
    """Whether a file of that name may contain a tokenizer."""
    return name.lower() in _READERS or _suffix(name) in _READERS


def read(source: Readable, entry: FileEntry, beside: dict[str, FileEntry]) -> Vocabulary:
    """The tokens in the file; `beside` are the files of its folder, by name.

    Raises `Unreadable` if it has none, and `OSError`.
    """
    name = entry.path.rpartition("/")[2]
    reader = _READERS.get(name.lower()) or _READERS.get(_suffix(name))
    if reader is None:
        raise malformed("It is not a known tokenizer.")
    vocabulary: Vocabulary = reader(source, entry, beside)
    if not vocabulary.tokens:
        raise malformed("It has no tokens.")
    return vocabulary


def first_tokens(source: Readable, entry: FileEntry, beside: dict[str, FileEntry], count: int) -> list[str | None]:
    """The tokens of the first `count` ids; None if no token has the id. Raises as `read`.

    A JSON file is read in pieces and up to the end of its vocabulary: of a million tokens, and as many merges, only
    the requested tokens are in memory.
    """
    name = entry.path.rpartition("/")[2].lower()
    pairs = _streamed(source, entry, name) if name in _JSON else read(source, entry, beside).tokens.items()
    first: list[str | None] = [None] * count
    number = 0
    for number, (token, place) in enumerate(pairs, start=1):
        if place < count:
            first[place] = _safe(token)
        if number > MOST_TOKENS:
            raise too_large(f"It has more than {MOST_TOKENS:,} tokens.")
    if not number:
        raise malformed("It has no tokens.")
    return first


def _streamed(source: Readable, entry: FileEntry, name: str) -> Iterator[tuple[str, int]]:
    """The tokens of a JSON file with their ids."""
    stream = JsonStream(lambda start, limit: source.read(entry.path, start=start, limit=limit), LARGEST)
    if name == "vocab.json":
        yield from stream.numbered()
        return
    for key in stream.members():
        if key != "model" or stream.peek() != "{":
            stream.skip()
            continue
        for inner in stream.members():
            if inner == "vocab" and stream.peek() in ("{", "["):
                yield from stream.numbered()
                return
            stream.skip()
    raise malformed("It has no model.")


def json_file(source: Readable, entry: FileEntry, *, most: int = _LARGEST_SIDE) -> Any:  # noqa: ANN401 - JSON
    """The value of a JSON file of at most `most` bytes; raises `Unreadable` and `OSError`."""
    text = decode(_whole(source, entry, most))
    if text.count(",") > _MOST_VALUES:
        raise too_large(f"It has more than {_MOST_VALUES:,} values.")
    return json_fields.parse(text)[0]


def _whole(source: Readable, entry: FileEntry, most: int = LARGEST) -> bytes:
    data = source.read(entry.path, limit=most + 1)
    if len(data) > most:
        raise too_large(f"It is larger than {most // 2**20} MB.")
    return data


def _tokenizer_json(source: Readable, entry: FileEntry, _beside: dict[str, FileEntry]) -> Vocabulary:
    model, listed = _model(source, entry)
    added = {
        entry_added["content"]: entry_added.get("id")
        for entry_added in _dicts(listed)
        if isinstance(entry_added.get("content"), str)
    }
    merges = model.get("merges")
    return Vocabulary(_tokens(model.get("vocab")), _merges(merges if isinstance(merges, list) else []), _added(added))


def _model(source: Readable, entry: FileEntry) -> tuple[dict[str, Any], Any]:
    """The model of a tokenizer.json, and its added tokens."""
    value = json_file(source, entry, most=LARGEST)
    model = value.get("model") if isinstance(value, dict) else None
    if not isinstance(model, dict):
        raise malformed("It has no model.")
    return model, value.get("added_tokens")


def _vocab_json(source: Readable, entry: FileEntry, beside: dict[str, FileEntry]) -> Vocabulary:
    tokens = _tokens(json_file(source, entry, most=LARGEST))
    merges: list[str] = []
    if "merges.txt" in beside:
        text = decode(_whole(source, beside["merges.txt"]))
        merges = [line for line in text.split("\n") if line and not line.startswith("#version")]
    added = json_file(source, beside["added_tokens.json"]) if "added_tokens.json" in beside else {}
    return Vocabulary(tokens, _merges(merges), _added(added if isinstance(added, dict) else {}))


def _vocab_txt(source: Readable, entry: FileEntry, _beside: dict[str, FileEntry]) -> Vocabulary:
    lines = decode(_whole(source, entry)).removesuffix("\n").split("\n")
    return Vocabulary(_tokens({line: number for number, line in enumerate(lines)}))


def _sentencepiece(source: Readable, entry: FileEntry, _beside: dict[str, FileEntry]) -> Vocabulary:
    data = _whole(source, entry)
    present(data)
    model_file = FileEntry(path=entry.path, size=len(data))
    wire = Wire(_InMemory(data), model_file, most_bytes=4 * LARGEST, most_pieces=4 * MOST_TOKENS)
    tokens: list[str] = []
    added: dict[str, int] = {}
    for outer in wire.pieces():
        if (outer.number, outer.kind) != (_PIECES, BYTES):
            continue
        text, kind = "", 1
        for inner in wire.pieces(outer.start, outer.end):
            if (inner.number, inner.kind) == (_PIECE, BYTES):
                text = data[inner.start : inner.end].decode("utf-8", "replace")
            elif (inner.number, inner.kind) == (_TYPE, VARINT):
                kind = inner.value
        if kind in (_CONTROL, _USER_DEFINED):
            added[text] = len(tokens)
        tokens.append(text)
    return Vocabulary(_tokens(tokens), added=_added(added))


def _gguf(source: Readable, entry: FileEntry, _beside: dict[str, FileEntry]) -> Vocabulary:
    listed = gguf.lists(source, entry, frozenset({_TOKENS, _MERGES, _TYPES}))
    tokens = listed.get(_TOKENS, ())
    marked = {
        token: number
        for number, (token, kind) in enumerate(zip(tokens, listed.get(_TYPES, ()), strict=False))
        if kind in (_CONTROL, _USER_DEFINED) and isinstance(token, str)
    }
    return Vocabulary(_tokens(list(tokens)), _merges(list(listed.get(_MERGES, ()))), _added(marked))


class _InMemory:
    """Given bytes, as a reader's source."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        del path
        return self._data[start : start + limit]


def _tokens(value: object) -> dict[str, int]:
    """Token to id, from a table, a list of tokens, or a list of tokens and their scores."""
    pairs: Iterable[tuple[object, object]]
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = ((item[0] if isinstance(item, list) and item else item, place) for place, item in enumerate(value))
    else:
        return {}
    if isinstance(value, dict) and _is_plain(value):
        numbers = value
    else:
        numbers = {_safe(token): number for token, number in pairs if isinstance(token, str) and _is_id(number)}
    if len(numbers) > MOST_TOKENS:
        raise too_large(f"It has more than {MOST_TOKENS:,} tokens.")
    return numbers


def _is_plain(table: dict[Any, Any]) -> bool:
    """Whether it consists of valid texts and ids, checked all at once."""
    numbers = table.values()
    if not table or set(map(type, numbers)) != {int} or min(numbers) < 0 or max(numbers) >= _LARGEST_ID:
        return False
    try:
        "".join(table).encode()
    except (TypeError, UnicodeEncodeError):
        return False
    return True


def _merges(value: list[Any]) -> tuple[str, ...]:
    return tuple(_safe(" ".join(merge) if isinstance(merge, list) else merge) for merge in value if _is_merge(merge))


def _is_merge(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(side, str) for side in value))


def _added(value: dict[str, Any]) -> tuple[tuple[int, str], ...]:
    pairs = [(number, _safe(token)) for token, number in value.items() if _is_id(number)]
    return tuple(sorted(pairs)[:MOST_ADDED])


def _is_id(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < _LARGEST_ID


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _safe(text: str) -> str:
    """The text with lone surrogates, which JSON allows but UTF-8 does not, escaped."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _suffix(name: str) -> str:
    return "." + name.lower().rpartition(".")[2]


_READERS = {
    "tokenizer.json": _tokenizer_json,
    "vocab.json": _vocab_json,
    "vocab.txt": _vocab_txt,
    "tokenizer.model": _sentencepiece,
    "spiece.model": _sentencepiece,
    "sentencepiece.model": _sentencepiece,
    "sentencepiece.bpe.model": _sentencepiece,
    ".gguf": _gguf,
}
