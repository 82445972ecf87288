"""A license under its own title, in whatever spelling, is that license; under another's it is not named."""

from __future__ import annotations

import re

import pytest

from auditor.identify.match import texts
from auditor.identify.match.titles import conflicts, respelled
from auditor.identify.normalize.folding import fold
from auditor.identify.normalize.glued import parted
from auditor.knowledge import Knowledge
from auditor.model import Match
from support import texts as real

_KNOWLEDGE = Knowledge()
_OWN = {
    "gpl-2.0": ("GPL-2.0", "GNU General Public License v2.0 (GPL-2)", "GPLv2", "# License: GPL-2.0-only"),
    "gpl-3.0": ("GPL-3.0", "GNU General Public License v3 (GPL-3)", "GPLv3", "GNU GPL v3.0"),
    "agpl-3.0": ("AGPL-3.0", "GNU AGPLv3", "GNU Affero General Public License v3.0 (AGPL-3.0)"),
    "lgpl-3.0": ("LGPL-3.0", "GNU Lesser General Public License v3 (LGPLv3)"),
    "lgpl-2.1": ("LGPL-2.1", "GNU Lesser General Public License v2.1 (LGPL-2.1)"),
    "cc-by-4.0": (
        "CC BY 4.0",
        "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "# WikiNER\n\n* URL: https://x.example/5462500\n* License: CC BY 4.0",
    ),
    "cc-by-nc-4.0": ("Creative Commons Attribution-NonCommercial 4.0 International (CC BY-NC 4.0)",),
    "cc-by-sa-3.0": ("Creative Commons Attribution-ShareAlike 3.0 Unported (CC BY-SA 3.0)",),
    "cc0-1.0": ("Creative Commons CC0 1.0 Universal (CC-0)",),
    "mpl-2.0": ("Mozilla Public License 2.0 (MPL-2.0)",),
    "epl-2.0": ("Eclipse Public License 2.0 (EPL-2.0)",),
    "ofl-1.1": ("SIL Open Font License v1.1 (OFL-1.1)",),
    "apache-2.0": ("Apache-2.0", "Apache License, Version 2.0 (Apache-2.0)"),
    "odbl-1.0": ("ODbL 1.0", "Open Database License (ODbL) v1.0"),
    "bigscience-rail-1.0": ("BigScience RAIL 1.0", "BigScience BLOOM RAIL License 1.0"),
    "lgpllr": ("# UD French Sequoia v2.8\n\n* License: LGPL-LR",),
    "llama-3.1-license-2024": ("llama3.1", "Llama 3.1 Community License"),
}
_ANOTHER = {
    "gpl-2.0": ("GPL-3.0", "GNU General Public License v3"),
    "gpl-3.0": ("GPLv2", "GNU General Public License v2.0"),
    "lgpl-2.1": ("LGPL-3.0", "GNU LGPL v3"),
    "cc-by-4.0": ("CC BY 3.0", "Creative Commons Attribution 3.0 Unported (CC BY 3.0)", "CC BY-NC 4.0"),
    "llama-3.1-license-2024": ("Llama 3.2 Community License",),
    "bsd-new": ("BSD-4-Clause", "BSD 2-Clause License"),
    "apache-2.0": ("Apache License 1.1", "Apache License v3"),
    "mpl-2.0": ("MPL-1.1",),
    "epl-2.0": ("Eclipse Public License 1.0 (EPL-1.0)",),
}


def _pairs(titles: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(key, title) for key, spellings in titles.items() for title in spellings]


def _text(key: str) -> str:
    return real.content(f"scancode__{key}.LICENSE")


@pytest.mark.parametrize(("key", "title"), _pairs(_OWN))
def test_a_text_under_its_own_title_is_that_text(key: str, title: str) -> None:
    detections = texts.text(f"{title}\n\n{_text(key)}", "LICENSE", _KNOWLEDGE)

    assert [detection.carries_text for detection in detections] == [True]


@pytest.mark.parametrize(("key", "title"), _pairs(_ANOTHER))
def test_a_text_under_the_title_of_another_version_is_not_named(key: str, title: str) -> None:
    detections = texts.text(f"{title}\n\n{_text(key)}", "LICENSE", _KNOWLEDGE)

    assert not [detection for detection in detections if detection.carries_text]


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("MIT License", False),
        ("flake8, under the MIT License", False),
        ("released on 18 April 2024 under the MIT License", False),
        ("see https://mit.example/2 for the MIT License", False),
        ("MIT License 2", True),
    ],
)
def test_only_a_version_on_a_line_about_the_license_is_one(line: str, *, other: bool) -> None:
    assert conflicts(line, ("mit", "license"), "mit") is other


