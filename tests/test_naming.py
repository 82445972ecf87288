"""No name in the package, its tests or its benchmarks is one of five words that say nothing of what it holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_ROOMS = ("auditor", "benchmarks", "tests")
_EMPTY = frozenset(("one", "found", "said", "told", "held"))


def _stored(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that code gives to something, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name, node.lineno


def _empty(source: str) -> list[tuple[str, int]]:
    """The names of a module that say nothing, an underscore before or behind or not."""
    return [(name, line) for name, line in _stored(ast.parse(source)) if name.strip("_").lower() in _EMPTY]


def test_no_name_says_nothing_of_what_it_holds() -> None:
    empty = [
        f"{path.relative_to(_ROOT)}:{line}: {name}"
        for room in _ROOMS
        for path in sorted((_ROOT / room).rglob("*.py"))
        for name, line in _empty(path.read_text(encoding="utf-8"))
    ]
    assert empty == []


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "for one in (): pass",
        "def f(told): ...",
        "def _said(): ...",
        "x = [held for held in ()]",
        "self._held = {}",
        "class A:\n    found: int\n",
        "with open('') as one: ...",
        "import a as told",
        "if (found := f()): ...",
        "try: ...\nexcept OSError as one: ...",
        "match x:\n    case [one, *held]: ...",
        "match x:\n    case {**found}: ...",
    ],
)
def test_every_way_to_give_a_name_is_seen(source: str) -> None:
    assert _empty(source)


def test_names_that_say_more_are_let_be() -> None:
    assert not _empty("found_at = one_of.found\nif found: ...\ndef held_back(first_one): ...")
