"""The report for machines: `auditor-report/2`, the same bytes for the same audit, read back into an equal one.

It is the Audit's own fields, after a head with the result.
"""

from __future__ import annotations

from typing import Any, Literal

from auditor.errors import ReportError
from auditor.model import Audit, Noun, Summary
from auditor.report.audit.summary import summary
from auditor.report.common import wording
from auditor.report.common.document import parsed, written

FORMAT: Literal["auditor-report/2"] = "auditor-report/2"
_NAME, _, _MAJOR = FORMAT.partition("/")
_AGAIN = "Audit the model again: auditor audit TARGET --format json."


class Head(Noun, frozen=True, kw_only=True):
    """The result of the audit; it follows from the audit, and is not read back."""

    format: Literal["auditor-report/2"]
    summary: Summary
    disclaimer: str


def render(audit: Audit) -> str:
    """The report as JSON, indented, keys in the schema's order."""
    return written(Head(format=FORMAT, summary=summary(audit), disclaimer=wording.DISCLAIMER), audit)


def read(data: bytes | str) -> Audit:
    """The audit that `render` wrote; raises `ReportError` if the data are not one."""
    try:
        document = parsed(data)
    except ValueError as error:
        raise ReportError(f"This is not a report of an audit: it is not JSON ({error}).", tip=_AGAIN) from error
    _known(document.get("format") if isinstance(document, dict) else None)
    fields = {key: value for key, value in document.items() if key not in Head.field_names()}
    try:
        return Audit.from_plain(fields)
    except ValueError as error:
        raise ReportError(f"This report is not whole, or was changed: {error}.", tip=_AGAIN) from error


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    from auditor.model.schema import json_schema  # noqa: PLC0415 - seldom needed

    return json_schema(Head, Audit, name=FORMAT, title="Report", description="A license audit of one model.")


def _known(name: object) -> None:
    """Raise `ReportError` unless it is this format."""
    if name == FORMAT:
        return
    kind, slash, major = name.partition("/") if isinstance(name, str) else ("", "", "")
    if kind != _NAME or not slash:
        what = f"a document of format {name[:80]!r}" if isinstance(name, str) else "no format is named in it"
        raise ReportError(f"This is not a report of an audit: {what}.", tip=_AGAIN)
    if major == "1":
        raise ReportError("A report of version 1 does not contain the whole audit and cannot be read.", tip=_AGAIN)
    raise ReportError(
        f"This report is of version {major[:20]!r}, and this auditor reads version {_MAJOR}.",
        tip=f"Use the auditor that wrote it. {_AGAIN}",
    )
