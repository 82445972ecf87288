"""`auditor.toml`: policy and human judgement, never facts.

fail-on = "warning"          # error, warning, note or never

[[waive]]
target  = "acme/Tern-7B"     # a repository id, with @REVISION for one revision, or a pattern of paths
finding = "license-text-missing:mit:deepseek-v3"  # may end in *
reason  = "shown-elsewhere"  # one of WaiverReason
comment = "who looked, and what they saw"
owner   = "who is responsible for it"  # optional, as are the next two
sha256  = "of what was judged"  # the digest in the report, or that of one document
until   = "2027-01-31"       # the last day it applies

[use]                        # what the model is to be used for; what is not stated is unknown, never no
commercial    = true
used-in       = ["DE", "FR"]
monthly-users = { value = 20_000, on = "2026-10-31", group = true }
[[permission]]               # what a licensor granted in addition to its public terms; not verified
target    = "acme/Tern-7B"
license   = "flux1-dev-nc"   # whose terms it departs from
covers    = ["limit-dropped"]  # the rules whose findings about that license it covers
grantor   = "Black Forest Labs Inc."
grantee   = "Acme GmbH"
scope     = "commercial use and distribution of one derivative"
by        = "who states it"
on        = "2026-11-01"     # when; required, as is all above but the target; what follows is optional
date      = "2026-05-02"     # of the permission itself
reference = "contract 4711"
until     = "2027-12-31"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import ConfigError
from auditor.model import FailOn, Noun, Permission, Use, Waiver
from auditor.model.options import iso_date
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.errors import Problem
    from auditor.knowledge.toml_file import TomlFile

NAME = "auditor.toml"
_SHA256 = regex(r"[0-9a-f]{64}")
_LARGEST = 1_000_000
"""Bytes."""
_TIP = "The README shows an auditor.toml."
_NOT_EMPTY = {
    "finding": "write the finding's id as the report prints it",
    "comment": "say who looked, and what they saw",
}
"""Keys of a waiver that must not be empty, and what to write."""
_STATED = {
    "license": "name the license whose public terms it departs from",
    "covers": 'list the rules whose findings it covers, as ["limit-dropped"]',
    "grantor": "say who grants it",
    "grantee": "say to whom",
    "scope": "say what is granted",
    "by": "say who states it",
    "on": "say when it was stated",
}
"""Keys of a permission that must be given, and what to write."""


class Settings(Noun, frozen=True, kw_only=True):
    """The content of the file."""

    fail_on: FailOn = FailOn.WARNING
    waivers: tuple[Waiver, ...] = ()
    use: Use | None = None
    permissions: tuple[Permission, ...] = ()


def read(path: Path) -> Settings:
    """The settings in that file; raises `ConfigError` naming every key that is wrong."""
    from auditor.knowledge.toml_file import TomlFile  # noqa: PLC0415 - not loaded for --help

    stated: list[object] = []

    def tidied(table: dict[str, object]) -> dict[str, object]:
        stated.extend([table["use"]] if "use" in table else [])
        return _without_blanks({key: value for key, value in table.items() if key != "use"})

    file = TomlFile(
        path,
        Settings,
        names={"fail_on": "fail-on", "waivers": "waive", "permissions": "permission"},
        largest=_LARGEST,
        tidy=tidied,
    )
    problems = {problem[:3]: problem for problem in (*file.problems, *_problems(file), *_problems_of_permissions(file))}
    use, wrong = _use(file, stated[0]) if stated else (None, ())
    if problems or wrong or file.noun is None:
        raise ConfigError.of(sorted((*problems.values(), *wrong)), tip=_TIP)
    return file.noun.replace(use=use)


def _use(file: TomlFile[Settings], table: object) -> tuple[Use | None, tuple[Problem, ...]]:
    """The `[use]` of the file, its keys spelled as on the command line, or all problems with it."""
    from auditor.knowledge.validation import flaws  # noqa: PLC0415 - not loaded for --help

    names = {field: field.replace("_", "-") for field in Use.field_names() if "_" in field}
    try:
        wrong = tuple(file.problem(("use", *flaw.path), flaw.says) for flaw in flaws(table, Use, names=names))
        if wrong or not isinstance(table, dict):
            return None, wrong
        return Use.from_plain({key.replace("-", "_"): value for key, value in table.items()}), ()
    except ConfigError as error:
        return None, (file.problem(("use",), f"{error.problem} {error.tip}"),)


def _problems(file: TomlFile[Settings]) -> Iterator[Problem]:
    """Problems in the values of waivers: empty texts, invalid dates, a finding that is waived twice."""
    rows = file.table.get("waive")
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        for key, tip in _NOT_EMPTY.items():
            if row.get(key, "") == "":
                yield file.problem(("waive", number, key), f"{'is empty' if key in row else 'is missing'}; {tip}")
        until = row.get("until", "")
        if isinstance(until, str) and until and not _is_day(until):
            problem = f'{until} is not a day; write the last day it holds as "YYYY-MM-DD"'
            yield file.problem(("waive", number, "until"), problem)
        finding, target = row.get("finding"), row.get("target", "")
        if finding == "*":
            problem = "accepts everything; write a rule before the *: license-unknown:*"
            yield file.problem(("waive", number, "finding"), problem)
        if (finding, target) in seen:
            yield file.problem(("waive", number, "finding"), f"{finding} is waived twice; keep one of the two")
        seen.add((str(finding), str(target)))
        digest = row.get("sha256", "")
        if isinstance(digest, str) and digest and not _SHA256.fullmatch(digest):
            problem = "is not a sha256; write its 64 digits as the report prints them"
            yield file.problem(("waive", number, "sha256"), problem)


def _problems_of_permissions(file: TomlFile[Settings]) -> Iterator[Problem]:
    """Problems in the values of permissions: empty texts, invalid dates."""
    rows = file.table.get("permission")
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        for key, tip in _STATED.items():
            if row.get(key, "") in ("", []):
                yield file.problem(("permission", number, key), f"{'is empty' if key in row else 'is missing'}; {tip}")
        for key in ("on", "date", "until"):
            day = row.get(key, "")
            if isinstance(day, str) and day and not _is_day(day):
                yield file.problem(("permission", number, key), f'{day} is not a day; write it as "YYYY-MM-DD"')


def _is_day(until: str) -> bool:
    try:
        return iso_date("until", until) == until
    except ConfigError:
        return False


def _without_blanks(table: dict[str, object]) -> dict[str, object]:
    """The table with the texts of its waivers and permissions stripped."""
    tidied = {
        key: [_row_without_blanks(row) for row in rows]
        for key in ("waive", "permission")
        if isinstance(rows := table.get(key), list)
    }
    return {**table, **tidied}


def _row_without_blanks(row: object) -> object:
    if not isinstance(row, dict):
        return row
    return {key: value.strip() if isinstance(value, str) else value for key, value in row.items()}
