"""The common card of quantized models: `quantized_by`, `model_creator`, `model_name`, `model_link`.

The last three describe the original. A link names it; without one, the title of a known release and its publisher as
the creator do. Anything else is a parent without a known id: it is named as written, followed by the creator, so that
it is not mistaken for the id of a repository.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.lineage.hub_ids import hub_id
from auditor.lineage.releases import title_words
from auditor.lineage.traces import Trace
from auditor.model import DocumentKind, Evidence, Relation, Rung
from auditor.patterns import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.releases import Known, Releases
    from auditor.model import Document

_LONGEST = 96
_OF_NOBODY = frozenset({"the", "team", "inc", "labs", "lab", "research", "org", "group", "model", "models"})
"""Words of a creator's name that do not identify anybody."""


def quantized(context: Context) -> Iterator[Trace]:
    """The original that each such card describes, if no trace comes from that card yet.

    A `base_model`, or a link in its prose, is about the same original and has its id.
    """
    elsewhere = {trace.evidence.location.path for trace in context.traces if trace.evidence.location}
    for card in context.repository.of_kind(DocumentKind.CARD):
        if not card.texts("quantized_by") or card.path in elsewhere:
            continue
        trace = _by_link(card) or _by_title(card, context.releases)
        if trace is not None and trace.parent.lower() != context.own_name:
            yield trace


def _by_link(card: Document) -> Trace | None:
    for value, line in card.texts("model_link"):
        parent = hub_id(value) if "://" in value else None
        if parent:
            return _named(card, parent, f"model_link: {value}", line)
    return None


def _by_title(card: Document, releases: Releases) -> Trace | None:
    title, line = next(iter(card.texts("model_name")), ("", None))
    creator = next((value for value, _ in card.texts("model_creator")), "")
    if not title or not creator:
        return None
    known = _release(title, creator, releases)
    written = " ".join(re.sub(r"[/\s]+", " ", f"{title[:_LONGEST]} ({creator[:_LONGEST]})").split())
    parent = known.release.repo if known else written
    return _named(card, parent, f"model_name: {title}, model_creator: {creator}", line)


def _release(title: str, creator: str, releases: Releases) -> Known | None:
    """The release with that title, if the stated creator is its publisher."""
    words = title_words(title)
    titled = [known for known in releases.by_title.get(words, ()) if title_words(known.release.repo) == words]
    return titled[0] if len(titled) == 1 and _is_publisher(creator, titled[0]) else None


def _is_publisher(creator: str, known: Known) -> bool:
    """Whether the creator is the publisher, or shares a word with it that is not in the title ("Meta Llama 2")."""
    names = (known.family.publisher, *known.family.holders)
    if any(letters(creator) == letters(name) for name in names):
        return True
    theirs = {word for name in names for word in _words(name)}
    return bool((_words(creator) - _OF_NOBODY - _words(known.release.repo.rpartition("/")[2])) & theirs)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", name.lower()))


def _named(card: Document, parent: str, quote: str, line: int | None) -> Trace:
    evidence = Evidence(
        rung=Rung.DECLARED,
        says=f"the card says of what it quantized: {quote}",
        location=card.at(line),
        quote=quote,
    )
    return Trace(parent=parent, relation=Relation.QUANTIZED, evidence=evidence)
