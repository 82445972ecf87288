"""Every format of every subject, and the module that writes it, for the commands and `auditor.render`.

A module has `render(result) -> str`, with `color`, `width` and `verbosity` if for a terminal, and with
`report` if for a document; those of JSON also have `schema()`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.model import ReportOptions
from auditor.report.common import commands

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMATS = {
    ("audit", "text"): "auditor.report.audit.text",
    ("audit", "json"): "auditor.report.audit.json",
    ("audit", "html"): "auditor.report.audit.html",
    ("audit", "markdown"): "auditor.report.audit.markdown",
    ("audit", "pdf"): "auditor.report.audit.pdf",
    ("audit", "notice"): "auditor.report.audit.notice",
    ("survey", "text"): "auditor.report.survey.text",
    ("survey", "json"): "auditor.report.survey.json",
    ("comparison", "text"): "auditor.report.comparison.text",
    ("comparison", "json"): "auditor.report.comparison.json",
    ("survey", "html"): "auditor.report.survey.html",
    ("survey", "markdown"): "auditor.report.survey.markdown",
    ("survey", "pdf"): "auditor.report.survey.pdf",
    **{
        (subject, style): f"auditor.report.{home}"
        for subject in ("audit", "survey")
        for style, home in (
            ("sarif", "ci.sarif"),
            ("github", "ci.github"),
            ("github-summary", "ci.github_summary"),
            ("gitlab", "ci.gitlab"),
            ("junit", "ci.junit"),
            ("cyclonedx", "bom.cyclonedx_17"),
            ("cyclonedx-1.6", "bom.cyclonedx_16"),
            ("spdx3", "bom.spdx3"),
            ("spdx2", "bom.spdx2"),
            ("completeness", "bom.completeness"),
        )
    },
    ("plan", "text"): "auditor.report.plan.text",
    ("plan", "json"): "auditor.report.plan.json",
    ("plans", "text"): "auditor.report.plan.text_of_several",
    ("plans", "json"): "auditor.report.plan.json_of_several",
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

DOCUMENTS = ("html", "markdown", "pdf")
"""Formats that lay out one document, whose `render` takes a `ReportOptions` and no terminal options."""

COMMANDS = ("github",)
"""Formats that are commands of a CI runner, and escape everything else themselves."""

_LOOKS = {"text": ("color", "width", "verbosity"), "sarif": ("verbosity",)}
"""By format: the options of the terminal and of verbosity that it takes; all others have only one form."""

ENDINGS = {
    "text": (".txt",),
    "json": (".json",),
    "html": (".html", ".htm"),
    "markdown": (".md", ".markdown"),
    "pdf": (".pdf",),
    "sarif": (".sarif", ".sarif.json"),
    "cyclonedx": (".cdx.json",),
    "cyclonedx-1.6": (".cdx16.json",),
    "spdx3": (".spdx3.json",),
    "spdx2": (".spdx.json",),
    "gitlab": (".gitlab.json",),
    "junit": (".junit.xml",),
    "notice": ("NOTICE", "NOTICE.txt"),
    "dot": (".dot", ".gv"),
    "mermaid": (".mmd",),
}
"""By format: the endings or names of its files; the longest match decides."""

_SUBJECTS = {
    "Audit": "audit",
    "Survey": "survey",
    "ModelComparison": "comparison",
    "Plan": "plan",
    "Plans": "plans",
    "History": "history",
    "Lineage": "lineage",
    "Identification": "identify",
    "tuple": "licenses",
    "Profile": "license",
    "LicenseComparison": "license-diff",
}
"""By the class of a result, named rather than imported: a format is loaded on demand."""


def styles(subject: str) -> tuple[str, ...]:
    """The formats of a subject, the one for people first."""
    return tuple(style for known, style in FORMATS if known == subject)


def check(style: str) -> None:
    """Raise `ConfigError`, before any work is done, for a format whose package is not installed."""
    if style == "pdf":
        from auditor.report.layout import pdf  # noqa: PLC0415 - only for a PDF

        pdf.required()


def style_of(name: str, subjects: Iterable[str]) -> str | None:
    """The format of a file by its name, among those of the subjects; None if its ending is none of them."""
    lowered = name.lower()
    fits = [ending for ending in endings(subjects) if lowered.endswith(ending.lower())]
    longest = max(fits, key=len, default=None)
    return next((style for style, its in ENDINGS.items() if longest in its), None)


def endings(subjects: Iterable[str]) -> tuple[str, ...]:
    """Every ending of a format of one of the subjects."""
    known = {style for subject in subjects for style in styles(subject)}
    return tuple(ending for style, its in ENDINGS.items() if style in known for ending in its)


def render(
    result: Any,  # noqa: ANN401 - a result of any subject
    style: str = "text",
    *,
    subject: str = "",
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,
    report: ReportOptions | None = None,
) -> str:
    """The report of a result in a format: `text`, `json`, `html`, `markdown`, and of a lineage `dot` and `mermaid`.

    `subject` is that of the result's class by default; an Audit can be drawn as a lineage. `width` is in columns;
    `verbosity` is -1, 0 or 1. Formats for machines have only one form. `report` is for `html` and `markdown`. Raises
    `ConfigError` for an unknown format.

    >>> import auditor
    >>> lineage = auditor.trace_lineage("examples/03-finetune-with-its-notices/repo", auditor.Options(scancode=False))
    >>> auditor.render(lineage, "mermaid").splitlines()[0]
    'flowchart TD'
    """
    if style == "pdf":
        raise ConfigError("A PDF is bytes, not text.", tip="Call auditor.render_bytes.", option="style")
    return render_bytes(
        result, style, subject=subject, color=color, width=width, verbosity=verbosity, report=report
    ).decode()


def render_bytes(
    result: Any,  # noqa: ANN401 - a result of any subject
    style: str = "text",
    *,
    subject: str = "",
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,
    report: ReportOptions | None = None,
) -> bytes:
    """The report as the bytes of a file, including formats that are not text (`pdf`); arguments as for `render`.

    Raises `ConfigError` for an unknown format, and for one that needs a missing package or font.

    >>> import auditor
    >>> audit = auditor.audit("examples/03-finetune-with-its-notices/repo", auditor.Options(scancode=False))
    >>> auditor.render_bytes(audit, "html")[:15]
    b'<!doctype html>'
    """
    module = _module(subject or _SUBJECTS.get(type(result).__name__, ""), style)
    if style in DOCUMENTS:
        made: str | bytes = module.render(result, report=report or ReportOptions())
    else:
        look = {"color": color, "width": width, "verbosity": verbosity}
        made = module.render(result, **{name: look[name] for name in _LOOKS.get(style, ())})
    if isinstance(made, bytes):
        return made
    if style in COMMANDS:
        return made.encode()
    # clean pieces combined by a format must not form a command either
    return (commands.escaped(made) if made.startswith(("{", "[")) else commands.shown(made)).encode()


def schema(subject: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a subject's JSON; raises `ConfigError` if there is none."""
    made: dict[str, Any] = _module(subject, "json").schema()
    return made


def _module(subject: str, style: str) -> Any:  # noqa: ANN401 - a module
    home = FORMATS.get((subject, style))
    if home is None:
        known = styles(subject)
        tip = f"Choose one of {', '.join(known)}." if known else f"Render {' or '.join(sorted(_SUBJECTS))}."
        raise ConfigError(f"There is no format {style!r} of {subject or 'such a result'}.", tip=tip)
    return import_module(home)
