"""Sentences name a license as readers know it: by its SPDX id, or by its name where only this project has an id."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine.checks.naming import in_words
from auditor.engine.question import Question
from auditor.model import Case, Verdict
from support.cases import scene_of
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

_LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
_NAME = "Llama 3.1 Community License Agreement"


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("Apache-2.0", "Apache-2.0"),
        (_LLAMA, _NAME),
        (f"{_LLAMA} OR (MIT AND LicenseRef-acme)", f"{_NAME} OR (MIT AND LicenseRef-acme)"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ],
)
def test_a_license_ref_is_named_if_its_name_is_known(expression: str, words: str, knowledge: Knowledge) -> None:
    scene = scene_of(Case(name="names", expect=Verdict.MET), knowledge)
    assert in_words(expression, Question(knowledge.rules[0], scene)) == words


_KEPT = f"met copy-relabelled: offered as {_NAME}"
_ON = {"relation": "copy", "license": "cc-by-nc-4.0"}
ROWS = (
    Row(
        "what a copy is offered as",
        "copy-relabelled",
        {"card": "license: llama3.1", "upstream": [_ON]},
        (
            f"error copy-relabelled:cc-by-nc-4.0:upstream/base: it is offered as {_NAME}, and came under the Creative Commons Attribution-NonCommercial 4.0 | at README.md:2",
            _KEPT,
        ),
    ),
    Row(
        "what a copy keeps",
        "copy-relabelled",
        {"card": "license: llama3.1", "upstream": [{**_ON, "license": "llama3.1"}]},
        (_KEPT, _KEPT),
    ),
    Row(
        "what a share-alike license is replaced by",
        "share-alike-broken",
        {"card": "license: llama3.1", "upstream": [{"license": "cc-by-sa-4.0"}]},
        (
            f"error share-alike-broken:cc-by-sa-4.0:upstream/base: offered as {_NAME}, not as CC-BY-SA-4.0 | at README.md:2",
        ),
    ),
    Row(
        "the licenses of code files",
        "code-license-differs",
        {"card": "license: mit", "files": {"modeling_tern.py": f"# SPDX-License-Identifier: {_LLAMA}\n"}},
        (
            f"note code-license-differs:any:self: modeling_tern.py:1 is under {_NAME} | because offer-unclear | at modeling_tern.py:1",
        ),
    ),
    Row(
        "a list",
        "card-and-file-disagree",
        {"card": "license: [llama3.1, mit]"},
        (
            f"warning card-and-file-disagree:any:self: card, license lists {_NAME}, MIT | because list-ambiguous | at README.md:2",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_said(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
