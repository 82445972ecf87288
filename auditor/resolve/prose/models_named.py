"""Whether a text of any kind names a model's weights, in one of the languages that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.phrases import tokens
from auditor.resolve.prose.languages import languages_of
from auditor.resolve.prose.phrases import table

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


def names_a_model(text: str, knowledge: Knowledge) -> bool:
    """Whether it has a word for weights, models or checkpoints."""
    if not text.strip():
        return False
    words = tokens(text)
    return any(table(knowledge, language).models.meets(words) for language in languages_of(text, knowledge.languages))
