"""Names that agree with a family whose shape or kind a model has: weak traces, each of which is reported.

The repository's own name, a leaked one, the titles in its headers, the names of its weight files: none of them shows
where the weights came from, but each may be an indication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.weights import is_weights
from auditor.knowledge.release_index import title_words
from auditor.model import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.lineage.context import Context
    from auditor.model import Release

_LEAST = 2
"""The fewest words of a title that a name must have: "phi 2" is in many names, "phi" in more."""
_MOST = 4
"""Most names that are reported for one family."""
_MOST_FILES = 20
"""Most weight files whose names are examined."""

_OF_A_VARIANT = frozenset({"base", "chat", "instruct", "it", "pt", "hf", "v", "preview", "model"})
_TITLES = (
    (DocumentKind.GGUF, "general.name"),
    (DocumentKind.GGUF, "general.basename"),
    (DocumentKind.SAFETENSORS, "__metadata__.modelspec.title"),
    (DocumentKind.SAFETENSORS, "__metadata__.ss_output_name"),
    (DocumentKind.MODEL_METADATA, "name"),
)
"""The keys that have a title in headers of model files."""


def agreeing_names(candidates: Iterable[Release], context: Context) -> tuple[str, ...]:
    """The names that agree with the name of one of these releases, a sentence each, without duplicates.

    The words of its name, without those of a variant, must be adjacent: "llama 2 7b" in "my-llama-2-7b-chat-law".
    The name of an architecture ("gpt2") does not count. A file may also have the same name as a file of a release.
    """
    releases = tuple(candidates)
    identifying = tuple(release for release in releases if not _is_a_type(release, context))
    sentences: dict[str, str] = {}
    for name, source in _names(context):
        words = title_words(name)
        release = next((release for release in identifying if _has(words, release)), None)
        if release is not None:
            sentences.setdefault(name.lower(), f"{source} {name} has the name of {release.repo} in it")
    repos = {release.repo for release in releases}
    for name in _files(context):
        known = context.releases.of_file(name)
        if known is not None and known.release.repo in repos:
            sentences.setdefault(name.lower(), f"{name} is called like a file of {known.release.repo}")
    return tuple(sentences.values())[:_MOST]


def _names(context: Context) -> Iterator[tuple[str, str]]:
    repository = context.repository
    if repository.name:
        yield repository.name, "its own name"
    for document in repository.of_kind(DocumentKind.CONFIG):
        for value, _ in document.texts("_name_or_path"):
            yield value.replace("\\", "/").rstrip("/"), f"the name in {document.path},"
    for kind, key in _TITLES:
        for document in repository.of_kind(kind):
            for value, _ in document.texts(key):
                yield value[:96], f"the title in {document.path},"
    for name in _files(context):
        yield name.rpartition(".")[0], "the name of its file"


def _files(context: Context) -> tuple[str, ...]:
    names = (file.path.rpartition("/")[2] for file in context.repository.files if is_weights(file.path))
    return tuple(dict.fromkeys(names))[:_MOST_FILES]


def _is_a_type(release: Release, context: Context) -> bool:
    """Whether a release has the name of its architecture, which others train from scratch."""
    known = context.releases.get(release.repo)
    types = {title_words(kind) for kind in known.family.model_types} if known is not None else set()
    return title_words(release.repo) in types


def _has(words: tuple[str, ...], release: Release) -> bool:
    title = title_words(release.repo)
    return any(
        len(wanted) >= _LEAST and any(word.isalpha() for word in wanted) and _within(wanted, words)
        for wanted in (_stem(title), title)
    )


def _stem(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and words[-1] in _OF_A_VARIANT:
        words = words[:-1]
    return words


def _within(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
