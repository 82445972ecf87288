"""Adds a license text to a rules directory, so that it is recognised in models and compared with quotes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import RuleError
from auditor.identify import quotes
from auditor.identify.index.builder import Source, with_text
from auditor.identify.index.known import Index
from auditor.identify.normalize.fingerprint import digest
from auditor.identify.normalize.folding import words

if TYPE_CHECKING:
    from pathlib import Path

_TABLES = ("texts.json", "digests.tsv", "words.txt", "texts.bin", "phrases.bin", "shingles.bin")
_LARGEST = 1_000_000
"""Bytes of a license text."""


class Text(NamedTuple):
    """A license text, and what is already known of it."""

    sha256: str
    words: str
    """The text without the front matter of ScanCode."""
    expression: str
    """The SPDX id of the known text that it equals word for word; "" for a new one."""


def read(path: Path, root: Path) -> Text:
    """The text of a file; raises `RuleError` if it is not text, or empty."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        text = data.decode()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}", tip="Name the license text.") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8", tip="Save the license as plain text in UTF-8.") from error
    body = quotes.body(text)
    if len(data) > _LARGEST or not words(body):
        raise RuleError(f"{path}: is not a license text", tip=f"It has words, and at most {_LARGEST:,} bytes.")
    known = Index.read(root / "texts").lookup(digest(words(body))) if (root / "texts" / "texts.json").is_file() else ()
    return Text(hashlib.sha256(data).hexdigest(), body, known[0].expression if known else "")


def with_quotes(root: Path, text: Text) -> dict[str, bytes]:
    """`texts/quotes.bin` with that text added."""
    place = root / "texts" / "quotes.bin"
    known = dict(quotes.load(place).texts) if place.is_file() else {}
    return {"texts/quotes.bin": quotes.dump(quotes.of({**known, text.sha256: quotes.digests(text.words)}))}


def recognised(root: Path, key: str, spdx_id: str, text: Text) -> dict[str, bytes]:
    """The tables of known texts with that text added for a license, and its row in `texts/sources.toml`."""
    folder = root / "texts"
    if text.expression or not (folder / "texts.json").is_file():
        return {}
    source = Source(key=key, license=key, expression=spdx_id, text=text.words, fingerprint=True)
    tables = with_text({name: (folder / name).read_bytes() for name in _TABLES}, source)
    row = f'\n[[text]]\nkey = "{key}"\nlicense = "{key}"\nexpression = "{spdx_id}"\nsha256 = "{text.sha256}"\n'
    sources = folder / "sources.toml"
    listed = sources.read_bytes() if sources.is_file() else b""
    return {f"texts/{name}": data for name, data in tables.items()} | {"texts/sources.toml": listed + row.encode()}
