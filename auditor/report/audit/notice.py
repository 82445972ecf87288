"""NOTICE: the license texts, copyright lines and words that must accompany a model, ready to ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.audit import notice_left, notice_material
from auditor.report.common.clean import clean, cleaned, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit
    from auditor.report.audit.notice_material import Material

_RULE = "=" * 78
HEADING = "NOTICE for "
"""The beginning of every file that auditor wrote."""
_INTRODUCTION = (
    "The license texts, copyright lines and notices that travel on with this model. They are\n"
    "for information, and change no license."
)
_LEFT = "Not in this bundle"
_TO_DO = "For whoever ships the model: see to these, then remove this section."


def render(audit: Audit) -> str:
    """What the model was made from; a section for each license that reaches it; upstream notices; what is left out."""
    audit = cleaned(audit)
    name = notice_material.name_of(audit)
    lines = [f"{HEADING}{name}", "", _INTRODUCTION, ""]
    origins = notice_material.origins(audit)
    lines += ["Made from:", "", *(f"  {origin}" for origin in origins), ""] if origins else []
    materials = notice_material.materials(audit)
    for material in materials:
        lines += _section(material.title, _body(material))
    for title, text in notice_material.upstream_notices(audit):
        lines += _section(f"NOTICE of {title}", [_quoted(text)])
    own = notice_material.other_lines(audit, materials)
    if own:
        lines += _section(f"Copyright lines in files of {name}", own)
    left = notice_left.notes(audit, materials)
    if left:
        lines += _section(_LEFT, [_TO_DO, "", *(f"- {note}" for note in left)])
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(title: str, body: Iterable[str]) -> list[str]:
    return [_RULE, line(title, limit=200), _RULE, "", *body, ""]


def _body(material: Material) -> list[str]:
    lines = [f"Applies to: {', '.join(material.applies_to)}", ""]
    for part in (material.copyrights, material.words):
        lines += [*part, ""] if part else []
    return [*lines, _quoted(material.text) if material.text else "[The text of the license belongs here.]"]


def _quoted(text: str) -> str:
    """Words of others, with no line that looks like a section rule of ours."""
    lines = clean(text).strip("\n").split("\n")
    return "\n".join(f" {entry}" if entry == _RULE else entry for entry in lines)
