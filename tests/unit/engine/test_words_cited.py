"""A breach is based on words that were read: those of the duty or the limit, and those that the answer cites."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine.question import breached
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


def _copied(says: str, license_id: str, *expected: str, rules: str = "copy-relabelled", **more: object) -> Row:
    upstream = [{"license": license_id, "relation": "copy", **more}]
    return Row(says, rules, {"card": "license: mit\nbase_model: upstream/base", "upstream": upstream}, expected)


ROWS = (
    _copied(
        "a grant that was read in its text",
        "cc-by-nc-4.0",
        "error copy-relabelled:cc-by-nc-4.0:upstream/base: it is offered as MIT, and came under the Creative Commons Attribution-NonCommercial 4.0 | at README.md:2",
    ),
    _copied(
        "a grant that was read in a copy",
        "microsoft-research",
        "warning copy-relabelled:microsoft-research:upstream/base: it is offered as MIT, and came under the Microsoft Research License Terms (with models) | because clause-second-hand | at README.md:2",
    ),
    _copied(
        "no license at all",
        "no-license",
        "warning act-not-permitted:no-license:upstream/base: no license was found at upstream/base | because not-read-whole",
        rules="copy-relabelled act-not-permitted",
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


@pytest.mark.parametrize(
    ("words", "is_cited"),
    [
        ({"clause": "§1", "quote": ""}, True),
        ({"clause": "", "quote": "as is"}, True),
        ({"clause": "", "quote": ""}, False),
    ],
)
def test_words_that_a_license_has_not_are_not_cited(
    words: dict[str, str], is_cited: bool, knowledge: Knowledge
) -> None:
    profile = knowledge.profile("mit")
    assert profile is not None
    outbound = profile.outbound.replace(**words)
    answer = breached("nothing")
    assert answer.citing(outbound) == (answer.replace(cites=outbound) if is_cited else answer)
