"""Decodes bytes to text: detects the encoding, and whether it is text at all."""

from __future__ import annotations

import codecs

from auditor.documents.content import Unreadable
from auditor.model import UnreadReason

_POINTERS = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/", b"# xet version ")
_LONGEST_POINTER = 1024
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b")
_MARKS = (
    # the four-byte marks first: the UTF-32 mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\f\x1b"))
_MOST_CONTROLS = 0.05
_UTF16_ZEROS = 0.3


def decode(data: bytes) -> str:
    r"""The text, with "\n" as newlines; raises `Unreadable` for a pointer, an empty file, and what is not text."""
    present(data)
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\f\v"):
        raise Unreadable(UnreadReason.EMPTY, "It contains only white space.")
    return text


def present(data: bytes | bytearray) -> None:
    """Raise `Unreadable` if a file's content is missing: no bytes, or a Git LFS or Xet pointer in its place."""
    if not data:
        raise Unreadable(UnreadReason.EMPTY, "It is empty.")
    if len(data) < _LONGEST_POINTER and bytes(data).startswith(_POINTERS):
        raise Unreadable(UnreadReason.LFS_POINTER, "A Git LFS pointer: the content was not downloaded.")


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if data.startswith(_BINARY):
        raise _not_text()
    if b"\0" in data:
        return _strictly(data, _utf16(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if len(data) - len(data.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(data):
        raise _not_text()
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text() from error
    if "\0" in text:
        raise _not_text()
    return text


def _utf16(data: bytes) -> str:
    """The byte order of UTF-16, from the zero bytes of mostly Latin text."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if not even and odd >= _UTF16_ZEROS * len(data) / 2:
        return "utf-16-le"
    if not odd and even >= _UTF16_ZEROS * len(data) / 2:
        return "utf-16-be"
    raise _not_text()


def _not_text() -> Unreadable:
    return Unreadable(UnreadReason.NOT_TEXT, "It is not plain text.")
