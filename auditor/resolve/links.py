"""The target of a card's `license_link`: in the repository, a license's own page, or elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from auditor.knowledge.lines import Lines
from auditor.model import Grade
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Document, Location, Repository

_ON_HUB = regex(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/([^/\s]+/[^/\s]+)/(?:blob|raw|resolve)/[^/\s]+/([^\s?#]+)"
)
_TERMS = regex(r"(?i)(?:model[_-])?licen[cs]e(?:[_-](?:model|weights?))?(?:\.(?:md|txt))?")
_SCHEME = regex(r"[a-z][a-z0-9+.-]*://|mailto:", re.IGNORECASE)


class Link(Value, frozen=True):
    """A `license_link`."""

    target: str
    """As written."""
    location: Location
    path: str
    """The file of this repository that it names, present or not; "" for an address elsewhere."""
    here: bool
    """Whether that file is present."""


def license_links(card: Document, repository: Repository) -> tuple[Link, ...]:
    """Every `license_link` of a card."""
    paths = {file.path for file in repository.files}
    links = []
    for target, line in card.texts("license_link"):
        path = _path(target, card, repository)
        links.append(Link(target, card.at(line), path, _is_here(path, paths)))
    return tuple(links)


@lru_cache(maxsize=64)
def license_of_release(target: str, knowledge: Knowledge) -> str:
    """The license of the known release to whose LICENSE on the Hub an address leads, as an SPDX expression.

    "" for any other address, and for a release that had several licenses or whose license is known from memory alone.
    """
    on_hub = _ON_HUB.match(target)
    if on_hub is None or _TERMS.fullmatch(on_hub[2]) is None:
        return ""
    index = knowledge.release_index
    for number in Lines(index.ids).get(on_hub[1].lower(), ()):
        family = bisect_right(index.starts, number) - 1
        release = knowledge.family(family).releases[number - index.starts[family]]
        licenses = {release.license, *(period.license for period in release.history)}
        return (release.license or "") if len(licenses) == 1 and release.grade is not Grade.MEMORY else ""
    return ""


def _path(target: str, card: Document, repository: Repository) -> str:
    on_hub = _ON_HUB.match(target)
    if on_hub:
        return unquote(on_hub[2]) if on_hub[1].lower() == (repository.name or "").lower() else ""
    if _SCHEME.match(target) or len(target) > 500 or " " in target.strip():  # noqa: PLR2004 - no file name
        return ""
    folder = card.path.rpartition("/")[0]
    relative = unquote(target.strip().partition("#")[0]).removeprefix("./")
    absolute = relative if relative.startswith("/") else f"{folder}/{relative}"
    steps: list[str] = []
    for step in absolute.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(step)
    return "/".join(steps)


def _is_here(path: str, paths: set[str]) -> bool:
    return path.lower() in {known.lower() for known in paths}
