"""`auditor audit --all-cached`: every model and dataset of the Hub cache, one by one, a line each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import pipeline, sources, verdict
from auditor.cli import config as configuration
from auditor.cli.common import tell
from auditor.cli.output import colored, columns, emit, writable
from auditor.cli.progress import Announcer
from auditor.errors import AuditorError, ConfigError, RuleError
from auditor.knowledge import default_knowledge
from auditor.model import FailOn, Survey
from auditor.report import formats
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Progress, SurveyEntry
    from auditor.sources import CachedRepository


def run(
    *,
    style: str,
    output: Path | None,
    fail_on: str | None,
    config: Path | None,
    as_of: str | None,
    scancode: bool,
    verbosity: int,
    color: str,
) -> int:
    """Audit all of them and report; 1 where a model fails, else 3 where one could not be audited."""
    cache = sources.default_cache()
    settings = _settings(config, cache)
    if output is not None:
        writable(output)
    floor = FailOn(fail_on or settings.fail_on)
    day = as_of or datetime.now(tz=UTC).date().isoformat()
    known = default_knowledge()
    entries = []
    held = sources.cached_repositories(cache)
    # parents are looked for in the cache, never on the Hub
    with Announcer(quiet=verbosity < 0) as announce, sources.Hub(offline=True) as hub:
        for number, one in enumerate(held):
            announce("auditing the Hub cache", number, len(held))
            entries.append(_entry(one, known, day, floor, hub, scancode=scancode, progress=_slow(announce)))
    survey = Survey(
        as_of=day,
        version=pipeline.own_version(),
        rules_digest=known.digest,
        fail_on=floor,
        entries=verdict.worst_first(entries),
    )
    text = formats.render(survey, style, color=colored(color, output), width=columns())
    emit(text, output)
    return verdict.survey_exit_code(survey)


def _entry(
    one: CachedRepository,
    known: Knowledge,
    day: str,
    fail_on: FailOn,
    hub: sources.Hub,
    *,
    scancode: bool,
    progress: Progress,
) -> SurveyEntry:
    """The answer; whatever one of them holds, the others are still to come."""
    try:
        audit = pipeline.audit(
            str(one.place), as_of=day, fail_on=fail_on, scancode=scancode, progress=progress, knowledge=known, hub=hub
        )
    except (ConfigError, RuleError):
        raise
    except AuditorError as error:
        return verdict.not_surveyed(line(error.message), name=one.name, kind=one.kind, commit=one.commit)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not hide what the others hold
        why = f"auditor failed ({type(error).__name__}): auditor audit {one.place} shows where"
        return verdict.not_surveyed(line(why), name=one.name, kind=one.kind, commit=one.commit)
    return verdict.surveyed(audit, name=one.name, kind=one.kind, commit=one.commit)


def _slow(announce: Announcer) -> Progress:
    """Of what is done for one of them, only what takes long: the loading of ScanCode."""

    def progress(what: str, done: int, of: int) -> None:
        if "scancode" in what.lower():
            announce(what, done, of)

    return progress


def _settings(config: Path | None, cache: Path) -> configuration.Settings:
    """Of the file that was named, or of the user's own in the current directory: `fail-on`, never the waivers."""
    path = config or Path(configuration.NAME)
    if config is None and (not path.is_file() or configuration.inside(path, str(cache))):
        return configuration.Settings()
    settings = configuration.read(path)
    if settings.waivers:
        tell(f"auditor: note: the waivers of {path} are not used here: each was given for one model")
    return settings
