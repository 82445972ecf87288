"""What LICENSE files say, and which of them offer the model: a row for each layout, with every statement of it."""

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
OFFER = "This model is released under the ISC license.\n\n"

ROWS: tuple[Row, ...] = (
    Row(
        "a title in the fourth line",
        {"LICENSE": "Acme\n\nWorld\nAgreement\nGPL-3.0\n\nYou may use it, all of you.\nOr not.\n"},
        (
            "LICENSE:1-8 (LICENSE, text not identified): unidentified text → GPL-3.0-only, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a title in the fifth line",
        {"LICENSE": "Acme\n\nWorld\nAgreement\nTerms\nGPL-3.0\n\nYou may use it, all of you.\nOr not.\n"},
        (
            "LICENSE:1-9 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a name in a copyright line above",
        {
            "LICENSE": "Copyright 2026 Friends of Apache-2.0\nAcme terms\n\nYou shall not use it without our consent.\nOr else.\n"
        },
        (
            "LICENSE:2-5 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a text below other words",
        {"LICENSE": f"Acme model\nreleased by us\n\n{MIT}"},
        ("LICENSE:4-25 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",),
    ),
    Row(
        "a changed text",
        {"LICENSE": MIT.replace("without restriction", "without any restriction but one")},
        ("LICENSE:1-22 (LICENSE, modified to mit): MIT License → MIT, unknown, weights",),
    ),
    Row(
        "a text and a name",
        {"LICENSE": f"{MIT}\n\nThe tokenizer is licensed under the Apache License, Version 2.0\n"},
        (
            "LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",
            "LICENSE:24 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, weights, not offered",
        ),
    ),
    Row(
        "a name alone",
        {"LICENSE": "This model is licensed under the Apache License, Version 2.0.\nSee the file.\n"},
        ("LICENSE:1 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, weights",),
    ),
    Row(
        "one line",
        {"LICENSE": "Copyright 2026 Acme\nLicense: ISC\n"},
        ("LICENSE:2 (LICENSE, one line): ISC → ISC, identified, weights",),
    ),
    Row(
        "one line that names nothing",
        {"LICENSE": "Ask us.\n"},
        (
            "LICENSE:1 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "one line in a file that governs nothing",
        {"x/LICENSE": "ISC\n"},
        (
            "x/LICENSE:1 (LICENSE, text not identified): unidentified text → ISC, unknown, weights, not offered, [no known license resembles it]",
        ),
    ),
    Row(
        "a few words",
        {"LICENSE": "Copyright 2026 Acme\nThis model is under CC BY-NC 4.0.\nNot for commercial use.\n"},
        (
            "LICENSE:1 (LICENSE, in words): CC-BY-NC-4.0 → CC-BY-NC-4.0, identified, weights, not offered, free-sentence",
            "LICENSE:3 (LICENSE, in words): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
            "LICENSE:2-3 (LICENSE, text not identified): unidentified text → CC-BY-NC-4.0, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a few words that limit",
        {"LICENSE": "Copyright 2026 Acme\nNot for commercial use.\nAsk us.\n"},
        (
            "LICENSE:1 (LICENSE, in words): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
            "LICENSE:2-3 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "many words, and no offer",
        {"LICENSE": "Not for commercial use.\n" + "Some words of ours.\n" * 80},
        (
            "LICENSE:1-81 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "many words, and an offer",
        {
            "LICENSE": "This model is released under the ISC license.\nNot for commercial use.\n"
            + "Some words of ours.\n" * 80
        },
        (
            "LICENSE:1-82 (LICENSE, text not identified): unidentified text → ISC, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a list of the licenses of models",
        {
            "MODEL_LICENSES.md": "This model is released under the ISC license.\n\nNot for commercial use.\n\n"
            + "Some words of ours.\n" * 80
        },
        ("MODEL_LICENSES.md:1 (MODEL_LICENSES.md, in words): ISC → ISC, identified, weights",),
    ),
    Row(
        "a folder's beside one above",
        {"LICENSE": MIT, "b/x.safetensors": W, "b/LICENSE": NC},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "b/LICENSE:1-407 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights, for b/*",
        ),
    ),
    Row(
        "a folder's where all weights are",
        {"LICENSE": MIT, "b/x.safetensors": W, "b/y.safetensors": W, "b/LICENSE": NC},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights, not offered",
            "b/LICENSE:1-407 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
        alone=True,
    ),
    Row(
        "a folder's without weights",
        {"LICENSE": MIT, "b/LICENSE": NC},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "b/LICENSE:1-407 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights, not offered",
        ),
    ),
    Row(
        "one named for weights beside a folder's",
        {"LICENSE": MIT, "LICENSE-MODEL": NC, "b/x.safetensors": W, "b/LICENSE": models.apache()},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, code",
            "LICENSE-MODEL:1-407 (LICENSE-MODEL, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
            "b/LICENSE:1-201 (LICENSE, whole text): Apache License 2.0 → Apache-2.0, identified, weights, for b/*",
        ),
    ),
    Row(
        "one named for weights beside one for data",
        {"LICENSE": MIT, "LICENSE-MODEL": NC, "LICENSE-DATA": models.apache()},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, code",
            "LICENSE-DATA:1-201 (LICENSE-DATA, whole text): Apache License 2.0 → Apache-2.0, identified, data",
            "LICENSE-MODEL:1-407 (LICENSE-MODEL, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "one above a model and one at it",
        {"LICENSE": MIT, "a/LICENSE": NC, "a/b/config.json": "{}", "a/b/model.safetensors": W},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "a/LICENSE:1-407 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
        alone=True,
    ),
    Row(
        "one at a model, nearer than one above",
        {"LICENSE": MIT, "a/b/LICENSE": NC, "a/b/config.json": "{}", "a/b/model.safetensors": W},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights, not offered",
            "a/b/LICENSE:1-407 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
        alone=True,
    ),
    Row(
        "a card at a model, nearer than one above",
        {
            "LICENSE": MIT,
            "a/b/README.md": models.card("license: isc"),
            "a/b/config.json": "{}",
            "a/b/model.safetensors": W,
        },
        (
            "a/b/README.md:2 (card, license): isc → ISC, identified, weights",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights, not offered",
        ),
        alone=True,
    ),
    Row(
        "code at a model, and one above",
        {"LICENSE": MIT, "a/b/LICENSE-CODE": NC, "a/b/config.json": "{}", "a/b/model.safetensors": W},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "a/b/LICENSE-CODE:1-407 (LICENSE-CODE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, code",
        ),
        alone=True,
    ),
    Row(
        "one of data",
        {"LICENSE": MIT, "data/LICENSE": NC},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "data/LICENSE:1-407 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, data, not offered",
        ),
    ),
    Row(
        "one of code in a folder of data",
        {"LICENSE": MIT, "data/LICENSE-CODE": NC},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "data/LICENSE-CODE:1-407 (LICENSE-CODE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, code, not offered",
        ),
    ),
    Row(
        "a linked one in a folder",
        {**card("license: other\nlicense_link: ./legal/../legal/Terms%20A.txt#top"), "legal/Terms A.txt": NC},
        (
            "README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known; license_link: ./legal/../legal/Terms%20A.txt#top]",
            "legal/Terms A.txt:1-407 (Terms A.txt, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "one linked by a card that offers nothing",
        {**card("license: isc"), "b/README.md": models.card("license_link: TERMS"), "b/TERMS": NC},
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "b/TERMS:1-407 (TERMS, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights, not offered",
        ),
    ),
    Row(
        "one of a package",
        {"acme/m.safetensors": W, "acme-1.dist-info/LICENSE": MIT, "acme-1.dist-info/licenses/MODEL_LICENSES": NC},
        (
            "acme-1.dist-info/LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, unclear",
            "acme-1.dist-info/licenses/MODEL_LICENSES:1-407 (MODEL_LICENSES, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
        alone=True,
    ),
    Row(
        "one of a package without weights",
        {"acme-1.dist-info/LICENSE": MIT},
        ("acme-1.dist-info/LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, code",),
        alone=True,
    ),
    Row(
        "sections",
        {
            "LICENSE": f"Code License: this license applies to all files except the model weights.\n\n{models.apache()}\n\nModel Weights License:\n\n{NC}"
        },
        (
            "LICENSE:3-203 (LICENSE, whole text): Apache License 2.0 → Apache-2.0, identified, code",
            "LICENSE:208-614 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "a card's text before a file's",
        {**card("license: isc", f"## License\n\n{MIT}"), "LICENSE": NC},
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "LICENSE:1-407 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "one line in the first of two",
        {"LICENSE-APACHE": "ISC\n", "LICENSE-MIT": MIT},
        (
            "LICENSE-APACHE:1 (LICENSE-APACHE, one line): ISC → ISC, identified, weights",
            "LICENSE-MIT:1-22 (LICENSE-MIT, whole text): MIT License → MIT, identified, weights",
        ),
    ),
    Row(
        "one line that names a family",
        {"LICENSE": "AGPL\n"},
        (
            "LICENSE:1 (LICENSE, one line): AGPL → AGPL-3.0-only/AGPL-3.0-or-later/agpl-3.0, family, weights, [“AGPL” does not say which AGPL]",
            "LICENSE:1 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "one line that says nothing",
        {"LICENSE": "License: unknown\n"},
        (
            "LICENSE:1 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "an offer in a few words",
        {"LICENSE": "This model is released under the ISC license.\n\nEnjoy.\n"},
        ("LICENSE:1 (LICENSE, in words): ISC → ISC, identified, weights",),
    ),
    Row(
        "as many words as count",
        {"LICENSE": OFFER.ljust(1_500, "x")},
        ("LICENSE:1 (LICENSE, in words): ISC → ISC, identified, weights",),
    ),
    Row(
        "one letter more",
        {"LICENSE": OFFER.ljust(1_501, "x")},
        (
            "LICENSE:1-3 (LICENSE, text not identified): unidentified text → ISC, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "one of code in a folder of weights",
        {"LICENSE": MIT, "b/x.safetensors": W, "b/LICENSE-CODE": NC},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "b/LICENSE-CODE:1-407 (LICENSE-CODE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, code, not offered",
        ),
    ),
    Row(
        "one linked by the card of a model",
        {
            "a/b/config.json": "{}",
            "a/b/model.safetensors": W,
            "a/b/README.md": models.card("license_link: ../TERMS"),
            "a/TERMS": NC,
        },
        (
            "a/TERMS:1-407 (TERMS, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
        alone=True,
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
