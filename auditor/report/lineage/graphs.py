"""The lineage as boxes and arrows from base to derivative, the basis of DOT and Mermaid.

Labels are the only strings from a repository; ids are generated.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor.model import Part
from auditor.report.common import wording
from auditor.report.document.blocks import Arrow, Box
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
    from collections.abc import Sequence

    from auditor.model import Audit, Candidate, Lineage, Upstream
    from auditor.report.lineage.nodes import Node

MOST = 400
"""Nodes drawn; Mermaid refuses more than 500 edges, and more are not readable."""
LONGEST = 90
"""Characters of a line of a label."""
_ABREAST = 12
"""Bases of one model that fit side by side; more are stacked, with arrows to the right."""


def many(arrows: Sequence[Arrow]) -> bool:
    """Whether a model has more bases than fit side by side."""
    return max(Counter(arrow.made for arrow in arrows).values(), default=0) > _ABREAST


def drawn(audit: Audit | Lineage, most: int = MOST) -> tuple[list[Box], list[Arrow]]:
    """A cleaned audit as at most `most` boxes, and arrows."""
    known = wording.names(audit)
    nodes = tree(audit)
    below = {base.id: node.id for node in every(nodes) for base in node.bases}
    boxes = [Box(id="n0", lines=(subject(audit), offered(audit, known, brief=True)), kind="model")]
    arrows: list[Arrow] = []
    left = 0
    for node in every(nodes):
        if len(boxes) + len(node.edge.candidates) > most:
            left += 1
            continue
        boxes.append(_box(node, known))
        arrows.append(_arrow(node.id, below.get(node.id, "n0"), _labels(node.edge), firm=node.edge.firm))
        if len(node.edge.candidates) > 1:
            for number, candidate in enumerate(node.edge.candidates, start=1):
                member = f"{node.id}c{number}"
                boxes.append(Box(id=member, lines=(candidate.name, _terms(candidate, known)), kind="parent"))
                arrows.append(_arrow(member, node.id))
    if left:
        boxes.append(Box(id="more", lines=(f"and {left} more ancestors",), kind="cut"))
        arrows.append(_arrow("more", "n0"))
    unread = unread_of(audit)
    if unread:
        also = (f"and {len(unread) - 1} more files",) if len(unread) > 1 else ()
        boxes.append(
            Box(id="unread", lines=(f"not read: {unread[0].path}", *also, "a base may be named there"), kind="cut")
        )
        arrows.append(_arrow("unread", "n0"))
    known_ids = {box.id for box in boxes}
    return boxes, [arrow if arrow.made in known_ids else arrow.replace(made="n0") for arrow in arrows]


def _arrow(base: str, made: str, lines: tuple[str, ...] = (), *, firm: bool = False) -> Arrow:
    return Arrow(base=base, made=made, lines=lines, firm=firm)


def _box(node: Node, known: dict[str, str]) -> Box:
    edge = node.edge
    trouble = "a cycle, cut here" if edge.doubts.cycle else "further bases left out" if edge.doubts.cut else ""
    if len(edge.candidates) > 1:
        return Box(id=node.id, lines=(f"one of the releases of {edge.title}", trouble), kind="set")
    license_ = _terms(edge.candidates[0], known) if edge.candidates else "terms not known"
    kind = "parent" if edge.part is Part.WEIGHTS else "other"
    return Box(id=node.id, lines=(edge.title, license_, trouble), kind=kind)


def _terms(candidate: Candidate, known: dict[str, str]) -> str:
    if not candidate.license:
        return "terms not known"
    name = brief_name(candidate.license, known)
    return name if candidate.grade.settles else f"{name} ({wording.grade(candidate.grade)})"


def _labels(edge: Upstream) -> tuple[str, ...]:
    claims = ", ".join(dict.fromkeys(part for part in (about(edge), shown(edge)) if part))
    return (claims, readings(edge)) if readings(edge) else (how(edge).removesuffix(" from").removesuffix(" of"), claims)
