"""Writes a plan's hunks, all or none, and undoes them: the old content is stored outside the target."""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from auditor.atomic import beside
from auditor.errors import TargetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from auditor.model import Plan

_JOURNAL, _LOCK, _OLD = "journal.json", "lock", "old"
_PREFIX = ".auditor-fix."
_TEXTS = "/LICENSES/"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def state_folder(target: Path, state: Path | None = None) -> Path:
    """Where the old bytes and the plan of a target are stored: in the user's state directory, never in the target."""
    if state is None:
        from platformdirs import user_state_path  # noqa: PLC0415 - only if something is written

        state = user_state_path("auditor")
    digest = sha256(os.fsencode(target.resolve())).hexdigest()[:24]
    return state / "fix" / digest


def write(plans: Iterable[Plan], files: Mapping[str, bytes], root: Path, *, state: Path | None = None) -> None:
    """Write every file of the plans, or none of them.

    `files` are the bytes to write by path. Raises `TargetError`, with nothing changed, if a file was changed since the
    plan was made, is outside the target, or cannot be written, or if another run is in progress.
    """
    folder = state_folder(root, state)
    every = tuple(plans)
    with _locked(folder):
        _recover(folder, root)
        before = {path: _current(root, path) for path in files}
        # of several plans, the first that adds to a file saw its current content
        expected = {hunk.path: hunk.sha256 for plan in reversed(every) for hunk in plan.hunks}
        for path, data in before.items():
            if _digest(data) != expected.get(path, ""):
                raise _problem(root / path, "it was changed since the plan was made", "Make the plan again.")
        _put(files, before, root, folder, every)


def recover(root: Path, *, state: Path | None = None) -> None:
    """Remove what a killed run had prepared, before a plan is made, which would read it."""
    folder = state_folder(root, state)
    if folder.exists():
        with _locked(folder):
            _recover(folder, root)


def undo(root: Path, *, state: Path | None = None) -> tuple[str, ...]:
    """Undo the last write: each file as it was, byte for byte; returns the paths.

    Raises `TargetError` if nothing was written, or a file was changed since.
    """
    folder = state_folder(root, state)
    with _locked(folder):
        _recover(folder, root)
        journal = _journal(folder)
        if journal is None:
            raise TargetError(
                f"There is nothing to undo in {root}.", tip="auditor fix --write writes, and can be undone."
            )
        now = {path: _digest(_current(root, path)) for path in journal["files"]}
        for path, entry in journal["files"].items():
            # a killed run may have written some files and not others
            if now[path] not in (entry["after"], entry["before"]):
                raise _problem(
                    root / path, "it was changed since it was written", f"Its old bytes are in {folder / _OLD}."
                )
        written = {path: entry for path, entry in journal["files"].items() if now[path] != entry["before"]}
        try:
            _restore(written, root, folder)
        except OSError as error:
            raise TargetError(
                f"{_place_of(error, root)} could not be restored: {error.strerror}.",
                tip=f"Every old file is in {folder / _OLD}; run it again when that is fixed.",
            ) from error
        (folder / _JOURNAL).unlink()
        return tuple(sorted(journal["files"]))


def _put(
    files: Mapping[str, bytes],
    before: Mapping[str, bytes | None],
    root: Path,
    folder: Path,
    plans: tuple[Plan, ...],
) -> None:
    """Store the old content, prepare every file next to its place, and only then rename them into place."""
    old = folder / _OLD
    earlier = (folder / _JOURNAL).read_bytes() if (folder / _JOURNAL).exists() else None
    prepared: dict[str, Path] = {}
    made: list[Path] = []
    entries: dict[str, dict[str, str]] = {}
    placed: list[str] = []
    try:
        old.mkdir(parents=True, exist_ok=True)
        for path, data in before.items():
            if data is not None:
                _replace(old / _digest(data), data)
            entries[path] = {"before": _digest(data), "after": _digest(files[path])}
        journal = {"files": entries, "plans": [json.loads(plan.to_json()) for plan in plans]}
        _replace(folder / _JOURNAL, json.dumps(journal, ensure_ascii=True, indent=1).encode())
        for path, data in files.items():
            made += _folders(root, (root / path).parent)
            prepared[path] = beside(root / path, data, prefix=_PREFIX)
        # texts last: if a run is killed before one is written, the next run still finds it missing
        for path in sorted(prepared, key=lambda path: (_TEXTS in f"/{path}", path)):
            prepared[path].replace(root / path)
            del prepared[path]
            placed.append(path)
    except OSError as error:
        tip = "Nothing was changed."
        try:
            _restore({path: entries[path] for path in placed}, root, folder)
            _put_back(folder / _JOURNAL, earlier)
        except OSError:
            tip = f"{', '.join(placed)} were written; --undo restores the old files."
        raise TargetError(f"{_place_of(error, root)} could not be written: {error.strerror}.", tip=tip) from error
    finally:
        for temporary in prepared.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()


