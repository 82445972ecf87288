"""Which LICENSE files offer the model, and how they are read: in each row one condition is there, or is not."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.knowledge import Knowledge
from auditor.model import Detection, Location, Match
from auditor.model.cuts import Cuts
from auditor.resolve.license_files import detected
from auditor.resolve.worded import SHORT
from support import models
from support.stated import Row, card, stated

if TYPE_CHECKING:
    from auditor.model import Statement

MIT = models.mit("Copyright (c) 2026 Acme")
W = models.WEIGHTS
WORDS = "\n\nYou may use it, all of you.\nOr not.\nBut never in the dark.\n"
POLICY = "# Acceptable use\n\nBe nice.\n"
EXCEPT = "This license applies to all files except the model weights."


def _long(length: int) -> str:
    """So many characters that offer the model, and limit its use."""
    says = "This model is licensed under CC BY-NC 4.0.\nIt may not be used for military purposes.\n"
    return says.ljust(length - 1) + "x"


ROWS = (
    # which files offer the model, and what they cover
    Row(
        "a license of data in a folder of code",
        {"src/LICENSE-DATA": MIT, "src/run.py": "x = 1\n"},
        ("src/LICENSE-DATA:1-22 (LICENSE-DATA, whole text): MIT License → MIT, identified, data, not offered",),
    ),
    Row(
        "a license in a folder without code, and code in others",
        {"papers/LICENSE": MIT, "src/run.py": "x = 1\n", "run.py": "x = 1\n"},
        ("papers/LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights, not offered",),
    ),
    Row(
        "a LICENSE that a card in a root below the top links",
        {
            "sub/README.md": card("license: other\nlicense_link: terms/LICENSE.txt")["README.md"],
            "sub/terms/LICENSE.txt": MIT,
            "sub/model.safetensors": W,
            "sub/config.json": '{"model_type": "x"}',
        },
        (
            "sub/README.md:2 (card, license): other → NOASSERTION, unsaid, weights, [known; license_link: terms/LICENSE.txt]",
            "sub/terms/LICENSE.txt:1-22 (LICENSE.txt, whole text): MIT License → MIT, identified, weights",
        ),
        alone=True,
    ),
    Row(
        "a LICENSE by an absolute link",
        {**card("license_link: /terms/LICENSE.txt"), "terms/LICENSE.txt": MIT},
        ("terms/LICENSE.txt:1-22 (LICENSE.txt, whole text): MIT License → MIT, identified, weights",),
    ),
    Row(
        "a license of the base model beside a plain one",
        {"LICENSE": MIT, "LICENSE-BASE-MODEL": models.apache()},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "LICENSE-BASE-MODEL:1-201 (LICENSE-BASE-MODEL, whole text): Apache License 2.0 → Apache-2.0, identified, weights",
        ),
    ),
    Row(
        "a license of the model beside a plain one",
        {"LICENSE": MIT, "LICENSE-MODEL": models.apache()},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, code",
            "LICENSE-MODEL:1-201 (LICENSE-MODEL, whole text): Apache License 2.0 → Apache-2.0, identified, weights",
        ),
    ),
    Row(
        "a wheel of a model that carries its text alone",
        {
            "a-1.dist-info/METADATA": "Metadata-Version: 2.4\nName: a\nVersion: 1\n",
            "a-1.dist-info/licenses/LICENSE": MIT,
            "a/model.safetensors": W,
        },
        ("a-1.dist-info/licenses/LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",),
        alone=True,
    ),
    # which texts are read
    Row(
        "a text behind a card that has one",
        {"README.md": models.card("license: mit", MIT), "UNLICENSE": MIT},
        (
            "README.md:2 (card, license): mit → MIT, identified, weights, [known]",
            "UNLICENSE:1-22 (UNLICENSE, whole text): MIT License → MIT, identified, weights",
        ),
    ),
    Row(
        "a text behind a use policy that is not identified",
        {"ACCEPTABLE_USE_POLICY.md": POLICY, "LICENSE": MIT},
        (
            "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
            "ACCEPTABLE_USE_POLICY.md:1 (ACCEPTABLE_USE_POLICY.md):  → NOASSERTION, unknown, weights, not offered, not-understood, unclear, free-sentence, [a policy that no license here names]",
        ),
    ),
    # a few words in place of a text
    Row(
        "as many words as are read whole",
        {"LICENSE": _long(SHORT)},
        (
            "LICENSE:1 (LICENSE, in words): CC-BY-NC-4.0 → CC-BY-NC-4.0, identified, weights",
            "LICENSE:2 (LICENSE, in words): no-military → NOASSERTION, unknown, weights, not offered, limit, no-military, free-sentence",
        ),
    ),
    Row(
        "one character more",
        {"LICENSE": _long(SHORT + 1)},
        (
            "LICENSE:1-3 (LICENSE, text not identified): unidentified text → CC-BY-NC-4.0, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "two lines, each a license",
        {"LICENSE": "MIT\nApache-2.0\n"},
        (
            "LICENSE:1-2 (LICENSE, text not identified): unidentified text → MIT/Apache-2.0, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a line and a copyright line",
        {"LICENSE": "Copyright 2026 Acme\n\nMIT\n"},
        ("LICENSE:3 (LICENSE, one line): MIT → MIT, identified, weights, [known]",),
    ),
    Row(
        "a line that says nothing",
        {"LICENSE": "None\n"},
        (
            "LICENSE:1 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a line that names the license of each part",
        {"LICENSE": "MIT (code), CC BY-NC 4.0 (weights)\n"},
        (
            "LICENSE:1 (LICENSE, one line): MIT (code), CC BY-NC 4.0 (weights) → MIT, identified, code",
            "LICENSE:1 (LICENSE, one line): MIT (code), CC BY-NC 4.0 (weights) → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    # the title of a text that is not identified
    Row(
        "a title that ends where a line is read to",
        {"LICENSE": "-" * 195 + f" Zlib{WORDS}"},
        (
            "LICENSE:1-5 (LICENSE, text not identified): unidentified text → Zlib, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a title that ends one character behind",
        {"LICENSE": "-" * 196 + f" Zlib{WORDS}"},
        (
            "LICENSE:1-5 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, weights, [no known license resembles it]",
        ),
    ),
    Row(
        "a line of scope that is a text itself",
        {"LICENSE": f"{EXCEPT}\nLicensed under the Apache License, Version 2.0"},
        (
            "LICENSE:2 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, code",
            "LICENSE:1 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, weights, not offered, denied",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements


def _of_a_text(match: Match, text: str, *, last: int) -> Statement:
    """What is said of the first lines of a LICENSE, of which no license is known."""
    detection = Detection(
        location=Location(path="LICENSE", first=1, last=last),
        license="",
        expression="NOASSERTION",
        match=match,
        matcher="lines",
        score=0.9,
    )
    (statement,) = detected(models.read({"LICENSE": text}), (detection,), Knowledge(), Cuts())
    return statement


@pytest.mark.parametrize("match", [Match.NEAR, Match.MODIFIED, Match.UNKNOWN])
def test_a_text_that_is_like_several_is_near_to_none_by_name(match: Match) -> None:
    assert _of_a_text(match, "You may use it.\nOr not.\nAsk us.\n", last=3).by == "LICENSE, text not identified"


def test_the_title_of_a_text_is_in_its_own_lines() -> None:
    text = "You may use it.\nOr not.\nApache License\nVersion 2.0\nZlib"

    assert _of_a_text(Match.UNKNOWN, text, last=2).names == ()
    assert _of_a_text(Match.UNKNOWN, text, last=5).names == ("Apache-2.0",)
