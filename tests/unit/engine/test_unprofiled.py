"""A license that is named and has no profile: what is said of it, and that no text beside it settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import Options, audit
from auditor.model import Standing
from support import models

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Finding

MIT = models.mit("Copyright (c) 2025 Acme")


def _model(folder: Path, name: str, card: str, **files: str) -> Path:
    root = folder / name
    root.mkdir()
    (root / "README.md").write_text(f"---\n{card}\n---\n# Tern\n\nA model.\n", encoding="utf-8")
    (root / "config.json").write_text('{"architectures": ["TernModel"]}', encoding="utf-8")
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    return root


def _unknown(root: Path) -> tuple[Standing, list[Finding]]:
    made = audit(root, Options(scancode=False, name="acme/Tern"))
    return made.standing, [finding for finding in made.findings if finding.rule == "license-unknown"]


def test_its_name_its_link_and_what_its_name_says_are_told(tmp_path: Path) -> None:
    card = "license: other\nlicense_name: tern-non-commercial-2.0\nlicense_link: https://example.org/terms"
    standing, (finding,) = _unknown(_model(tmp_path, "tern", card))

    assert standing is Standing.UNDETERMINED
    assert finding.message == (
        "“tern-non-commercial-2.0” (card, license_name) has no profile yet: read it; its name says non-commercial; "
        "its link is https://example.org/terms"
    )
    assert "“tern-non-commercial-2.0” (https://example.org/terms)" in finding.question


@pytest.mark.parametrize("word", ["other", "unknown"])
def test_an_empty_word_names_nothing(tmp_path: Path, word: str) -> None:
    _, (finding,) = _unknown(_model(tmp_path, "tern", f"license: {word}"))

    assert (
        finding.question
        == f"Which license, in which version, applies to the model? “{word}” (card, license) does not say."
    )


def test_what_a_parent_calls_its_license_is_not_lost_beside_a_text(tmp_path: Path) -> None:
    """A text that is known settles no name that nobody knows (design §5.13), at the parent as here."""
    _model(tmp_path, "acme--base", "license: other\nlicense_name: base-noncommercial", LICENSE=MIT)
    child = _model(tmp_path, "tern", "license: mit\nbase_model: acme/base", LICENSE=MIT)
    standing, (finding,) = _unknown(child)

    assert standing is Standing.UNDETERMINED
    assert finding.message == (
        "“base-noncommercial” (acme/base) has no profile yet: read it; its name says non-commercial; here the weights "
        "are offered as MIT"
    )
