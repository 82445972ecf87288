"""What a card's front matter says of the license: a row for each layout, with every statement of it."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import models
from support.stated import Row, card, stated

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

MIT = models.mit("Copyright (c) 2026 Acme")
NC = models.license_text("cc-by-nc-4.0")
W = models.WEIGHTS

ROWS: tuple[Row, ...] = (
    Row(
        "a card beside weights in a folder",
        {**card("license: isc"), "b/x.safetensors": W, "b/README.md": models.card("license: 0bsd")},
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "b/README.md:2 (card, license): 0bsd → 0BSD, identified, weights, for b/*",
        ),
    ),
    Row(
        "a card in a folder without weights",
        {**card("license: isc"), "b/README.md": models.card("license: 0bsd")},
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "b/README.md:2 (card, license): 0bsd → 0BSD, identified, weights, not offered, for b/*",
        ),
    ),
    Row(
        "a card in the root of a model",
        {
            "a/b/config.json": "{}",
            "a/b/model.safetensors": W,
            "a/b/README.md": models.card("license: isc", "It is released under the GPL-3.0."),
        },
        (
            "a/b/README.md:2 (card, license): isc → ISC, identified, weights",
            "a/b/README.md:4 (model card): GPL-3.0-only → GPL-3.0-only, identified, weights, not offered, free-sentence",
        ),
        alone=True,
    ),
    Row(
        "a name beside other",
        card("license: other\nlicense_name: acme-terms\nlicense_link: TERMS"),
        (
            "README.md:3 (card, license_name): other: acme-terms → NOASSERTION, unknown, weights, [“acme-terms” is not a license id that this tool knows; license_link: TERMS]",
        ),
    ),
    Row(
        "a known name beside other",
        card("license: Other\nlicense_name: modified-mit"),
        (
            "README.md:3 (card, license_name): other: modified-mit → members, family, weights, [known; which member? one of members]",
        ),
    ),
    Row(
        "a known name of one license",
        card("license: unknown\nlicense_name: llama3"),
        ("README.md:3 (card, license_name): other: llama3 → LicenseRef-hf-llama3, identified, weights",),
    ),
    Row(
        "a name nobody knows beside a license",
        card("license: isc\nlicense_name: acme-terms"),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:3 (card, license_name): other: acme-terms → NOASSERTION, unknown, weights, [“acme-terms” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "a name that repeats the license",
        card("license: isc\nlicense_name: isc-by-acme"),
        ("README.md:2 (card, license): isc → ISC, identified, weights",),
    ),
    Row(
        "a name that repeats the license and narrows it",
        card("license: isc\nlicense_name: isc-modified"),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:3 (card, license_name): other: isc-modified → NOASSERTION, unknown, weights, [“isc-modified” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "keys that are spelled otherwise",
        card("licence: isc\ncode_license: 0bsd\nData-License: [cc0-1.0]\nbase_license: mit"),
        (
            "README.md:2 (card, licence): isc → ISC, identified, weights",
            "README.md:3 (card, code_license): 0bsd → 0BSD, identified, code",
            "README.md:4 (card, Data-License): cc0-1.0 → CC0-1.0, identified, data",
        ),
    ),
    Row(
        "a name of a family beside a license",
        card("license: isc\nlicense_name: modified-mit"),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:3 (card, license_name): other: modified-mit → members, family, weights, [known; which member? one of members]",
        ),
    ),
    Row(
        "a name nobody knows alone",
        card("license_name: acme-terms"),
        (
            "README.md:2 (card, license_name): other: acme-terms → NOASSERTION, unknown, weights, [“acme-terms” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "a name nobody knows beside a license and other",
        card("license: [isc, other]\nlicense_name: acme-terms"),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:3 (card, license_name): other: acme-terms → NOASSERTION, unknown, weights, [“acme-terms” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "unknown without a name",
        card("license: Unknown"),
        ("README.md:2 (card, license): Unknown → NOASSERTION, unsaid, weights, [known]",),
    ),
    Row(
        "a value of two parts",
        card("license: MIT (code), CC BY-NC 4.0 (weights)"),
        (
            "README.md:2 (card, license): MIT (code), CC BY-NC 4.0 (weights) → MIT, identified, code",
            "README.md:2 (card, license): MIT (code), CC BY-NC 4.0 (weights) → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "a link to a page of a license",
        card("license: other\nlicense_link: https://opensource.org/licenses/MIT"),
        (
            "README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known; license_link: https://opensource.org/licenses/MIT]",
            "README.md:3 (card, license_link): https://opensource.org/licenses/MIT → MIT, identified, weights",
        ),
    ),
    Row(
        "a link to a deed of CC",
        card("license: other\nlicense_link: https://creativecommons.org/licenses/by-nc/4.0/"),
        (
            "README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known; license_link: https://creativecommons.org/licenses/by-nc/4.0/]",
            "README.md:3 (card, license_link): https://creativecommons.org/licenses/by-nc/4.0/ → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "a link to a deed without version",
        card("license: other\nlicense_link: https://creativecommons.org/licenses/by-nc/"),
        (
            "README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known; license_link: https://creativecommons.org/licenses/by-nc/]",
        ),
    ),
    Row(
        "a link to a page from a folder",
        {"b/x.safetensors": W, "b/README.md": models.card("license_link: https://opensource.org/licenses/MIT")},
        (
            "b/README.md:2 (card, license_link): https://opensource.org/licenses/MIT → MIT, identified, weights, for b/*",
        ),
    ),
    Row(
        "a link to a page from a folder without weights",
        {"b/README.md": models.card("license_link: https://opensource.org/licenses/MIT")},
        (
            "b/README.md:2 (card, license_link): https://opensource.org/licenses/MIT → MIT, identified, weights, not offered, for b/*",
        ),
    ),
    Row(
        "a link to a file here",
        {**card("license: other\nlicense_link: LICENSE"), "LICENSE": MIT},
        (
            "README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known; license_link: LICENSE]",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
        ),
    ),
    Row(
        "a link to a file that is called as a page",
        card("license: other\nlicense_link: opensource.org/licenses/MIT"),
        (
            "README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known; license_link: opensource.org/licenses/MIT]",
        ),
    ),
    Row(
        "two links",
        card("license: openrail\nlicense_link: [TERMS, POLICY]"),
        (
            "README.md:2 (card, license): openrail → members, family, weights, [known; which member? one of members; license_link: TERMS; license_link: POLICY]",
        ),
    ),
    Row(
        "a family whose members nobody lists",
        card("license: AGPL"),
        (
            "README.md:2 (card, license): AGPL → AGPL-3.0-only/AGPL-3.0-or-later/agpl-3.0, family, weights, [“AGPL” does not say which AGPL; which member? one of AGPL-3.0-only, AGPL-3.0-or-later, agpl-3.0]",
        ),
    ),
    Row(
        "a card without weights",
        card("license: isc"),
        ("README.md:2 (card, license): isc → ISC, identified, weights",),
        alone=True,
    ),
    Row(
        "a name beside other and a license",
        card("license: [other, isc]\nlicense_name: acme-terms"),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:3 (card, license_name): other: acme-terms → NOASSERTION, unknown, weights, [“acme-terms” is not a license id that this tool knows]",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
