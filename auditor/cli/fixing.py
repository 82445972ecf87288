"""The work of `auditor fix`: answers, the plan, and where it is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from auditor import sources
from auditor.cli.common import to_stderr
from auditor.cli.hub_session import hub_session
from auditor.cli.output import destinations, show
from auditor.cli.running import settings_for
from auditor.errors import ConfigError, TargetError
from auditor.model import Answer, AnswerKey, Plans, WhyOpen
from auditor.model.options import nearest
from auditor.pipeline import remedy_writing
from auditor.pipeline.context import working
from auditor.pipeline.remedy import remedied_all
from auditor.report.common.clean import line
from auditor.sources.git.index import changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.cli.options import Given
    from auditor.pipeline.remedy import Remedied

_QUESTIONS = {
    AnswerKey.BASE: "From which model was it made? ORG/NAME@REVISION, no, or unknown",
    AnswerKey.RELATION: "How did it come from it? adapter, finetune, merge, quantized, or unknown",
    AnswerKey.CHANGES: "What was changed? One sentence",
    AnswerKey.CHANGED_ON: "When? YYYY-MM-DD",
    AnswerKey.OWN_LICENSE: "What is the license of the model itself? A Hub id, or unknown",
    AnswerKey.HOLDER: "Which copyright line do the upstream's files carry? ORG/NAME: LINE, as it is there, or unknown",
}
TITLE = "Add upstream license texts and notices"
_CLOCK = (
    "auditor: note: a written notice to a publisher may start the period in which a license can be cured. Let counsel "
    "read the draft before it is sent."
)
_NO_DRAFT = (
    "auditor: note: no pull request was drafted: to somebody else's repository it is a written notice. "
    "--for-publisher drafts one."
)


class Choices(NamedTuple):
    """The options of this command alone."""

    write: bool
    folder: Path | None
    undo: bool
    findings: tuple[str, ...]
    answers: tuple[str, ...]
    answered_by: str
    interactive: bool
    force: bool
    for_publisher: bool


def fix(target: str, choices: Choices, given: Given) -> int:
    """Plan, show, and write if requested; the exit code is that of the audit, or of the one after the write."""
    if choices.undo:
        return _undo(target)
    if choices.write and choices.folder:
        raise click.UsageError("--write and --output cannot be combined.")
    places = destinations(given, "plan", "plans")
    if choices.write:
        remedy_writing.recover(_directory(target))
    if choices.folder is not None:
        _outside(choices.folder, target)
    options = given.options(settings_for((target,), given.config))
    answers = _answers(choices)
    with (
        hub_session(target, offline=given.offline, quiet=given.quiet) as (hub, announce),
        working(None, hub, announce) as context,
    ):
        results = remedied_all(context, target, options, answers, findings=choices.findings)
        while choices.interactive and len(results) == 1 and (more := _prompted(results[0], answers, choices)):
            answers = (*answers, *more)
            results = remedied_all(context, target, options, answers, findings=choices.findings)
    plans = Plans(target=target, plans=tuple(result.plan for result in results))
    files = {path: data for result in results for path, data in result.files.items()}
    if choices.write:
        _write(plans, files, target, force=choices.force)
    show(plans if len(results) > 1 else plans.plans[0], given, places)
    if choices.folder is not None:
        _upload(plans, files, choices)
    if choices.write:
        _report_written(plans)
        return plans.exit_code_after
    return plans.exit_code


def _answers(choices: Choices) -> tuple[Answer, ...]:
    """The answers of the command line; raises `ConfigError` for an unknown question."""
    answers = []
    for text in choices.answers:
        key, equals, value = text.partition("=")
        if key not in tuple(AnswerKey):
            tip = nearest(key, tuple(word.value for word in AnswerKey))
            raise ConfigError(f"{key[:60]!r} is not a question.", tip=tip, option="--answer")
        if not equals:
            raise ConfigError(f"{key} has no value.", tip=f"Write --answer {key}=VALUE.", option="--answer")
        answers.append(Answer(key=AnswerKey(key), value=value, by=choices.answered_by))
    return tuple(answers)


def _prompted(result: Remedied, answers: tuple[Answer, ...], choices: Choices) -> tuple[Answer, ...]:
    """The answers given at the terminal to the open questions, each asked once."""
    known = {answer.key for answer in answers}
    needed = {key for entry in result.plan.open for key in entry.needs}
    # the base first: it decides which other questions arise
    wanted = [key for key in AnswerKey if key in needed and key not in known]
    by = choices.answered_by or next((answer.by for answer in answers), "")
    if wanted and not by:
        by = click.prompt("Who answers, and may make statements for this repository?", err=True)
    return tuple(
        Answer(key=key, value=click.prompt(_QUESTIONS[key], default="unknown", err=True), by=by) for key in wanted
    )


def _write(plans: Plans, files: Mapping[str, bytes], target: str, *, force: bool) -> None:
    """Write to the target, a local directory; raises `TargetError` if git has uncommitted changes there."""
    root = _directory(target)
    dirty = () if force else changed(root)
    if dirty is None:
        raise TargetError(f"It is not known whether {root} has uncommitted changes.", tip="Commit, and use --force.")
    if dirty:
        more = f" and {len(dirty) - 1} more" if len(dirty) > 1 else ""
        raise TargetError(
            f"{root} has uncommitted changes: {line(dirty[0])}{more}.", tip="Commit or stash them, or use --force."
        )
    if files:
        remedy_writing.write(plans.plans, files, root)


def _directory(target: str) -> Path:
    root = Path(target)
    if sources.spelled(target) is not None or not root.is_dir():
        raise TargetError(f"{target} is not a local directory.", tip="Use --output DIR to get a folder to upload.")
    return root


def _undo(target: str) -> int:
    paths = remedy_writing.undo(_directory(target))
    to_stderr(f"auditor: undone: {', '.join(map(line, paths))}")
    return 0


def _outside(folder: Path, target: str) -> None:
    """Raise `TargetError` if the folder is inside the target: it would be uploaded with the model."""
    if sources.spelled(target) is None and folder.resolve().is_relative_to(Path(target).resolve()):
        raise TargetError(f"{folder} is inside {target}.", tip="Name a directory outside the model.")


def _report_written(plans: Plans) -> None:
    """Report what was written, and each finding that it should have met and did not."""
    written = sorted({hunk.path for plan in plans.plans for hunk in plan.hunks})
    to_stderr(f"auditor: wrote {', '.join(map(line, written))}" if written else "auditor: nothing to write")
    for plan in plans.plans:
        for entry in plan.open:
            if entry.why is WhyOpen.STILL_OPEN:
                to_stderr(f"auditor: bug: {entry.finding} should be met now and is not; please report it")


def _upload(plans: Plans, files: Mapping[str, bytes], choices: Choices) -> None:
    """Write the folder to upload, and the description of a pull request if requested."""
    folder = choices.folder or Path()
    if folder.exists() and any(folder.iterdir()):
        raise TargetError(f"{folder} is not empty.", tip="Name a new directory.")
    if not files:
        to_stderr("auditor: nothing to write")
        return
    try:
        for path, data in sorted(files.items()):
            place = folder / "files" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        (folder / "commit-message.txt").write_text(f"{TITLE}\n", encoding="utf-8")
        if choices.for_publisher:
            (folder / "description.md").write_text(_description(plans), encoding="utf-8")
    except OSError as error:
        raise TargetError(f"{folder} could not be written: {error.strerror}.", tip="Name another directory.") from error
    to_stderr(f"auditor: {folder}/files is the folder to upload, {folder}/commit-message.txt its message")
    to_stderr(_CLOCK if choices.for_publisher else _NO_DRAFT)


def _description(plans: Plans) -> str:
    """The pull request's description: the files, without findings or judgement."""
    lines = [f"- `{path}`" for path in sorted({hunk.path for plan in plans.plans for hunk in plan.hunks})]
    return "\n".join(["This adds license texts and notices of upstream models:", "", *lines, ""])
