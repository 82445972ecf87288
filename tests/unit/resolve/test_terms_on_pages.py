"""Terms that a card only links, beside a permissive tag: a question where the page is nobody's known one."""

from __future__ import annotations

import pytest

from auditor.model import Audit, Standing
from support import models

_MIT = models.mit("Copyright (c) 2026 Acme Ltd")


def _audit(sentence: str) -> Audit:
    card = models.card("license: mit", f"# Tern-1B\n\n{sentence}\n\nTrained from scratch.")
    return models.audit({"README.md": card, "LICENSE": _MIT}, "acme/Tern-1B")


@pytest.mark.parametrize(
    "sentence",
    [
        "The weights are available under the [license agreement](https://acme.example/eula).",
        "This model is released under the [Acme Community License](https://acme.example/license).",
        "The model weights are licensed under [these terms](https://acme.example/terms).",
        "The weights are released under this [license](HTTPS://acme.example/x).",
        "本模型权重依据[许可协议](https://acme.example/eula)发布。",
    ],
)
def test_terms_on_a_page_are_asked_about(sentence: str) -> None:
    made = _audit(sentence)

    assert made.standing is Standing.UNDETERMINED
    assert [finding.rule for finding in made.failing] == ["not-understood"]


@pytest.mark.parametrize(
    "sentence",
    [
        # a file of a repository, which may be the LICENSE that is here
        "The weights are released under the [license](LICENSE).",
        "This model is licensed under the [license](https://github.com/acme/tern/blob/main/LICENSE).",
        "This model is licensed under the [license](https://huggingface.co/acme/Tern-1B/blob/main/LICENSE).",
        # the license is named, or its page is known
        "This model is released under the [MIT license](https://acme.example/mit).",
        "This model is released under this [license](https://opensource.org/licenses/MIT).",
        # of something else, and no terms
        "The code is released under the [license agreement](https://acme.example/eula).",
        "The weights are released under the label [Tern](https://acme.example/tern).",
        "See the [terms](https://acme.example/terms) of the website.",
    ],
)
def test_other_links_are_no_finding(sentence: str) -> None:
    assert _audit(sentence).standing is Standing.NO_FINDINGS
