"""What each word of a closed vocabulary means: the docstring below it in the source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import StrEnum


def meanings(vocabulary: type[StrEnum]) -> dict[str, str]:
    """Every word with its meaning; "" for a word without one. Raises OSError if the source is not available."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(vocabulary))).body
    lines = {member.value: "" for member in vocabulary}
    body = made.body if isinstance(made, ast.ClassDef) else []
    for before, line in pairwise(body):
        match before, line:
            case ast.Assign(value=ast.Constant(value=str(word))), ast.Expr(value=ast.Constant(value=str(meaning))):
                lines[word] = meaning
    return lines
