"""The ancestors of a model as a tree of edges, the basis of every drawing of the lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Part, Relation, Rung
from auditor.report.common import wording

if TYPE_CHECKING:
    from auditor.model import Audit, Candidate, Evidence, Lineage, Unread, Upstream

_BEST = (
    Rung.EQUAL_FILE,
    Rung.WEIGHTS,
    Rung.DECLARED,
    Rung.NAMED,
    Rung.TOKENIZER,
    Rung.SIGNATURE,
    Rung.VOCABULARY_CHANGED,
    Rung.ARCHITECTURE,
)
"""The strongest evidence first."""

_FROM = {
    Relation.COPY: "a copy of",
    Relation.QUANTIZED: "quantized from",
    Relation.FINETUNE: "fine-tuned from",
    Relation.MERGE: "merged from",
    Relation.ADAPTER: "an adapter for",
    Relation.DISTILL: "distilled from",
    Relation.TRAINED_ON: "trained on the outputs of",
    Relation.CODE: "loads code of",
}
_TERMS_OPEN = "terms not known"


class Node(NamedTuple):
    """One ancestor, at the place where it was found."""

    id: str
    """`n1`, `n2` … in the order of the tree; the model itself is `n0`."""
    edge: Upstream
    bases: tuple[Node, ...]
    """The ancestors found at this one."""


def tree(audit: Audit | Lineage) -> tuple[Node, ...]:
    """The parents of the model, each with its own parents; an ancestor whose place is missing is at the root."""
    named = {edge.name.lower() for edge in audit.lineage}
    below: dict[str, list[Upstream]] = {}
    for edge in audit.lineage:
        place = edge.via.lower()
        below.setdefault(place if place in named and place != edge.name.lower() else "", []).append(edge)
    counted = [0]
    taken: set[str] = set()

    def grow(place: str) -> tuple[Node, ...]:
        nodes = []
        for edge in below.get(place, ()):
            key = edge.name.lower()
            if key in taken:
                continue
            taken.add(key)
            counted[0] += 1
            number = f"n{counted[0]}"
            nodes.append(Node(number, edge, grow(key)))
        return tuple(nodes)

    roots = grow("")
    for edge in audit.lineage:  # a cycle of places that no parent of the model leads to
        if edge.name.lower() not in taken:
            taken.add(edge.name.lower())
            counted[0] += 1
            number = f"n{counted[0]}"
            roots += (Node(number, edge, grow(edge.name.lower())),)
    return roots


def every(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """All nodes, each before its bases."""
    listed: list[Node] = []
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        listed.append(node)
        waiting.extend(reversed(node.bases))
    return tuple(listed)


def subject(audit: Audit | Lineage) -> str:
    """The name of the model at the root."""
    return audit.repository.name or audit.target


def how(edge: Upstream) -> str:
    """How the child came from this parent, if settled: `fine-tuned from`; else the claim that the evidence supports."""
    if edge.part is Part.DATA:
        return "trained on"
    if edge.part is Part.TOKENIZER:
        return "takes its tokenizer from"
    if edge.part is Part.CODE and not edge.firm:
        return "carries"
    if readings(edge):
        return "made from" if edge.firm else "consistent with"
    return _FROM[edge.relations[0] if not edge.step else edge.step[0]] if edge.relations else "made from"


def readings(edge: Upstream) -> str:
    """The possible relations, if several; "" if settled."""
    relations = edge.step or edge.relations
    return wording.relations(relations) if len(relations) > 1 else ""


def about(edge: Upstream) -> str:
    """`component vae`; "" for the model as a whole."""
    return f"component {edge.component}" if edge.component else ""


def best(edge: Upstream) -> Evidence | None:
    """The strongest evidence; None if there is none."""
    return min(edge.evidence, key=lambda evidence: _BEST.index(evidence.rung), default=None)


def shown(edge: Upstream) -> str:
    """The claim that the best evidence supports: `declared`, `consistent with`."""
    strongest = best(edge)
    return wording.claim(strongest.rung) if strongest else "no evidence"


def terms(candidate: Candidate, known: dict[str, str]) -> str:
    """The license of a candidate and how it is known."""
    if not candidate.license:
        return _TERMS_OPEN
    return f"{wording.named(candidate.license, known)}; {wording.grade(candidate.grade)}"


def troubles(edge: Upstream) -> str:
    """Problems of the chain at this ancestor: a cycle, or bases left out; "" if none."""
    if edge.doubts.cycle:
        return (
            edge.note if edge.note.startswith("a cycle") else f"a cycle: its bases lead back; {edge.note}".rstrip("; ")
        )
    if edge.doubts.cut:
        return edge.note or "bases of it were left out"
    return ""


def unread_of(audit: Audit | Lineage) -> tuple[Unread, ...]:
    """Unread files that could name a base or the terms."""
    return tuple(entry for entry in audit.unread if entry.matters)


def brief_name(expression: str, known: dict[str, str]) -> str:
    """The name of a license for a reader: its SPDX id, or the name of a lone LicenseRef."""
    return known.get(expression.lower(), expression) if expression.startswith("LicenseRef-") else expression


def offered(audit: Audit | Lineage, known: dict[str, str], *, brief: bool = False) -> str:
    """The license under which the model itself is offered, as far as stated."""
    expressions = [
        statement.expression
        for statement in audit.statements
        if statement.outbound and statement.part is Part.WEIGHTS and statement.source.value in ("declared", "detected")
    ]
    named = brief_name if brief else wording.named
    listed = [named(expression, known) for expression in dict.fromkeys(expressions)]
    return "; ".join(listed) or "no license is named"
