"""SPDX expressions: the only user of license-expression."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from auditor.model.base import Noun
from auditor.patterns import regex
from auditor.spdx.listed import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

NOASSERTION = "NOASSERTION"
"""The value if no license can be named."""
NONE = "NONE"
"""The value if it is known that there is no license."""

_LONGEST = 2_000
_MOST_ARMS = 64

_ID = regex(r"[A-Za-z0-9.+-]+")
_OPERATORS = ("and", "or", "with")
_REFERENCE = regex(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
"""An id that is not on any list (SPDX specification 3, annex B)."""
_WITH = " WITH "
_NO_LICENSE = (NOASSERTION, NONE)


class Expression(Noun, frozen=True, kw_only=True):
    """An expression as choices: any one of `arms` may be taken, and all of an arm's licenses apply together."""

    text: str
    """Normalised spelling."""
    arms: tuple[tuple[str, ...], ...]
    """SPDX ids and LicenseRefs, `X WITH Y` as one; each arm sorted."""
    unknown: tuple[str, ...] = ()
    """Ids that are neither SPDX ids nor LicenseRefs, or that have an exception which SPDX does not list."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Every license named, once, sorted."""
        return tuple(sorted({license_id for arm in self.arms for license_id in arm}))


@lru_cache(maxsize=256)
def parse(text: str) -> Expression | None:
    """The expression, or None if the text is not one (or is too large to be one)."""
    if not text.strip() or len(text) > _LONGEST:
        return None
    single = _single(text.strip())
    if single is not None:
        known = single in _NO_LICENSE or _known(single)
        return Expression(text=single, arms=((single,),), unknown=() if known else (single,))
    return _parsed(text)


def _parsed(text: str) -> Expression | None:
    """The same, parsed by license-expression, which overlooks a last operator."""
    if text.rsplit(maxsplit=1)[-1].lower() in _OPERATORS:
        return None
    from boolean.boolean import ParseError  # noqa: PLC0415 - with license_expression: only for what is not a single id
    from license_expression import ExpressionError  # noqa: PLC0415

    try:
        tree = _licensing().parse(text, validate=False, strict=False)
    except (ExpressionError, ParseError, RecursionError, ValueError, AttributeError):
        return None
    if tree is None:
        return None
    arms = _arms(tree)
    if arms is None:
        return None
    named = {license_id for arm in arms for license_id in arm}
    if any(" " in license_id and _WITH not in license_id for license_id in named):
        return None
    unknown = tuple(sorted(license_id for license_id in named if not _known(license_id)))
    return Expression(text=str(tree), arms=tuple(sorted(set(arms))), unknown=unknown)


def ids(text: str) -> tuple[str, ...]:
    """The licenses an expression names; empty if it is not one."""
    expression = parse(text)
    return expression.ids if expression else ()


def conjunction(texts: Iterable[str]) -> str:
    """All of them together: `A AND (B OR C)`, each once, in the order given; "" for none."""
    once = list(dict.fromkeys(text for text in texts if text))
    if len(once) == 1:
        return once[0]
    return " AND ".join(f"({text})" if " OR " in text else text for text in once)


def same(left: str, right: str) -> bool:
    """Whether two expressions offer the same choices."""
    left_choices, right_choices = parse(left), parse(right)
    return left_choices is not None and right_choices is not None and set(left_choices.arms) == set(right_choices.arms)


def official_spelling(license_id: str) -> str | None:
    """The id as spelled by SPDX (or the ScanCode list), whatever its case; None if it is not listed."""
    return listed().ids.get(license_id.strip().lower())


def names_licenses(text: str) -> bool:
    """Whether it is an expression of listed licenses and LicenseRefs, rather than that there is none."""
    expression = parse(text)
    return expression is not None and not expression.unknown and not set(expression.ids) & set(_NO_LICENSE)


def _single(text: str) -> str | None:
    """A text that is a single id, as its list spells it; None if it needs parsing."""
    if not _ID.fullmatch(text) or text.lower() in _OPERATORS:
        return None
    return listed().meaning.get(text.lower(), text)


@lru_cache(maxsize=1)
def _licensing() -> Any:  # noqa: ANN401 - license_expression carries no types
    from license_expression import get_spdx_licensing  # noqa: PLC0415

    return get_spdx_licensing()


def _known(license_id: str) -> bool:
    """Whether it is a listed license or a LicenseRef, with a listed exception if it has one."""
    name, _, exception = license_id.partition(_WITH)
    key, known = name.removesuffix("+").lower(), listed()
    is_license = _REFERENCE.fullmatch(name) is not None or (key in known.ids and key not in known.exceptions)
    return is_license and (not exception or exception.lower() in known.exceptions)


def _arms(tree: Any) -> tuple[tuple[str, ...], ...] | None:  # noqa: ANN401
    """The choices of a parsed tree, or None beyond the cap."""
    kind = type(tree).__name__
    if kind not in ("AND", "OR"):
        return ((_spelled(str(tree)),),)
    below = [_arms(arg) for arg in tree.args]
    if any(arms is None for arms in below):
        return None
    branches = [arms for arms in below if arms is not None]
    if kind == "OR":
        joined = [arm for arms in branches for arm in arms]
        return tuple(joined) if len(joined) <= _MOST_ARMS else None
    count = 1
    for arms in branches:
        count *= len(arms)
        if count > _MOST_ARMS:
            return None
    return tuple(tuple(sorted({license_id for arm in choice for license_id in arm})) for choice in product(*branches))


def _spelled(license_id: str) -> str:
    return _WITH.join(listed().ids.get(atom.lower(), atom) for atom in license_id.split(_WITH))
