"""The forms of a repository's address on the Hub: `org/name[@revision]`, `hf:…`, `hf://…`, or its web page."""

from __future__ import annotations

import os
import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from auditor.errors import TargetError
from auditor.patterns import regex

_PART = r"[A-Za-z0-9](?:[\w.-]{0,94}[\w])?"
_ID = regex(rf"(?a){_PART}/{_PART}")
_LEGACY = regex(rf"(?a){_PART}")
_REVISION = regex(r"[\w.+/-]{1,200}")
_PAGES = ("huggingface.co", "hf.co", "www.huggingface.co")
_KINDS = ("models", "datasets")
_OF_A_PAGE = ("tree", "blob", "resolve", "raw", "commit")
_TIP = "Write ORG/NAME, ORG/NAME@REVISION, hf:ORG/NAME, hf:datasets/ORG/NAME, or the address of its page."


class Address(NamedTuple):
    """A repository on the Hub."""

    kind: str
    """models · datasets, as in the Hub's API."""
    name: str
    """`org/name`; a few old ones are `name`."""
    revision: str | None
    """A branch, a tag or a commit; None for the main branch."""

    def __str__(self) -> str:
        """As `hf:…`, which never means a path."""
        return f"hf:{place(self.kind, self.name)}" + (f"@{self.revision}" if self.revision else "")


def place(kind: str, name: str) -> str:
    """The path of a repository on the Hub: `org/name`, `datasets/org/name`."""
    return name if kind == "models" else f"{kind}/{name}"


def is_name(text: str) -> bool:
    """Whether it is an id: `org/name`, or `name` as a few old ones are."""
    return bool(_ID.fullmatch(text) or _LEGACY.fullmatch(text))


def plain(target: str) -> Address | None:
    """The address of `org/name[@revision]`; None for anything else, which may be a path."""
    name, at, revision = target.partition("@")
    if not _ID.fullmatch(name) or (at and not _is_revision(revision)):
        return None
    return Address("models", name, revision or None)


def spelled(target: str) -> Address | None:
    """The address of a target that can only mean the Hub: `hf:…`, `hf://…`, a web page; None for others.

    Raises `TargetError` for such a target that names no model or dataset repository.
    """
    if target.startswith("hf:"):
        return _of_path(target, target.removeprefix("hf:").removeprefix("//"))
    if re.match(r"(?i)https?://", target):
        if _host(target) not in (*_PAGES, _host(os.environ.get("HF_ENDPOINT", "")) or None):
            return None
        return _of_page(target, unquote(urlsplit(target).path).strip("/").split("/"))
    return None


def _host(url: str) -> str:
    """Host and port of an address, in lower case; "" if it is not an address."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _of_path(target: str, path: str) -> Address:
    name, at, revision = path.partition("@")
    kind, parts = _kind(target, name.strip("/").split("/"))
    whole = "/".join(parts)
    if at and not _is_revision(revision):
        raise _wrong(target, f"{revision[:80]!r} is not a revision")
    if not is_name(whole):
        raise _wrong(target, "it names no repository")
    return Address(kind, whole, revision or None)


def _of_page(target: str, steps: list[str]) -> Address:
    kind, parts = _kind(target, steps)
    name = parts[:1] if len(parts) > 1 and parts[1] in _OF_A_PAGE else parts[:2]
    rest = parts[len(name) :]
    revision = rest[1] if len(rest) > 1 and rest[0] in _OF_A_PAGE else None
    whole = "/".join(name)
    if not is_name(whole):
        raise _wrong(target, "it is not the page of a repository")
    if revision is not None and not _is_revision(revision):
        raise _wrong(target, f"{revision[:80]!r} is not a revision")
    return Address(kind, whole, revision)


def _kind(target: str, steps: list[str]) -> tuple[str, list[str]]:
    if len(steps) > 1 and steps[0] in _KINDS:
        return steps[0], steps[1:]
    if len(steps) > 1 and steps[0] in ("spaces", "buckets", "collections", "papers"):
        raise _wrong(target, f"auditor reads models and datasets, not {steps[0]}")
    return "models", steps


def _is_revision(text: str) -> bool:
    return bool(_REVISION.fullmatch(text)) and ".." not in text


def _wrong(target: str, why: str) -> TargetError:
    return TargetError(f"{target[:200]}: {why}.", tip=_TIP)
