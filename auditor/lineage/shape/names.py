"""A repository's own name beside that of a family whose shape it has: two weak traces that agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.knowledge.release_index import title_words
from auditor.model import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.shape.signature import Hit
    from auditor.model import Repository

_LEAST = 2
"""Words of a title that a name must have: "phi 2" is in many names, "phi" in more."""

_OF_A_VARIANT = frozenset({"base", "chat", "instruct", "it", "pt", "hf", "v", "preview", "model"})


def agreeing_name(hit: Hit, repository: Repository) -> str:
    """What of the names here agrees with the name of a release that the hit may be, as a sentence; "" where none does.

    The words of its name, without those of a variant, must stand together: "llama 2 7b" in "my-llama-2-7b-chat-law".
    """
    for name, source in _names(repository):
        words = title_words(name)
        for likeness in hit.likenesses:
            wanted = _stem(title_words(likeness.release.repo))
            if len(wanted) >= _LEAST and any(word.isalpha() for word in wanted) and _within(wanted, words):
                return f"{source} {name} has the name of {likeness.release.repo} in it"
    return ""


def _names(repository: Repository) -> Iterator[tuple[str, str]]:
    if repository.name:
        yield repository.name, "its own name"
    for document in repository.of_kind(DocumentKind.CONFIG):
        for value, _ in document.texts("_name_or_path"):
            yield value.replace("\\", "/").rstrip("/"), f"the name in {document.path},"


def _stem(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and words[-1] in _OF_A_VARIANT:
        words = words[:-1]
    return words


def _within(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
