"""Audits by chance: every noun with every field, whatever a field may hold."""

from __future__ import annotations

import re
import types
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from auditor.model import Audit, Currency, MonthlyUsers, Noun, OutputUse, Period, Revenue, Use, Whose

CHARACTERS = st.one_of(
    st.sampled_from('aZ09 .:/#[]{}"\\\n\t\r\x00\x1b\x7f\x85\x9b漢é'),
    st.sampled_from("\u200b\u202e\u2028\u2066\ufeff\U000e0041\ud800\udfff"),
    st.characters(),
)
_USES = (
    Use(),
    Use(commercial=True, used_in=("DE",), outputs=(OutputUse.SELL,), fields=()),
    Use(monthly_users=MonthlyUsers(value=5, on="2026-01-31", group=True), hosted_modified=True),
    Use(revenue=Revenue(value=1, per=Period.MONTH, currency=Currency.CNY, entity=Whose.PRODUCT)),
)
"""Facts that chance would let contradict each other."""
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def can_be_written(text: str) -> bool:
    """Whether JSON can say it: of two surrogates that are one character, it cannot say that they are two."""
    return _PAIR.search(text) is None


def audits() -> st.SearchStrategy[Audit]:
    """Audits of which no two fields need agree."""
    return _of(Audit)


@cache
def _of(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - whatever a field may hold
    arguments = get_args(kind)
    if kind is Use:
        return st.sampled_from(_USES)
    if isinstance(kind, type) and issubclass(kind, Noun):
        hints = get_type_hints(kind)
        return st.builds(kind, **{name: _of(hints[name]) for name in kind.field_names()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if get_origin(kind) is Literal:
        return st.sampled_from(arguments)
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of(*map(_of, arguments))
    if get_origin(kind) is tuple:
        return st.lists(_of(arguments[0]), max_size=2).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(*map(_of, arguments), max_size=2)
    simple = {
        str: st.text(CHARACTERS, max_size=6).filter(can_be_written),
        int: st.integers(),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
    }
    return simple[kind]
