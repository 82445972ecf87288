"""Patterns that are compiled when first used: each of them does compile, and none is compiled at import."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import auditor
from auditor.patterns import Lazy, regex

_PACKAGE = Path(auditor.__file__).parent
_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+")


def _modules() -> list[str]:
    names = [module.name for module in walk_packages([str(_PACKAGE)], "auditor.")]
    return [name for name in names if name != "auditor.__main__"]


def _lazy(value: object) -> Iterator[Lazy[str] | Lazy[bytes]]:
    """The lazy patterns of a value, in tuples, lists and dicts too."""
    if isinstance(value, Lazy):
        yield value
    elif isinstance(value, dict):
        yield from _lazy((*value, *value.values()))
    elif isinstance(value, (tuple, list, set, frozenset)):
        for part in value:
            yield from _lazy(part)


def test_every_pattern_of_the_package_compiles() -> None:
    patterns = {id(lazy): lazy for name in _modules() for lazy in _lazy(tuple(vars(import_module(name)).values()))}
    for lazy in patterns.values():
        assert isinstance(lazy.flags, int), lazy.pattern
    assert len(patterns) > 150


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python 3.11.0 to 3.11.4 (Debian 12 has 3.11.2) keep what a failed last repetition had passed.

    `(?:ab?c)++` matches all of "aca" there (cpython gh-106052). `(?>(?:ab?c)+)` is right in each version.
    """
    sources = {lazy.pattern for name in _modules() for lazy in _lazy(tuple(vars(import_module(name)).values()))}
    assert [source for source in sources if _POSSESSIVE_GROUP.search(_without_classes(source))] == []


def test_the_scan_for_possessive_groups_sees_one() -> None:
    assert _POSSESSIVE_GROUP.search(_without_classes(r"(?:a[)]b)++"))
    assert _POSSESSIVE_GROUP.search(_without_classes(rb"(ab){2,}+"))
    assert not _POSSESSIVE_GROUP.search(_without_classes(r"(?>(?:ab)+)[()]++\)++"))


def _without_classes(source: str | bytes) -> str:
    """A pattern whose escapes and classes of characters are each one letter."""
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    return re.sub(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", "x", re.sub(r"\\[^\]]", "x", text))


def test_nothing_else_compiles_patterns() -> None:
    calls = [
        f"{path.relative_to(_PACKAGE)}:{node.lineno}"
        for path in _PACKAGE.rglob("*.py")
        if path.name != "patterns.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "compile" and ast.unparse(node.value) == "re"
    ]
    assert calls == []


def test_a_mistake_shows_at_first_use() -> None:
    broken = regex(r"(")
    with pytest.raises(re.error):
        broken.search("text")


def test_it_answers_as_the_pattern_does() -> None:
    lazy, compiled = regex(r"(\w)b", re.IGNORECASE), re.compile(r"(\w)b", re.IGNORECASE)
    text = "ab AB xb, c"
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.sub(r"<\1>", text) == compiled.sub(r"<\1>", text)
    assert lazy.split(text) == compiled.split(text)
    assert [match.span() for match in lazy.finditer(text)] == [match.span() for match in compiled.finditer(text)]
    assert (lazy.pattern, lazy.flags) == (compiled.pattern, compiled.flags)
    assert lazy.match("cb") is not None
    assert lazy.fullmatch("cbc") is None
    assert regex(rb"\d").search(b"a1") is not None


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    compile_ = re.compile

    def counted(source: str, flags: int) -> re.Pattern[str]:
        calls.append(source)
        return compile_(source, flags)

    monkeypatch.setattr(re, "compile", counted)
    lazy = regex("once")
    assert calls == []
    assert lazy.search("once")
    assert lazy.match("once")
    assert lazy.search("once")
    assert calls == ["once"]
