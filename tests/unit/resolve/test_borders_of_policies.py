"""What is left to read of a use policy that nothing is understood of, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.model.cuts import Cuts
from auditor.resolve.policies import of_policies
from support import models

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "place", "quote"),
    [
        ("Acceptable use\nBe nice.\n", "USE_POLICY.md:1", "Acceptable use"),
        ("\n  \n  Acceptable use \n\nBe nice.\n", "USE_POLICY.md:3", "Acceptable use"),
        ("\u2028\n", "USE_POLICY.md:1", ""),
        (f"{'x' * 200}\n", "USE_POLICY.md:1", "x" * 200),
        (f"{'x' * 201}\n", "USE_POLICY.md:1", "x" * 200),
    ],
)
def test_the_title_of_a_policy_is_left_to_read(text: str, place: str, quote: str, knowledge: Knowledge) -> None:
    (title,) = of_policies(models.read({"USE_POLICY.md": text}), (), (), knowledge, Cuts())

    assert (str(title.location), title.quote) == (place, quote)


def test_only_a_policy_at_the_root_is_of_the_model(knowledge: Knowledge) -> None:
    repository = models.read({"demo/USE_POLICY.md": "Acceptable use\nBe nice.\n"})

    assert not tuple(of_policies(repository, (), (), knowledge, Cuts()))
