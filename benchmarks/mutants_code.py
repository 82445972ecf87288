"""The code of modules that are loaded already, exchanged: for one that notes its lines, or one with a fault in it.

Every function of a module, wherever it is kept by now, gets the code of its namesake in the changed source, and every
constant gives way wherever it was imported. Answers that were kept for later are forgotten.
"""

from __future__ import annotations

import ast
import gc
import sys
import types
from collections import defaultdict
from functools import _lru_cache_wrapper
from typing import TYPE_CHECKING, Any, NamedTuple

from mutants_operators import NOTED, watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BELOW = tuple(
    f"auditor.{name}"
    for name in ("identify", "documents", "sources", "knowledge", "spdx", "phrases", "model", "patterns", "disk_cache")
)
"""Packages that none of the changed modules is below, but for those in `identify`; the import contract holds it."""


class Loaded(NamedTuple):
    """What is in memory and may have to change."""

    root: Path
    functions: dict[str, list[types.FunctionType]]
    """By module."""
    caches: list[_lru_cache_wrapper[Any]]


def loaded(root: Path) -> Loaded:
    """Every function and every cache of the process, found once."""
    functions: dict[str, list[types.FunctionType]] = defaultdict(list)
    caches = []
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType):
            functions[each.__module__].append(each)
        elif isinstance(each, _lru_cache_wrapper):
            caches.append(each)
    return Loaded(root, dict(functions), caches)


def watch(path: Path, memory: Loaded) -> set[int]:
    """Let the functions of a module note each statement that is run, by its line: what notes them, to be read."""
    lines: set[int] = set()
    tree = watched(ast.parse(path.read_text(encoding="utf-8")))
    module = _module(path, memory)
    module.__dict__[NOTED] = lines.add
    _give(_run_anew(module, tree, {NOTED: lines.add}), module.__name__, memory)
    return lines


def unwatch(path: Path, memory: Loaded) -> None:
    """Give the functions of a module the code that they had."""
    module = _module(path, memory)
    _give(_run_anew(module, ast.parse(path.read_text(encoding="utf-8")), {}), module.__name__, memory)


def put_in(path: Path, tree: ast.Module, memory: Loaded) -> None:
    """Give the functions and constants of the module those of the changed source."""
    module = _module(path, memory)
    fresh = _run_anew(module, tree, {})
    _give(fresh, module.__name__, memory)
    for key, value in fresh.items():
        if not callable(value) and not key.startswith("__"):
            _exchange(module.__dict__.get(key), value, key)
    for cache in memory.caches:
        if is_below(module.__name__) or not is_below(cache.__wrapped__.__module__ or ""):
            cache.cache_clear()


def is_below(module: str) -> bool:
    """Whether what a module of this name keeps hangs on no module but those of `identify`."""
    return module.startswith(_BELOW)


def _module(path: Path, memory: Loaded) -> types.ModuleType:
    return sys.modules[module_name(path, memory.root)]


def module_name(path: Path, root: Path) -> str:
    """`auditor.engine.scene`."""
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _run_anew(module: types.ModuleType, tree: ast.Module, names: dict[str, object]) -> dict[str, Any]:
    """The names that a module's source makes, run in a module of its own."""
    fresh = types.ModuleType(module.__name__)
    fresh.__dict__.update({"__file__": module.__file__, "__package__": module.__package__, **names})
    exec(compile(tree, str(module.__file__), "exec"), fresh.__dict__)  # noqa: S102 - our own source
    return fresh.__dict__


def _give(fresh: dict[str, Any], name: str, memory: Loaded) -> None:
    changed = {function.__qualname__: function for function in _functions(fresh)}
    for function in memory.functions.get(name, ()):
        wanted = changed.get(function.__qualname__)
        if wanted and len(wanted.__code__.co_freevars) == len(function.__code__.co_freevars):
            function.__code__ = wanted.__code__
            # others are made anew with the module: `is` would not know them again
            of_keys, fresh_of_keys = function.__kwdefaults__ or {}, wanted.__kwdefaults__ or {}
            function.__kwdefaults__ = {key: _plain(fresh_of_keys.get(key), of_keys[key]) for key in of_keys} or None
            pairs = zip(wanted.__defaults__ or (), function.__defaults__ or (), strict=False)
            function.__defaults__ = tuple(_plain(after, before) for after, before in pairs) or None


def _plain(after: object, before: object) -> object:
    """A default value, exchanged where it is a number or a truth value."""
    return after if isinstance(after, (bool, int)) else before


def _exchange(before: object, after: object, key: str) -> None:
    """A constant, in its module and wherever it was imported."""
    for module in [each for name, each in sys.modules.items() if name.startswith("auditor.")]:
        if key in module.__dict__ and module.__dict__[key] is before:
            module.__dict__[key] = after


def _functions(names: dict[str, Any]) -> Iterator[types.FunctionType]:
    for value in list(names.values()):
        inner = getattr(value, "__wrapped__", value)
        if isinstance(inner, property):
            inner = inner.fget
        if isinstance(inner, (classmethod, staticmethod)):
            inner = inner.__func__
        inner = getattr(inner, "func", inner)
        if isinstance(inner, types.FunctionType):
            yield inner
        elif isinstance(inner, type) and inner.__module__ == names.get("__name__"):
            yield from _functions({**vars(inner), "__name__": inner.__module__})
