"""Checks that what a license is recorded to require was read, is cited, and is in its text word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import Problem
from auditor.identify import quotes
from auditor.model import DutyCode, Grade, Reach, Relation, Trigger
from auditor.pipeline.rules_check import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.identify.quotes import Quotes
    from auditor.knowledge.rule_files import RuleFiles
    from auditor.knowledge.toml_file import TomlFile
    from auditor.model import Duty, Grant, LicenseUse, Limit, Outbound, Profile, Provision

Place = tuple[str | int, ...]

QUOTES = "texts/quotes.bin"
_HOLDER = "above copyright notice"
_OF_WORDS = frozenset(
    {DutyCode.NOTICE_FILE_WITH_TEXT, DutyCode.NOTICE_WITH_TEXT, DutyCode.DISPLAY_STRING, DutyCode.NAME_PREFIX}
)
"""Duties that are met by prescribed words."""
_READ = (Grade.TEXT, Grade.COPY)
"""Grades of facts read word for word, in the text or in a third party's copy of it."""


def checked(files: RuleFiles) -> tuple[int, list[Problem]]:
    """The number of quotes compared with their texts, and the problems of the facts."""
    table, problems = _table(files.root)
    compared = 0
    for file in files.licenses:
        if (profile := file.noun) is None:
            continue
        problems += [file.problem(path, problem) for path, problem in _facts(profile)]
        if table is None:
            continue
        problems += _unknown_texts(file, profile, table)
        for path, quote in quoted(profile):
            compared += 1
            if not any(table.verbatim(quote, sha256) for sha256 in profile.texts if sha256 in table.texts):
                problems.append(file.problem(path, f"is not word for word in a text of `texts`: {_short(quote)}"))
    problems += reading.problems(files, table)
    return compared, problems


def quoted(profile: Profile) -> Iterator[tuple[Place, str]]:
    """Each quote of a profile, and the words it takes from the license's text, with their places."""
    for path, fact in _all(profile):
        if fact.quote:
            yield (*path, "quote"), fact.quote
    if profile.cure is not None:
        yield ("cure", "quote"), profile.cure.quote
    for number, duty in enumerate(profile.duties):
        if duty.grade in _READ:
            yield from ((("duty", number, "words", at), words) for at, words in enumerate(duty.words))
    yield from ((("restrictions", at), item) for at, item in enumerate(profile.restrictions))


def _table(root: Path) -> tuple[Quotes | None, list[Problem]]:
    try:
        return quotes.load(root / QUOTES), []
    except OSError as error:
        return None, [Problem(QUOTES, 0, "", f"cannot be read, so no quote was compared: {error.strerror}")]
    except ValueError as error:
        return None, [Problem(QUOTES, 0, "", str(error))]


def _unknown_texts(file: TomlFile[Profile], profile: Profile, table: Quotes) -> Iterator[Problem]:
    for number, sha256 in enumerate(profile.texts):
        if sha256 not in table.texts:
            problem = "no text of that sha256 was read; auditor rules text KEY --from TEXT reads one"
            yield file.problem(("texts", number), problem)


def _all(profile: Profile) -> Iterator[tuple[Place, Duty | Limit | Grant | LicenseUse | Provision | Outbound]]:
    yield from ((("grant", number), grant) for number, grant in enumerate(profile.grants))
    yield from ((("duty", number), duty) for number, duty in enumerate(profile.duties))
    yield from ((("limit", number), limit) for number, limit in enumerate(profile.limits))
    yield from ((("use", number), row) for number, row in enumerate(profile.uses))
    yield from ((("provision", number), row) for number, row in enumerate(profile.provisions))
    yield ("outbound",), profile.outbound


def _facts(profile: Profile) -> Iterator[tuple[Place, str]]:
    """What is missing from the facts: a clause, a quote, an answer for a relation."""
    if not profile.name.strip():
        yield ("name",), "is empty; write the name as the text has it"
    for path, fact in _all(profile):
        yield from (((*path, key), problem) for key, problem in _cited(fact, profile))
    if profile.grade is Grade.TEXT and not any(fact.grade.settles for _, fact in _all(profile)):
        yield ("grade",), "is text, and no fact was read there"
    yield from _reach(profile)
    if profile.names_holder and not any(_HOLDER in " ".join(duty.quote.lower().split()) for duty in profile.duties):
        yield ("names_holder",), f"is true, and no duty quotes “{_HOLDER}”"
    for number, duty in enumerate(profile.duties):
        yield from ((("duty", number, key), problem) for key, problem in _words(duty))


def _cited(
    fact: Duty | Limit | Grant | LicenseUse | Provision | Outbound, profile: Profile
) -> Iterator[tuple[str, str]]:
    if not fact.clause:
        yield "clause", "is missing"
    if fact.grade in _READ and not fact.quote:
        yield "quote", "is missing, and the grade says that it was read in the text"
    if fact.grade in _READ and not profile.texts:
        yield "grade", "says that it was read in the text, and `texts` names none"
    if fact.grade.settles and profile.grade is not Grade.TEXT:
        yield "grade", f"is {fact.grade}, and the license as a whole is {profile.grade}"


def _words(duty: Duty) -> Iterator[tuple[str, str]]:
    if duty.words and duty.code not in _OF_WORDS:
        yield "words", f"are for duties with prescribed words, and {duty.code} is not one"
    if duty.code in _OF_WORDS and duty.grade.settles and not duty.on_own_facts and not duty.words:
        yield "words", "is missing: which words?"
    if duty.allowed and duty.code is not DutyCode.SAME_LICENSE:
        yield "allowed", f"is for same-license, not for {duty.code}"


def _reach(profile: Profile) -> Iterator[tuple[Place, str]]:
    for relation in Relation:
        if Trigger(relation.value) not in profile.reach:
            yield ("reach", relation.value), "is missing: does the license follow this relation?"
    named = {trigger for duty in profile.duties for trigger in duty.when}
    named |= {trigger for limit in profile.limits for trigger in limit.when}
    for trigger, reach in profile.reach.items():
        # hosting leaves no trace in files: a limit of every use covers it without naming it
        if reach in (Reach.LISTED, Reach.LIMIT) and trigger not in named and trigger is not Trigger.HOSTED:
            yield ("reach", trigger.value), f"is {reach}, and no duty or limit names {trigger} in `when`"


def _short(quote: str) -> str:
    words = quote.split()
    return " ".join(words) if len(words) <= 12 else f"{' '.join(words[:12])} …"  # noqa: PLR2004 - enough to find it
