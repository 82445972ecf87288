"""What each word of a closed vocabulary means: the line under it in the source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import StrEnum


def meanings(vocabulary: type[StrEnum]) -> dict[str, str]:
    """Every word with its meaning; "" for a word without one."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(vocabulary))).body
    assert isinstance(made, ast.ClassDef)
    found = {member.value: "" for member in vocabulary}
    for before, line in zip(made.body, made.body[1:], strict=False):
        match before, line:
            case ast.Assign(value=ast.Constant(value=str(word))), ast.Expr(value=ast.Constant(value=str(meaning))):
                found[word] = meaning
    return found
