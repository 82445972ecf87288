"""That there is no license is declared, and is no offer."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

ROWS = (
    Row(
        "that there is none is no offer",
        "license-undeclared",
        {"card": "license: none"},
        (
            "warning license-undeclared:any:self: what is declared is that there is no license: none (card, license) | because granted-elsewhere | at README.md:2",
        ),
    ),
    Row(
        "one of two is none",
        "license-undeclared",
        {"card": "license: [none, mit]"},
        ("met license-undeclared: the weights are offered under a license: mit (card, license) | at README.md:2",),
    ),
    Row(
        "a text beside it is an offer",
        "license-undeclared",
        {"card": "license: none", "carries": [{"license": "mit"}]},
        (
            "met license-undeclared: the weights are offered under a license: MIT License (LICENSE, whole text) | at LICENSE:1",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_what_is_answered(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
