"""Which LICENSE files offer a repository, and of what: a table of names."""

from __future__ import annotations

import pytest

from auditor.identify import identify
from auditor.knowledge import Knowledge
from auditor.model import Certainty, Part
from auditor.model.cuts import Cuts
from auditor.resolve.license_files import detected, governing_files
from auditor.resolve.meaning import meaning
from support import models

W, C = Part.WEIGHTS, Part.CODE
_MIT = "MIT License\n\nPermission is hereby granted\n"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["LICENSE"], {"LICENSE": W}),
        (["LICENSE", "LICENSE-MODEL"], {"LICENSE": C, "LICENSE-MODEL": W}),
        (["LICENSE", "LICENSE-WEIGHTS"], {"LICENSE": C, "LICENSE-WEIGHTS": W}),
        (["LICENSE", "LICENSE-weights.txt"], {"LICENSE": C, "LICENSE-weights.txt": W}),
        (["LICENSE", "Model_License.md"], {"LICENSE": C, "Model_License.md": W}),
        (["LICENSE", "LICENSE-CODE"], {"LICENSE": W, "LICENSE-CODE": C}),
        (["LICENSE-CODE", "LICENSE-MODEL"], {"LICENSE-CODE": C, "LICENSE-MODEL": W}),
        (["LICENSE", "third_party/LICENSE"], {"LICENSE": W}),
        (["LICENSE", "assets/LICENSE-MODEL"], {"LICENSE": W}),
        (["LICENSE-APACHE", "LICENSE-MIT"], {"LICENSE-APACHE": W, "LICENSE-MIT": W}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_license_governs_by_its_place_and_its_name(paths: list[str], expected: dict[str, Part]) -> None:
    repository = models.read(dict.fromkeys(paths, _MIT))

    assert {path: governs.part for path, governs in governing_files(repository).items()} == expected


def test_a_license_above_a_model_governs_it_and_one_beside_does_not() -> None:
    files = {"LICENSE": _MIT, "models/LICENSE": _MIT, "models/tern/config.json": "{}", "models/tern/LICENSE": _MIT}
    repository = models.read({**files, "models/tern/model.safetensors": models.WEIGHTS, "other/LICENSE": _MIT})

    assert set(governing_files(repository)) == {"LICENSE", "models/LICENSE", "models/tern/LICENSE"}


def test_a_use_policy_is_no_statement_of_a_license(knowledge: Knowledge) -> None:
    repository = models.read({"LICENSE": _MIT})
    detections = identify(repository, knowledge, scancode=False).detections
    policies = tuple(each.replace(policy=True) for each in detections)

    assert [each.location.path for each in detected(repository, detections, knowledge, Cuts()) if each.location] == [
        "LICENSE"
    ]
    assert list(detected(repository, policies, knowledge, Cuts())) == []


@pytest.mark.parametrize(
    ("value", "expression", "certainty"),
    [
        ("mit", "MIT", Certainty.IDENTIFIED),
        ("MIT", "MIT", Certainty.IDENTIFIED),
        (" Apache-2.0 ", "Apache-2.0", Certainty.IDENTIFIED),
        ("other", "NOASSERTION", Certainty.UNSAID),
        ("Other", "NOASSERTION", Certainty.UNSAID),
        ("OTHER", "NOASSERTION", Certainty.UNSAID),
        ("unknown", "NOASSERTION", Certainty.UNSAID),
        ("NONE", "NONE", Certainty.IDENTIFIED),
        ("NOASSERTION", "NOASSERTION", Certainty.UNSAID),
        ("openrail", "NOASSERTION", Certainty.FAMILY),
        ("OpenRAIL", "NOASSERTION", Certainty.FAMILY),
        ("no-such-license", "NOASSERTION", Certainty.UNKNOWN),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0", Certainty.IDENTIFIED),
    ],
)
def test_a_value_means_the_same_whatever_its_case(
    value: str, expression: str, certainty: Certainty, knowledge: Knowledge
) -> None:
    means = meaning(value, knowledge)

    assert (means.certainty, means.expression if certainty is Certainty.IDENTIFIED else "NOASSERTION") == (
        certainty,
        expression,
    )


@pytest.mark.parametrize("value", ["other", "Other", "OTHER"])
def test_other_leaves_the_name_to_say_it_whatever_its_case(value: str, knowledge: Knowledge) -> None:
    card = models.card(f"license: {value}\nlicense_name: llama3")
    from auditor import resolve  # noqa: PLC0415

    statements = resolve.statements(models.read({"README.md": card}), (), (), knowledge)

    assert [statement.expression for statement in statements] == ["LicenseRef-hf-llama3"]
