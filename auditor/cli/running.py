"""One audit from the command line: settings, progress, report, exit code."""

from __future__ import annotations

from pathlib import Path

from auditor import pipeline
from auditor.cli import config as configuration
from auditor.cli.asking import asking
from auditor.cli.common import tell
from auditor.cli.output import colored, columns, emit, writable
from auditor.model import FailOn
from auditor.report import formats


def run(
    target: str,
    *,
    name: str | None,
    style: str,
    output: Path | None,
    fail_on: str | None,
    config: Path | None,
    as_of: str | None,
    against: str | None,
    scancode: bool,
    offline: bool,
    hub_parents: bool,
    verbosity: int,
    color: str,
) -> int:
    """Audit and report; 1 where an unwaived finding is at or above the floor, else 0."""
    settings = settings_for(target, config)
    if output is not None:
        writable(output)
    with asking(target, offline=offline, quiet=verbosity < 0) as (hub, announce):
        audit = pipeline.audit(
            target,
            name=name,
            as_of=as_of,
            waivers=settings.waivers,
            fail_on=FailOn(fail_on or settings.fail_on),
            scancode=scancode,
            progress=announce,
            against=against,
            hub=hub,
            hub_parents=hub_parents,
        )
    text = formats.render(audit, style, color=colored(color, output), width=columns(), verbosity=verbosity)
    emit(text, output)
    return int(bool(audit.failing))


def settings_for(target: str, config: Path | None) -> configuration.Settings:
    """Of the file that was named, or of the one in the current directory if it is the user's own."""
    if config is not None:
        return configuration.read(config)
    beside = Path(configuration.NAME)
    if not beside.is_file():
        return configuration.Settings()
    if configuration.inside(beside, target):
        tell(
            f"auditor: note: {beside} lies in the audited repository and was not used, for what is audited must not "
            f"waive its own findings. If it is yours: --config {beside}"
        )
        return configuration.Settings()
    return configuration.read(beside)
