"""What is read near the border between two readings: a row for each side of it, with every statement."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import lineages, models
from support.stated import Row, card, stated

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

DEP5 = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
LIMIT = "You may not use the model for any commercial purpose.\n"
ROWS: tuple[Row, ...] = (
    Row(
        "the name of a family",
        card("license: AGPL"),
        (
            "README.md:2 (card, license): AGPL → AGPL-3.0-only/AGPL-3.0-or-later/agpl-3.0, family, weights, [“AGPL” does not say which AGPL; which member? one of AGPL-3.0-only, AGPL-3.0-or-later, agpl-3.0]",
        ),
    ),
    Row(
        "the name of a family among words",
        card("license: my agpl terms"),
        (
            "README.md:2 (card, license): my agpl terms → NOASSERTION, unknown, weights, [“my agpl terms” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "the name of a family behind a word",
        card("license: the agpl"),
        (
            "README.md:2 (card, license): the agpl → NOASSERTION, unknown, weights, [“the agpl” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "a head that names a family",
        {"a.py": "# Licensed under the AGPL license\nx=1\n"},
        (),
    ),
    Row(
        "a head that names one license twice",
        {"a.py": "# Licensed under the MIT license\n# MIT License, see LICENSE\nx=1\n"},
        (
            "a.py:1 (source file, its head): Licensed under the MIT license → MIT, identified, code, for a.py",
            "a.py:1 (a.py, names mit): MIT License → MIT, identified, code, not offered",
        ),
    ),
    Row(
        "a head of forty lines",
        {"a.py": "#\n" * 39 + "# Licensed under the MIT license\n"},
        (
            "a.py:40 (source file, its head): Licensed under the MIT license → MIT, identified, code, for a.py",
            "a.py:40 (a.py, names mit): MIT License → MIT, identified, code, not offered",
        ),
    ),
    Row(
        "a head of more lines",
        {"a.py": "#\n" * 40 + "# Licensed under the MIT license\n"},
        ("a.py:41 (a.py, names mit): MIT License → MIT, identified, code, not offered",),
    ),
    Row(
        "a head with an empty line",
        {"a.py": "#!/bin/python\n\n# Licensed under the MIT license\n"},
        (
            "a.py:3 (source file, its head): Licensed under the MIT license → MIT, identified, code, for a.py",
            "a.py:3 (a.py, names mit): MIT License → MIT, identified, code, not offered",
        ),
    ),
    Row(
        "a comment behind code",
        {"a.py": "x=1\n# Licensed under the MIT license\n"},
        ("a.py:2 (a.py, names mit): MIT License → MIT, identified, code, not offered",),
    ),
    Row(
        "a GGUF header with a name of several licenses",
        {"m.gguf": lineages.gguf(general__license="other", general__license__name="Modified-MIT")},
        (
            "m.gguf#general.license (GGUF header, general.license.name): Modified-MIT → kimi-k2-modified-mit/kimi-k2.5-modified-mit/kimi-k2.6-modified-mit/kimi-k2.7-code-modified-mit/kimi-k3/minimax-m2-modified-mit/minimax-m2.1-modified-mit/mistral-modified-mit, family, weights, [What is added to MIT differs: compare the file.]",
        ),
    ),
    Row(
        "a GGUF header with a name of one",
        {"m.gguf": lineages.gguf(general__license="other", general__license__name="apache 2.0")},
        ("m.gguf#general.license (GGUF header, general.license.name): apache 2.0 → Apache-2.0, identified, weights",),
    ),
    Row(
        "a GGUF header with a license and a name",
        {"m.gguf": lineages.gguf(general__license="mit", general__license__name="apache 2.0")},
        ("m.gguf#general.license (GGUF header, general.license): mit → MIT, identified, weights, [known]",),
    ),
    Row(
        "a GGUF header with an empty word and no name",
        {"m.gguf": lineages.gguf(general__license="other")},
        ("m.gguf#general.license (GGUF header, general.license): other → NOASSERTION, unsaid, weights, [known]",),
    ),
    Row(
        "a prompt about the model by its name",
        {
            "README.md": models.card(
                'extra_gated_prompt: "acme/Tern is released under the MIT license. Tern may not be used commercially."'
            )
        },
        (
            "README.md:2 (card, extra_gated_prompt): MIT → MIT, identified, weights",
            "README.md:2 (card, extra_gated_prompt): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
        name="acme/Tern",
    ),
    Row(
        "a prompt about another model",
        {"README.md": models.card('extra_gated_prompt: "acme/Gull is released under the MIT license."')},
        ("README.md:2 (card, extra_gated_prompt): MIT → MIT, identified, weights, not offered, free-sentence",),
        name="acme/Tern",
    ),
    Row(
        "a prompt about a name, where none is known",
        {"README.md": models.card('extra_gated_prompt: "acme/Tern is released under the MIT license."')},
        ("README.md:2 (card, extra_gated_prompt): MIT → MIT, identified, weights, not offered, free-sentence",),
    ),
    Row(
        "a prompt behind a license",
        card(
            "license: isc\nextra_gated_prompt: This model is released under the MIT license.\nlanguage: en\nextra_gated_fields:\n  I agree to use this model for non-commercial use ONLY: checkbox"
        ),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:3 (card, extra_gated_prompt): MIT → MIT, identified, weights",
            "README.md:6 (card, extra_gated_fields): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
    ),
    Row(
        "a prompt of several lines",
        card("extra_gated_prompt: |\n  Hello.\n\n  The model is released under the MIT license."),
        ("README.md:4 (card, extra_gated_prompt): MIT → MIT, identified, weights",),
    ),
    Row(
        "a stanza with a blank before the colon",
        {"debian/copyright": DEP5 + "\nFiles: *\nCopyright: me\nLicense : MIT\n"},
        ("debian/copyright:5 (copyright, Files: *): MIT → MIT, identified, weights, [known]",),
    ),
    Row(
        "a stanza without files, and one without a license",
        {"debian/copyright": DEP5 + "\nLicense: MIT\n\nFiles: *\nCopyright: me\n\nFiles: a/*\nLicense: ISC\n"},
        ("debian/copyright:9 (copyright, Files: a/*): ISC → ISC, identified, unclear, for a/*",),
    ),
    Row(
        "a policy of which nothing is understood",
        {"USE_POLICY.md": "\n\n# Be kind\n\nPlease.\n"},
        (
            "USE_POLICY.md:3 (USE_POLICY.md):  → NOASSERTION, unknown, weights, not offered, not-understood, unclear, free-sentence, [a policy that no license here names]",
        ),
    ),
    Row(
        "a policy that limits",
        {"USE_POLICY.md": "# Policy\n\n" + LIMIT},
        (
            "USE_POLICY.md:3 (USE_POLICY.md): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
    ),
    Row(
        "an empty policy, and one that limits",
        {"ACCEPTABLE_USE_POLICY.md": "", "USE_POLICY.md": LIMIT},
        (
            "USE_POLICY.md:1 (USE_POLICY.md): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
    ),
    Row(
        "a policy beside a license that has one",
        {**card("license: llama3.1"), "USE_POLICY.md": LIMIT},
        ("README.md:2 (card, license): llama3.1 → LicenseRef-scancode-llama-3.1-license-2024, identified, weights",),
    ),
    Row(
        "a policy beside a license that has none",
        {**card("license: mit"), "USE_POLICY.md": LIMIT},
        (
            "README.md:2 (card, license): mit → MIT, identified, weights, [known]",
            "USE_POLICY.md:1 (USE_POLICY.md): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
    ),
    Row(
        "a policy in a folder",
        {"docs/USE_POLICY.md": LIMIT},
        (),
    ),
    Row(
        "a policy that carries a license, and another",
        {"ACCEPTABLE_USE_POLICY.md": models.mit("Copyright (c) 2026 A"), "USE_POLICY.md": LIMIT},
        (
            "ACCEPTABLE_USE_POLICY.md:1-22 (ACCEPTABLE_USE_POLICY.md, whole text): MIT License → MIT, identified, weights, not offered",
            "USE_POLICY.md:1 (USE_POLICY.md): non-commercial → NOASSERTION, unknown, weights, not offered, limit, non-commercial, free-sentence",
        ),
    ),
    Row(
        "a link in other letters",
        {**card("license: other\nlicense_name: acme\nlicense_link: license.TXT"), "LICENSE.txt": "x"},
        (
            "README.md:3 (card, license_name): other: acme → NOASSERTION, unknown, weights, [“acme” is not a license id that this tool knows; license_link: license.TXT]",
            "LICENSE.txt:1 (LICENSE.txt, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a text with a sentence about the weights",
        {"LICENSE": models.mit("Copyright (c) 2026 A") + "\nThe weights are licensed under CC BY-NC 4.0.\n"},
        (
            "LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",
            "LICENSE:23 (LICENSE, in words): CC-BY-NC-4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "a text with a sentence about the code",
        {"LICENSE": models.mit("Copyright (c) 2026 A") + "\nThe code is licensed under Apache-2.0.\n"},
        ("LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",),
    ),
    Row(
        "a text with a sentence about the weights among many",
        {
            "LICENSE": models.mit("Copyright (c) 2026 A")
            + "\nThe weights are licensed under CC BY-NC 4.0.\n"
            + "So it goes, and so it goes on. " * 60
        },
        (
            "LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",
            "LICENSE:23 (LICENSE, in words): CC-BY-NC-4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "two texts with a sentence about the weights",
        {
            "LICENSE": models.mit("Copyright (c) 2026 A")
            + "\nThe weights are licensed under CC BY-NC 4.0.\n\n"
            + models.license_text("isc")
        },
        (
            "LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",
            "LICENSE:25-35 (LICENSE, whole text, with other words around it): ISC License → ISC, identified, weights",
            "LICENSE:23 (LICENSE, in words): CC-BY-NC-4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "a text beside the name of another",
        {"LICENSE": models.mit("Copyright (c) 2026 A") + "\nApache-2.0\n"},
        (
            "LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",
            "LICENSE:23 (LICENSE, beside the text): Apache-2.0 → Apache-2.0, identified, weights",
        ),
    ),
    Row(
        "a text beside its own name",
        {"LICENSE": "MIT\n\n" + models.mit("Copyright (c) 2026 A")},
        ("LICENSE:3-24 (LICENSE, whole text): MIT License → MIT, identified, weights",),
    ),
    Row(
        "a text beside the address of another",
        {"LICENSE": models.mit("Copyright (c) 2026 A") + "\nhttps://www.apache.org/licenses/LICENSE-2.0\n"},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "LICENSE:23 (LICENSE, beside the text): Apache-2.0 → Apache-2.0, identified, weights",
        ),
    ),
    Row(
        "a text beside an address and words",
        {"LICENSE": models.mit("Copyright (c) 2026 A") + "\nsee https://www.apache.org/licenses/LICENSE-2.0 too\n"},
        ("LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",),
    ),
    Row(
        "a text beside a choice that includes it",
        {"LICENSE": models.mit("Copyright (c) 2026 A") + "\nMIT OR Apache-2.0\n"},
        ("LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",),
    ),
    Row(
        "a text beside its name with an exception",
        {"LICENSE": models.license_text("gpl-3.0") + "\nGPL-3.0-only WITH Classpath-exception-2.0\n"},
        ("LICENSE:1-674 (LICENSE, modified to gpl-3.0): GNU GPL v3 → NOASSERTION, unknown, weights",),
    ),
    Row(
        "a reference beside a text",
        {"LICENSE": models.mit("Copyright (c) 2026 A") + "\nSee the Apache License 2.0 as well.\n"},
        ("LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",),
    ),
    Row(
        "a denial",
        card("license: isc", "The model is not released under the MIT license."),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:4 (model card): MIT → MIT, identified, weights, not offered, denied, free-sentence",
        ),
    ),
    Row(
        "a denial of the code",
        card("license: isc", "The code is not released under the MIT license."),
        ("README.md:2 (card, license): isc → ISC, identified, weights",),
    ),
    Row(
        "a denial of another model",
        card("license: isc", "Llama is not released under the MIT license."),
        ("README.md:2 (card, license): isc → ISC, identified, weights",),
    ),
    Row(
        "a denial of later",
        card("license: isc", "The model will not be released under the MIT license."),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:4 (model card): MIT → MIT, identified, weights, not offered, denied, later, free-sentence",
        ),
    ),
    Row(
        "a denial of earlier",
        card("license: isc", "Until version 2 the model was not under the MIT license."),
        ("README.md:2 (card, license): isc → ISC, identified, weights",),
    ),
    Row(
        "a license that ended",
        card("license: isc", "Until version 2 the model was under the MIT license."),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:4 (model card): MIT → MIT, identified, weights, not offered, earlier, free-sentence",
            "README.md:4 (model card): MIT → MIT, identified, weights, not offered, denied, free-sentence",
        ),
    ),
    Row(
        "a license of later",
        card("license: isc", "The model will become MIT in 2031."),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:4 (model card): MIT → MIT, identified, weights, not offered, later, free-sentence",
            "README.md:4 (model card): MIT → MIT, identified, weights, not offered, denied, free-sentence",
        ),
    ),
    Row(
        "a denial of a project",
        card("license: isc", "This project is not released under the MIT license."),
        (
            "README.md:2 (card, license): isc → ISC, identified, weights",
            "README.md:4 (model card): MIT → MIT, identified, unclear, not offered, denied, free-sentence",
        ),
    ),
    Row(
        "an offer on a condition",
        card("language: en", "If you are a student, the model is released under the MIT license."),
        (
            "README.md:4 (model card): If you are a student, the model is released under the MIT license. → MIT, unknown, weights, not offered, not-understood, free-sentence",
        ),
    ),
    Row(
        "a name of four letters",
        card("license: ISCL"),
        (
            "README.md:2 (card, license): ISCL → NOASSERTION, unknown, weights, [“ISCL” is not a license id that this tool knows]",
        ),
    ),
    Row(
        "a name by its letters",
        card("license: Gemma Terms of Use (Gemma 1 3n)"),
        (
            "README.md:2 (card, license): Gemma Terms of Use (Gemma 1 3n) → LicenseRef-scancode-gemma-tou-2025-03-24, identified, weights",
        ),
    ),
    Row(
        "a name by its letters and the word",
        card("license: The glm-4-9b License"),
        ("README.md:2 (card, license): The glm-4-9b License → LicenseRef-glm-4-9b, identified, weights",),
    ),
    Row(
        "a name by its letters without the word",
        card("license: The glm-4-9b"),
        ("README.md:2 (card, license): The glm-4-9b → LicenseRef-glm-4-9b, identified, weights",),
    ),
    Row(
        "a title in a policy's folder, and a text behind",
        {"A.md": "x", "LICENSE": models.mit("Copyright (c) 2026 A"), "NOTICE": models.mit("Copyright (c) 2026 A")},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "NOTICE:1-22 (NOTICE, whole text): MIT License → MIT, identified, weights, not offered",
        ),
    ),
    Row(
        "a REUSE.toml in a folder, of a file above it",
        {"b/REUSE.toml": 'version = 1\n[[annotations]]\npath = "model.safetensors"\nSPDX-License-Identifier = "ISC"\n'},
        (),
    ),
    Row(
        "a REUSE.toml of a file beside it",
        {"REUSE.toml": 'version = 1\n[[annotations]]\npath = "model.safetensors"\nSPDX-License-Identifier = "ISC"\n'},
        ("REUSE.toml:4 (REUSE.toml): ISC → ISC, identified, weights, for model.safetensors",),
    ),
    Row(
        "a name that two licenses have but for the word",
        card("license: NVIDIA Open Model Agreement"),
        (
            "README.md:2 (card, license): NVIDIA Open Model Agreement → LicenseRef-nvidia-open-model-agreement, identified, weights",
        ),
    ),
    Row(
        "a name that two licenses have but for the word, with it",
        card("license: NVIDIA Open Model License Agreement"),
        (
            "README.md:2 (card, license): NVIDIA Open Model License Agreement → LicenseRef-scancode-nvidia-open-model-2025-04-28, identified, weights",
        ),
    ),
    Row(
        "a name of five letters",
        card("license: The Unlicense"),
        ("README.md:2 (card, license): The Unlicense → Unlicense, identified, weights",),
    ),
    Row(
        "weights in a file of two texts, among many words",
        {
            "LICENSE": models.mit("Copyright (c) 2026 A")
            + "\nThe weights are licensed under CC BY-NC 4.0.\n\n"
            + "So it goes, and so it goes on. " * 60
            + "\n\n"
            + models.license_text("isc")
        },
        (
            "LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights",
            "LICENSE:27-37 (LICENSE, whole text, with other words around it): ISC License → ISC, identified, weights",
        ),
    ),
    Row(
        "a text in a card, and one in a LICENSE behind it",
        {
            "A/README.md": "x",
            "LICENSE": models.mit("Copyright (c) 2026 A"),
            "README.md": models.card("license: mit", models.mit("Copyright (c) 2026 A")),
        },
        (
            "README.md:2 (card, license): mit → MIT, identified, weights, [known]",
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
