"""The only user of markdown-it-py: blocks first, the inline markup of a block on demand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token as Token  # noqa: PLC0414 - the type for users of the tokens

Env = dict[str, Any]


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 60 ms that only an audit of prose needs

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def blocks(text: str, env: Env) -> list[Token]:
    """The block tokens; the link references that they define are stored in `env`."""
    return _parser().parse(text, env)


def inline(text: str, env: Env) -> list[Token]:
    """The inline tokens of one block."""
    tokens: list[Token] = []
    _parser().inline.parse(text, _parser(), env, tokens)
    return tokens
