"""What stands beside a license: a heading, an attribution, or terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.identify.match import texts
from auditor.identify.match.surroundings import Weight, weigh
from auditor.knowledge import Knowledge
from auditor.model import Match
from support import models

_KNOWLEDGE = Knowledge()
_MIT = models.mit("Copyright (c) 2023 Example Reading Ltd.")


@pytest.mark.parametrize(
    "words",
    [
        "Copyright (c) 2020 Example GmbH. All rights reserved.",
        "https://example.org/notices",
        "LICENSE",
        "Copyright (c) [year] [fullname]",
    ],
)
def test_an_address_or_a_copyright_line_is_nothing(words: str) -> None:
    assert weigh(words) is Weight.NOTHING


@pytest.mark.parametrize(
    "words",
    [
        "# THIRD_PARTY_NOTICES",
        (
            "This file lists third-party software along with their licenses, in compliance with the redistribution"
            " clauses of those licenses."
        ),
        "This model is based on DeepSeek-V3, developed by DeepSeek, which is licensed under the MIT License.",
        "The original license and copyright notice are reproduced below.",
        "- **Files / Directories Used**\n  - configuration.py\n  - modeling.py",
        (
            "The following software may be included in this product: lodash. A copy of the source code may be"
            " downloaded from https://example.org."
        ),
        (
            "Your use of the source code for these subcomponents is subject to the terms and conditions of the"
            " following licenses."
        ),
        (
            "THIS SOFTWARE IS PROVIDED BY SAM AND OTHERS ``AS IS'' AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING,"
            " BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE"
            " DISCLAIMED."
        ),
    ],
)
def test_a_notice_around_a_license_is_neutral(words: str) -> None:
    assert weigh(words) is Weight.NEUTRAL


@pytest.mark.parametrize(
    "words",
    [
        "You may not use the Software commercially.",
        "For research purposes.",
        "Military use is excluded.",
        "Commercial users contact sales@example.org",
        "You must display Built with Example.",
        "Copyright 2020 Example - non-commercial use only",
        "Copyright 2020 Example. No use within the EU.",
        "Modified MIT License",
        "禁止商业使用。",
        "L'utilisation commerciale est interdite.",
        "THIS SOFTWARE IS PROVIDED AS IS FOR USE IN NO BUSINESS AND WITHOUT ANY RIGHT TO THE DATA OF THE AUTHORS.",
    ],
)
def test_whatever_could_bind_binds(words: str) -> None:
    assert weigh(words) is Weight.BINDING


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Whoever displays Foo must say so.\n\n", ""),
        ("", "\nAdditional terms: for research purposes.\n"),
        ("", "\n-----\n\nCommercial users contact sales@example.org\n"),
        ("", "\n<!-- not for military use -->\n"),
        ("", "\n禁止商业使用。\n"),
    ],
)
def test_terms_beside_mit_make_it_a_modified_mit_and_are_shown(before: str, after: str) -> None:
    (detection,) = texts.text(f"{before}{_MIT}{after}", "LICENSE", _KNOWLEDGE)

    assert (detection.license, detection.match) == ("mit", Match.MODIFIED)
    shown = " ".join(words.text for words in detection.added)
    assert (before + after).strip(" \n-<>!").split()[-1].rstrip(".") in shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023 Example Reading Ltd.", "2023 Example Reading Ltd, for research only"),
        ("2023 Example Reading Ltd.", "2023 Example Reading Ltd. Not for sale."),
        ("MIT License", "MIT License (non-commercial)"),
        ("MIT License", "Modified MIT License"),
        ("THE AUTHORS OR", "THE AUTHORS, WHERE USE IS RESTRICTED TO RESEARCH, OR"),
    ],
)
def test_terms_hidden_in_a_copyright_line_a_title_or_a_name_are_not_overlooked(old: str, new: str) -> None:
    detections = texts.text(_MIT.replace(old, new), "LICENSE", _KNOWLEDGE)

    assert [detection.match for detection in detections] == [Match.MODIFIED]


def test_a_text_of_its_own_between_two_others_leaves_them_whole_and_is_unknown() -> None:
    own = (
        "\n-------\nFooLib\nCopyright (c) 2020 Foo\n\nYou may use FooLib if you keep this line and do not sue me. "
        "The licensee shall also send a postcard to Foo and must never sell the library for a profit without written "
        "consent of Foo, who may refuse such consent at any time and for any reason that Foo thinks fit.\n\n------\n\n"
    )

    detections = texts.text(f"{_MIT}{own}{_MIT}", "THIRD_PARTY_NOTICES", _KNOWLEDGE)

    first = _MIT.count("\n")
    assert [(detection.license, detection.match) for detection in detections] == [
        ("mit", Match.EXACT),
        ("", Match.UNKNOWN),
        ("mit", Match.EXACT),
    ]
    assert (detections[1].location.first or 0) > first


def test_many_copies_of_one_text_are_all_found_in_seconds() -> None:
    detections = texts.text("\n\n".join([_MIT] * 300), "THIRD_PARTY_NOTICES", _KNOWLEDGE)

    assert {(detection.license, detection.match) for detection in detections} == {("mit", Match.EXACT)}
    assert len({detection.location.first for detection in detections}) == 300


def test_the_texts_are_read_beside_their_readme() -> None:
    readme = (Path(_KNOWLEDGE.root) / "texts" / "README.md").read_text(encoding="utf-8")

    for path in (Path(_KNOWLEDGE.root) / "texts").iterdir():
        assert path.suffix in (".md", ".toml", ".py") or f"`{path.name}`" in readme or path.name == "__pycache__"
