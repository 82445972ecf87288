"""What a copy of a repository lacks: programs fetch the files they need, and a license text is not among them.

A file missing here may be in the repository. With the list of files that huggingface_hub stores, each file that was
not downloaded is reported as such; without it, what else there is is unknown, which is reported once.
`.no_exist/<commit>/<name>`, the cache's record that the Hub has no file of that name, is not used: terms have many
file names, and it lists only the few that some program requested.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Unread, UnreadReason
from auditor.patterns import regex
from auditor.sources.stores import hub_trees as trees
from auditor.sources.walk import is_skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from auditor.sources.stores.hub_cache import CacheEntry
    from auditor.sources.walk import WalkedFile

DOWNLOADS = ".cache/huggingface/download/"
"""Where `hf download --local-dir` stores its records, below the directory."""
_KEPT = Path(".cache") / "huggingface"
_RECORD = ".metadata"
_LARGEST_RECORD = 1024
_COMMIT = regex(r"[0-9a-f]{40}")
_CLOCK = 1.0
"""Seconds by which a file may appear newer than its record."""


class CopyRecord(NamedTuple):
    """What the place records of the repository that it is a copy of."""

    unread: tuple[Unread, ...] = ()
    sha256: Mapping[str, str] = {}
    """Digests of the large files here, by path, as listed by the Hub."""
    revision: str | None = None


def of_snapshot(cache: CacheEntry, here: Mapping[str, WalkedFile]) -> CopyRecord:
    """What the snapshot of a Hub cache lacks.

    The sha256 of a file is given if the list has it, its size agrees, and its blob has the name in the list: it is the
    Hub's, not computed from the bytes.
    """
    commit = cache.revision or ""
    listed = trees.tree(cache.folder, commit)
    if listed is None:
        kind = "datasets/" if cache.folder.name.startswith("datasets--") else ""
        again = f"auditor audit hf:{kind}{cache.name}{f'@{commit}' if _COMMIT.fullmatch(commit) else ''}"
        return CopyRecord(
            (_rest_unknown(f"This cache keeps no list of its files; on the Hub they are read by: {again}"),)
        )
    digests = {
        path: file.sha256
        for path, file in listed.items()
        if file.sha256
        and path in here
        and here[path].size == file.size
        and Path(here[path].real).name in (file.sha256, file.xet)
    }
    return CopyRecord(_missing(listed, here), digests)


def of_file() -> CopyRecord:
    """What one file lacks: everything next to it."""
    detail = "Only this file was audited: what is next to it, or in its repository, was not read."
    return CopyRecord((Unread(path="", reason=UnreadReason.NOT_HERE, detail=detail),))


def of_local_dir(root: Path, here: Mapping[str, WalkedFile], modified: Callable[[str], float]) -> CopyRecord:
    """What a directory lacks that `hf download --local-dir` filled; nothing if there is no record of it.

    The commit is given if every file has a record, all name the same commit, and no file was changed since; `modified`
    returns a file's time of modification, in seconds.
    """
    records = [path for path in here if path.startswith(DOWNLOADS) and path.endswith(_RECORD)]
    if not records:
        return CopyRecord()
    recorded = {path[len(DOWNLOADS) : -len(_RECORD)]: _record(Path(here[path].real)) for path in records}
    commits = {commit for commit, _ in recorded.values()}
    commit = next(iter(commits)) if len(commits) == 1 else ""
    listed = trees.tree(root / _KEPT, commit)
    files = [path for path in here if not path.startswith(".cache/")]
    same = bool(commit) and all(
        path in recorded and modified(here[path].real) - _CLOCK <= recorded[path][1] for path in files
    )
    revision = commit if same else None
    if listed is None:
        return CopyRecord(
            (_rest_unknown("It was downloaded, and no list of the files of its repository was kept."),), {}, revision
        )
    return CopyRecord(_missing((path for path in listed if not is_skipped(path)), here), {}, revision)


def _missing(listed: Iterable[str], here: Mapping[str, WalkedFile]) -> tuple[Unread, ...]:
    detail = "It is in the repository, and was not downloaded."
    return tuple(
        Unread(path=path, reason=UnreadReason.NOT_HERE, detail=detail) for path in sorted(listed) if path not in here
    )


def _rest_unknown(detail: str) -> Unread:
    why = f"Whether the repository holds more than what is here is not known. {detail}"
    return Unread(path="", reason=UnreadReason.NOT_HERE, detail=why)


def _record(place: Path) -> tuple[str, float]:
    """Commit and moment of a record: its first and third lines; "" and 0 if it lacks them."""
    try:
        with place.open("rb") as file:
            lines = file.read(_LARGEST_RECORD).decode("ascii").split("\n")
        commit, moment = lines[0].strip(), float(lines[2])
    except (OSError, ValueError, IndexError):
        return "", 0.0
    return (commit, moment) if _COMMIT.fullmatch(commit) else ("", 0.0)
