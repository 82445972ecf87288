"""The licenses of rules/ for a reader, two lines each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Grade
from auditor.report.common import wording
from auditor.report.common.page import Page
from auditor.report.common.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Profile


def render(
    profiles: Iterable[Profile],
    *,
    color: bool = False,
    width: int = 100,
    verbosity: int = 0,  # noqa: ARG001 - there is only one form
) -> str:
    """Two lines for each license: its key and name; its SPDX id, its kind, and its grade if not read in full."""
    page = Page(color=color, width=width)
    shown = sorted(profiles, key=lambda profile: profile.key)
    column = max((len(profile.key) for profile in shown), default=0) + 2
    for profile in shown:
        page.labelled(profile.key, profile.name, indent=0, column=column, label_style="bold")
        facts = f"{profile.spdx} · {profile.kind}"
        if profile.grade is not Grade.TEXT:
            facts += f" · {wording.grade(profile.grade)}"
        page.labelled("", facts, indent=0, column=column, style="dim")
    page.blank()
    page.text(f"{counted(len(shown), 'license')}; read word for word, where nothing else is said.", indent=0)
    return str(page)
