"""Resolves a target to a source or a past."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditorError, TargetError
from auditor.sources.hub import plain, spelled
from auditor.sources.local import LocalSource
from auditor.sources.overlay import Overlay
from auditor.sources.view import View

if TYPE_CHECKING:
    from auditor.model import Source
    from auditor.sources.hub import Address, Hub
    from auditor.sources.past import FileFilters, Past

_MODEL_FILES = (".gguf", ".safetensors")
_OTHER_FORMATS = (
    *(".onnx", ".pt", ".pth", ".bin", ".ckpt", ".tflite", ".mlmodel", ".keras", ".h5", ".hdf5", ".nemo", ".npz", ".pb"),
    *(".msgpack", ".traineddata", ".ggml", ".engine", ".pkl", ".joblib", ".mlpackage", ".sft", ".llamafile"),
)
_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".whl", ".deb", ".rpm", ".jar", ".rar")
_TIP = "Name a model directory, a .gguf or a .safetensors file, or a repository on the Hub as ORG/NAME."
_PAST_TIP = "Name a clone (the directory that holds .git), or a repository on the Hub as ORG/NAME."
_SHOWN = 200


def open_target(target: str, *, hub: Hub | None = None) -> Source:
    """The source that a target names: a directory, a .gguf or .safetensors file, a Hub cache folder, or a Hub id.

    An existing path takes precedence over a Hub id; without a `hub` only paths are opened. Raises `TargetError` if
    nothing can be audited there, and `SourceError` if the Hub fails.
    """
    shown = target if len(target) <= _SHOWN else target[:_SHOWN] + "…"
    if not target.strip():
        msg = "No target was named."
        raise TargetError(msg, tip=_TIP)
    address = spelled(target)
    if address is not None:
        return _on_hub(address, hub, shown)
    place = Path(target)
    try:
        place.absolute()
    except OSError as error:
        msg = "The current directory is gone."
        raise TargetError(msg, tip="Change to one that exists, or name the whole path.") from error
    try:
        directory = place.is_dir()
        file = place.is_file()
        exists = directory or file or place.exists() or place.is_symlink()
    except PermissionError as error:
        raise _denied(shown) from error
    except (OSError, ValueError) as error:
        msg = f"{shown} is not a path: {error.strerror if isinstance(error, OSError) else error}"
        raise TargetError(msg, tip=_TIP) from error
    if not exists:
        address = plain(target)
        if address is not None and hub is not None:
            try:
                return _on_hub(address, hub, shown)
            except AuditorError as error:
                error.message = f"No such path: {shown}; and as a repository: {error.message}"
                raise
        msg = f"No such path: {shown}"
        raise TargetError(msg, tip=f"Check the spelling. {_TIP}")
    if directory:
        return _directory(place, target, shown)
    return _file(place, target, shown, regular=file)


def open_past(target: str, *, hub: Hub, branch: str | None, filters: FileFilters) -> Past:
    """The commits of a target: a Git clone, or a repository on the Hub; `branch` selects another than its current one.

    Raises `TargetError` if there is no history, and `SourceError` if it cannot be served.
    """
    from auditor.sources.git import ClonePast, git_directory  # noqa: PLC0415 - an audit needs no history
    from auditor.sources.hub.past import HubPast  # noqa: PLC0415

    shown = target if len(target) <= _SHOWN else target[:_SHOWN] + "…"
    if not target.strip():
        raise TargetError("No target was named.", tip=_PAST_TIP)
    address = spelled(target)
    if address is None:
        place = Path(target)
        try:
            exists = place.exists() or place.is_symlink()
            root = git_directory(place) if place.is_dir() else None
        except (OSError, ValueError) as error:
            raise TargetError(f"{shown} cannot be read: {error}.", tip=_PAST_TIP) from error
        if root is not None:
            return ClonePast(target, root, branch, filters)
        if exists:
            raise TargetError(f"{shown} has no Git history: it is not a Git clone.", tip=_PAST_TIP)
        address = plain(target)
    if address is None:
        raise TargetError(f"No such path: {shown}", tip=f"Check the spelling. {_PAST_TIP}")
    if branch is not None and address.revision is not None:
        raise TargetError(f"{shown} names a revision, and --branch another.", tip="Name one of them.")
    return HubPast(hub, address._replace(revision=branch or address.revision), filters)


def from_hub(source: Source) -> bool:
    """Whether it is on the Hub, or was downloaded by `auditor download`, so that its parents are on the Hub."""
    whole = source
    while isinstance(whole, (View, Overlay)):
        whole = whole.whole
    return whole.remote or (isinstance(whole, LocalSource) and whole.record is not None)


def names_both(target: str) -> bool:
    """Whether a target is an existing path and could also be a Hub id; the path takes precedence."""
    try:
        return plain(target) is not None and Path(target).exists()
    except (OSError, ValueError):
        return False


def _on_hub(address: Address, hub: Hub | None, shown: str) -> Source:
    if hub is None:
        msg = f"{shown} names a repository on the Hub; here only paths are read."
        raise TargetError(msg, tip="Name a path.")
    source = hub.open(address)
    if source.files() or source.unread():
        return source
    msg = f"{shown} is empty at commit {source.revision}."
    raise TargetError(msg, tip="Name a revision that holds files: ORG/NAME@REVISION.")


def _directory(place: Path, target: str, shown: str) -> Source:
    try:
        next(place.iterdir(), None)
    except PermissionError as error:
        raise _denied(shown) from error
    except OSError as error:
        msg = f"{shown} cannot be listed: {error.strerror}"
        raise TargetError(msg, tip="Check the file system it is on.") from error
    source = LocalSource(place, target=target)
    if source.files():
        return source
    unread = source.unread()
    if not unread:
        msg = f"{shown} is empty."
        raise TargetError(msg, tip="Name the directory that holds the model's files.")
    first = unread[0]
    msg = f"Nothing in {shown} can be read; {first.path or 'it'}: {first.detail}"
    raise TargetError(msg, tip="Name the directory that holds the model's files, or ask for permission to read them.")


def _file(place: Path, target: str, shown: str, *, regular: bool) -> Source:
    if not regular:
        what = "a link to nothing" if place.is_symlink() else "not a file"
        msg = f"{shown} is {what}."
        raise TargetError(msg, tip=_TIP)
    if place.suffix.lower() not in _MODEL_FILES:
        raise _not_read_alone(place, shown)
    source = LocalSource(place, target=target)
    try:
        source.read(source.files()[0].path, limit=1)
    except PermissionError as error:
        raise _denied(shown) from error
    except OSError as error:
        msg = f"{shown} cannot be read: {error.strerror}"
        raise TargetError(msg, tip="Check the file system it is on.") from error
    return source


def _not_read_alone(place: Path, shown: str) -> TargetError:
    """Why a file is not audited by itself, by its ending."""
    name = place.name.lower()
    if name.endswith(_ARCHIVES):
        return TargetError(
            f"{shown} is an archive, and archives are not opened.", tip="Unpack it, and name the folder."
        )
    if name.endswith(_OTHER_FORMATS):
        msg = f"{shown}: auditor does not read a {place.suffix.lower()} file by itself."
        return TargetError(msg, tip="Name its directory: the files next to it are read with it.")
    tip = "Name a .gguf or a .safetensors file, or the directory the model's files are in."
    return TargetError(f"{shown} is not a model.", tip=tip)


def _denied(shown: str) -> TargetError:
    msg = f"No permission to read {shown}"
    return TargetError(msg, tip="Run as a user who may read it, or change its mode.")
