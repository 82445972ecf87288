"""The fields by which a shape was compared, in lines for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Evidence


def fields(evidence: Evidence) -> tuple[str, ...]:
    """The fields compared, with both values, the number of known families with the equal ones, and the next best."""
    if not evidence.compared:
        return ()
    equal = [f"{value.field} {value.here}" for value in evidence.compared if value.equal]
    other = [f"{value.field} {value.here} here, {value.there} there" for value in evidence.compared if not value.equal]
    lines = []
    if equal:
        lines.append(f"equal: {', '.join(equal)}")
    if other:
        lines.append(f"differs: {', '.join(other)}")
    if evidence.families:
        many = "no other known family shares" if evidence.families == 1 else f"{evidence.families} known families share"
        lines.append(f"{many} all that is equal")
    if evidence.next_equal:
        lines.append(f"the next known family{_of_what(evidence)} has {evidence.next_equal} of the {len(equal)}")
    return tuple(lines)


def _of_what(evidence: Evidence) -> str:
    """Among which families the next one was looked for: those of the same class, or of the same width."""
    compared = {value.field for value in evidence.compared}
    if "_class_name" in compared:
        return " of this class"
    return " of this width" if "hidden_size" in compared else ""
