"""Modelling code under another's copyright: lineage of the code, which says nothing about the weights (rung 3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import DocumentKind, EdgeKind, Evidence, Part, Relation, Rung, Upstream

if TYPE_CHECKING:
    from auditor.lineage.context import Context

_STOCK = frozenset(
    {"EleutherAI", "FacebookAI", "google", "google-bert", "google-t5", "meta-llama", "microsoft", "nvidia"}
    | {"openai", "openai-community"}
)
"""Publishers in the stock headers of a library: files from which many unrelated models start."""


def code_of_others(context: Context) -> tuple[Upstream, ...]:
    """An edge to each publisher of known models whose copyright line is at the head of a modelling file.

    Only if the repository has a publisher, and a different one: one's own code, and code of a library that every model
    uses, show nothing.
    """
    organisation = (context.repository.name or "").rpartition("/")[0]
    code = {document.path for document in context.repository.of_kind(DocumentKind.SOURCE_CODE)}
    if not organisation or not code:
        return ()
    publishers = _publishers(context)
    edges: dict[str, Upstream] = {}
    for line in context.copyrights:
        if line.location.path not in code or line.template or within(organisation, line.holder):
            continue
        for publisher, names in publishers.items():
            ours = any(within(name, organisation) for name in names)
            if ours or not any(within(name, line.holder) for name in names):
                continue
            evidence = Evidence(
                rung=Rung.ARCHITECTURE,
                says=f"the head of {line.location.path} has the line “{line.statement}”",
                location=line.location,
                quote=line.statement,
            )
            known = edges.get(publisher)
            if known is None:
                edges[publisher] = _edge(publisher, evidence)
            else:
                edges[publisher] = known.replace(evidence=(*known.evidence, evidence))
    return tuple(edges.values())


def _publishers(context: Context) -> dict[str, tuple[str, ...]]:
    """The publishers of known models, each with its names; without the one of the release that this repository is."""
    release = context.known_release
    names = {publisher: names for publisher, names in context.releases.holders.items() if publisher not in _STOCK}
    if release is not None:
        names.pop(context.releases.by_key[release.family].publisher, None)
    return names


def _edge(publisher: str, evidence: Evidence) -> Upstream:
    return Upstream(
        name=f"code/{publisher}",
        kind=EdgeKind.CODE,
        title=f"modelling code of {publisher}",
        relations=(Relation.CODE,),
        candidates=(),
        evidence=(evidence,),
        part=Part.CODE,
        note="The code alone: it does not show where the weights came from.",
    )


def within(name: str, text: str) -> bool:
    """Whether a text contains the words of a name in sequence; punctuation, case and legal forms do not count."""
    wanted = _words(name)
    words = _words(text)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in ("inc", "ltd", "corporation")]
