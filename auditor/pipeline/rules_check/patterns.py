"""Checks patterns over words one by one, so that each mistake is named with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.phrases import Matcher, PatternError, Phrase, parse, starts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from auditor.errors import Problem
    from auditor.knowledge.toml_file import TomlFile
    from auditor.phrases import Words


def class_problems(file: TomlFile[Any], classes: Mapping[str, str]) -> list[Problem]:
    """Mistakes in the classes of words of a file, under `[words]`."""
    wrong = []
    for name, pattern in classes.items():
        try:
            parse(pattern)
        except PatternError as error:
            wrong.append(file.problem(("words", name), str(error)))
    if not wrong:
        wrong += [file.problem(("words",), says) for says in (pattern_flaw("word", classes),) if says]
    return wrong


def pattern_flaw(pattern: str, classes: Mapping[str, str]) -> str:
    """Why a text is no pattern; "" if it is one."""
    try:
        starts_of([pattern], classes)
    except PatternError as error:
        return str(error)
    return ""


def misread(
    pattern: str,
    classes: Mapping[str, str],
    hits: tuple[str, ...],
    misses: tuple[str, ...],
    words: Callable[[str], Words],
) -> Iterator[str]:
    """The cases that a pattern reads otherwise than they say, each with what is wrong."""
    matcher = Matcher([Phrase(pattern, 0)], classes)
    yield from (f"reads wrongly: {text}: not found" for text in hits if not list(matcher.find(words(text))))
    yield from (f"reads wrongly: {text}: found" for text in misses if list(matcher.find(words(text))))
