"""The work of `auditor report`: one review file, or a directory of them with an index."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

import auditor
from auditor import verdict
from auditor.cli.hub_session import hub_session
from auditor.cli.output import destinations, files_of, show
from auditor.cli.progress import Announcer
from auditor.cli.running import settings_for, settings_for_many
from auditor.cli.writing import NotWrittenError, replace_all, special, writable
from auditor.errors import TargetError
from auditor.patterns import regex
from auditor.pipeline import survey as surveys
from auditor.report.formats import ENDINGS, check, render_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.cli.options import Given
    from auditor.model import Options, Survey, SurveyedModel

_NOT_PLAIN = regex(r"[^A-Za-z0-9._-]+")
_LONGEST = 100
_INDEX = "index.html"


def report(targets: tuple[str, ...], evidence: Path | None, given: Given) -> int:
    """Audit, or read a saved audit, and write the review file; several models: a directory of them."""
    given.report()
    if len(targets) > 1 or _is_directory(given.outputs):
        return _directory(targets, given)
    (target,) = targets
    places = destinations(given, "audit")
    saved = Path(target)
    if target.lower().endswith(".json") and saved.is_file():
        if evidence is not None:
            raise click.UsageError("--evidence needs the model itself, and a saved audit is only what was found.")
        result = _saved(saved, given)
        show(result, given, places)
        return verdict.exit_code(result)
    if evidence is not None:
        writable(evidence, option="--evidence")
        evidence = evidence if special(evidence) else evidence.resolve()
    options = given.options(settings_for(targets, given.config))
    with hub_session(target, offline=given.offline, quiet=given.quiet) as (hub, announce):
        result = auditor.audit(target, options, hub=hub, progress=announce)
        pack = _pack(target, result, options, hub) if evidence is not None else b""
    files = files_of(result, given, places)
    if evidence is not None:
        files.append((evidence, pack))
    replace_all(files)
    return verdict.exit_code(result)


def report_all_cached(given: Given) -> int:
    """A review file of every model in the Hub cache, offline, and an index."""
    place, style = _new_directory(given)
    options = given.options(settings_for_many(given.config))
    options = options.replace(as_of=options.day)
    knowledge = auditor.Knowledge()
    with Announcer(quiet=given.quiet) as announce:
        models = auditor.survey_cache(options, knowledge=knowledge, progress=announce)
        return _written(models, options, knowledge, place, style, given)


def _pack(target: str, audit: auditor.Audit, options: Options, hub: auditor.Hub) -> bytes:
    from auditor.pipeline.evidence import evidence_pack  # noqa: PLC0415 - only if requested

    return evidence_pack(target, audit, render_bytes(audit, "json"), options, hub)


def _saved(place: Path, given: Given) -> auditor.Audit:
    """The audit saved there; raises `ReportError`, and a usage error for options that would require a new audit."""
    from auditor.report.audit import json  # noqa: PLC0415 - only for a saved audit

    again = {
        "--name": given.name,
        "--compare-with": given.compare_with,
        "--config": given.config,
        "--as-of": given.as_of,
    }
    for option, value in again.items():
        if value:
            raise click.UsageError(f"{option} cannot be used with a saved audit.")
    try:
        audit = json.read(place.read_bytes())
    except OSError as error:
        raise TargetError(f"{place} cannot be read: {error.strerror}.", tip="Check the path.") from error
    return audit.replace(fail_on=auditor.FailOn(given.fail_on)) if given.fail_on else audit


def _is_directory(outputs: tuple[Path, ...]) -> bool:
    """Whether the output is a directory: a single new name without an ending."""
    return len(outputs) == 1 and not outputs[0].suffix and not outputs[0].exists() and outputs[0].parts[:1] != ("/dev",)


def _directory(targets: tuple[str, ...], given: Given) -> int:
    place, style = _new_directory(given)
    options = given.options(settings_for(targets, given.config))
    options = options.replace(as_of=options.day)
    knowledge = auditor.Knowledge()
    with hub_session(targets[0], offline=given.offline, quiet=given.quiet) as (hub, announce):
        models = auditor.survey(targets, options, knowledge=knowledge, hub=hub, progress=announce)
        return _written(models, options, knowledge, place, style, given)


def _new_directory(given: Given) -> tuple[Path, str]:
    """The directory to write, which must be new or empty, and the format of its files."""
    if len(given.outputs) != 1:
        raise click.UsageError("Several models need one --output: a directory for their reports.")
    place = given.outputs[0]
    style = given.style or "html"
    check(style)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        msg = f"--output: {place} exists already. Name a new directory for the reports of several models."
        raise click.UsageError(msg)
    writable(place / "x" if place.exists() else place)
    return place, style


def _written(
    models: Iterable[SurveyedModel],
    options: Options,
    knowledge: auditor.Knowledge,
    place: Path,
    style: str,
    given: Given,
) -> int:
    """Write every report to a temporary directory, renamed when all are complete; returns the survey's exit code."""
    report = given.report()
    files: dict[str, str] = {}
    try:
        temporary = Path(tempfile.mkdtemp(dir=place.resolve().parent, prefix=".auditor."))
    except OSError as error:
        raise NotWrittenError(str(place), error) from error
    try:

        def one_by_one() -> Iterator[SurveyedModel]:
            for model in models:
                if model.audit is not None:
                    name = _name(model.name, ENDINGS[style][0], set(files.values()))
                    (temporary / name).write_bytes(render_bytes(model.audit, style, report=report))
                    files[model.target] = name
                yield model

        result = surveys.reduced(one_by_one(), options, knowledge)
        (temporary / _INDEX).write_bytes(_index(result, files, given))
        temporary.chmod(0o755)
        if place.is_dir():
            place.rmdir()
        temporary.rename(place)
    except OSError as error:
        raise NotWrittenError(str(place), error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return verdict.survey_exit_code(result)


def _index(result: Survey, files: dict[str, str], given: Given) -> bytes:
    from auditor.report.common.commands import shown  # noqa: PLC0415 - with the two below, only for several models
    from auditor.report.document.index import index  # noqa: PLC0415
    from auditor.report.layout import html  # noqa: PLC0415

    return shown(html.page(index(result, given.report(), files))).encode()


def _name(name: str, ending: str, taken: set[str]) -> str:
    """A unique file name for a model, of plain characters."""
    plain = _NOT_PLAIN.sub("-", name).strip("-.")[-_LONGEST:].strip("-.") or "model"
    number, candidate = 1, f"{plain}{ending}"
    while candidate.lower() in {name.lower() for name in taken} or candidate == _INDEX:
        number += 1
        candidate = f"{plain}-{number}{ending}"
    return candidate
