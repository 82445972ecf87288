"""The mistakes that pydantic finds in a table, each at its path, with what may be written there.

The door to pydantic. Its own paths have the names of types in them, and its errors the trials of every type that a
value may have; here a path is one of the file, and of several types only the one that fits best is told of.
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
"""The last step of pydantic's path to a key that is wrong itself, in a table whose keys are words."""


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
    """By the noun itself, once each of its fields is well."""
    OTHER = ""


class Mistake(NamedTuple):
    """One mistake."""

    path: Path
    """In the table; of the keys, those of the noun."""
    kind: MistakeKind
    value: Any
    """What is there."""
    says: str
    """In the words of pydantic, or of the noun that refuses it."""
    hint: Any
    """The type of what may be there; of an unknown key, the noun that has no such field."""
    of_a_key: bool = False
    """Whether the key is wrong, not what is under it."""
    choice: Path | None = None
    """The path at which several types may be, if this is why one of them does not fit."""
    arm: str = ""
    """Pydantic's name of that type."""

    @property
    def noun(self) -> type[Noun]:
        """Of an unknown key or what a noun refuses: that noun."""
        noun: type[Noun] = _arms(self.hint)[0]
        return noun

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may be there."""
        arms = [arm for arm in _arms(self.hint) if isinstance(arm, type) and issubclass(arm, StrEnum)]
        return tuple(word.value for arm in arms for word in arm)

    @property
    def in_tables(self) -> bool:
        """Whether what may be there is a list of tables."""
        lists = [arm for arm in _arms(self.hint) if get_origin(arm) is tuple]
        return any(isinstance(item := get_args(arm)[0], type) and issubclass(item, Noun) for arm in lists)


def mistakes(fields: dict[str, Any], kind: type[Noun]) -> tuple[Mistake, ...]:
    """All that keeps these fields from being that noun."""
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
    """The mistake of an error."""
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
    """The mistakes; where several types may be, those of the type that fits best."""
    tried: dict[Path, dict[str, list[Mistake]]] = defaultdict(lambda: defaultdict(list))
    for mistake in every:
        if mistake.choice is None:
            yield mistake
        else:
            tried[mistake.choice][mistake.arm].append(mistake)
    for by_arm in tried.values():
        yield from min(by_arm.values(), key=_misfit)


def _misfit(every: list[Mistake]) -> tuple[int, int]:
    """How badly a type fits what is there."""
    no_list = any(mistake.kind is MistakeKind.NO_LIST and mistake.path == mistake.choice for mistake in every)
    return 2 if no_list else int(not every[0].arm.startswith("tuple")), len(every)


def _inside(outer: Any, step: str | int, *, of_a_key: bool) -> Any:  # noqa: ANN401 - any type of a field
    """The type of what is one step further; of what a noun has no field for, the noun."""
    if get_origin(outer) is dict:
        key, value = get_args(outer)
        return key if of_a_key else value
    return get_args(outer)[0] if get_origin(outer) is tuple else _hints(outer).get(str(step), outer)


def _arms(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as in _inside
    """The types of which a value may be, None aside: itself, if there is one."""
    if get_origin(hint) not in (Union, UnionType):
        return (hint,)
    return tuple(arm for arm in get_args(hint) if arm is not NoneType)


def _is_called(arm: Any, name: str) -> bool:  # noqa: ANN401 - as in _inside
    own = "tuple" if get_origin(arm) is tuple else arm.__name__
    return name in (own, f"str-enum[{own}]") or name.startswith(f"{own}[")


@cache
def _hints(kind: type[Noun]) -> dict[str, Any]:
    return get_type_hints(kind)
