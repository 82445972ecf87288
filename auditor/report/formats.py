"""Every report there is: one table from what is reported and the format to the module that writes it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from auditor.errors import ConfigError
from auditor.model import Audit, History, Identification, Lineage, Survey

if TYPE_CHECKING:
    from collections.abc import Callable

Report = Audit | History | Identification | Lineage | Survey
"""What a report can be about."""

_SUBJECTS: dict[type, str] = {
    Audit: "audit",
    History: "history",
    Identification: "identify",
    Lineage: "lineage",
    Survey: "survey",
}

_MODULES = {
    **{
        (subject, style): (f"{subject}.{style}", "render")
        for subject in _SUBJECTS.values()
        for style in ("text", "json")
    },
    ("lineage", "dot"): ("lineage.graphs", "dot"),
    ("lineage", "mermaid"): ("lineage.graphs", "mermaid"),
}
"""Module below `auditor.report` and function, by subject and format."""


def render(
    result: Report,
    format: str = "text",  # noqa: A002 - what people call it
    *,
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,
) -> str:
    """Write a result as a report: text or json, and of a lineage dot or mermaid too.

    `color`, `width` (columns) and `verbosity` (-1 brief, 0, 1 everything) are for text.

    Raises `ConfigError` for what no report is about, and for a format that it has not.

    >>> import auditor
    >>> lineage = auditor.trace_lineage("examples/03-compliant-finetune/repo", auditor.Options(scancode=False))
    >>> auditor.render(lineage, "mermaid").splitlines()[0]
    'flowchart TD'
    """
    subject = _SUBJECTS.get(type(result))
    if subject is None:
        raise ConfigError(f"There is no report about {type(result).__name__}.", tip="Give what auditor.audit returns.")
    if (subject, format) not in _MODULES:
        known = ", ".join(style for about, style in _MODULES if about == subject)
        raise ConfigError(f"{format!r} is not a format of this report.", tip=f"Write one of {known}.", option="format")
    module, function = _MODULES[subject, format]
    write: Callable[..., str] = getattr(import_module(f"auditor.report.{module}"), function)
    return write(result, color=color, width=width, verbosity=verbosity) if format == "text" else write(result)
