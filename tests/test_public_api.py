"""The public surface is what `__all__` says."""

from __future__ import annotations

import subprocess
import sys

import auditor
from auditor import AuditorError, TargetError, audit, pipeline


def test_every_public_name_is_there_and_is_what_its_home_says() -> None:
    for name in auditor.__all__:
        assert getattr(auditor, name) is not None

    assert audit is pipeline.audit
    assert issubclass(TargetError, AuditorError)
    assert sorted(auditor.__all__) == auditor.__all__


def test_a_name_that_is_not_public_is_refused() -> None:
    assert not hasattr(auditor, "Scene")


def test_importing_auditor_loads_nothing() -> None:
    program = (
        "import sys, auditor; heavy = 'click', 'rich', 'pydantic', 'msgspec'; "
        "print([name for name in heavy if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"


def test_the_command_line_loads_nothing_heavy_before_a_command_runs() -> None:
    program = (
        "import sys, auditor, auditor.cli.main; heavy = 'pydantic', 'rich', 'huggingface_hub', 'licensedcode', 'yaml'; "
        "print([name for name in heavy if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"
