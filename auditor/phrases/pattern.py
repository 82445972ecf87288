"""The pattern language of phrases: words, `stem*`, `(a|b)`, `[optional]`, `...` (at most eight words), `{slot}`."""

from __future__ import annotations

from auditor.model.base import Value
from auditor.patterns import regex
from auditor.phrases.tokens import tokens

GAP = 8
"""Most words that `...` matches."""
NARROW = 3
"""Most words that `..` matches."""
_PIECE = regex(r"\s*(\.\.\.|\.\.|\{[a-z0-9-]+\}|[()\[\]|]|[^\s()\[\]|{}]+)")
SIGNS = ("\x01", "\x02", "\x03")
LICENSE, MODEL, OWN = SIGNS
"""The words that replace a license's name, another model's name and the model's own name."""
_SIGNS = {"license": LICENSE, "model": MODEL, "own": OWN}


class PatternError(ValueError):
    """A pattern that is invalid."""


class Word(Value, frozen=True):
    """One word; with `stem`, every word that begins with it."""

    text: str
    stem: bool = False


class Gap(Value, frozen=True):
    """Any words, up to `most`."""

    most: int


class Slot(Value, frozen=True):
    """A named class of words."""

    name: str


class Choice(Value, frozen=True):
    """One of several sequences; with `optional`, also nothing."""

    branches: tuple[tuple[Node, ...], ...]
    optional: bool = False


Node = Word | Gap | Slot | Choice


def parse(pattern: str) -> tuple[Node, ...]:
    """The pattern as nodes; raises PatternError with the reason."""
    pieces = _PIECE.findall(pattern)
    if "".join(pieces) != "".join(pattern.split()):
        raise PatternError(f"{pattern!r} is not a pattern")
    branches, rest = _branches(pieces, 0, "")
    if rest != len(pieces):
        raise PatternError(f"{pattern!r}: a closing bracket has no opening one")
    return branches[0] if len(branches) == 1 else (Choice(branches),)


def _branches(pieces: list[str], at: int, closing: str) -> tuple[tuple[tuple[Node, ...], ...], int]:
    """Alternatives from piece `at` to the closing bracket, and the place after it."""
    branches: list[tuple[Node, ...]] = []
    nodes: list[Node] = []
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if piece in (")", "]"):
            if piece != closing:
                raise PatternError("brackets do not match")
            return (*branches, tuple(nodes)), at
        if piece == "|":
            branches.append(tuple(nodes))
            nodes = []
        elif piece in ("(", "["):
            inner, at = _branches(pieces, at, ")" if piece == "(" else "]")
            nodes.append(Choice(inner, optional=piece == "["))
        else:
            nodes.extend(_simple(piece))
    if closing:
        raise PatternError("a bracket is not closed")
    return (*branches, tuple(nodes)), at


def _simple(piece: str) -> tuple[Node, ...]:
    if piece in ("...", ".."):
        return (Gap(GAP if piece == "..." else NARROW),)
    if piece.startswith("{"):
        name = piece[1:-1]
        return (Word(_SIGNS[name]),) if name in _SIGNS else (Slot(name),)
    stem = piece.endswith("*")
    if piece.isascii() and piece.isalpha():  # most pieces: one word, as it is
        return (Word(piece.lower()),)
    words = tokens(piece.rstrip("*")).words
    if not words:
        raise PatternError(f"{piece!r} is not a word")
    return tuple(Word(word, stem and index == len(words) - 1) for index, word in enumerate(words))
