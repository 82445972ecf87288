"""The lineage as boxes and arrows, which lead from base to derivative: what DOT and Mermaid are written from.

Labels are the only strings of a repository in there; ids are ours.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Part
from auditor.report.common import wording
from auditor.report.lineage.nodes import (
    about,
    brief_name,
    every,
    how,
    offered,
    readings,
    shown,
    subject,
    tree,
    unread_of,
)

if TYPE_CHECKING:
    from auditor.model import Audit, Candidate, Lineage, Upstream
    from auditor.report.lineage.nodes import Node

MOST = 400
"""Nodes drawn: Mermaid refuses more than 500 edges, and nobody reads them."""
LONGEST = 90
"""Characters of a line of a label."""
_ABREAST = 12
"""Bases of one model that fit beside each other; more stand below each other, and arrows lead to the right."""


class Box(NamedTuple):
    """A model, a set of candidates, or what was left out."""

    id: str
    lines: tuple[str, ...]
    kind: str
    """model · parent · set · other · cut"""


class Arrow(NamedTuple):
    """From a base to what was made from it, by their boxes' ids."""

    base: str
    made: str
    lines: tuple[str, ...]
    firm: bool


def many(arrows: list[Arrow]) -> bool:
    """Whether a model has more bases than fit beside each other."""
    return max(Counter(arrow.made for arrow in arrows).values(), default=0) > _ABREAST


def drawn(audit: Audit | Lineage, most: int = MOST) -> tuple[list[Box], list[Arrow]]:
    """A cleaned audit as boxes, at most so many, and arrows."""
    known = wording.names(audit)
    nodes = tree(audit)
    below = {base.id: node.id for node in every(nodes) for base in node.bases}
    boxes = [Box("n0", (subject(audit), offered(audit, known, brief=True)), "model")]
    arrows: list[Arrow] = []
    left = 0
    for node in every(nodes):
        if len(boxes) + len(node.edge.candidates) > most:
            left += 1
            continue
        boxes.append(_box(node, known))
        arrows.append(Arrow(node.id, below.get(node.id, "n0"), _labels(node.edge), node.edge.firm))
        if len(node.edge.candidates) > 1:
            for number, candidate in enumerate(node.edge.candidates, start=1):
                member = f"{node.id}c{number}"
                boxes.append(Box(member, (candidate.name, _terms(candidate, known)), "parent"))
                arrows.append(Arrow(member, node.id, (), firm=False))
    if left:
        boxes.append(Box("more", (f"and {left} more ancestors",), "cut"))
        arrows.append(Arrow("more", "n0", (), firm=False))
    unread = unread_of(audit)
    if unread:
        also = (f"and {len(unread) - 1} more files",) if len(unread) > 1 else ()
        boxes.append(Box("unread", (f"not read: {unread[0].path}", *also, "a base may be named there"), "cut"))
        arrows.append(Arrow("unread", "n0", (), firm=False))
    known_ids = {box.id for box in boxes}
    return boxes, [arrow if arrow.made in known_ids else arrow._replace(made="n0") for arrow in arrows]


def _box(node: Node, known: dict[str, str]) -> Box:
    edge = node.edge
    trouble = "a cycle, cut here" if edge.doubts.cycle else "further bases left out" if edge.doubts.cut else ""
    if len(edge.candidates) > 1:
        return Box(node.id, (f"one of: {edge.title}", trouble), "set")
    license_ = _terms(edge.candidates[0], known) if edge.candidates else "terms not known"
    kind = "parent" if edge.part is Part.WEIGHTS else "other"
    return Box(node.id, (edge.title, license_, trouble), kind)


def _terms(candidate: Candidate, known: dict[str, str]) -> str:
    if not candidate.license:
        return "terms not known"
    name = brief_name(candidate.license, known)
    return name if candidate.grade.settles else f"{name} ({wording.grade(candidate.grade)})"


def _labels(edge: Upstream) -> tuple[str, ...]:
    claims = ", ".join(dict.fromkeys(part for part in (about(edge), shown(edge)) if part))
    return (claims, readings(edge)) if readings(edge) else (how(edge).removesuffix(" from").removesuffix(" of"), claims)
