"""Every format of every subject, and the module that writes it: what the commands and `auditor.render` use.

A module has `render(result, *, color, width, verbosity) -> str`; one for machines has `schema()` too.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from auditor.errors import ConfigError
from auditor.report.common import commands

FORMATS = {
    ("audit", "text"): "auditor.report.audit.text",
    ("audit", "json"): "auditor.report.audit.json",
    ("survey", "text"): "auditor.report.survey.text",
    ("survey", "json"): "auditor.report.survey.json",
    ("comparison", "text"): "auditor.report.compare.text",
    ("comparison", "json"): "auditor.report.compare.json",
    ("history", "text"): "auditor.report.history.text",
    ("history", "json"): "auditor.report.history.json",
    ("lineage", "text"): "auditor.report.lineage.text",
    ("lineage", "json"): "auditor.report.lineage.json",
    ("lineage", "dot"): "auditor.report.lineage.dot",
    ("lineage", "mermaid"): "auditor.report.lineage.mermaid",
    ("identify", "text"): "auditor.report.identify.text",
    ("identify", "json"): "auditor.report.identify.json",
    ("licenses", "text"): "auditor.report.licenses.text",
    ("licenses", "json"): "auditor.report.licenses.json",
    ("license", "text"): "auditor.report.license.text",
    ("license", "json"): "auditor.report.license.json",
    ("license-diff", "text"): "auditor.report.license_diff.text",
    ("license-diff", "json"): "auditor.report.license_diff.json",
}

_SUBJECTS = {
    "Audit": "audit",
    "Survey": "survey",
    "ModelComparison": "comparison",
    "History": "history",
    "Lineage": "lineage",
    "Identification": "identify",
    "tuple": "licenses",
    "Profile": "license",
    "LicenseComparison": "license-diff",
}
"""By the class of a result, named rather than imported: a format is loaded when it is asked for."""


def styles(subject: str) -> tuple[str, ...]:
    """The formats of a subject, the one for people first."""
    return tuple(style for known, style in FORMATS if known == subject)


def render(
    result: Any,  # noqa: ANN401 - what any of the subjects is
    style: str = "text",
    *,
    subject: str = "",
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,
) -> str:
    """The report of a result in a format: `text`, `json`, and of a lineage `dot` and `mermaid`.

    `subject` is that of the result's class by default; an Audit can be drawn as a lineage. `width` is in columns;
    `verbosity` is -1, 0 or 1. Formats for machines have one look. Raises `ConfigError` for a format that there is not.

    >>> import auditor
    >>> lineage = auditor.trace_lineage("examples/03-compliant-finetune/repo", auditor.Options(scancode=False))
    >>> auditor.render(lineage, "mermaid").splitlines()[0]
    'flowchart TD'
    """
    module = _module(subject or _SUBJECTS.get(type(result).__name__, ""), style)
    text: str = module.render(result, color=color, width=width, verbosity=verbosity)
    # what a format put together of clean pieces is no command either
    return commands.escaped(text) if text.startswith("{") else commands.shown(text)


def schema(subject: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a subject's JSON; raises `ConfigError` where there is none."""
    made: dict[str, Any] = _module(subject, "json").schema()
    return made


def _module(subject: str, style: str) -> Any:  # noqa: ANN401 - a module
    home = FORMATS.get((subject, style))
    if home is None:
        known = styles(subject)
        tip = f"Choose one of {', '.join(known)}." if known else f"Render {' or '.join(sorted(_SUBJECTS))}."
        raise ConfigError(f"There is no format {style!r} of {subject or 'such a result'}.", tip=tip)
    return import_module(home)
