"""The work of the commands that read models: settings, progress, report, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import auditor
from auditor import verdict
from auditor.cli import config as configuration
from auditor.cli import config_place
from auditor.cli.common import to_stderr
from auditor.cli.hub_session import hub_session
from auditor.cli.output import destinations, show
from auditor.cli.progress import Announcer
from auditor.model import FailOn
from auditor.pipeline import survey as surveys

if TYPE_CHECKING:
    from auditor.cli.options import Given


def audit(targets: tuple[str, ...], given: Given) -> int:
    """Audit and report; the exit code of the one model, or of the survey of several."""
    options = given.options(settings_for(targets, given.config))
    places = destinations(given, "audit", "survey")
    with hub_session(targets[0], offline=given.offline, quiet=given.quiet) as (hub, announce):
        result = surveys.audit_all(targets, options, hub=hub, progress=announce)
    show(result, given, places)
    return verdict.exit_code(result) if isinstance(result, auditor.Audit) else verdict.survey_exit_code(result)


def compare(targets: tuple[str, ...], given: Given) -> int:
    """Compare and report; 1 if the audit of a model would exit with 1, else 3 if one was not audited, else 0."""
    options = given.options(settings_for(targets, given.config))
    places = destinations(given, "comparison")
    with hub_session(targets[0], offline=given.offline, quiet=given.quiet) as (hub, announce):
        result = auditor.compare(targets, options, hub=hub, progress=announce)
    show(result, given, places)
    return verdict.comparison_exit_code(result)


def history(target: str, branch: str | None, given: Given) -> int:
    """Judge the commits and report; the exit code is that of the newest commit's audit."""
    options = given.options(settings_for((target,), given.config))
    places = destinations(given, "history")
    with hub_session(target, offline=given.offline, quiet=given.quiet) as (hub, announce):
        result = auditor.history(target, options, branch=branch, hub=hub, progress=announce)
    show(result, given, places)
    return int(bool(result.newest.failing))


def lineage(target: str, given: Given) -> None:
    """Trace the lineage, and draw it."""
    options = given.options()
    places = destinations(given, "lineage")
    with hub_session(target, offline=given.offline, quiet=given.quiet) as (hub, announce):
        result = auditor.trace_lineage(target, options, hub=hub, progress=announce)
    show(result, given, places)


def survey(given: Given) -> int:
    """Audit the whole Hub cache; 1 if a model fails, else 3 if one could not be audited, else 0."""
    options = given.options(settings_for_many(given.config))
    options = options.replace(as_of=options.day)
    places = destinations(given, "survey")
    knowledge = auditor.Knowledge()
    with Announcer(quiet=given.quiet) as announce:
        models = auditor.survey_cache(options, knowledge=knowledge, progress=announce)
        result = surveys.reduced(models, options, knowledge)
    show(result, given, places)
    return verdict.survey_exit_code(result)


def settings_for(targets: tuple[str, ...], config: Path | None) -> configuration.Settings:
    """The settings of the named file, or of the one in the current directory if it is the user's own."""
    if config is not None:
        return configuration.read(config)
    here = Path(configuration.NAME)
    if not here.is_file():
        return configuration.Settings()
    if any(config_place.inside(here, target) for target in targets):
        to_stderr(
            f"auditor: note: {here} is in the audited repository and was not used: what is audited must not "
            f"waive its own findings. If it is yours: --config {here}"
        )
        return configuration.Settings()
    if config_place.of_a_model(here):
        to_stderr(
            f"auditor: note: {here} is in the directory of a model and was not used: a model must not waive "
            f"findings. If it is yours: --config {here}"
        )
        return configuration.Settings()
    settings = configuration.read(here)
    if settings.fail_on is FailOn.NEVER:
        to_stderr(f"auditor: note: {here} in this directory says that nothing fails (fail-on = never)")
    return settings


def settings_for_many(config: Path | None) -> configuration.Settings:
    """The settings of the named file, or of the user's own in the current directory."""
    from auditor.sources import default_cache  # noqa: PLC0415 - only where a cache is audited

    path = config or Path(configuration.NAME)
    if config is None and (
        not path.is_file() or config_place.inside(path, str(default_cache())) or config_place.of_a_model(path)
    ):
        return configuration.Settings()
    return configuration.read(path)
