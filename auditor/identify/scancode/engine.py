"""ScanCode, used for texts that our own index does not identify: loaded once, on first use.

It takes seconds and a gigabyte of memory. Any failure, including that of its import, is a result of its own
(`Unavailable`), never an error of the audit.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import os
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Progress

_SECONDS = 30
"""Time limit for one text."""
_LONGEST = 400_000
"""Most characters of a text that ScanCode is given."""
_WHOLE = 100.0
_EXACT = ("1-hash", "2-aho")
_WRONG_RULES = frozenset({"ppl_1.RULE"})
"""ScanCode rules with the text of another license: that of this one is ODC-By (ScanCode 32.5)."""
_POLICY = ("use policy", "prohibited use", "ethics disclaimer")


class Answer(Value, frozen=True):
    """One license that ScanCode sees."""

    key: str
    """Its own expression, in ScanCode keys."""
    expression: str
    """SPDX."""
    first: int
    last: int
    words: int
    """How many words of the text it explains."""
    score: float
    """Between 0 and 1."""
    text: bool
    """Whether it is the whole text of a license, word for word."""
    policy: bool


class Answers(Value, frozen=True):
    """What ScanCode says about one text."""

    licenses: tuple[Answer, ...]
    """The largest first."""
    words: int
    """The number of words of the text, as ScanCode counts."""


class Unavailable(Value, frozen=True):
    """Why ScanCode has no result."""

    reason: str
    loading: bool
    """Whether it could not be loaded at all."""


def licenses_in(text: str, progress: Progress | None = None) -> Answers | Unavailable:
    """The licenses that ScanCode sees in a text, the largest first."""
    if len(text) > _LONGEST:
        return Unavailable("too long for ScanCode", loading=False)
    if progress is not None and not loaded():
        progress("loading ScanCode \u2026", 0, 1)
    engine = _load()
    if isinstance(engine, Unavailable):
        return engine
    try:
        with _quiet():
            return _matched(engine, text)
    except Exception as error:  # noqa: BLE001 - a foreign engine on hostile text: any failure is "no result"
        return Unavailable(f"ScanCode failed: {_summary(error)}", loading=False)


def loaded() -> bool:
    """Whether ScanCode is in memory."""
    return _load.cache_info().currsize > 0


class _Engine(Value, frozen=True):
    index: Any
    expression: Any
    """Of ScanCode's keys, in SPDX ids."""
    licenses: Any


@lru_cache(maxsize=1)
def _load() -> _Engine | Unavailable:
    """The engine; the garbage collector is off meanwhile, which saves two seconds of five."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        with _quiet(), _own_folders():
            from licensedcode.cache import (  # noqa: PLC0415 - seconds and a gigabyte: only when first needed
                build_spdx_license_expression,
                get_index,
                get_licenses_db,
                get_licensing,
            )

            index, licensing = get_index(), get_licensing()

            def expression(keys: str) -> str:
                return str(build_spdx_license_expression(keys, licensing))

            return _Engine(index, expression, get_licenses_db())
    except Exception as error:  # noqa: BLE001 - ImportError, OSError (libmagic), ValueError (pluggy), PermissionError …
        return Unavailable(_summary(error), loading=True)
    finally:
        if collecting:
            gc.enable()
            gc.freeze()


def _matched(engine: _Engine, text: str) -> Answers:
    matches = engine.index.match(query_string=text, deadline=time.time() + _SECONDS)
    if not matches:
        return Answers((), 0)
    count = matches[0].query.tokens_length(with_unknown=True)
    answers = [
        Answer(
            key=match.rule.license_expression,
            expression=engine.expression(match.rule.license_expression),
            first=match.start_line,
            last=match.end_line,
            words=match.len(),
            score=round(match.score() / 100, 4),
            text=_is_text(match),
            policy=_is_policy(engine, match.rule.license_expression),
        )
        for match in matches
    ]
    return Answers(tuple(sorted(answers, key=lambda answer: (-answer.words, answer.first))), count)


def _is_text(match: Any) -> bool:  # noqa: ANN401 - ScanCode has no type annotations
    return bool(
        match.matcher in _EXACT
        and match.coverage() == _WHOLE
        and match.rule.is_license_text
        and match.rule.identifier not in _WRONG_RULES
    )


def _is_policy(engine: _Engine, key: str) -> bool:
    known = engine.licenses.get(key)
    return bool(known) and any(word in known.name.lower() for word in _POLICY)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep everything that ScanCode prints out of our own output."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


@contextlib.contextmanager
def _own_folders() -> Iterator[None]:
    """Give ScanCode a temporary folder that is removed at exit, as it creates one at import and leaves it behind."""
    import shutil  # noqa: PLC0415 - with ScanCode only
    import tempfile  # noqa: PLC0415

    folder = tempfile.mkdtemp(prefix="auditor-scancode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    wanted = {"SCANCODE_TEMP": folder}
    if "SCANCODE_CACHE" not in os.environ and not _home_writable():
        wanted["SCANCODE_CACHE"] = str(Path(folder) / "cache")
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _home_writable() -> bool:
    """Whether a folder can be created where ScanCode would create one."""
    try:
        place = Path("~").expanduser() / ".cache"
        while not place.exists() and place != place.parent:
            place = place.parent
    except (OSError, RuntimeError):
        return False
    return os.access(place, os.W_OK | os.X_OK)


def _summary(error: Exception) -> str:
    """The error in one short line."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:160]}" if lines else type(error).__name__
