"""Two licenses side by side for machines: `auditor-license-diff/2`, with the field names of LicenseComparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.common import terms
from auditor.report.common.document import written_plain
from auditor.report.license.json import term
from auditor.report.licenses.json import head

if TYPE_CHECKING:
    from auditor.report.license_diff.comparison import LicenseComparison, Pair


def render(comparison: LicenseComparison) -> str:
    """Everything in which two licenses differ, and what they share."""
    pairs = {name: [_pair(pair) for pair in getattr(comparison, name)] for name in ("differ", "reworded", "same")}
    plain = ("reach", "reach_same", "endings", "endings_same", "contracts", "contracts_same")
    rest = {name: [entry.to_plain() for entry in getattr(comparison, name)] for name in plain}
    return written_plain(
        {
            "format": "auditor-license-diff/2",
            "a": head(comparison.a),
            "b": head(comparison.b),
            "differences": comparison.differences,
            "shared": comparison.shared,
            "only_a": [term(fact) for fact in comparison.only_a],
            "only_b": [term(fact) for fact in comparison.only_b],
            **pairs,
            **rest,
            "editions": [edition.to_plain() for edition in comparison.editions],
            "items": comparison.items.to_plain() if comparison.items else None,
        }
    )


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "about": terms.about(pair.a),
        "says": terms.bare(pair.a),
        "aspects": [aspect.to_plain() for aspect in pair.aspects],
        "a": term(pair.a),
        "b": term(pair.b),
    }
