"""The lineage as a picture's source: DOT for Graphviz, a flowchart for Mermaid; arrows lead from base to derivative.

Labels are the only strings of a repository in there; both languages' own signs in them are escaped, and ids are ours.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Part
from auditor.patterns import regex
from auditor.report.common import wording
from auditor.report.common.clean import cleaned, line
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
    from auditor.model import Audit, Candidate, Upstream
    from auditor.report.lineage.nodes import Node

MOST = 400
"""Nodes drawn: Mermaid refuses more than 500 edges, and nobody reads them."""
_LONGEST_TEXT = 50_000
"""Characters: Mermaid draws no longer text."""
_LONGEST = 90
_ABREAST = 12
"""Bases of one model that fit beside each other; more stand below each other, and arrows lead to the right."""
_PLAIN = regex(r"[^A-Za-z0-9 ._/+,()\u00a0-\ud7ff\ue000-\uffff-]")
"""What a Mermaid label never carries as it is: quotes, brackets, `%%{`, `#`, a colon behind "style"."""


class _Box(NamedTuple):
    id: str
    lines: tuple[str, ...]
    kind: str
    """model · parent · set · other · cut"""


class _Arrow(NamedTuple):
    base: str
    made: str
    lines: tuple[str, ...]
    firm: bool


def dot(audit: Audit) -> str:
    """A directed graph in DOT."""
    boxes, arrows = _drawn(cleaned(audit))
    shapes = {
        "model": 'shape=box, style="bold,rounded"',
        "parent": "shape=box",
        "set": "shape=hexagon",
        "other": "shape=note",
        "cut": "shape=plaintext",
    }
    lines = [
        "digraph lineage {",
        f'  graph [rankdir={"LR" if _many(arrows) else "TB"}, fontname="Helvetica"];',
        '  node [fontname="Helvetica", fontsize=11];',
        '  edge [fontname="Helvetica", fontsize=9];',
    ]
    lines += [f"  {box.id} [label={_quoted(box.lines)}, {shapes[box.kind]}];" for box in boxes]
    lines += [
        f"  {one.base} -> {one.made} [label={_quoted(one.lines)}, style={'solid' if one.firm else 'dashed'}];"
        for one in arrows
    ]
    return "\n".join([*lines, "}", ""])


def mermaid(audit: Audit) -> str:
    """A flowchart in Mermaid."""
    clean = cleaned(audit)
    most = MOST
    while len(text := _flowchart(*_drawn(clean, most))) > _LONGEST_TEXT:
        most //= 2
    return text


def _flowchart(boxes: list[_Box], arrows: list[_Arrow]) -> str:
    shapes = {"model": "([{}])", "parent": "[{}]", "set": "{{{{{}}}}}", "other": "[/{}/]", "cut": "[{}]"}
    lines = ["flowchart LR" if _many(arrows) else "flowchart TD"]
    lines += [f"  {box.id}{shapes[box.kind].format(_encoded(box.lines))}" for box in boxes]
    for one in arrows:
        arrow = "-->" if one.firm else "-.->"
        label = f"|{_encoded(one.lines)}|" if any(one.lines) else ""
        lines.append(f"  {one.base} {arrow}{label} {one.made}")
    return "\n".join([*lines, ""])


def _many(arrows: list[_Arrow]) -> bool:
    return max(Counter(one.made for one in arrows).values(), default=0) > _ABREAST


def _drawn(audit: Audit, most: int = MOST) -> tuple[list[_Box], list[_Arrow]]:
    known = wording.names(audit)
    nodes = tree(audit)
    below = {base.id: node.id for node in every(nodes) for base in node.bases}
    boxes = [_Box("n0", (subject(audit), offered(audit, known, brief=True)), "model")]
    arrows: list[_Arrow] = []
    left = 0
    for node in every(nodes):
        if len(boxes) + len(node.edge.candidates) > most:
            left += 1
            continue
        boxes.append(_box(node, known))
        arrows.append(_Arrow(node.id, below.get(node.id, "n0"), _said(node.edge), node.edge.firm))
        if len(node.edge.candidates) > 1:
            for number, candidate in enumerate(node.edge.candidates, start=1):
                member = f"{node.id}c{number}"
                boxes.append(_Box(member, (candidate.name, _terms(candidate, known)), "parent"))
                arrows.append(_Arrow(member, node.id, (), firm=False))
    if left:
        boxes.append(_Box("more", (f"and {left} more ancestors",), "cut"))
        arrows.append(_Arrow("more", "n0", (), firm=False))
    unread = unread_of(audit)
    if unread:
        also = (f"and {len(unread) - 1} more files",) if len(unread) > 1 else ()
        boxes.append(_Box("unread", (f"not read: {unread[0].path}", *also, "a base may be named there"), "cut"))
        arrows.append(_Arrow("unread", "n0", (), firm=False))
    drawn = {box.id for box in boxes}
    return boxes, [one if one.made in drawn else one._replace(made="n0") for one in arrows]


def _box(node: Node, known: dict[str, str]) -> _Box:
    edge = node.edge
    trouble = "a cycle, cut here" if edge.cycle else "further bases left out" if edge.cut else ""
    if len(edge.candidates) > 1:
        return _Box(node.id, (f"one of: {edge.title}", trouble), "set")
    license_ = _terms(edge.candidates[0], known) if edge.candidates else "terms not known"
    kind = "parent" if edge.part is Part.WEIGHTS else "other"
    return _Box(node.id, (edge.title, license_, trouble), kind)


def _terms(candidate: Candidate, known: dict[str, str]) -> str:
    if not candidate.license:
        return "terms not known"
    name = brief_name(candidate.license, known)
    return name if candidate.grade.settles else f"{name} ({wording.grade(candidate.grade)})"


def _said(edge: Upstream) -> tuple[str, ...]:
    told = ", ".join(dict.fromkeys(part for part in (about(edge), shown(edge)) if part))
    return (told, readings(edge)) if readings(edge) else (how(edge).removesuffix(" from").removesuffix(" of"), told)


def _quoted(lines: tuple[str, ...]) -> str:
    """A DOT string: a backslash is doubled, for it would begin an escape, quotes are escaped, and `&` of an entity."""
    shown_lines = [line(one, limit=_LONGEST) for one in lines if one]
    escaped = [one.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for one in shown_lines]
    return '"' + "\\n".join(escaped) + '"'


def _encoded(lines: tuple[str, ...]) -> str:
    """A Mermaid label: all that is no plain word as a numeric entity."""
    shown_lines = [line(one, limit=_LONGEST) for one in lines if one]
    return '"' + "<br/>".join(_PLAIN.sub(lambda found: f"#{ord(found[0])};", one) for one in shown_lines) + '"'
