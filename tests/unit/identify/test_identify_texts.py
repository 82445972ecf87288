"""Texts that everybody has: Apache-2.0 is in this repository, others in ScanCode's own data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import documents
from auditor.identify import identify
from auditor.identify.match import texts
from auditor.identify.normalize.folding import find, squeeze
from auditor.knowledge import Knowledge
from auditor.model import Detection, Match
from support.memory import MemorySource

_ROOT = Path(__file__).resolve().parents[3]
_APACHE = (_ROOT / "LICENSE").read_text(encoding="utf-8")
_KNOWLEDGE = Knowledge()
_FIRST = ("Ada", "Blaise", "Chen", "Dora", "Erik", "Fatima")
_LAST = ("Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov")


def _scancode(key: str) -> str:
    data = Path(pytest.importorskip("licensedcode").__file__).parent / "data" / "licenses" / f"{key}.LICENSE"
    return data.read_text(encoding="utf-8").split("---\n", 2)[2].strip() + "\n"


def _body(key: str) -> str:
    """The text without its title."""
    return _scancode(key).split("\n", 1)[1]


def _only(text: str, path: str = "LICENSE") -> Detection:
    values = [detection for detection in texts.text(text, path, _KNOWLEDGE) if detection.match is not Match.REFERENCE]
    assert len(values) == 1, values
    return values[0]


def test_apache_is_apache_from_the_first_line_to_the_last() -> None:
    detection = _only(_APACHE)

    assert (detection.license, detection.expression, detection.match) == ("apache-2.0", "Apache-2.0", Match.EXACT)
    assert (detection.location.first, detection.location.last) == (1, 201)
    assert detection.license_coverage == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("key", "license_id"),
    [
        ("mit", "mit"),
        ("bsd-new", "bsd-3-clause"),
        ("isc", "isc"),
        ("gpl-3.0", "gpl-3.0"),
        ("agpl-3.0", "agpl-3.0"),
        ("cc-by-4.0", "cc-by-4.0"),
        ("cc-by-nc-4.0", "cc-by-nc-4.0"),
        ("cc-by-sa-4.0", "cc-by-sa-4.0"),
        ("llama-3.1-license-2024", "llama3.1"),
        ("llama-3.2-license-2024", "llama3.2"),
        ("llama-3.3-license-2024", "llama3.3"),
        ("gemma-tou-2025-03-24", "gemma"),
        ("deepseek-la-1.0", "deepseek-model-1.0"),
        ("stable-diffusion-2022-08-22", "creativeml-openrail-m"),
        ("moonshot-ai-modified-mit-2025", "kimi-k2-modified-mit"),
        ("odc-by-1.0", "odc-by-1.0"),
    ],
)
def test_a_text_is_that_license_and_no_relative(key: str, license_id: str) -> None:
    detection = _only(_scancode(key))

    assert (detection.license, detection.carries_text) == (license_id, True)


def test_mit_with_a_clause_added_is_a_modified_mit_and_shows_the_clause() -> None:
    clause = "If the Software is used in a product with more than one million users, display its name prominently."
    text = _scancode("mit") + f"\n{clause}\n"

    detection = _only(text)

    assert (detection.license, detection.match) == ("mit", Match.MODIFIED)
    assert clause in detection.added[0].text
    assert detection.added[0].first == len(text.rstrip("\n").split("\n"))


def test_mit_without_its_disclaimer_is_a_modified_mit_and_shows_what_is_missing() -> None:
    paragraphs = _scancode("mit").split("\n\n")

    detection = _only("\n\n".join(part for part in paragraphs if not part.startswith("THE SOFTWARE IS PROVIDED")))

    assert not detection.carries_text
    assert "the software is provided" in " ".join(words.text for words in detection.missing).lower()


def test_mit_without_its_condition_may_be_mit_0_and_is_given_neither_name() -> None:
    paragraphs = _scancode("mit").split("\n\n")

    detection = _only("\n\n".join(part for part in paragraphs if not part.startswith("The above copyright notice")))

    assert (detection.license, detection.match) == ("", Match.NEAR)
    assert "MIT-0" in detection.note


def test_a_turned_permission_is_never_the_license() -> None:
    detection = _only(_scancode("mit").replace("is hereby granted", "is hereby not granted"))

    assert not detection.carries_text


def test_a_stem_that_several_licenses_have_is_called_by_none_of_their_names() -> None:
    stem = _scancode("mit").split("Permission is hereby granted", 1)[1].split("sublicense", 1)[0]

    detection = _only(
        f"Permission is hereby granted{stem}but not sell copies of the Software for academic purposes only.\n"
    )

    assert (detection.license, detection.carries_text) == ("", False)
    assert "of it is there" in detection.note


def test_mit_that_counts_the_next_paragraph_to_its_notice_is_mit() -> None:
    text = _scancode("mit").replace("this permission notice", "this permission notice (including the next paragraph)")

    assert "(including the next paragraph)" in text
    assert (_only(text).license, _only(text).match) == ("mit", Match.EXACT)


@pytest.mark.parametrize(
    "line", ["== Flake8 License (MIT) ==", "Copyright (c) 2015 A Person (rather uses forge/hpk42)"]
)
def test_a_digit_in_a_name_over_mit_is_no_version_of_it(line: str) -> None:
    detection = _only(f"The MIT License (MIT)\n{line}\n\n{_scancode('mit')}")

    assert (detection.license, detection.match) == ("mit", Match.EXTRA)


def test_another_version_in_the_title_still_withholds_the_name() -> None:
    detections = texts.text(f"Llama 3.2 Community License\n\n{_body('llama-3.1-license-2024')}", "LICENSE", _KNOWLEDGE)

    assert not [detection.license for detection in detections if detection.carries_text]


def test_a_misspelled_copyright_line_is_one() -> None:
    text = _scancode("mit").replace("merge", "mrege")
    detection = _only(text.replace("\n\nTHE SOFTWARE", "\n\nCopyirght (c) 2031 Example Holder, 2032\n\nTHE SOFTWARE"))

    assert (detection.license, detection.match, [words.text for words in detection.added]) == (
        "mit",
        Match.NEAR,
        ["mrege,"],
    )


def test_a_notice_that_introduces_a_license_carries_it() -> None:
    text = (
        "Harbor-1\nCopyright 2026 Harbor Reading Ltd.\n\nThis model is a modified version of deepseek-ai/DeepSeek-R1, "
        "which is provided under the following terms:\n\nMIT License\n\nCopyright (c) 2023 DeepSeek\n\n"
        f"{_scancode('mit')}"
    )

    detection = _only(text, "NOTICE")

    assert (detection.license, detection.carries_text) == ("mit", True)


def test_two_licenses_in_one_file_are_two_spans() -> None:
    text = f"{_APACHE}\n\n----------------\n\n{_scancode('mit')}"

    by_name = {
        detection.license: detection for detection in texts.text(text, "LICENSE", _KNOWLEDGE) if detection.carries_text
    }

    assert set(by_name) == {"apache-2.0", "mit"}
    assert (by_name["apache-2.0"].location.last or 0) < (by_name["mit"].location.first or 0)


def test_a_header_that_names_a_license_is_not_its_text() -> None:
    header = (
        'Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in\n'
        "compliance with the License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0\n"
    )

    detections = texts.text(header, "LICENSE", _KNOWLEDGE)

    assert not [detection for detection in detections if detection.carries_text]
    assert any(detection.license == "apache-2.0" and detection.match is Match.REFERENCE for detection in detections)


def test_a_badge_in_a_card_concludes_nothing() -> None:
    card = "---\nlicense: mit\n---\n# X\n![License: Apache 2.0](https://img.shields.io/badge/License-Apache_2.0-blue)\n"
    source = MemorySource({"README.md": card, "config.json": "{}"})

    identified = identify(documents.read(source), _KNOWLEDGE, scancode=False)

    assert not [detection for detection in identified.detections if detection.carries_text]


def test_a_text_nobody_knows_is_unknown() -> None:
    text = "You may look at these weights on Thursdays, and whoever holds them must feed the cat. " * 5

    detection = _only(text)

    assert (detection.license, detection.match, detection.expression) == ("", Match.UNKNOWN, "NOASSERTION")


def test_the_index_is_small_and_plain() -> None:
    files = list((_KNOWLEDGE.root / "texts").iterdir())

    assert sum(path.stat().st_size for path in files) < 5_000_000
    assert not [path.name for path in files if path.suffix in (".pkl", ".pickle")]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_squeezing_is_idempotent(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


_NAMES = "Neither the name of the copyright holder nor the names of its contributors may be used"


def _bsd(clause: str) -> str:
    """BSD-3-Clause with another third clause."""
    text = " ".join(_scancode("bsd-new").split())
    start = text.index("Neither the name")
    return f"{text[:start]}{clause} {text[text.index('to endorse or promote') :]}"


@pytest.mark.parametrize(
    "clause",
    [
        _NAMES,
        "Neither the name of Example, Inc. nor the names of any contributors may be used",
        "Neither the name of Example nor the names of the contributors may be used",
        "Neither the name Example nor the names of its contributors may be used",
        "Neither the names of the authors nor the names of their contributors may be used",
        "Neither the name of the copyright holders, nor those of its contributors may be used",
        "The name of the author may not be used",
        "The names of the contributors may not be used",
        "The name Example Person may not be used",
    ],
)
def test_bsd_guards_the_same_names_in_other_words(clause: str) -> None:
    detection = _only(_bsd(clause))

    assert (detection.license, detection.match, detection.added, detection.missing) == (
        "bsd-3-clause",
        Match.EXACT,
        (),
        (),
    )


@pytest.mark.parametrize(
    "clause",
    [
        "Neither the name of the copyright holder nor the names of its products may be used",
        "Neither the trademarks of the copyright holder nor the names of its contributors may be used",
        "The names of the contributors may be used",
        "The name of the author must be used",
        "The name of the author may not be used without a fee, nor may it be used",
    ],
)
def test_bsd_that_guards_other_things_is_not_exact(clause: str) -> None:
    assert _only(_bsd(clause)).match not in (Match.EXACT, Match.EXTRA)


@pytest.mark.parametrize(
    "who", ["THE COPYRIGHT OWNER", "THE COPYRIGHT HOLDER(S)", "THE AUTHOR AND CONTRIBUTORS", "THE REGENTS"]
)
def test_bsd_may_disclaim_for_anyone(who: str) -> None:
    text = " ".join(_scancode("bsd-new").split())
    start, end = text.index("THIS SOFTWARE IS PROVIDED BY "), text.index(" AND ANY EXPRESS")
    detection = _only(f'{text[:start]}THIS SOFTWARE IS PROVIDED BY {who} "AS IS"{text[end:]}')

    assert (detection.license, detection.match) == ("bsd-3-clause", Match.EXACT)


def test_isc_as_its_first_users_wrote_it_is_isc() -> None:
    detection = _only(_scancode("isc").replace("and/or distribute", "and distribute"))

    assert (detection.license, detection.match) == ("isc", Match.EXACT)


def test_bsd_titled_with_another_number_of_clauses_is_not_named() -> None:
    assert _only(f"BSD 4-Clause License\n\n{_bsd(_NAMES)}").license == ""


def test_gpl_of_an_older_address_is_gpl() -> None:
    text = _scancode("gpl-2.0")
    for now, then in (
        ("Lesser General Public License instead", "Library General Public License instead"),
        ("51 Franklin Street, Fifth Floor, Boston, MA 02110-1301", "59 Temple Place, Suite 330, Boston, MA 02111-1307"),
    ):
        text, count = re.subn(r"\s+".join(now.split()), then, text)
        assert count

    detection = _only(text)

    assert (detection.license, detection.match, detection.added) == ("gpl-2.0", Match.EXACT, ())


@pytest.mark.parametrize(
    "line", ["Copyright npm, Inc.", "Copyright contributors to the Example project", "© Example Person 2020"]
)
def test_a_copyright_line_of_any_form_leaves_mit_exact(line: str) -> None:
    detection = _only(f"MIT License\n\n{line}\n\n{_scancode('mit')}")

    assert (detection.license, detection.match) == ("mit", Match.EXACT)


def test_a_list_of_names_is_no_foreign_license() -> None:
    names = "\n".join(f"* {first} {last} <{first.lower()}@example.org>" for first in _FIRST for last in _LAST)
    detection = _only(f"Authors\n=======\n\n{names}\n", "AUTHORS")

    assert (detection.match, detection.note) == (Match.UNKNOWN, "no license text is here, only names")


def test_a_license_in_another_language_is_no_list_of_names() -> None:
    detection = _only(_scancode("scola-fr"))

    assert (detection.match, detection.note) == (
        Match.UNKNOWN,
        "written in a language other than English: not compared",
    )


@pytest.mark.parametrize(
    ("text", "words", "lines"),
    [
        ("a\nBuilt with\nLlama!\n", "“Built with Llama”", (2, 3)),
        ("Copyright © Meta Platforms, Inc.", "copyright (c) meta platforms inc", (1, 1)),
        ("Built without Llama", "Built with Llama", None),
        ("", "Built with Llama", None),
    ],
)
def test_words_are_found_across_lines_case_and_quotes(text: str, words: str, lines: tuple[int, int] | None) -> None:
    assert find(text, words) == lines


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400), st.booleans())
def test_no_text_makes_identification_raise(text: str, behind: bool) -> None:
    for detection in texts.text(f"{_APACHE}\n{text}" if behind else text, "LICENSE", _KNOWLEDGE):
        assert detection.location.first is None or detection.location.first >= 1


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(
        ["You must not use it for profit.", "Commercial use is prohibited.", "This grant ends when you sue anyone."]
    ),
    st.integers(min_value=0, max_value=12),
)
def test_words_that_bind_never_leave_a_text_exact(clause: str, at: int) -> None:
    paragraphs = _APACHE.split("\n\n")
    place = at * (len(paragraphs) - 1) // 12
    text = "\n\n".join([*paragraphs[:place], clause, *paragraphs[place:]])

    assert not [
        detection.license for detection in texts.text(text, "LICENSE", _KNOWLEDGE) if detection.match is Match.EXACT
    ]
