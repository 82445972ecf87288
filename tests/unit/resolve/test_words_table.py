"""What words say of the license, and which part a LICENSE is of by them: a row for each layout."""

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
METADATA = "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"
W = models.WEIGHTS

ROWS: tuple[Row, ...] = (
    Row(
        "a README's words",
        {"README.md": "# A\n\nThis model is released under the MIT license.\n\nNot for commercial use.\n"},
        (
            "README.md:3 (README.md): MIT → MIT, identified, weights",
            "README.md:5 (README.md): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
    ),
    Row(
        "a README's words, without weights",
        {"README.md": "# A\n\nThis is released under the MIT license.\n"},
        ("README.md:3 (README.md): MIT → MIT, identified, unclear, not offered, free-sentence",),
        alone=True,
    ),
    Row(
        "a card's words, without weights",
        card("language: en", "This model is released under the ISC license."),
        ("README.md:4 (model card): ISC → ISC, identified, weights",),
        alone=True,
    ),
    Row(
        "a card's words that leave it open",
        card(
            "language: en",
            "This model is released under the ISC license if you pay.\n\nUse of the model requires a license that we may send.\n\nThe model may be used for research under a license like Apache-2.0, we think.",
        ),
        (
            "README.md:4 (model card): ISC → ISC, identified, weights",
            "README.md:6 (model card): Use of the model requires a license that we may send. → NOASSERTION, unknown, weights, not offered, not-understood, free-sentence",
            "README.md:8 (model card): The model may be used for research under a license like Apache-2.0, we think. → Apache-2.0, unknown, weights, not offered, not-understood, free-sentence",
        ),
    ),
    Row(
        "a card's words of later",
        card("language: en", "The model will be released under the ISC license."),
        ("README.md:4 (model card): ISC → ISC, identified, weights, not offered, later, free-sentence",),
    ),
    Row(
        "a card's words of a family",
        card("language: en", "The model is released under the AGPL."),
        ("README.md:4 (model card): AGPL → AGPL-3.0-only/AGPL-3.0-or-later/agpl-3.0, family, weights, not offered",),
    ),
    Row(
        "a wheel's words",
        {"acme-1.dist-info/METADATA": METADATA + "\nThis package is released under the ISC license.\n"},
        ("acme-1.dist-info/METADATA:5 (package description): ISC → ISC, identified, code",),
    ),
    Row(
        "a folder's words",
        {"b/README.md": "This model is released under the ISC license.\n", "b/x.safetensors": W},
        ("b/README.md:1 (README.md): ISC → ISC, identified, weights, for b/*",),
    ),
    Row("a folder's words, without weights", {"b/README.md": "This model is released under the ISC license.\n"}, ()),
    Row(
        "a card that carries a text",
        card(
            "license: mit",
            f"# A\n\nThis model is released under the GPL-3.0.\n\n## License\n\n{MIT}\n\n## Use\n\nThis model is for non-commercial use only.\n",
        ),
        (
            "README.md:2 (card, license): mit → MIT, identified, weights, [known]",
            "README.md:6 (model card): GPL-3.0-only → GPL-3.0-only, identified, weights",
            "README.md:35 (model card): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
    ),
    Row(
        "a card longer than is read",
        card("language: en", "You may use the model commercially.\n\n" * 3_100),
        (
            "README.md:4 (model card):  → NOASSERTION, unknown, weights, not offered, not-understood, unclear, free-sentence, [too long to be read whole]",
        ),
    ),
    Row(
        "code in words, weights in a field",
        {**card("license: cc-by-nc-4.0", "The code is released under the MIT license."), "LICENSE": MIT},
        (
            "README.md:2 (card, license): cc-by-nc-4.0 → CC-BY-NC-4.0, identified, weights, [known]",
            "README.md:4 (model card): MIT → MIT, identified, code",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, code",
        ),
    ),
    Row(
        "code in words, weights by a name nobody knows",
        {**card("license: acme-terms", "The code is released under the MIT license."), "LICENSE": MIT},
        (
            "README.md:2 (card, license): acme-terms → NOASSERTION, unknown, weights, [“acme-terms” is not a license id that this tool knows]",
            "README.md:4 (model card): MIT → MIT, identified, code",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, code",
        ),
    ),
    Row(
        "code in words, weights by a family",
        {**card("license: openrail", "The code is released under the MIT license."), "LICENSE": MIT},
        (
            "README.md:2 (card, license): openrail → members, family, weights, [known; which member? one of members]",
            "README.md:4 (model card): MIT → MIT, identified, code",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, code",
        ),
    ),
    Row(
        "code in words, weights by nothing",
        {**card("language: en", "The code is released under the MIT license."), "LICENSE": MIT},
        (
            "README.md:4 (model card): MIT → MIT, identified, code",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
        ),
    ),
    Row(
        "code in words, weights by an empty word",
        {**card("license: other", "The code is released under the MIT license."), "LICENSE": MIT},
        (
            "README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known]",
            "README.md:4 (model card): MIT → MIT, identified, code",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
        ),
    ),
    Row(
        "code and weights in words",
        {
            **card(
                "language: en",
                "The code is released under the MIT license. The weights are released under the MIT license.",
            ),
            "LICENSE": MIT,
        },
        (
            "README.md:4 (model card): MIT → MIT, identified, code",
            "README.md:4 (model card): MIT → MIT, identified, weights",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
        ),
    ),
    Row(
        "code in words, a folder's text",
        {
            **card("license: cc-by-nc-4.0", "The code is released under the MIT license."),
            "b/x.safetensors": W,
            "b/LICENSE": MIT,
        },
        (
            "README.md:2 (card, license): cc-by-nc-4.0 → CC-BY-NC-4.0, identified, weights, [known]",
            "README.md:4 (model card): MIT → MIT, identified, code",
            "b/LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights, for b/*",
        ),
    ),
    Row(
        "code in words, another text",
        {**card("license: cc-by-nc-4.0", "The code is released under the MIT license."), "LICENSE": models.apache()},
        (
            "README.md:2 (card, license): cc-by-nc-4.0 → CC-BY-NC-4.0, identified, weights, [known]",
            "README.md:4 (model card): MIT → MIT, identified, code",
            "LICENSE:1-201 (LICENSE, whole text): Apache License 2.0 → Apache-2.0, identified, weights",
        ),
    ),
    Row(
        "code in words, an unknown text",
        {
            **card("license: cc-by-nc-4.0", "The code is released under the MIT license."),
            "LICENSE": "Ask us.\nDo not use it.\n",
        },
        (
            "README.md:2 (card, license): cc-by-nc-4.0 → CC-BY-NC-4.0, identified, weights, [known]",
            "README.md:4 (model card): MIT → MIT, identified, code",
            "LICENSE:1-2 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
