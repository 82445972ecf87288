"""The examples that ship with the project, audited."""

from __future__ import annotations

from pathlib import Path

import auditor
from auditor.knowledge import Knowledge
from auditor.model import Audit

FOLDER = Path(__file__).resolve().parents[2] / "examples"
NAMES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/repo")))


def audited(name: str, knowledge: Knowledge) -> Audit:
    """The audit of an example, by exact texts alone."""
    return auditor.audit(
        str(FOLDER / name / "repo"), auditor.Options(as_of="2026-11-22", scancode=False), knowledge=knowledge
    )
