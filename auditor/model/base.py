"""The base of every noun, and the only door to msgspec: plain, cheap values that are written as JSON and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, get_type_hints

import msgspec
from msgspec import field

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["Noun", "Value", "field", "settle"]


class Noun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value: frozen, closed, compared by content.

    Its types are checked when it is read (`from_json`, `from_plain`) and by mypy, not when it is constructed.
    """

    def replace(self, **changes: Any) -> Self:  # noqa: ANN401 - the fields of whatever noun it is
        """The same value except for these fields; raises TypeError for a field that it does not have."""
        return msgspec.structs.replace(self, **changes)

    def to_json(self) -> bytes:
        """The value as JSON on one line, the same bytes for the same value."""
        return msgspec.json.encode(self)

    def to_text(self) -> str:
        """The value as indented JSON; lone surrogates stay in the text, for the writer to escape."""
        try:
            return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()
        except (UnicodeEncodeError, OverflowError):
            # a lone surrogate, or an integer of more than 64 bits: rare, and msgspec can write neither
            import json  # noqa: PLC0415 - rarely needed

            return json.dumps(self.to_plain(), indent=2, ensure_ascii=False)

    def to_plain(self) -> dict[str, Any]:
        """The value as dicts, lists, strings and numbers."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """The value that `to_json` wrote; raises ValueError if the data are anything else."""
        try:
            return msgspec.json.decode(data, type=cls)
        except msgspec.MsgspecError as error:
            raise ValueError(str(error)) from error

    @classmethod
    def from_plain(cls, data: object) -> Self:
        """The value that these dicts, lists, strings and numbers represent; raises ValueError if there is none."""
        try:
            return msgspec.convert(data, type=cls)
        except msgspec.MsgspecError as error:
            raise ValueError(str(error)) from error

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The names of its fields, in their order."""
        return cls.__struct_fields__

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """The schema by which pydantic validates it, so that all mistakes in a user's file are reported at once.

        As strict as msgspec, except that the lists and strings of TOML may become tuples and enum members.
        """
        from pydantic_core import core_schema  # noqa: PLC0415 - only for a file with mistakes

        hints = get_type_hints(cls, include_extras=True)
        fields = {
            entry.name: core_schema.typed_dict_field(
                _as_read(handler.generate_schema(hints[entry.name])), required=entry.required
            )
            for entry in msgspec.structs.fields(cls)
        }
        config = core_schema.CoreConfig(strict=True)
        table = core_schema.typed_dict_schema(fields, extra_behavior="forbid", config=config)
        return core_schema.no_info_after_validator_function(lambda values: cls(**values), table)


def _as_read(schema: Any) -> Any:  # noqa: ANN401 - a part of pydantic's schema, or what is in it
    """The same schema, except that a list may become a tuple and a string an enum member."""
    if isinstance(schema, list):
        return [_as_read(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    loosened = {"strict": False} if schema.get("type") in ("tuple", "enum") else {}
    return {**{key: _as_read(part) for key, part in schema.items()}, **loosened}


class Value(msgspec.Struct, frozen=True):
    """A frozen value within a stage: never read from or written as JSON, so only mypy checks its types."""

    def replace(self, **changes: Any) -> Self:  # noqa: ANN401 - the fields of whatever value it is
        """The same value except for these fields; raises TypeError for a field that it does not have."""
        return msgspec.structs.replace(self, **changes)


def settle(noun: Noun, **values: Any) -> None:  # noqa: ANN401 - the fields of whatever noun it is
    """Set fields of a value under construction: for use in `__post_init__` only, before anything else sees it."""
    for name, value in values.items():
        msgspec.structs.force_setattr(noun, name, value)
