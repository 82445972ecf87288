"""The name of a license in a table, and below it its id for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.document.inline import code, plain

if TYPE_CHECKING:
    from auditor.report.document.blocks import Text
    from auditor.report.document.context import Context


def license_lines(c: Context, expression: str | None) -> tuple[Text, ...]:
    """The expression; for a lone LicenseRef its name, then the LicenseRef."""
    if not expression:
        return (plain(c.w("license.unknown")),)
    name = c.names.get(expression.lower(), "") if expression.startswith("LicenseRef-") else ""
    return (plain(name), code(expression)) if name else (plain(c.named(expression)),)
