"""`auditor licenses show` shows every field that a verdict may hang on."""

from __future__ import annotations

import pytest

from auditor import render
from auditor.knowledge import Knowledge

_KNOWLEDGE = Knowledge()


def _shown(key: str, **changes: object) -> str:
    profile = _KNOWLEDGE.profile(key)
    assert profile is not None
    return " ".join(render(profile.replace(**changes), width=100).split())


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("gemma", "Other editions"),
        ("gemma", "of 21 February 2024: other duties"),
        ("gemma", "students a model trained on its outputs, only if it is made to perform similarly"),
        ("openrail++", "Its use restrictions (11)"),
        ("openrail++", "contains those of creativeml-openrail-m: confirmed by"),
        ("llama3", "leaves out derivatives of the model itself"),
        ("llama3.2", "only for multimodal models"),
        ("llama3.2", "concerns meta-llama/Llama-3.2-11B-Vision*"),
        ("llama3.2", "spares meta-llama/Llama-3.2-1B*"),
        ("mistral-research", "Its limits bind derivatives too, whoever offers them."),
        ("gpl-3.0", "date the statement must give one"),
        ("cc-by-4.0", "comes back if cured within 30 days of discovery"),
        ("epl-2.0", "comes back if cured within a reasonable time of discovery"),
        ("llama3.1", "May be ended where its terms are not met; no cure is provided for (§6)."),
        ("tencent-hunyuan-community", "it is only encouraged"),
    ],
)
def test_a_field_is_shown(key: str, words: str) -> None:
    assert words in _shown(key)


def test_a_dispute_is_shown() -> None:
    assert "disputed by Acme, since 2026-11-01" in _shown("mit", disputed="by Acme, since 2026-11-01")


def test_words_that_begin_inside_a_sentence_say_so() -> None:
    shown = _shown("llama3.1")

    assert "│ If you distribute or make available the Llama Materials" in shown
    assert "│ […] use, reproduce, distribute, copy […]" in shown
