"""Checks that a license was read to the end: what its words require, its holder, whether it may be sublicensed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import DutyCode, Grade, GrantCode, GrantValue, StudentCondition
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.errors import Problem
    from auditor.identify.quotes import Quotes
    from auditor.knowledge.rule_files import RuleFiles
    from auditor.knowledge.toml_places import Path
    from auditor.model import Profile

_REQUIRES = regex(
    r"\b(?:must|shall|should|required?|provided|only|agrees?|obligat\w+|subject to|will|ensure|conditions?"
    r"|mandatory|in each case with|may not|so long as|responsible for|if you|bind|of your choice that|means"
    r"|does not give you permission|any act of)\b|必须|应|须|不得|等于同意",
    re.IGNORECASE,
)
"""What makes words a requirement, a condition of a permission among them: a notice by itself is none."""
_READ = (Grade.TEXT, Grade.SEEN, Grade.COPY)
_SUBLICENSE = ("sublicense", "sublicensable", "non-sublicensable", "sublicensing", "sub-license", "sub-licensable")
_PURPOSE = "to perform similarly to"
_ABOVE = "above copyright notice"


def problems(files: RuleFiles, table: Quotes | None) -> Iterator[Problem]:
    """What was left out in reading each license; `table` are the words of the known texts."""
    for file in files.licenses:
        if file.noun is not None:
            yield from (file.problem(path, says) for path, says in _duties(file.noun))
            yield from (file.problem(path, says) for path, says in _profile(file.noun, table))


def _duties(profile: Profile) -> Iterator[tuple[Path, str]]:
    for number, duty in enumerate(profile.duties):
        read = duty.must and duty.code is not DutyCode.REGISTER and duty.grade in _READ
        if read and duty.quote and not _REQUIRES.search(duty.quote):
            yield ("duty", number, "quote"), "has no word that requires (must, shall, provided …): begin it earlier"


def _profile(profile: Profile, table: Quotes | None) -> Iterator[tuple[Path, str]]:
    kept = profile.duty(DutyCode.RETAIN_COPYRIGHT_NOTICES)
    if kept is not None and _ABOVE in " ".join(kept.quote.split()) and not profile.names_holder:
        yield ("names_holder",), f"is not true, and a duty quotes “{_ABOVE}”"
    sublicense = profile.grant(GrantCode.SUBLICENSE)
    if sublicense is None:
        says = 'none has the code "sublicense", by which a mere copy keeps the license or not (silent is a value of it)'
        yield ("grant",), says
    elif sublicense.value is GrantValue.SILENT:
        path = ("grant", profile.grants.index(sublicense), "value")
        words = [word for word in _SUBLICENSE if _in(word, profile, table)]
        yield from ((path, f"is silent, and the text has the word {word}") for word in words[:1])
    if _in(_PURPOSE, profile, table) and profile.students != (StudentCondition.SIMILAR_PERFORMANCE,):
        yield ("students",), f'must be ["similar-performance"]: its text has the words “{_PURPOSE}”'


def _in(words: str, profile: Profile, table: Quotes | None) -> bool:
    """Whether a text of the license has these words."""
    return table is not None and any(table.verbatim(words, sha256) for sha256 in profile.texts if sha256 in table.texts)
