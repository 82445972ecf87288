"""The mistakes that pydantic finds in a table, each with its path and what may be written there.

The only module that uses pydantic. Pydantic's paths contain the names of types, and its errors an attempt for every
type of a union; here a path is that of the file, and for a union only the type that fits best is reported.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from auditor.model import Noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

    from auditor.knowledge.toml_places import Path

_OF_A_KEY = "[key]"
"""The last step of pydantic's path to a wrong key, in a table whose keys are enum words."""


class MistakeKind(StrEnum):
    """What is wrong, by pydantic's type of error."""

    UNKNOWN_KEY = "extra_forbidden"
    MISSING = "missing"
    NO_WORD = "enum"
    NO_LIST = "tuple_type"
    NO_TABLE = "dict_type"
    NO_TEXT = "string_type"
    NO_WHOLE_NUMBER = "int_type"
    NO_NUMBER = "float_type"
    NO_TRUTH_VALUE = "bool_type"
    REFUSED = "value_error"
    """By the noun itself, once each of its fields is valid."""
    OTHER = ""


class Mistake(NamedTuple):
    """One mistake."""

    path: Path
    """In the table, with the keys of the noun."""
    kind: MistakeKind
    value: Any
    """The value found."""
    says: str
    """The message of pydantic, or of the noun that refuses it."""
    hint: Any
    """The expected type; for an unknown key, the noun that has no such field."""
    of_a_key: bool = False
    """Whether the key is wrong, rather than its value."""
    choice: Path | None = None
    """The path of a union, if this is why one of its types does not fit."""
    arm: str = ""
    """Pydantic's name of that type."""

    @property
    def noun(self) -> type[Noun]:
        """For an unknown key, or a value that a noun refuses: that noun."""
        noun: type[Noun] = _arms(self.hint)[0]
        return noun

    @property
    def words(self) -> tuple[str, ...]:
        """The enum words that are allowed."""
        arms = [arm for arm in _arms(self.hint) if isinstance(arm, type) and issubclass(arm, StrEnum)]
        return tuple(word.value for arm in arms for word in arm)

    @property
    def in_tables(self) -> bool:
        """Whether a list of tables is expected."""
        lists = [arm for arm in _arms(self.hint) if get_origin(arm) is tuple]
        return any(isinstance(item := get_args(arm)[0], type) and issubclass(item, Noun) for arm in lists)


def mistakes(fields: dict[str, Any], kind: type[Noun]) -> tuple[Mistake, ...]:
    """All mistakes for which these fields are not that noun."""
    from pydantic import ValidationError  # noqa: PLC0415 - only where something is wrong

    try:
        _adapter(kind).validate_python(fields)
    except ValidationError as error:
        return tuple(_fitting([_placed(details, kind) for details in error.errors(include_url=False)]))
    return ()


@cache
def _adapter(kind: type[Noun]) -> TypeAdapter[Noun]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - only where something is wrong

    return TypeAdapter(kind)


def _placed(error: ErrorDetails, kind: type[Noun]) -> Mistake:
    """The mistake that an error of pydantic reports."""
    loc = error["loc"]
    of_a_key = error["type"] == MistakeKind.NO_WORD and loc[-1] == _OF_A_KEY
    steps = loc[:-1] if of_a_key else loc
    hint: Any = kind
    path, choice, arm = list[str | int](), None, ""
    for number, step in enumerate(steps, start=1):
        arms = _arms(hint)
        if len(arms) > 1:
            choice, arm = tuple(path), str(step)
            hint = next((of for of in arms if _is_called(of, arm)), str)
            continue
        path.append(step)
        hint = _inside(arms[0], step, of_a_key=of_a_key and number == len(steps))
    says = str(error["ctx"]["error"]) if error["type"] == MistakeKind.REFUSED else error["msg"]
    known = MistakeKind(error["type"]) if error["type"] in tuple(MistakeKind) else MistakeKind.OTHER
    return Mistake(tuple(path), known, error["input"], says, hint, of_a_key, choice, arm)


def _fitting(every: list[Mistake]) -> Iterator[Mistake]:
    """The mistakes; for a union, only those of the type that fits best."""
    tried: dict[Path, dict[str, list[Mistake]]] = defaultdict(lambda: defaultdict(list))
    for mistake in every:
        if mistake.choice is None:
            yield mistake
        else:
            tried[mistake.choice][mistake.arm].append(mistake)
    for by_arm in tried.values():
        yield from min(by_arm.values(), key=_misfit)


def _misfit(every: list[Mistake]) -> tuple[int, int]:
    """How badly a type fits the value, as a sort key."""
    no_list = any(mistake.kind is MistakeKind.NO_LIST and mistake.path == mistake.choice for mistake in every)
    return 2 if no_list else int(not every[0].arm.startswith("tuple")), len(every)


def _inside(outer: Any, step: str | int, *, of_a_key: bool) -> Any:  # noqa: ANN401 - any type of a field
    """The type one step further in; if the noun has no such field, the noun."""
    if get_origin(outer) is dict:
        key, value = get_args(outer)
        return key if of_a_key else value
    return get_args(outer)[0] if get_origin(outer) is tuple else _hints(outer).get(str(step), outer)


def _arms(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as in _inside
    """The types of a union except None; otherwise the type itself."""
    if get_origin(hint) not in (Union, UnionType):
        return (hint,)
    return tuple(arm for arm in get_args(hint) if arm is not NoneType)


def _is_called(arm: Any, name: str) -> bool:  # noqa: ANN401 - as in _inside
    own = "tuple" if get_origin(arm) is tuple else arm.__name__
    return name in (own, f"str-enum[{own}]") or name.startswith(f"{own}[")


@cache
def _hints(kind: type[Noun]) -> dict[str, Any]:
    return get_type_hints(kind)
