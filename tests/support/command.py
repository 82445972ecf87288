"""The command line in a process of its own, and what its fixtures are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import Result

if TYPE_CHECKING:
    import subprocess

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Ask = Callable[..., Result]

GIVEN = """
import sys
import auditor.pipeline.survey
from support import samples
{before}
def audit(target, options, **asked):
    {during}
    return samples.ALL[{sample!r}]().replace(fail_on=options.fail_on)
auditor.pipeline.survey.audit_all = audit
from auditor.cli.main import main
main()
"""


def environment(**extra: str) -> dict[str, str]:
    """The shell's, without what would color or narrow a report."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return kept | {"PYTHONPATH": path, "TERM": "xterm"} | extra


def given(sample: str, before: str = "", during: str = "pass") -> list[str]:
    """The command line of a process whose audits all give that sample."""
    return [sys.executable, "-c", GIVEN.format(sample=sample, before=before, during=during)]
