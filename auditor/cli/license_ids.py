"""The license that a word of the command line means, by any name in use."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import HubId, Profile

_LONGEST = 100
_MOST = 4
_SHORTEST = 3


def find(knowledge: Knowledge, wanted: str) -> Profile:
    """The license of that key, SPDX id, LicenseRef, ScanCode key, Hub id or `license_name`.

    Raises a usage error with what was probably meant, or with the members of a family.
    """
    name = wanted.strip()
    profile = knowledge.profile(name)
    if profile is not None:
        return profile
    meant = knowledge.hub_id(name) or knowledge.license_name(name)
    if meant is None:
        msg = f"There is no license {_cut(name)!r}. {_close(knowledge, name)}"
        raise click.UsageError(msg)
    profile = knowledge.profile(meant.profile or meant.expression)
    if profile is None:
        raise click.UsageError(_without(knowledge, meant))
    return profile


def _without(knowledge: Knowledge, meant: HubId) -> str:
    """The error message for an id of the Hub that has no profile of its own."""
    if meant.members:
        known = [profile.key for member in meant.members if (profile := knowledge.profile(member))]
        others = [member for member in meant.members if knowledge.profile(member) is None]
        sentence = f"{meant.id!r} is a family of licenses."
        if known:
            sentence += f" Name one of them: {', '.join(dict.fromkeys(known))}."
        return f"{sentence} No facts are recorded of {', '.join(others)}." if others else sentence
    if meant.expression == "NOASSERTION":
        return f"{meant.id!r} names no license. {' '.join(meant.note.split())}".strip()
    return (
        f"{meant.id!r} is {meant.expression}, of which no facts are recorded. auditor licenses list names the others."
    )


def _close(knowledge: Knowledge, name: str) -> str:
    """Suggest the licenses of the nearest names, then of names that contain the word, else `auditor licenses list`."""
    keys = {
        name.lower(): profile.key
        for profile in knowledge.profiles
        for name in (profile.key, profile.spdx, *profile.ids)
    }
    for hub_id in (*knowledge.hub_ids, *knowledge.license_names):
        keys.setdefault(hub_id.id.lower(), hub_id.profile or hub_id.id)
    word = _cut(name).lower()
    near = get_close_matches(word, keys, n=2 * _MOST)
    if len(word) >= _SHORTEST:
        near += sorted(name for name in keys if word in name)
    meant = list(dict.fromkeys(keys[name] for name in near))[:_MOST]
    return f"Did you mean {' or '.join(meant)}?" if meant else "auditor licenses list names them."


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
