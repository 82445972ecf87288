"""Badges about a license, which cards show in place of a sentence."""

from __future__ import annotations

import pytest

from auditor.documents.markdown.badges import license_badge
from auditor.model import Standing
from support import models

SHIELDS = "https://img.shields.io/badge/"
DEED = "https://creativecommons.org/licenses/by-nc/4.0/"
_MIT = models.mit("Copyright (c) 2026 Acme Ltd")


@pytest.mark.parametrize(
    ("alt", "source", "words"),
    [
        ("License", f"{SHIELDS}License-CC%20BY--NC%204.0-lightgrey.svg", "License CC BY-NC 4.0"),
        ("", f"{SHIELDS}Model_License-a__b_c-red?style=flat", "Model License a_b c"),
        ("", f"{SHIELDS}license-MIT-blue", "license MIT"),
        ("", f"{SHIELDS}license--file-MIT-blue", "license-file MIT"),
        ("License: MIT", "badge.svg", "License: MIT"),
        ("  Data\nLicence ", "", "Data Licence"),
        # no label, no message, and pictures of something else
        ("", f"{SHIELDS}license-blue", ""),
        ("", f"{SHIELDS}license-%20-blue", ""),
        ("", f"{SHIELDS}python-3.11-blue", ""),
        ("", "https://elsewhere.example/badge/license-MIT-blue", ""),
        ("Our results", "results.png", ""),
        ("licensed dealers", "map.png", ""),
        ("a license " * 12, "x.png", ("a license " * 12).strip()),
        ("a license " * 13, "x.png", ""),
    ],
)
def test_the_words_of_a_badge(alt: str, source: str, words: str) -> None:
    assert license_badge(alt, source) == words


def _audit(badge: str) -> Standing:
    card = models.card("license: mit", f"# Tern-1B\n\n{badge} Tern is fast.\n\nTrained from scratch.")
    return models.audit({"README.md": card, "LICENSE": _MIT}, "acme/Tern-1B").standing


@pytest.mark.parametrize(
    "badge",
    [
        f"[![License: CC BY-NC 4.0](x.svg)]({DEED})",
        f"[![License]({SHIELDS}license-CC--BY--NC--4.0-blue)]({DEED})",
        f"![]({SHIELDS}Weights%20License-CC%20By%20NC%204.0-red.svg)",
        f'<a href="{DEED}"><img src="x.svg" alt="License"></a>',
        f"<p align='center'>\n<a href='{DEED}'><IMG ALT='Creative Commons License' src='x.png' /></a>\n</p>",
        f'<img src="{SHIELDS}license-CC_BY--NC_4.0-blue" alt="">',
    ],
)
def test_a_badge_of_another_license_is_a_question(badge: str) -> None:
    assert _audit(badge) is Standing.UNDETERMINED


@pytest.mark.parametrize(
    "badge",
    [
        f"[![License]({SHIELDS}license-MIT-blue)](LICENSE)",
        f"![Code License]({SHIELDS}Code%20License-Apache_2.0-green.svg)",
        f"![Data License]({SHIELDS}Data%20License-CC%20By%20NC%204.0-red.svg)",
        # what no list knows: no label, which would be quoted as an unknown license
        f"![Model License]({SHIELDS}Model_License-Model_Agreement-f5de53?&color=f5de53)",
        f"![python]({SHIELDS}python-3.10-blue)",
        "[![GitHub license](https://img.shields.io/github/license/acme/x)](https://github.com/acme/x)",
        '<img src="license.png">',
    ],
)
def test_a_badge_of_the_same_license_or_of_another_part_is_none(badge: str) -> None:
    assert _audit(badge) is Standing.NO_FINDINGS


@pytest.mark.parametrize(
    ("line", "standing"),
    [
        # a badge is copied from template to template; what a line states is meant
        ("The weights are released under the MIT License.", Standing.NO_FINDINGS),
        ("Model license: MIT", Standing.NO_FINDINGS),
        # a line about something else leaves the badge as it is
        ("The code is released under the MIT License.", Standing.UNDETERMINED),
        ("The model is not released under Apache-2.0.", Standing.UNDETERMINED),
    ],
)
def test_a_badge_does_not_count_beside_a_line_on_the_license_of_the_weights(line: str, standing: Standing) -> None:
    assert _audit(f"![License]({SHIELDS}license-CC--BY--NC--4.0-blue)\n\n{line}\n\n") is standing