@pytest.mark.parametrize(
    "line", ["MIT License (non-commercial)", "MIT License 2", "Modified MIT License.", "a license"]
)
def test_a_title_with_more_in_it_is_not_the_own_one(line: str) -> None:
    assert not respelled(line, ("mit", "license"), "spdx:MIT")


@pytest.mark.parametrize(
    ("key", "published", "seen"),
    [
        ("llama-2-license-2023", "constitutes an infringement", "constitutes infringement"),
        ("llama-3.2-license-2024", "https://www.llama.com/docs/overview", "https://llama.meta.com/doc/overview"),
        ("gemma-tou-2024-04-01", "Last modified: April 1, 2024", ""),
    ],
)
def test_an_edition_that_differs_in_a_word_or_an_address_is_known(key: str, published: str, seen: str) -> None:
    text = _text(key)
    detections = texts.text(text.replace(published, seen), "LICENSE", _KNOWLEDGE)

    assert published in text
    assert [detection.carries_text for detection in detections] == [True]


def test_most_texts_keep_their_name_when_their_paragraphs_are_glued() -> None:
    rows = [row for row in real.known() if row.role == "agreement" and row.scancode]
    nameless = []
    for row in rows:
        glued = re.sub(r"\n\s*\n", "", real.content(row.file).strip())
        names = {detection.license for detection in texts.text(glued, "LICENSE", _KNOWLEDGE)} - {""}
        assert names <= {row.license}, row.file
        if not names:
            nameless.append(row.file)

    assert len(nameless) * 6 < len(rows), nameless


def test_a_text_that_was_taken_apart_is_told_by_the_lines_of_the_file() -> None:
    glued = "A copy of the license:\n" + re.sub(r"\n\s*\n", "", _text("llama-3.1-license-2024").strip())
    (detection,) = texts.text(glued, "LICENSE", _KNOWLEDGE)

    assert detection.license == "llama3.1"
    assert (detection.location.first, detection.location.last) == (2, glued.count("\n") + 1)


def test_each_line_of_a_text_taken_apart_has_its_line_in_the_file() -> None:
    text = "Terms.2. Use\nis free.3. Notices\nstay.4. End"
    apart, lines = parted(text, ())

    assert apart.split("\n\n") == ["Terms.", "2. Use\nis free.", "3. Notices\nstay.", "4. End"]
    assert lines == (1, 1, 1, 2, 2, 2, 3, 3, 3)
    assert len(lines) == apart.count("\n") + 1


@pytest.mark.parametrize("text", ["OpenRAIL and DeepSeek and GitHub, made by PyTorch", "See U.S.A. v1.2.3 at a.b.C"])
def test_names_are_not_seams(text: str) -> None:
    assert parted(text, {"openrail", "deepseek", "github", "pytorch"}) == ("", ())


def test_a_faint_resemblance_is_not_shown() -> None:
    text = _text("apache-2.0").split("4. Redistribution")[0].replace("License", "Concession")
    half = texts.text(
        text.split("3. Grant of Patent")[1] + " Nobody may use it for a purpose of war.", "LICENSE", _KNOWLEDGE
    )

    assert [(detection.license, detection.note) for detection in half] == [("", "no known license resembles it")]


def test_a_title_that_goes_with_the_copyright_line_is_not_missed() -> None:
    text = (real.VERBATIM / "openrail++-2023-07-26.txt").read_text(encoding="utf-8")
    first, rest = text.split("\n", 1)
    detections = texts.text(f"Copyright (c) 2031 Example Holder, Inc.\n{rest}", "LICENSE", _KNOWLEDGE)

    assert first == "Copyright (c) 2023 Stability AI CreativeML Open RAIL++-M License dated July 26, 2023"
    assert [(detection.license, detection.carries_text) for detection in detections] == [("openrail++", True)]


