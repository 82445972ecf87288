"""The lineage in DOT, for Graphviz; special characters are escaped in the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.common.clean import cleaned, line
from auditor.report.lineage.graphs import LONGEST, drawn, many

if TYPE_CHECKING:
    from auditor.model import Audit, Lineage


def render(audit: Audit | Lineage) -> str:
    """A directed graph in DOT."""
    boxes, arrows = drawn(cleaned(audit))
    shapes = {
        "model": 'shape=box, style="bold,rounded"',
        "parent": "shape=box",
        "set": "shape=hexagon",
        "other": "shape=note",
        "cut": "shape=plaintext",
    }
    lines = [
        "digraph lineage {",
        f'  graph [rankdir={"LR" if many(arrows) else "TB"}, fontname="Helvetica"];',
        '  node [fontname="Helvetica", fontsize=11];',
        '  edge [fontname="Helvetica", fontsize=9];',
    ]
    lines += [f"  {box.id} [label={_quoted(box.lines)}, {shapes[box.kind]}];" for box in boxes]
    lines += [
        f"  {arrow.base} -> {arrow.made} [label={_quoted(arrow.lines)}, style={'solid' if arrow.firm else 'dashed'}];"
        for arrow in arrows
    ]
    return "\n".join([*lines, "}", ""])


def _quoted(lines: tuple[str, ...]) -> str:
    """A DOT string: backslashes are doubled, quotes and the `&` of entities are escaped."""
    shown_lines = [line(label, limit=LONGEST) for label in lines if label]
    escaped = [label.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for label in shown_lines]
    return '"' + "\\n".join(escaped) + '"'
