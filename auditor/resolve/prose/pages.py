"""Terms that a sentence only links: "the weights are available under the [license agreement](https://…)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.resolve.prose.phrases import Means

if TYPE_CHECKING:
    from auditor.documents.markdown.blocks import Link
    from auditor.resolve.prose.annotate import Annotated, Voice
    from auditor.resolve.prose.nouns import Noun

_TERMS = regex(r"(?i)licen[cs]|\bterms\b|agreement|许可|協議|协议|ライセンス|라이선스")
_PAGE = regex(r"(?i)https?://(?!(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co|hf\.co)/)")
"""An address that is no file of a repository, which may be the LICENSE that is here too."""


def under_a_page(
    text: str, links: tuple[Link, ...], sentence: Annotated, nouns: tuple[Noun, ...], voice: Voice
) -> bool:
    """Whether it puts this model under the terms of a page that is not the page of a known license."""
    if not sentence.of(Means.GRANT) or not any(noun.own or noun.part == "weights" for noun in nouns):
        return False
    return any(
        _TERMS.search(text[link.start : link.end]) is not None
        and _PAGE.match(link.target) is not None
        and not voice.names.of_link(link.target)
        for link in links
    )
