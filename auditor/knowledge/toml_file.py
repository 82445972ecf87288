"""A TOML file that somebody wrote, with the line of each of its keys, so that problems can be located."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from auditor.errors import Problem
from auditor.knowledge.toml_places import line_of, places
from auditor.knowledge.validation import flaws, shown
from auditor.model import Noun
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from auditor.knowledge import toml_places

Table = dict[str, Any]
Kind = TypeVar("Kind", bound=Noun)

_AT_LINE = regex(r"\s*\(at line (\d+), column \d+\)$")
_LARGEST = 5_000_000
"""Bytes."""


class TomlFile(Generic[Kind]):
    """One file and the noun that it contains, or all its mistakes.

    `given` are keys that the file may omit, with their values; `names` maps some fields of the noun to their names in
    the file; `tidy` is applied to its table first. An unquoted date counts as text.
    """

    def __init__(
        self,
        path: Path,
        kind: type[Kind],
        *,
        name: str = "",
        given: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        largest: int = _LARGEST,
        tidy: Callable[[Table], Table] = dict,
    ) -> None:
        self.path = path
        self.name = name or str(path)
        self.given = dict(given or {})
        self._kind = kind
        self._names = dict(names or {})
        self._largest = largest
        self._tidy = tidy

    @cached_property
    def table(self) -> Table:
        """The contents of the file, under its own keys; empty if it is not TOML."""
        return self._parsed if isinstance(self._parsed, dict) else {}

    @property
    def is_toml(self) -> bool:
        """Whether it could be read at all."""
        return isinstance(self._parsed, dict)

    @cached_property
    def fields(self) -> Table:
        """The same under the names of the noun's fields, with what was `given`."""
        spelled = {key: field for field, key in self._names.items()}
        return {**{spelled.get(key, key): value for key, value in self.table.items()}, **self.given}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All mistakes within the file."""
        if isinstance(self._parsed, Problem):
            return (self._parsed,)
        return tuple(self._problems())

    @cached_property
    def noun(self) -> Kind | None:
        """The noun; None if the file has mistakes."""
        return None if self.problems else self._kind.from_plain(self.fields)

    def problem(self, path: toml_places.Path, says: str) -> Problem:
        """A problem at a key of this file."""
        return Problem(self.name, line_of(path, self._lines), shown(path), says)

    def _problems(self) -> Iterator[Problem]:
        for key, value in self.given.items():
            written = self.table.get(key, value)
            if written != value:
                yield self.problem((key,), f"is {written!r}; it must be the name of the file, {value!r}")
        for flaw in flaws({**self.table, **self.given}, self._kind, names=self._names):
            yield self.problem(flaw.path, flaw.says)

    @cached_property
    def _lines(self) -> dict[toml_places.Path, int]:
        return places(self._text) if isinstance(self._text, str) else {}

    @cached_property
    def _text(self) -> str | Problem:
        try:
            with self.path.open("rb") as file:
                data = file.read(self._largest + 1)
            if len(data) > self._largest:
                return Problem(self.name, 0, "", f"is too large: more than {self._largest:,} bytes")
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            return Problem(self.name, 0, "", f"cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            return Problem(self.name, 0, "", f"is not UTF-8: {error.reason}")

    @cached_property
    def _parsed(self) -> Table | Problem:
        if isinstance(self._text, Problem):
            return self._text
        try:
            return self._tidy(_with_dates_as_text(tomllib.loads(self._text)))
        except tomllib.TOMLDecodeError as error:
            says = str(error)
            line = _AT_LINE.search(says)
            last = self._text.count("\n") + 1
            return Problem(self.name, int(line[1]) if line else last, "", f"not TOML: {_AT_LINE.sub('', says)}")
        except RecursionError:
            return Problem(self.name, 0, "", "not TOML: lists are nested too deeply")


def _with_dates_as_text(value: Any) -> Any:  # noqa: ANN401 - whatever a TOML file may have
    if isinstance(value, dict):
        return {key: _with_dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
