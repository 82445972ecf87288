"""A choice of licenses at an upstream, of which one is not known: neither taken to be chosen nor passed over."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import spdx
from auditor.engine import choices
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

_UNREAD = "warning license-unknown:{}:upstream/base: “LicenseRef-nobody-knows” (upstream/base) has no profile yet: read it | because license-without-profile | at README.md"
_OWN = "met license-unknown: the license is identified: Apache-2.0 (card, license) | at README.md:2"
_OPEN = " | because choice-not-known"
_GPL = (
    "{} share-alike-broken:gpl-3.0:upstream/base: offered as Apache-2.0, not as GPL-3.0-only{} | at README.md:2",
    "{} license-text-missing:gpl-3.0:upstream/base: no file contains the text of the GNU GPL v3{}",
)


def _offered(license_id: str, *expected: str) -> Row:
    return Row(
        license_id,
        "license-text-missing share-alike-broken license-unknown",
        {
            "card": "license: apache-2.0\nbase_model: upstream/base",
            "upstream": [{"license": license_id}],
        },
        (*expected, _OWN),
    )


def _gpl(severity: str, because: str = "") -> tuple[str, ...]:
    return tuple(each.format(severity, because) for each in _GPL)


ROWS = (
    _offered(
        "GPL-3.0-only OR LicenseRef-nobody-knows",
        _gpl("warning", _OPEN)[0],
        _UNREAD.format("gpl-3.0"),
        _gpl("warning", _OPEN)[1],
    ),
    _offered(
        "GPL-3.0-only OR (MIT AND LicenseRef-nobody-knows)",
        _gpl("warning", _OPEN)[0],
        _UNREAD.format("gpl-3.0"),
        _gpl("warning", _OPEN)[1],
    ),
    _offered("GPL-3.0-only AND LicenseRef-nobody-knows", *_gpl("error"), _UNREAD.format("gpl-3.0")),
    _offered(
        "LicenseRef-nobody-knows OR (MIT AND LicenseRef-nobody-knows)",
        _UNREAD.format("mit"),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


@pytest.mark.parametrize(
    ("text", "judged", "left"),
    [
        ("MIT", (("MIT",),), ()),
        ("MIT OR ISC", (("MIT",), ("ISC",)), ()),
        ("MIT OR LicenseRef-x", (("MIT",),), ("LicenseRef-x",)),
        ("MIT OR (ISC AND LicenseRef-x)", (("MIT",),), ("ISC AND LicenseRef-x",)),
        ("MIT AND LicenseRef-x", (("LicenseRef-x", "MIT"),), ()),
        ("LicenseRef-x OR LicenseRef-y", (("LicenseRef-x",), ("LicenseRef-y",)), ()),
    ],
)
def test_alternatives_of_known_licenses_are_judged_and_the_others_are_a_doubt(
    text: str, judged: tuple[tuple[str, ...], ...], left: tuple[str, ...], knowledge: Knowledge
) -> None:
    expression = spdx.parse(text)
    assert expression is not None
    assert sorted(choices.judged(expression, knowledge)) == sorted(judged)
    assert tuple(reason.detail for reason in choices.not_judged(expression, knowledge)) == left
