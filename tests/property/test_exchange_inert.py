"""Whatever a repository says, each format of it is valid, says nothing to a runner, and loses nothing but marks."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.model import Audit
from auditor.report import formats
from support import exchanged, samples
from support.poison import FRAGMENTS, FREE, NAMES, is_silent, poisoned
from support.validators import command, wrong

_POISON = st.lists(st.sampled_from(range(len(FRAGMENTS))), min_size=1, max_size=4)
_SLOW = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
_STYLES = (
    *("sarif", "spdx3", "spdx2", "cyclonedx", "cyclonedx-1.6", "github", "github-summary", "gitlab", "junit", "notice"),
)

pytestmark = pytest.mark.filterwarnings("ignore")


@cache
def _merge() -> Audit:
    with tempfile.TemporaryDirectory() as folder:
        return exchanged.audit("merge", Path(folder))


_AUDITS = st.sampled_from([samples.rakuten, samples.llama, samples.hostile, _merge])


@pytest.mark.parametrize("style", _STYLES)
@_SLOW
@given(_AUDITS, _POISON)
def test_it_stays_valid_and_says_nothing_to_a_runner(style: str, make: Any, poison: list[int]) -> None:  # noqa: ANN401 - a function
    audit = poisoned(make(), poison, fields=FREE | NAMES)
    text = formats.render(audit, style)
    with tempfile.TemporaryDirectory() as folder:
        assert wrong(style, text, Path(folder)) == []
    is_silent("\n".join(line for line in text.splitlines() if not line.startswith("::")))
    assert [line for line in text.splitlines() if command(line)] == ([] if style != "github" else text.splitlines())


@_SLOW
@given(_AUDITS, _POISON)
def test_the_shape_is_that_of_harmless_words(make: Any, poison: list[int]) -> None:  # noqa: ANN401 - as above
    attack, harmless = (poisoned(make(), words) for words in (poison, "harmless"))
    for style in ("sarif", "spdx3", "spdx2", "cyclonedx", "cyclonedx-1.6", "gitlab"):
        assert _keys(json.loads(formats.render(attack, style))) == _keys(json.loads(formats.render(harmless, style)))
    trees = (ET.fromstring(formats.render(each, "junit")) for each in (attack, harmless))  # noqa: S314 - our own
    first, second = ([(each.tag, sorted(each.keys())) for each in tree.iter()] for tree in trees)
    assert first == second
    lines = [formats.render(each, "github").splitlines() for each in (attack, harmless)]
    made = [[(each.name, set(each.properties)) for each in map(command, every) if each] for every in lines]
    assert made[0] == made[1]


def _keys(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The structure, without what strings say."""
    match value:
        case dict():
            return {key: _keys(inner) for key, inner in value.items()}
        case list():
            return [_keys(inner) for inner in value]
        case _:
            return type(value).__name__


def test_what_is_looked_for_is_seen() -> None:
    (fragment,) = (each for each in FRAGMENTS if "::error file=x" in each)
    with pytest.raises(AssertionError):
        is_silent(fragment)
    assert any(command(line) for line in fragment.splitlines())
