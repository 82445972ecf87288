"""Checks that no date of a fact is in the future."""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING, Any

from auditor.knowledge import license_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.errors import Problem
    from auditor.knowledge.rule_files import RuleFiles
    from auditor.knowledge.toml_file import TomlFile
    from auditor.knowledge.toml_places import Path
    from auditor.model import Family


def problems(files: RuleFiles, today: str) -> Iterator[Problem]:
    """Dates after `today`, YYYY-MM-DD; a clock that is behind most of the files is not believed."""
    read = [file.noun.read[:7] for file in files.licenses if file.noun]
    latest = max(today, f"{median_low(read)}-31") if read else today
    every: list[tuple[TomlFile[Any], Path, str]] = []
    for license_file in files.licenses:
        dates = license_values.dates(license_file.noun) if license_file.noun else ()
        every += [(license_file, path, written) for path, written, _ in dates]
    for model_file in files.models:
        every += [(model_file, *date) for date in (_of_a_family(model_file.noun) if model_file.noun else ())]
    for file, path, written in every:
        if written > latest[: len(written)]:
            yield file.problem(path, f"{written} is in the future")


def _of_a_family(family: Family) -> Iterator[tuple[Path, str]]:
    for number, release in enumerate(family.releases):
        yield ("release", number, "date"), release.date
        for at, period in enumerate(release.history):
            yield ("release", number, "history", at, "since"), period.since
