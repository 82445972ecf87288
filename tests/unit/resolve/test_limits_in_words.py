"""A limit in words against the license that is offered: contradicted where no offer has such a limit."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.model import Part, Plainness, Statement, StatementKind
from auditor.resolve.accord import differences
from support.offers import offer


def _limit(code: str, **changes: object) -> Statement:
    words = offer("NOASSERTION", 9, kind=StatementKind.LIMIT, limit=code, quote=f"words of {code}", by="README.md:9")
    return words.replace(plainness=Plainness.FREE, **changes)


@pytest.mark.parametrize(
    ("offers", "limit", "contradicted"),
    [
        (("MIT",), "non-commercial", True),
        (("Apache-2.0",), "non-commercial", True),
        (("CC-BY-NC-4.0",), "non-commercial", False),
        (("CC-BY-NC-4.0", "MIT"), "non-commercial", False),
        (("MIT",), "mau-threshold", True),
        (("LicenseRef-scancode-llama-3.1-license-2024",), "mau-threshold", False),
        (("LicenseRef-kimi-k2-modified-mit",), "mau-threshold", False),
        (("LicenseRef-kimi-k2-modified-mit",), "revenue-threshold", False),
        (("MIT",), "revenue-threshold", True),
        (("LicenseRef-kimi-k2-modified-mit",), "non-commercial", True),
        (("MIT",), "region:EU", True),
        (("LicenseRef-nobody-knows",), "non-commercial", False),
        (("LicenseRef-nobody-knows AND MIT",), "non-commercial", False),
        (("CC-BY-NC-4.0 AND MIT",), "non-commercial", False),
        ((), "non-commercial", False),
    ],
)
def test_a_limit_in_words_contradicts_an_offer_without_one(
    offers: tuple[str, ...], limit: str, *, contradicted: bool, knowledge: Knowledge
) -> None:
    every = (*(offer(expression, line) for line, expression in enumerate(offers, start=1)), _limit(limit))
    pairs = [
        each for each in differences(every, knowledge) if StatementKind.LIMIT in (each.first.kind, each.second.kind)
    ]

    assert bool(pairs) is contradicted, pairs


@pytest.mark.parametrize(
    ("changes", "contradicted"),
    [
        ({}, True),
        ({"part": Part.UNCLEAR}, True),
        ({"part": Part.CODE}, False),
        ({"part": Part.DATA}, False),
        ({"kind": StatementKind.LICENSE}, False),
    ],
)
def test_only_a_limit_of_the_weights_or_of_nothing_named_does(
    changes: dict[str, object], *, contradicted: bool, knowledge: Knowledge
) -> None:
    words = _limit("non-commercial").replace(**changes)
    pairs = [each for each in differences((offer("MIT"), words), knowledge) if words in (each.first, each.second)]

    assert bool(pairs) is contradicted


def test_the_same_limit_twice_is_one_difference(knowledge: Knowledge) -> None:
    twice = (_limit("non-commercial"), _limit("non-commercial", quote="again"), _limit("region:EU"))

    assert len(differences((offer("MIT"), *twice), knowledge)) == 2
