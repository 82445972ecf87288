"""Regular expressions that are compiled on first use, as an audit needs few of hundreds; how names are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, Generic, cast

if TYPE_CHECKING:
    from collections.abc import Callable


class Lazy(Generic[AnyStr]):
    """A proxy for a `re.Pattern`: each of its attributes is taken from the compiled pattern and cached."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = source
        self._compile: Callable[[], re.Pattern[AnyStr]] = lambda: re.compile(source, flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever re.Pattern has
        """An attribute of the compiled pattern; raises `re.error` if the source is not a regular expression."""
        compiled = self._compile()
        self._compile = lambda: compiled
        value = self.__dict__[name] = getattr(compiled, name)
        return value


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression that is compiled on first use, for a module-level constant."""
    return cast("re.Pattern[AnyStr]", Lazy(source, flags))


_NO_LETTER = regex(r"[^a-z0-9]")


def letters(name: str) -> str:
    """The ASCII letters and digits of a name, in lower case, for comparison: `qwen257b` for `Qwen2.5-7B`."""
    return _NO_LETTER.sub("", name.lower())
