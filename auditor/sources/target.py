"""What a target means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import TargetError
from auditor.sources.local import LocalSource

if TYPE_CHECKING:
    from auditor.model import Source

_MODEL_FILES = (".gguf", ".safetensors")
_HUB_ID = r"(?a)[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}(?:@[\w./-]{1,128})?"
_HUB_PREFIXES = ("hf:", "https://huggingface.co/", "https://hf.co/")
_SHOWN = 200


def open_target(target: str) -> Source:
    """The source that a target names: a directory, a .gguf or a .safetensors file, a Hub cache folder.

    An existing path wins over a Hub id. Raises `TargetError` where nothing can be audited there.
    """
    shown = target if len(target) <= _SHOWN else target[:_SHOWN] + "…"
    if not target.strip():
        msg = "No target was named."
        raise TargetError(msg, tip="Name a model directory, a .gguf or a .safetensors file.")
    if target.startswith(_HUB_PREFIXES):
        msg = f"{shown} names a repository on the Hub, which this version cannot read."
        raise TargetError(msg, tip=_hub_tip(_hub_id(target)))
    place = Path(target)
    try:
        directory = place.is_dir()
        file = place.is_file()
        exists = directory or file or place.exists() or place.is_symlink()
    except PermissionError as error:
        raise _denied(shown) from error
    except (OSError, ValueError) as error:
        msg = f"{shown} is no path: {error.strerror if isinstance(error, OSError) else error}"
        raise TargetError(msg, tip="Name a model directory, a .gguf or a .safetensors file.") from error
    if not exists:
        msg = f"No such path: {shown}"
        raise TargetError(msg, tip=_hub_tip(target) if re.fullmatch(_HUB_ID, target) else "Check the spelling.")
    if directory:
        return _directory(place, target, shown)
    return _file(place, target, shown, regular=file)


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
        raise TargetError(msg, tip="Name a model directory, a .gguf or a .safetensors file.")
    if place.suffix.lower() not in _MODEL_FILES:
        msg = f"{shown} is not a model."
        raise TargetError(msg, tip="Name a .gguf or a .safetensors file, or the directory the model's files are in.")
    source = LocalSource(place, target=target)
    try:
        source.read(source.files()[0].path, limit=1)
    except PermissionError as error:
        raise _denied(shown) from error
    except OSError as error:
        msg = f"{shown} cannot be read: {error.strerror}"
        raise TargetError(msg, tip="Check the file system it is on.") from error
    return source


def _denied(shown: str) -> TargetError:
    msg = f"No permission to read {shown}"
    return TargetError(msg, tip="Run as a user who may read it, or change its mode.")


def _hub_id(target: str) -> str:
    for prefix in _HUB_PREFIXES:
        target = target.removeprefix(prefix)
    return target.strip("/")


def _hub_tip(repository: str) -> str:
    """For what looks like a Hub id."""
    name = repository.partition("@")[0]
    if not re.fullmatch(_HUB_ID, name):
        name = "ORG/NAME"
    return (
        "Repositories on the Hub come in a later version; a downloaded one can be audited: "
        f"hf download {name} --local-dir DIR, then auditor audit DIR"
    )