def _folders(root: Path, wanted: Path) -> list[Path]:
    """Create a missing folder of the target; returns the folders created."""
    if wanted == root or wanted.exists():
        return []
    above = _folders(root, wanted.parent)
    wanted.mkdir()
    return [*above, wanted]


def _restore(entries: Mapping[str, Mapping[str, str]], root: Path, folder: Path) -> None:
    """Restore each file, byte for byte; raises `OSError`."""
    for path, entry in sorted(entries.items(), reverse=True):
        place = root / path
        if entry["before"]:
            _replace(place, (folder / _OLD / entry["before"]).read_bytes())
            continue
        place.unlink(missing_ok=True)
        if place.parent != root:
            with suppress(OSError):
                place.parent.rmdir()


def _put_back(journal: Path, earlier: bytes | None) -> None:
    """Restore the journal of the previous write: what was not written cannot be undone."""
    if earlier is None:
        journal.unlink(missing_ok=True)
    elif journal.read_bytes() != earlier:
        _replace(journal, earlier)


def _place_of(error: OSError, root: Path) -> str:
    return os.fsdecode(error.filename2 or error.filename or root)


def _digest(data: bytes | None) -> str:
    return sha256(data).hexdigest() if data is not None else ""


def _current(root: Path, path: str) -> bytes | None:
    """The bytes of a file in the target, without following links; None if there is none. Raises `TargetError`."""
    place = root
    for part in path.split("/")[:-1]:
        place = place / part
        if place.is_symlink():
            raise _problem(place, "it is a link", "Nothing outside the target is ever written.")
    place = root / path
    try:
        handle = os.open(place, os.O_RDONLY | _NO_LINK)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _problem(place, "it is a link", "Nothing outside the target is ever written.") from error
        raise _problem(place, f"it cannot be read: {error.strerror}", "Nothing was changed.") from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _problem(place, "it is not a file", "Nothing was changed.")
        if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise _problem(place, "it is read-only", "Nothing was changed.")
        return file.read()


def _replace(place: Path, data: bytes) -> None:
    beside(place, data, prefix=_PREFIX).replace(place)


def _recover(folder: Path, root: Path) -> None:
    """Remove what a killed run had prepared."""
    if not folder.exists():
        return
    known = _journal(folder) or {"files": {}}
    parents = {root, root / "LICENSES", *((root / path).parent for path in known["files"])}
    for parent in sorted(parents):
        if parent.is_dir() and not parent.is_symlink():
            for temporary in parent.glob(f"{_PREFIX}*"):
                temporary.unlink(missing_ok=True)


def _journal(folder: Path) -> dict[str, Any] | None:
    try:
        journal: dict[str, Any] = json.loads((folder / _JOURNAL).read_bytes())
    except (OSError, ValueError):
        return None
    return journal


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock this target against other runs; raises `TargetError` if another one has it."""
    import fcntl  # noqa: PLC0415 - only if something is written

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise TargetError(
            f"{folder} cannot be used: {error.strerror}.", tip="Old bytes are kept there; set XDG_STATE_HOME."
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise TargetError("Another auditor fix is running here.", tip="Wait until it has ended.") from error
        yield
    finally:
        os.close(handle)


def _problem(place: Path, why: str, tip: str) -> TargetError:
    return TargetError(f"{place} is not written: {why}.", tip=tip)
