"""The growth of every stage and parser again, at the sizes of real files."""

from __future__ import annotations

import pytest

from support import growth

pytestmark = pytest.mark.corpus

_STEEPEST = 1.3
_LEAST = 0.008
"""Seconds of processor time that a measurement begins with."""
_LARGEST = 64_000


@pytest.mark.parametrize("stage", growth.STAGES)
@pytest.mark.parametrize("piece", growth.TEXTS)
def test_a_text_stage_is_linear(stage: str, piece: str) -> None:
    measured = growth.steepest(growth.text_work(stage, piece), limit=_STEEPEST, least=_LEAST, largest=_LARGEST)
    assert measured.exponent < _STEEPEST, measured


@pytest.mark.parametrize("parser", growth.PARSERS)
def test_a_parser_is_linear(parser: str) -> None:
    measured = growth.steepest(growth.file_work(parser), limit=_STEEPEST, least=_LEAST, largest=16 * _LARGEST)
    assert measured.exponent < _STEEPEST, measured
