"""Checks of the values of a family and of a tokenizer: what can be in no configuration, or in no folder but another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.knowledge.license_references import license_id, misspelled_id
from auditor.knowledge.validation import nearest, sha256_flaw
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.errors import Problem
    from auditor.knowledge.tables import TokenizerTable
    from auditor.knowledge.toml_file import TomlFile
    from auditor.knowledge.toml_places import Path
    from auditor.model import Family, Profile, Release, Scalar

_NUMBER = regex(r"\d+(?:\.\d+)?")
_DIGITS = regex(r"\d")
_PART = regex(r"[0-9a-f]{12}")
_PARTS, _LEAST_TOKENS = 16, 1000
_IN_A_FOLDER = 3
"""How many names are in `models/<publisher>/<key>.toml`."""
_NEARLY = 0.85
"""Similarity (difflib, 0 to 1) from which a publisher counts as a misspelling of another."""


def problems(models: tuple[TomlFile[Family], ...], profiles: Mapping[str, str]) -> Iterator[Problem]:
    """Values of families that cannot be meant."""
    publishers = {file.noun.publisher for file in models if file.noun}
    bases = {
        release.repo.lower(): release.base.lower()
        for file in models
        for release in (file.noun.releases if file.noun else ())
        if release.base
    }
    for file in models:
        if (family := file.noun) is None:
            continue
        folder = file.name.split("/")
        if len(folder) == _IN_A_FOLDER and folder[1] != family.publisher:
            yield file.problem(("publisher",), f"is {family.publisher!r}, and the file is in models/{folder[1]}")
        for at, publisher in enumerate(family.collides):
            if close := _meant(publisher, publishers):
                yield file.problem(("collides", at), f"{publisher!r} is unknown; did you mean {close}?")
        yield from (file.problem(("shape", key), says) for key, says in _numbers(family.shape))
        for number, release in enumerate(family.releases):
            if not release.base and (close := _meant(release.repo.partition("/")[0], publishers)):
                yield file.problem(("release", number, "repo"), f"no publisher of models/ is so; did you mean {close}?")
            if _is_its_own_ancestor(release.repo.lower(), bases):
                yield file.problem(("release", number, "base"), "leads back to this release: it is its own ancestor")
            for path, says in _release(release, profiles):
                yield file.problem(("release", number, *path), says)


def limit_problems(licenses: tuple[TomlFile[Profile], ...], models: tuple[TomlFile[Family], ...]) -> Iterator[Problem]:
    """Publishers in the patterns of limits (`concerns`, `spares`) that are misspelled."""
    publishers = {file.noun.publisher for file in models if file.noun}
    for file in licenses:
        for number, limit in enumerate(file.noun.limits if file.noun else ()):
            for key, patterns in (("concerns", limit.concerns), ("spares", limit.spares)):
                for at, pattern in enumerate(patterns):
                    if close := _meant(pattern.partition("/")[0], publishers):
                        says = f"no publisher of models/ is so; did you mean {close}?"
                        yield file.problem(("limit", number, key, at), says)


def tokenizer_problems(file: TomlFile[TokenizerTable]) -> Iterator[Problem]:
    """Digests that no tokenizer has, and tokenizers that are there twice."""
    names: set[str] = set()
    for number, tokenizer in enumerate(file.noun.tokenizer if file.noun else ()):
        if tokenizer.name in names:
            yield file.problem(("tokenizer", number, "name"), f"{tokenizer.name} is here twice")
        names.add(tokenizer.name)
        if wrong := sha256_flaw(tokenizer.sha256):
            yield file.problem(("tokenizer", number, "sha256"), wrong)
        if len(tokenizer.parts) != _PARTS:
            yield file.problem(("tokenizer", number, "parts"), f"are {len(tokenizer.parts)}, not {_PARTS}")
        for at, part in enumerate(tokenizer.parts):
            if not _PART.fullmatch(part):
                yield file.problem(("tokenizer", number, "parts", at), "is not 12 of the letters 0-9a-f")
        if tokenizer.tokens < _LEAST_TOKENS:
            yield file.problem(("tokenizer", number, "tokens"), f"{tokenizer.tokens} is less than {_LEAST_TOKENS:,}")


def _release(release: Release, profiles: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    yield from ((("config", key), says) for key, says in _numbers(release.config))
    for path in release.file_sizes.keys() - release.files.keys():
        yield ("file_sizes", path), "is of no file in `files`"
    for at, teacher in enumerate(release.teachers):
        if teacher.lower() == release.repo.lower():
            yield ("teachers", at), "is the release itself"
    for at, part in enumerate(release.parts):
        if part.license and (says := license_id(part.license, profiles)):
            yield ("parts", at, "license"), says
    licenses: list[tuple[Path, str]] = [
        (("parts", at, "license"), part.license) for at, part in enumerate(release.parts)
    ]
    licenses += [(("history", at, "license"), period.license) for at, period in enumerate(release.history)]
    for where, written in licenses:
        meant = misspelled_id(written, profiles)
        # of licenses that differ in a number, one may have no file
        if meant and _DIGITS.sub("", meant) != _DIGITS.sub("", written.lower()):
            yield where, f"no file of licenses/ has {written!r}; did you mean {meant}?"


def _numbers(table: Mapping[str, Scalar]) -> Iterator[tuple[str, str]]:
    """Keys whose value is a number in quotes, which no configuration equals."""
    for key, value in table.items():
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            yield key, f"is a text; write the number without quotes: {value}"


def _meant(publisher: str, publishers: set[str]) -> str:
    """The publisher of which an unknown one is a misspelling; "" if it is none."""
    return "" if publisher in publishers else nearest(publisher, sorted(publishers), _NEARLY)


def _is_its_own_ancestor(repo: str, bases: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    base = bases.get(repo, "")
    while base and base not in seen and base != repo:
        seen.add(base)
        base = bases.get(base, "")
    return base == repo and bool(seen)
