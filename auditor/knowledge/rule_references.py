"""Checks of references between rules and licenses: codes that no rule checks, cases about unknown licenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.knowledge.validation import nearest
from auditor.model import About, LimitCode
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.errors import Problem
    from auditor.knowledge.toml_file import TomlFile
    from auditor.model import Case, Profile, Rule

ONLY_SHOWN = frozenset(
    {
        LimitCode.DERIVATIVES_OWNED_BY_LICENSOR,
        LimitCode.GUARDRAIL_TERMINATION,
        LimitCode.NO_MISREPRESENTATION_OF_ORIGIN,
        LimitCode.NO_SALE_ALONE,
        LimitCode.RESERVED_NAME,
        LimitCode.SANCTIONS,
        LimitCode.LATEST_VERSION,
        LimitCode.NO_FURTHER_RESTRICTIONS,
        LimitCode.NO_PATENT_LITIGATION,
        LimitCode.NO_REVERSE_ENGINEERING,
        LimitCode.NON_PERMISSIVE_TERMS_REMOVABLE,
        LimitCode.OUTPUT_OWNED_BY_LICENSOR,
        LimitCode.REMOTE_RESTRICTION,
        LimitCode.UNILATERAL_UPDATE,
    }
)
"""Limits that no rule checks: a report shows them to users, and pairs of ancestors are compared by some."""

_VERSION = regex(r"\d+\.\d+\.\d+")


def problems(
    checks: tuple[TomlFile[Rule], ...], licenses: tuple[TomlFile[Profile], ...], profiles: Mapping[str, str]
) -> Iterator[Problem]:
    """All inconsistencies between rules and licenses."""
    seen: dict[tuple[str, str], str] = {}
    for file in checks:
        if not file.noun:
            continue
        if not _VERSION.fullmatch(file.noun.since):
            yield file.problem(("since",), f"{file.noun.since!r} is not a version, as 0.1.0")
        for number, code in enumerate(file.noun.subject.codes):
            other = seen.setdefault((file.noun.uses, code), file.noun.id)
            if other != file.noun.id or code in file.noun.subject.codes[:number]:
                yield file.problem(("subject", "codes", number), f"{code} is checked so by {other}.toml already")
        for number, case in enumerate(file.noun.case):
            for path, says in _case(case, profiles):
                yield file.problem(("case", number, *path), says)
    if checks and all(file.noun for file in checks):
        yield from _unchecked(checks, licenses)


def _unchecked(checks: tuple[TomlFile[Rule], ...], licenses: tuple[TomlFile[Profile], ...]) -> Iterator[Problem]:
    """Duties and limits whose codes no rule checks: they would never be found missing."""
    subjects = [file.noun.subject for file in checks if file.noun]
    duties = {code for subject in subjects if subject.about is About.DUTY for code in subject.codes}
    limits = {code for subject in subjects if subject.about is About.LIMIT for code in subject.codes}
    for file in licenses:
        for number, duty in enumerate(file.noun.duties if file.noun else ()):
            if duty.code not in duties:
                yield file.problem(("duty", number, "code"), f"no rule of checks/ is about {duty.code}")
        for number, limit in enumerate(file.noun.limits if file.noun else ()):
            if limit.code not in limits | ONLY_SHOWN:
                yield file.problem(("limit", number, "code"), f"no rule of checks/ is about {limit.code}")


def _case(case: Case, profiles: Mapping[str, str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Unknown licenses that a case names: the path, and why."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("license",), case.license)]
    named += [(("carries", at, "license"), text.license) for at, text in enumerate(case.carries)]
    for at, parent in enumerate(case.upstream):
        named.append((("upstream", at, "license"), parent.license or ""))
        named += [(("upstream", at, "candidates", place), name) for place, name in enumerate(parent.candidates)]
    for path, name in named:
        if not name or name.lower() in profiles:
            continue
        expression = spdx.parse(name)
        if expression is None or expression.unknown:
            close = nearest(name, profiles)
            yield path, f"{name!r} is no license{f'; did you mean {close}?' if close else ''}"
