"""A repository at one commit in the Hub's API: its files, its card's metadata, its dates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.errors import SourceError
from auditor.model import FileEntry, Noun, Unread, UnreadReason
from auditor.patterns import regex
from auditor.sources.hub.address import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.sources.hub.session import Reply

MOST_FILES = 100_000
MOST_UNREAD = 1_000
_COMMIT = regex(r"[0-9a-f]{40}")
_OID = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256 = regex(r"[0-9a-f]{64}")
_DAY = regex(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")
_LONGEST_PATH = 4_096
_LONGEST_STEP = 255
_LARGEST = 2**53
_MOST_CARD = 256 * 1024


class HubFile(Noun, frozen=True, kw_only=True):
    """One file of the tree."""

    path: str
    size: int
    oid: str
    """git's sha1 of the blob, which for a large file is its LFS pointer."""
    sha256: str | None = None
    """The digest of a large file's content."""

    @property
    def entry(self) -> FileEntry:
        """The file as a source lists it."""
        return FileEntry(path=self.path, size=self.size, sha256=self.sha256)


class About(Noun, frozen=True, kw_only=True):
    """The answer to one metadata call, before the tree is requested."""

    kind: str
    name: str
    """The current name: a renamed repository answers under its new name."""
    commit: str
    created: str = ""
    """YYYY-MM-DDTHH:MM:SS, UTC; "" if not stated."""
    modified: str = ""
    gated: bool = False
    card: str = ""
    """The card's front matter as the Hub read it, as JSON."""


class AsOf(Noun, frozen=True, kw_only=True):
    """The commit of a parent's repository that is read for a model made at some moment."""

    commit: str
    note: str = ""
    """How it was chosen, for the reader; "" if it is simply the newest."""
    dated: bool = True
    """Whether it is the commit current at that moment, as far as dates show."""


class Listing(Noun, frozen=True, kw_only=True):
    """A repository at one commit."""

    about: About
    files: tuple[HubFile, ...]
    unread: tuple[Unread, ...]


def about(reply: Reply, kind: str, what: str) -> About:
    """The metadata in an answer to `/api/<kind>/<name>[/revision/<revision>]`; raises `SourceError`."""
    answer = _object(reply, what)
    commit = answer.get("sha")
    name = answer.get("id")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise _nonsense(what, "it names no commit")
    if not isinstance(name, str) or not is_name(name):
        raise _nonsense(what, "it names no repository")
    card = answer.get("cardData")
    text = json.dumps(card, sort_keys=True) if isinstance(card, dict) else ""
    return About(
        kind=kind,
        name=name,
        commit=commit,
        created=_moment(answer.get("createdAt")),
        modified=_moment(answer.get("lastModified")),
        gated=answer.get("gated") not in (None, False),
        card=text if len(text) <= _MOST_CARD else "",
    )


def page(reply: Reply, what: str) -> list[Any]:
    """The rows of one page of a tree or of commits; raises `SourceError`."""
    rows = _json(reply, what)
    if not isinstance(rows, list):
        raise _nonsense(what, "it is not a list")
    return rows


def listed(of: About, rows: Iterable[Any], *, cut: bool) -> Listing:
    """The files in the rows of a tree, sorted; `cut` is whether rows are missing."""
    files: dict[str, HubFile] = {}
    unread: list[Unread] = []
    left_out = 0
    for row in rows:
        if not isinstance(row, dict) or row.get("type") == "directory":
            continue
        file = _file(row)
        if file is not None and file.path not in files and len(files) < MOST_FILES:
            files[file.path] = file
        elif file is not None and len(files) >= MOST_FILES:
            cut = True
        elif len(unread) < MOST_UNREAD:
            detail = "The listing of the Hub has it twice, or in a form that no file has."
            path = str(row.get("path"))[:200].encode("utf-8", "backslashreplace").decode()
            unread.append(Unread(path=path, reason=UnreadReason.MALFORMED, detail=detail))
        else:
            left_out += 1
    if cut or left_out:
        detail = f"More than {MOST_FILES:,} files, or more that the Hub lists wrongly, were left out."
        unread.append(Unread(path="", reason=UnreadReason.TOO_MANY, detail=detail))
    return Listing(about=of, files=tuple(files[path] for path in sorted(files)), unread=tuple(unread))


def commits(rows: Iterable[Any], what: str) -> tuple[tuple[str, str], ...]:
    """Commit and moment of each row, the newest first."""
    pairs = []
    for row in rows:
        commit = row.get("id") if isinstance(row, dict) else None
        moment = _moment(row.get("date")) if isinstance(row, dict) else ""
        if not isinstance(commit, str) or not _COMMIT.fullmatch(commit) or not moment:
            raise _nonsense(what, "a commit has no id or no date")
        pairs.append((commit, moment))
    return tuple(pairs)


def _file(row: dict[str, Any]) -> HubFile | None:
    path, size, oid = row.get("path"), row.get("size"), row.get("oid")
    large = row.get("lfs")
    sha256 = large.get("oid") if isinstance(large, dict) else None
    if isinstance(large, dict) and isinstance(large.get("size"), int):
        size = large["size"]
    if not isinstance(path, str) or not _is_path(path):
        return None
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= _LARGEST:
        return None
    if not isinstance(oid, str) or not _OID.fullmatch(oid):
        return None
    if sha256 is not None and (not isinstance(sha256, str) or not _SHA256.fullmatch(sha256)):
        return None
    return HubFile(path=path, size=size, oid=oid, sha256=sha256)


def _is_path(path: str) -> bool:
    """Whether it is a valid path for git and for a file system."""
    if not path or len(path) > _LONGEST_PATH or "\0" in path or "\\" in path:
        return False
    try:
        steps = path.encode().split(b"/")
    except UnicodeEncodeError:
        return False  # half of a surrogate pair, which JSON can contain
    return all(step not in (b"", b".", b"..") and len(step) <= _LONGEST_STEP for step in steps)


def _object(reply: Reply, what: str) -> dict[str, Any]:
    answer = _json(reply, what)
    if not isinstance(answer, dict):
        raise _nonsense(what, "it is not an object")
    return answer


def _json(reply: Reply, what: str) -> Any:  # noqa: ANN401 - whatever the server sent
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError) as error:
        raise _nonsense(what, "it is not JSON") from error


def _moment(value: object) -> str:
    """`2026-03-17T01:00:00` of an ISO moment in UTC; "" for anything else."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match[0] if match else ""


def _nonsense(what: str, why: str) -> SourceError:
    return SourceError(f"{what}: the Hub's answer cannot be used: {why}.", tip="Check HF_ENDPOINT, or try again later.")
