"""Checks of references between the files of licenses and to public lists: ids that are claimed twice or unknown."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from auditor import spdx
from auditor.knowledge import license_values
from auditor.knowledge.validation import nearest, sha256_flaw
from auditor.model import Certainty
from auditor.patterns import regex
from auditor.spdx.listed import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from auditor.errors import Problem
    from auditor.knowledge.tables import HubTable
    from auditor.knowledge.toml_file import TomlFile
    from auditor.model import Duty, HubId, Limit, Profile

_KEY = regex(r"[a-z0-9][a-z0-9.+-]*")
_REFERENCE, _SCANCODE = "LicenseRef-", "LicenseRef-scancode-"
_RANKS: tuple[str | int, ...] = ("key", "spdx", "ids")
_LEAST_MEMBERS = 2
_NEAR_NAME = 0.6
"""Similarity (difflib, 0 to 1) from which a name counts as a misspelling of one that is missing."""
_NEARLY = 0.93
"""Similarity (difflib, 0 to 1) from which an id counts as a misspelling of another."""


def claims(licenses: tuple[TomlFile[Profile], ...]) -> dict[str, str]:
    """The profile key for every id, in lower case, including files with other mistakes."""
    keys: dict[str, str] = {}
    names = [(path, name, file.path.stem) for file in licenses for path, name in _names(file)]
    # what a file is called, and its own id, come before the further ids that another file may claim by mistake
    for _, name, key in sorted(names, key=lambda claim: _RANKS.index(claim[0][0])):
        keys.setdefault(name.lower(), key)
    return keys


def problems(
    licenses: tuple[TomlFile[Profile], ...],
    hub: TomlFile[HubTable],
    profiles: Mapping[str, str],
    shipped: HubTable,
) -> Iterator[Problem]:
    """All inconsistencies between the files of licenses, the Hub's ids and the known texts.

    `shipped` are the ids that come with auditor: an unknown id that is similar to a missing one is a misspelling.
    """
    texts = _known_texts(hub.path.parent / "texts")
    by_key = {file.path.stem: file.noun for file in licenses}
    for file in licenses:
        if not _KEY.fullmatch(file.path.stem):
            yield file.problem((), "cannot be the name of a file: small letters, digits, dots, + and -")
        yield from _claimed_twice(file, profiles)
        yield from _ids(file, texts)
        if file.noun:
            yield from _facts(file, file.noun)
            yield from (file.problem(path, says) for path, says in license_values.problems(file.noun, profiles))
            yield from _recognised(file, file.noun, texts)
    if hub.noun:
        yield from _hub(hub, "id", hub.noun.ids, shipped.ids, (by_key, profiles))
        yield from _hub(hub, "name", hub.noun.names, shipped.names, (by_key, profiles))


def _hub(
    file: TomlFile[HubTable],
    kind: str,
    entries: tuple[HubId, ...],
    shipped: tuple[HubId, ...],
    licenses: tuple[Mapping[str, Profile | None], Mapping[str, str]],
) -> Iterator[Problem]:
    here = {entry.id.lower() for entry in entries}
    known = {entry.id.lower() for entry in shipped}
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        name = entry.id.lower()
        if name in seen:
            yield file.problem((kind, number, "id"), f"{entry.id} is here twice")
        seen.add(name)
        if name not in known and (meant := nearest(name, known - here, _NEAR_NAME)):
            yield file.problem((kind, number, "id"), f"{entry.id!r} is unknown; did you mean {meant}?")
        for key, says in _of_the_hub(entry, *licenses):
            yield file.problem((kind, number, key), says)


def license_id(value: str, profiles: Mapping[str, str]) -> str:
    """Why a value is not a license: not an SPDX expression, or with unlisted ids; "" if it is one."""
    expression = spdx.parse(value)
    if expression is None:
        return f"{value!r} is no SPDX expression"
    if expression.unknown:
        return _unlisted(expression.unknown[0], profiles)
    return ""


def misspelled_id(value: str, profiles: Mapping[str, str]) -> str:
    """The id of a profile of which a LicenseRef- without a profile is a misspelling; "" if it is none."""
    if value.lower() in profiles or not value.startswith(_REFERENCE):
        return ""
    return nearest(value, profiles, _NEARLY)


def _unlisted(value: str, profiles: Mapping[str, str]) -> str:
    if value.lower() in profiles:
        return f"{value!r} is the name of a file: write the `spdx` of licenses/{profiles[value.lower()]}.toml"
    close = nearest(value, [*listed().ids.values(), *profiles])
    return f"{value!r} is no SPDX id, and no LicenseRef-{f'; did you mean {close}?' if close else ''}"


def _names(file: TomlFile[Profile]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every name that a file claims, with its place, even if the file has other mistakes."""
    yield ("key",), file.path.stem
    if isinstance(spdx_id := file.table.get("spdx"), str):
        yield ("spdx",), spdx_id
    if isinstance(ids := file.table.get("ids"), list):
        yield from ((("ids", number), name) for number, name in enumerate(ids) if isinstance(name, str))


def _claimed_twice(file: TomlFile[Profile], profiles: Mapping[str, str]) -> Iterator[Problem]:
    for path, name in _names(file):
        first = profiles[name.lower()]
        if first != file.path.stem:
            yield file.problem(path, f"{name} is claimed by {first}.toml too; two profiles cannot share an id")


