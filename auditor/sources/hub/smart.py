"""git's smart HTTP, as far as needed to fetch a branch's commits and trees without file contents.

Protocol 2, and 0 for servers that know no other (gitprotocol-v2, gitprotocol-pack, gitprotocol-common).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.hub.session import Session

MOST_PACK = 64 * 2**20
_MOST_REFS = 16 * 2**20
_LENGTH = 4
_DATA, _REMARKS, _FAILED = 1, 2, 3
_FLUSH = b"0000"
_AGENT = b"auditor"


class NoSmartError(SourceError):
    """The server does not serve git this way."""


def commits(session: Session, base: str, commit: str, *, what: str) -> bytes:
    """A pack with the commit, its ancestors, and their trees; two requests.

    Raises `NoSmartError` if the server does not serve it, and `SourceError`.
    """
    refs = session.git(f"{base}/info/refs?service=git-upload-pack", what=what, most=_MOST_REFS).body
    lines = [line for line in _lines(refs, what) if not line.startswith(b"# ")]
    second = any(line.strip() == b"version 2" for line in lines[:2])
    offered = lines if second else lines[:1]
    if not any(b"filter" in line for line in offered):
        raise NoSmartError(f"{what}: the server offers no clone without files.")
    body = _request(commit.encode(), second=second)
    answer = session.git(f"{base}/git-upload-pack", what=what, most=MOST_PACK, body=body).body
    return b"".join(_packfile(_lines(answer, what), what))


def _request(commit: bytes, *, second: bool) -> bytes:
    if second:
        words = (b"command=fetch", b"agent=" + _AGENT, b"object-format=sha1")
        wanted = (b"no-progress", b"ofs-delta", b"filter blob:none", b"want " + commit, b"done")
        return b"".join(map(_packet, words)) + b"0001" + b"".join(map(_packet, wanted)) + _FLUSH
    able = b"side-band-64k ofs-delta no-progress filter agent=" + _AGENT
    return _packet(b"want " + commit + b" " + able) + _packet(b"filter blob:none") + _FLUSH + _packet(b"done")


def _packet(line: bytes) -> bytes:
    return b"%04x%s\n" % (len(line) + 5, line)


def _lines(data: bytes, what: str) -> Iterator[bytes]:
    """The packets in an answer, without delimiters."""
    place = 0
    while place < len(data):
        try:
            length = int(data[place : place + _LENGTH], 16)
        except ValueError as error:
            raise _nonsense(what) from error
        if length in (0, 1, 2):
            place += _LENGTH
            continue
        if not _LENGTH <= length <= len(data) - place:
            raise _nonsense(what)
        yield data[place + _LENGTH : place + length]
        place += length


def _packfile(lines: Iterator[bytes], what: str) -> Iterator[bytes]:
    """The pieces of the pack, without the server's other messages."""
    begun = False
    for line in lines:
        if line.startswith(b"ERR "):
            raise _refused(what, line[4:])
        if line[:1] == bytes([_FAILED]):
            raise _refused(what, line[1:])
        if line[:1] == bytes([_DATA]):
            begun = True
            yield line[1:]
        elif line[:1] != bytes([_REMARKS]) and begun:
            raise _nonsense(what)
    if not begun:
        raise NoSmartError(f"{what}: the server sent no pack.")


def _refused(what: str, words: bytes) -> NoSmartError:
    return NoSmartError(f"{what}: the server says: {words[:200].decode('utf-8', 'replace').strip()}")


def _nonsense(what: str) -> NoSmartError:
    return NoSmartError(f"{what}: the server did not answer in the Git protocol.")
