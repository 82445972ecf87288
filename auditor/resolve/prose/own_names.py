"""The names of the model that a page describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.phrases import tokens

if TYPE_CHECKING:
    from auditor.documents.markdown import Page

HOLDS = "This repo"
"""The words with which a page begins to say which of several models the repository contains."""
_OF_THE_LICENSE = regex(
    r"(?i)\W*(?:(?:model|weights|the|our) )?(?:li[cs]en[cs](?:e|es|ing|ed)|terms(?: of use)?|lizenz(?:en)?|licencia"
    r"|licença|лицензия|ライセンス|利用規約|许可(?:证|协议)?|許可(?:證|協議)?|授权|授權|라이[선센]스)"
    r"(?: (?:information|info|notice|terms|agreement|and usage|& usage))?\W*"
)
"""A first heading that is not a title: "License"."""


def own_names(page: Page, given: tuple[str, ...], common: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The names of a model: those listed by the page as in the repository, otherwise its title and `given`."""
    names = _listed(page)
    if names:
        return tuple(dict.fromkeys(names))
    for name in (*(() if titled_license(page) else (page.title,)), *given):
        words = tokens(name[:120].rpartition("/")[2]).words
        if not words:
            continue
        names.append(words)
        if len(words) > 1 and len(words[0]) > 3 and words[0] not in common:  # noqa: PLR2004 - a short word is too common
            names.append(words[:1])
    return tuple(dict.fromkeys(names))


def titled_license(page: Page) -> bool:
    """Whether the first heading of a page is not its title, but the heading of its license section."""
    return _OF_THE_LICENSE.fullmatch(page.title[:60]) is not None


def _listed(page: Page) -> list[tuple[str, ...]]:
    """The names after "This repo contains", if the page lists several models."""
    names: list[tuple[str, ...]] = []
    for block in page.blocks[:400]:
        at = block.text.find(HOLDS)
        if at < 0:
            continue
        words = tokens(block.text[at : at + 120])
        for place, word in enumerate(words.words[:8]):
            if word in ("holds", "contains", "hosts", "is") and place + 1 < len(words):
                end = place + 2
                while end < len(words) and words.before[end] in ("-", ".", "_", ""):
                    end += 1
                if words.raw(place + 1)[0].isupper():
                    names.append(words.words[place + 1 : end])
    return names