_VERBATIM = {
    "flux1-dev-nc": ("FLUX.1 [dev] Non-Commercial License v1.1.1", "# FLUX.1-dev Non Commercial License v1.1.1"),
    "flux-nc-2.0": ("FLUX [dev] Non-Commercial License v2.0",),
    "kimi-k2-modified-mit": ("Modified MIT License",),
    "minimax-m2.7": ("NON-COMMERCIAL LICENSE", "MiniMax M2.7 Non-Commercial License"),
    "fair-noncommercial-research": ("FAIR Noncommercial Research License v1",),
    "stability-svd-nc": ("Stable Video Diffusion Non-Commercial Community License",),
    "llama3.1": ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT",),
}


@pytest.mark.parametrize(("key", "title"), _pairs(_VERBATIM))
def test_a_title_that_limits_or_counts_is_the_own_one_over_its_own_text(key: str, title: str) -> None:
    detections = texts.text(f"{title}\n\n{_verbatim(key)}", "LICENSE", _KNOWLEDGE)

    assert [(detection.license, detection.carries_text) for detection in detections] == [(key, True)]


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("flux1-dev-nc", "FLUX.2 [dev] Non-Commercial License"),
        ("flux1-dev-nc", "FLUX.1 [dev] Non-Commercial License v1.1.2"),
        ("llama3.1", "LLAMA 3.2 COMMUNITY LICENSE AGREEMENT"),
        ("mit", "Modified MIT License"),
        ("mit", "MIT License (Non-Commercial)"),
    ],
)
def test_a_title_that_says_more_than_the_text_is_not_the_own_one(key: str, title: str) -> None:
    detections = texts.text(f"{title}\n\n{_verbatim(key)}", "LICENSE", _KNOWLEDGE)

    assert not [detection for detection in detections if detection.carries_text]


@pytest.mark.parametrize("number", ["1", "- 1 -", "Page 1 of 9", "  1/9  "])
def test_page_numbers_of_a_text_out_of_a_pdf_are_nothing(number: str) -> None:
    lines = _verbatim("llama3.1").split("\n")
    text = "\n".join((*lines[:40], number, "\f", *lines[40:]))
    detections = texts.text(text, "LICENSE", _KNOWLEDGE)

    assert [(detection.license, detection.carries_text) for detection in detections] == [("llama3.1", True)]


def test_a_number_on_its_own_line_is_no_page_number() -> None:
    lines = _verbatim("llama3.1").split("\n")
    detections = texts.text("\n".join((*lines[:40], "700", *lines[40:])), "LICENSE", _KNOWLEDGE)

    assert not [detection for detection in detections if detection.carries_text]


def test_a_hyphen_at_the_head_of_a_text_moves_no_letter_of_what_is_shown() -> None:
    words = fold("NON-COMMERCIAL LICENSE\n\nnon-sub-licensable")

    assert words.words == ["noncommercial", "license", "nonsublicensable"]
    assert words.excerpt(0, 2) == "NON-COMMERCIAL LICENSE"


def _verbatim(key: str) -> str:
    return (real.VERBATIM / f"{key}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "heading",
    [
        "# Lizenz: MIT-Lizenz",
        "# ライセンス",
        "许可证",
        "# Licencia",
        "# Licença",
        "# Лицензия",
        "# 라이선스",
        "License / ライセンス",
    ],
)
def test_the_word_license_in_another_language_is_nothing(heading: str) -> None:
    detections = texts.text(f"{heading}\n\n{_verbatim('mit')}", "LICENSE", _KNOWLEDGE)

    assert [(detection.license, detection.match) for detection in detections] == [("mit", Match.EXACT)]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("For any questions regarding this license, please contact <license@moonshot.ai>.", True),
        ("For questions, contact info@acme.example or visit https://acme.example/license/2.0", True),
        ("Version 1.2, May 2024", True),
        ("For commercial use, contact us.", False),
        ("For questions about commercial use, contact us.", False),
        ("Contact us before you use it.", False),
        ("You may not use it after 2024.", False),
        ("# 非商业许可证", False),
        ("# Lizenz: nur nicht kommerziell", False),
    ],
)
def test_whom_to_ask_and_when_it_was_written_are_no_terms(line: str, *, kept: bool) -> None:
    detections = texts.text(f"{_verbatim('mit')}\n\n{line}\n", "LICENSE", _KNOWLEDGE)

    assert [detection.carries_text for detection in detections] == [kept]