def _ids(file: TomlFile[Profile], texts: Mapping[str, str]) -> Iterator[Problem]:
    for path, name in _names(file):
        if path == ("spdx",) and name not in (spdx.NONE, spdx.NOASSERTION):
            expression = spdx.parse(name)
            if expression is None or expression.unknown:
                yield file.problem(path, _unlisted(name, {}))
            elif expression.ids != (name,):
                yield file.problem(path, f"{name!r} is not one id as its list spells it: {expression.text}")
            elif name.startswith(_SCANCODE) and not _scancode_knows(name.removeprefix(_SCANCODE), texts):
                yield file.problem(path, _no_scancode(name, texts))
        elif path[0] == "ids" and name.lower() not in listed().meaning:
            key = name.removeprefix(_SCANCODE)
            if key.startswith(_REFERENCE):
                continue
            if not _scancode_knows(key, texts):
                yield file.problem(path, _no_scancode(name, texts))


def _scancode_knows(key: str, texts: Mapping[str, str]) -> bool:
    """Whether ScanCode has a license with that key; True if the rules directory has no table of known texts."""
    later = f"{key.removesuffix('-plus')}-or-later"
    return not texts or key in texts or f"{_SCANCODE}{key}".lower() in listed().ids or later in listed().ids


def _no_scancode(name: str, texts: Mapping[str, str]) -> str:
    known = [*texts, *(key.removeprefix(_SCANCODE) for key in listed().ids.values())]
    close = nearest(name.removeprefix(_SCANCODE), known)
    return f"{name!r} is neither an SPDX id nor a key of ScanCode{f'; did you mean {close}?' if close else ''}"


def _facts(file: TomlFile[Profile], profile: Profile) -> Iterator[Problem]:
    for number, sha256 in enumerate(profile.texts):
        if wrong := sha256_flaw(sha256):
            yield file.problem(("texts", number), wrong)
    for number, duty in enumerate(profile.duties):
        for at, allowed in enumerate(duty.allowed):
            if spdx.official_spelling(allowed.id) != allowed.id:
                yield file.problem(("duty", number, "allowed", at, "id"), _unlisted(allowed.id, {}))
        if not duty.when:
            yield file.problem(("duty", number, "when"), "names no relation: the duty would never be checked")
        yield from _narrowed(file, ("duty", number), duty)
    for number, limit in enumerate(profile.limits):
        yield from _narrowed(file, ("limit", number), limit)


def _narrowed(file: TomlFile[Profile], path: tuple[str, int], term: Duty | Limit) -> Iterator[Problem]:
    for at, trigger in enumerate(term.unsettled):
        if trigger not in term.when:
            says = f"{trigger} is not among `when`, which `unsettled` narrows"
            yield file.problem((*path, "unsettled", at), says)


def _recognised(file: TomlFile[Profile], profile: Profile, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Check that the id that `texts/` assigns to the license's text is one of the profile's."""
    expression = texts.get(f"={profile.key}")
    names = {profile.spdx.lower(), *(name.lower() for name in profile.ids)}
    if expression and expression.lower() not in names:
        yield file.problem(("spdx",), f"its text is recognised as {expression} (texts/texts.json)")


def _known_texts(folder: Path) -> dict[str, str]:
    """The expression of each known text, by ScanCode's key and, after "=", by the profile key."""
    try:
        rows: list[dict[str, Any]] = json.loads((folder / "texts.json").read_bytes())["texts"]
        known = {str(row["key"]).rpartition(":")[2]: str(row["expression"]) for row in rows}
        renditions = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))["rendition"]
        known |= {str(key): str(expression) for expression, key in renditions.items()}
        return known | {f"={row['license']}": str(row["expression"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _of_the_hub(
    entry: HubId, by_key: Mapping[str, Profile | None], profiles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The mistakes of an entry: the key, and why."""
    if entry.certainty is not Certainty.IDENTIFIED:
        yield from _of_several(entry, profiles)
    elif entry.members:
        yield "members", "are for certainty = 'family'"
    elif entry.expression == spdx.NOASSERTION:
        yield "expression", "is missing: which license is it?"
    elif wrong := license_id(entry.expression, profiles):
        yield "expression", wrong
    else:
        yield from _profile_of(entry, by_key, profiles)


def _of_several(entry: HubId, profiles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if entry.expression != spdx.NOASSERTION:
        yield "expression", f"is for one license, not for {entry.certainty}"
    if entry.profile:
        yield "profile", f"is for one license, not for {entry.certainty}"
    if (len(entry.members) >= _LEAST_MEMBERS) != (entry.certainty is Certainty.FAMILY):
        yield "members", "are for a family, which has two or more"
    for member in entry.members:
        listed_so = member.lower() in profiles or spdx.official_spelling(member) == member
        if not listed_so and not member.startswith(_REFERENCE):
            yield "members", _unlisted(member, profiles)


def _profile_of(
    entry: HubId, by_key: Mapping[str, Profile | None], profiles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if not entry.profile:
        if meant := misspelled_id(entry.expression, profiles):
            yield (
                "expression",
                f"no file of licenses/ has {entry.expression!r}; did you mean that of {profiles[meant]}.toml?",
            )
        return
    if entry.profile not in by_key:
        close = nearest(entry.profile, by_key)
        yield "profile", f"{entry.profile!r} is no file of licenses/{f'; did you mean {close}?' if close else ''}"
    elif (profile := by_key[entry.profile]) is not None and profile.spdx != entry.expression:
        yield "expression", f"{entry.expression!r} is not the id of {entry.profile}.toml, {profile.spdx}"
