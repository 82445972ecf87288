"""Writing a plan's hunks, whole or not at all, and taking them back: what was there is kept outside the target."""

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
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from auditor.model import Plan

_JOURNAL, _LOCK, _OLD = "journal.json", "lock", "old"
_PREFIX = ".auditor-fix."
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def state_folder(target: Path, state: Path | None = None) -> Path:
    """Where the old bytes and the plan of a target are kept: in the user's state directory, never in the target."""
    if state is None:
        from platformdirs import user_state_path  # noqa: PLC0415 - only where something is written

        state = user_state_path("auditor")
    digest = sha256(os.fsencode(target.resolve())).hexdigest()[:24]
    return state / "fix" / digest


def write(plan: Plan, files: Mapping[str, bytes], root: Path, *, state: Path | None = None) -> None:
    """Every file of the plan as it is to be, or none of them.

    `files` are the bytes to write by path. Raises `TargetError`, and nothing was changed, where a file is not as it was
    when the plan was made, leads out of the target, or cannot be written, and where another run is at work.
    """
    folder = state_folder(root, state)
    with _alone(folder):
        _recover(folder, root)
        before = {path: _current(root, path) for path in files}
        expected = {hunk.path: hunk.sha256 for hunk in plan.hunks}
        for path, data in before.items():
            if (sha256(data).hexdigest() if data is not None else "") != expected.get(path, ""):
                raise _problem(root / path, "it was changed since the plan was made", "Make the plan again.")
        _put(files, before, root, folder, plan)


def recover(root: Path, *, state: Path | None = None) -> None:
    """Remove what a run that was killed had prepared: before a plan is made, which would read it."""
    folder = state_folder(root, state)
    if folder.exists():
        with _alone(folder):
            _recover(folder, root)


def undo(root: Path, *, state: Path | None = None) -> tuple[str, ...]:
    """Take back the last write: each file as it was, byte for byte; the paths.

    Raises `TargetError` where nothing was written, or a file was changed since.
    """
    folder = state_folder(root, state)
    with _alone(folder):
        _recover(folder, root)
        journal = _journal(folder)
        if journal is None:
            raise TargetError(
                f"There is nothing to undo in {root}.", tip="auditor fix --write writes, and can be undone."
            )
        for path, entry in journal["files"].items():
            data = _current(root, path)
            if (sha256(data).hexdigest() if data is not None else "") != entry["after"]:
                raise _problem(
                    root / path, "it was changed since it was written", f"Its old bytes are in {folder / _OLD}."
                )
        for path, entry in sorted(journal["files"].items(), reverse=True):
            place = root / path
            if entry["before"]:
                _replace(place, (folder / _OLD / entry["before"]).read_bytes())
            else:
                place.unlink(missing_ok=True)
                with suppress(OSError):
                    place.parent.rmdir() if place.parent != root else None
        (folder / _JOURNAL).unlink()
        return tuple(sorted(journal["files"]))


def _put(files: Mapping[str, bytes], before: Mapping[str, bytes | None], root: Path, folder: Path, plan: Plan) -> None:
    """Keep what is there, prepare every file beside its place, and only then rename them into place."""
    old = folder / _OLD
    prepared: dict[str, Path] = {}
    made: list[Path] = []
    try:
        old.mkdir(parents=True, exist_ok=True)
        entries: dict[str, dict[str, str]] = {}
        for path, data in before.items():
            digest = sha256(data).hexdigest() if data is not None else ""
            if data is not None:
                _replace(old / digest, data)
            entries[path] = {"before": digest, "after": sha256(files[path]).hexdigest()}
        for path, data in files.items():
            parent = (root / path).parent
            if not parent.exists():
                parent.mkdir()
                made.append(parent)
            prepared[path] = beside(root / path, data, prefix=_PREFIX)
        journal = {"files": entries, "plan": json.loads(plan.to_json())}
        _replace(folder / _JOURNAL, json.dumps(journal, ensure_ascii=True, indent=1).encode())
        for path in sorted(prepared):
            prepared[path].replace(root / path)
            del prepared[path]
    except OSError as error:
        where = error.filename or root
        raise TargetError(
            f"{os.fsdecode(where)} could not be written: {error.strerror}.", tip="Nothing was changed."
        ) from error
    finally:
        for temporary in prepared.values():
            temporary.unlink(missing_ok=True)
        if prepared:
            for parent in made:
                with suppress(OSError):
                    parent.rmdir()


def _current(root: Path, path: str) -> bytes | None:
    """The bytes of a file in the target, no link followed; None where there is none. Raises `TargetError`."""
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
            raise _problem(place, "it is no file", "Nothing was changed.")
        if not os.access(place, os.W_OK):
            raise _problem(place, "it is read-only", "Nothing was changed.")
        return file.read()


def _replace(place: Path, data: bytes) -> None:
    beside(place, data, prefix=_PREFIX).replace(place)


def _recover(folder: Path, root: Path) -> None:
    """Remove what a run that was killed had prepared."""
    if not folder.exists():
        return
    for parent in (root, root / "LICENSES"):
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
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else writes to this target meanwhile; raises `TargetError` where somebody does."""
    import fcntl  # noqa: PLC0415 - only where something is written

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
            raise TargetError("Another auditor fix is at work here.", tip="Wait until it has ended.") from error
        yield
    finally:
        os.close(handle)


def _problem(place: Path, why: str, tip: str) -> TargetError:
    return TargetError(f"{place} is not written: {why}.", tip=tip)
