"""The lineage as a flowchart in Mermaid; special characters are escaped in the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.patterns import regex
from auditor.report.common.clean import cleaned, line
from auditor.report.lineage.graphs import LONGEST, MOST, drawn, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Audit, Lineage
    from auditor.report.document.blocks import Arrow, Box

_LONGEST_TEXT = 50_000
"""Characters of the longest text that Mermaid draws."""
_PLAIN = regex(r"[^A-Za-z0-9 ._/+,()\u00a0-\ud7ff\ue000-\uffff-]")
"""Characters escaped in a Mermaid label: quotes, brackets, `%%{`, `#`, a colon after "style"."""


def render(audit: Audit | Lineage) -> str:
    """A flowchart in Mermaid."""
    clean = cleaned(audit)
    most = MOST
    while len(text := flowchart(*drawn(clean, most))) > _LONGEST_TEXT:
        most //= 2
    return text


def flowchart(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> str:
    """The boxes and arrows in Mermaid."""
    shapes = {"model": "([{}])", "parent": "[{}]", "set": "{{{{{}}}}}", "other": "[/{}/]", "cut": "[{}]"}
    lines = ["flowchart LR" if many(arrows) else "flowchart TD"]
    lines += [f"  {box.id}{shapes[box.kind].format(_encoded(box.lines))}" for box in boxes]
    for arrow in arrows:
        stroke = "-->" if arrow.firm else "-.->"
        label = f"|{_encoded(arrow.lines)}|" if any(arrow.lines) else ""
        lines.append(f"  {arrow.base} {stroke}{label} {arrow.made}")
    return "\n".join([*lines, ""])


def _encoded(lines: tuple[str, ...]) -> str:
    """A Mermaid label: everything but plain words as numeric entities."""
    shown_lines = [line(label, limit=LONGEST) for label in lines if label]
    return '"' + "<br/>".join(_PLAIN.sub(lambda match: f"#{ord(match[0])};", label) for label in shown_lines) + '"'
