"""HTML as a type: text becomes HTML only by being escaped here."""

from __future__ import annotations

from html import escape

from auditor.patterns import regex

_JOINTS = regex(r"(?<=[/:_.+@=\-])(?=[^\s])")
_LONG = 24
"""Characters of an id above which it may be broken at its joints."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


EMPTY = Html("")


def text(words: str) -> Html:
    """Words as HTML."""
    return Html(escape(words, quote=False))


def breakable(words: str) -> Html:
    """An id, a path or an expression, with possible line breaks after its joints."""
    if len(words) < _LONG:
        return text(words)
    return Html("<wbr>".join(escape(part, quote=False) for part in _JOINTS.split(words)))


def tag(name: str, *children: Html, **attributes: str | None) -> Html:
    """An element; an attribute that is None is left out, and a trailing underscore of its name is dropped."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{given}>{''.join(children)}</{name}>")


def joined(*children: Html) -> Html:
    """Several pieces as one."""
    return Html("".join(children))
