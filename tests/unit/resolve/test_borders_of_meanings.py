"""What a value in a license field means: in each row one condition of the reading is there, or is not."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.model import Certainty
from auditor.resolve.meaning import by_name, first_line, meaning, of_family
from auditor.resolve.packages import tagged

IDENTIFIED, FAMILY, UNKNOWN = Certainty.IDENTIFIED, Certainty.FAMILY, Certainty.UNKNOWN
NVIDIA, NVIDIA_2025 = "LicenseRef-nvidia-open-model-agreement", "LicenseRef-scancode-nvidia-open-model-2025-04-28"


@pytest.mark.parametrize(
    ("value", "expression", "certainty"),
    [
        # by the letters of its name, without the word license
        ("Academic Free 3.0", "AFL-3.0", IDENTIFIED),
        ("The Un-License", "Unlicense", IDENTIFIED),
        ("The Un", "Unlicense", IDENTIFIED),
        ("Free", "NOASSERTION", UNKNOWN),
        # two names with equal letters, told apart by the word
        ("NVIDIAOpenModelAgreement", NVIDIA, IDENTIFIED),
        ("NVIDIAOpenModelLicenseAgreement", NVIDIA_2025, IDENTIFIED),
        # in free words
        ("GPL v3 or MIT license", "GPL-3.0-only OR MIT", IDENTIFIED),
        ("MIT license and Apache 2.0", "MIT AND Apache-2.0", IDENTIFIED),
        ("CC BY-ND-SA 4.0 or MIT", "NOASSERTION", UNKNOWN),
        # a name of a field alone
        ("Stability AI", "NOASSERTION", FAMILY),
        # a name of a license_name is none of a license
        ("fair", "Fair", IDENTIFIED),
        ("qwen", "NOASSERTION", UNKNOWN),
        # the name of one license and then filling is no family
        (f"MIT{' .' * 150}", "NOASSERTION", UNKNOWN),
        (f"AGPL{'.' * 150}", "NOASSERTION", FAMILY),
        (f"AGPL{'.' * 195} or not", "NOASSERTION", FAMILY),
        (f"AGPL{'.' * 190} or not", "NOASSERTION", UNKNOWN),
        # the words of SPDX for no license, and for nothing said
        ("NONE", "NONE", IDENTIFIED),
        ("no-license", "NONE", IDENTIFIED),
        ("NOASSERTION", "NOASSERTION", Certainty.UNSAID),
    ],
)
def test_a_value_means_this_license(value: str, expression: str, certainty: Certainty, knowledge: Knowledge) -> None:
    means = meaning(value, knowledge)

    assert (means.expression, means.certainty) == (expression, certainty)


def test_a_name_of_the_field_license_name_counts_there(knowledge: Knowledge) -> None:
    assert meaning("qwen", knowledge, name=True).expression == "LicenseRef-scancode-qwen-2024"
    assert meaning("fair", knowledge, name=True).expression == "NOASSERTION"


def test_a_family_has_the_members_of_its_name_in_the_field_too(knowledge: Knowledge) -> None:
    named = knowledge.license_name("modified-mit")
    assert named is not None

    members = of_family("Modified MIT", "Modified MIT", knowledge).members

    assert set(named.members) <= set(members)
    assert "LicenseRef-gpt-2-modified-mit" in members
    assert not set(of_family("CC BY-NC", "CC BY-NC", knowledge).members) & set(named.members)


def test_a_license_is_known_by_the_letters_of_its_name_whatever_was_asked_before() -> None:
    assert meaning("Academic Free 3.0", Knowledge()).expression == "AFL-3.0"


@pytest.mark.parametrize(
    ("tag", "expression", "certainty", "note"),
    [
        ("mit", "MIT", IDENTIFIED, ""),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0", IDENTIFIED, ""),
        ("CC BY-NC", "NOASSERTION", FAMILY, "“CC BY-NC”"),
        ("NOASSERTION", "NOASSERTION", Certainty.UNSAID, "“NOASSERTION”"),
        ("ask us", "NOASSERTION", UNKNOWN, "“ask us”"),
    ],
)
def test_a_tag_is_an_expression_or_what_a_field_would_mean(
    tag: str, expression: str, certainty: Certainty, note: str, knowledge: Knowledge
) -> None:
    means = tagged(tag, knowledge)

    assert (means.expression, means.certainty) == (expression, certainty)
    assert means.note.startswith(note)
    assert bool(means.note) is bool(note)


def test_a_known_name_is_an_id_and_a_deed_that_does_not_exist_is_unknown(knowledge: Knowledge) -> None:
    assert by_name("kimi-k2-modified-mit", "Kimi K2", knowledge).expression == "LicenseRef-kimi-k2-modified-mit"
    assert by_name("CC-BY-ND-SA-4.0", "CC BY-ND-SA 4.0", knowledge).certainty is UNKNOWN


@pytest.mark.parametrize(
    ("value", "line"),
    [("\n\n MIT\nApache-2.0", "MIT"), (" ", ""), ("x" * 200, "x" * 200), ("x" * 201, "x" * 200)],
)
def test_a_name_is_in_the_first_line_of_a_value(value: str, line: str) -> None:
    assert first_line(value) == line
