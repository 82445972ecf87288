"""Runs the command line: in this process with an audit made by hand, or for real in its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from auditor import Audit, Lineage, Options
from auditor.cli.main import main
from support import samples
from support.command import Ask, Run, environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def real(tmp_path: Path) -> Run:
    """Runs `python -m auditor` in an empty directory."""

    def run(*args: str, **extra: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "auditor", *args]
        return subprocess.run(
            command, cwd=tmp_path, env=environment(**extra), capture_output=True, text=True, check=False, timeout=60
        )

    return run


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs the command line in an empty directory, with an audit that was made by hand; `asked` keeps its question."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    asked: dict[str, Any] = {}

    def run(sample: str, *args: str) -> Result:
        asked.clear()

        def audit(target: str, options: Options, **_: Any) -> Audit:  # noqa: ANN401 - as given
            asked.update({name: getattr(options, name) for name in Options.field_names()}, target=target)
            return samples.ALL[sample]().replace(fail_on=options.fail_on)

        def trace(target: str, options: Options, **_: Any) -> Lineage:  # noqa: ANN401 - as given
            made = audit(target, options)
            return Lineage(**{name: getattr(made, name) for name in Lineage.field_names()})

        def audit_all(targets: tuple[str, ...], options: Options, **_: Any) -> Audit:  # noqa: ANN401 - as given
            return audit(targets[0], options)

        monkeypatch.setattr("auditor.pipeline.survey.audit_all", audit_all)
        monkeypatch.setattr("auditor.pipeline.lineage.trace_lineage", trace)
        result = CliRunner().invoke(main, list(args))
        result.asked = dict(asked)  # type: ignore[attr-defined] - beside what click gives
        return result

    return run
