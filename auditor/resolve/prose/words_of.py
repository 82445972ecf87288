"""Whether a text that is no card has words of a kind, in one of the languages in which it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.phrases import tokens
from auditor.resolve.prose.languages import languages_of
from auditor.resolve.prose.phrases import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.knowledge import Knowledge
    from auditor.resolve.prose.phrases import Table


def names_a_model(text: str, knowledge: Knowledge) -> bool:
    """Whether it has a word for weights, models or checkpoints."""
    words = tokens(text)
    return any(each.models.meets(words) for each in _tables(text, knowledge))


def forbidding(lines: Sequence[str], knowledge: Knowledge) -> int | None:
    """The first of these lines with the words by which the head of a source file forbids its use, if any."""
    heads = [each.heads for each in _tables("\n".join(lines), knowledge)]
    texts = map(tokens, lines)
    return next((at for at, words in enumerate(texts) if any(each.meets(words) for each in heads)), None)


def _tables(text: str, knowledge: Knowledge) -> tuple[Table, ...]:
    if not text.strip():
        return ()
    return tuple(table(knowledge, language) for language in languages_of(text, knowledge.languages))
