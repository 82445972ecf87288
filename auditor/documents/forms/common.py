"""Shared by the readers of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.content import Content
from auditor.documents.flatten import text_of
from auditor.documents.forms.facts import FORMAT
from auditor.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.documents.content import Unreadable
    from auditor.model import Scalar

LONGEST_TEXT = 64 * 1024
"""Bytes of one text, which may be a whole license."""


def content(form: str, entries: Mapping[str, Scalar], problems: Iterable[Unreadable] = ()) -> Content:
    """What a reader found, under the format's id; unknown numbers are left out."""
    fields = [Field(key=FORMAT, value=form)]
    fields += [
        Field(key=text_of(key, 200), value=text_of(value, LONGEST_TEXT) if isinstance(value, str) else value)
        for key, value in entries.items()
        if value is not None
    ]
    seen = "".join(f"{field.key}={field.value}\n" for field in fields).encode("utf-8", "replace")
    return Content(read=seen, fields=tuple(fields), problems=tuple(problems))
