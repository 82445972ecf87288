"""Checks that no date of a fact is in the future."""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.errors import Problem
    from auditor.knowledge.rule_files import RuleFiles
    from auditor.knowledge.toml_file import TomlFile
    from auditor.knowledge.toml_places import Path
    from auditor.model import Family, Profile


def problems(files: RuleFiles, today: str) -> Iterator[Problem]:
    """Dates after `today`, YYYY-MM-DD; a clock that is behind most of the files is not believed."""
    read = [file.noun.read[:7] for file in files.licenses if file.noun]
    latest = max(today, f"{median_low(read)}-31") if read else today
    every: list[tuple[TomlFile[Any], Path, str]] = []
    for license_file in files.licenses:
        every += [(license_file, *date) for date in (_of_a_license(license_file.noun) if license_file.noun else ())]
    for model_file in files.models:
        every += [(model_file, *date) for date in (_of_a_family(model_file.noun) if model_file.noun else ())]
    for file, path, written in every:
        if written > latest[: len(written)]:
            yield file.problem(path, f"{written} is in the future")


def _of_a_license(profile: Profile) -> Iterator[tuple[Path, str]]:
    yield ("read",), profile.read
    yield from ((("edition", at, "until"), edition.until) for at, edition in enumerate(profile.editions))
    yield from ((("passes_on", at, "on"), other.on) for at, other in enumerate(profile.passes_on))
    yield from ((("limit", at, "counting", "on"), limit.counting.on) for at, limit in enumerate(profile.limits))


def _of_a_family(family: Family) -> Iterator[tuple[Path, str]]:
    for number, release in enumerate(family.releases):
        yield ("release", number, "date"), release.date
        for at, period in enumerate(release.history):
            yield ("release", number, "history", at, "since"), period.since
