"""The list of licenses for machines: `auditor-licenses/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.common.document import written_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Profile

HEAD = ("key", "spdx", "name", "steward", "version", "kind", "grade")
"""The fields that distinguish licenses, with the names in Profile."""


def render(profiles: Iterable[Profile]) -> str:
    """Every license with its id, name, kind and grade, by key."""
    heads = [head(profile) for profile in sorted(profiles, key=lambda profile: profile.key)]
    return written_plain({"format": "auditor-licenses/1", "licenses": heads})


def head(profile: Profile) -> dict[str, Any]:
    """The fields that distinguish a license."""
    plain = profile.to_plain()
    return {name: plain[name] for name in HEAD}
