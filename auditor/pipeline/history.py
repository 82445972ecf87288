"""history(): the verdict at each commit that changed what a verdict depends on, and when each answer changed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, sources
from auditor.errors import AuditorError, ConfigError, TargetError
from auditor.model import FileChange, History, Snapshot, Standing
from auditor.model.history import NOTHING
from auditor.pipeline.audit import audit_of_root
from auditor.pipeline.context import DEFAULTS, working
from auditor.pipeline.gathering import path_text
from auditor.pipeline.timelines import rule_verdicts, timelines
from auditor.report.audit.summary import summary
from auditor.verdict import ordered
from auditor.version import VERSION

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Audit, Options, Progress
    from auditor.pipeline.context import Context
    from auditor.sources import Commit, Hub, Past

MOST_JUDGED = 200
_TODAY = "Every commit is judged by today's rules; parents as they were when the first weights came."
_TODAY_HERE = (
    "Every commit is judged by today's rules, and with the parents that are next to the clone, as they are now."
)

_TRACELESS = "Only the branch as it is today is known: rewritten commits leave no trace."
_CUT_OFF = "The commits that were read do not reach back to the repository's first commit."

Files = tuple[tuple[str, str], ...]
"""Path and object id of each file on which the verdict may depend."""


class _Step(NamedTuple):
    """A commit that changed such a file."""

    commit: Commit
    files: Files
    before: Files
    made: str
    """When the first weights were added; before them, the commit's own date; "" if the commits do not reach so far."""


class _Judging(NamedTuple):
    """The context in which every commit is judged."""

    past: Past
    options: Options
    context: Context
    done: dict[tuple[Files, str], Audit]
    """Audits by the files they depend on: a state that recurs is not judged again."""

    def at(self, step: _Step) -> Audit:
        """The audit of a commit; raises `AuditorError`."""
        key = (step.files, step.made)
        if key not in self.done:
            source = self.past.source(step.commit.id, step.made)
            self.done[key] = audit_of_root(self.context, source, self.options)
        return self.done[key]


def history(
    target: str | Path,
    options: Options = DEFAULTS,
    *,
    branch: str | None = None,
    most: int = MOST_JUDGED,
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
) -> History:
    """Judge the commits of a Git clone, or of a repository on the Hub, that changed what a verdict depends on.

    `branch` is a branch, a tag or a commit, by default the one checked out, or the Hub's main branch; first
    parents are followed. At most the newest `most` commits are judged. The other arguments are those of `audit`.

    Raises `ConfigError` for an invalid value, `TargetError` if there is no history or its newest commit cannot
    be audited, `SourceError` if the target cannot be served.

    >>> import auditor
    >>> history = auditor.history(clone, auditor.Options(scancode=False))  # the directory that holds .git
    >>> history.since.complies, history.since.title
    (True, 'Add the license of the base')
    """
    place = _place(target)
    if most < 1:
        raise ConfigError(f"{most} is not a number of commits.", tip="Give a number from 1 on.", option="most")
    options = options.replace(as_of=options.day)
    if options.compare_with is not None:
        raise ConfigError(
            "A history is not compared with a suspected parent.", tip="Audit the newest commit.", option="compare_with"
        )
    with working(knowledge, hub, progress) as context:
        context.announce("reading the commits")
        filters = sources.FileFilters(_matters, documents.is_weights, documents.relevant)
        with closing(sources.open_past(place, hub=context.hub, branch=branch, filters=filters)) as past:
            finder = (
                (lambda _name: None) if past.remote else sources.sibling_finder(sources.LocalSource(Path(past.target)))
            )
            return _history(_Judging(past, options, context._replace(finder=finder), {}), most)


def _place(target: str | Path) -> str:
    """The target as text; a missing `Path` does not mean a repository on the Hub."""
    if isinstance(target, str):
        return target
    if not isinstance(target, Path):
        raise ConfigError(f"{target!r} has no history.", tip="Give a path or a Hub id.", option="target")
    try:
        exists = target.exists()
    except OSError:
        exists = True  # opening it will report the problem
    if not exists:
        raise TargetError(f"No such path: {target}", tip="Name a clone: the directory that holds .git.")
    return path_text(target)


def _matters(path: str) -> bool:
    return documents.classify(path) is not None or documents.is_weights(path)


def _history(judging: _Judging, most: int) -> History:
    past = judging.past
    steps = _steps(past)
    kept = steps[-most:]
    if not kept or not kept[-1].files:
        raise TargetError(
            f"{past.target}: no file of {past.revision} is about licensing, and there are no weights.",
            tip="Name another branch: --branch, or ORG/NAME@REVISION.",
        )
    newest = judging.at(kept[-1])
    snapshots = tuple(_snapshot(judging, number, step, len(kept)) for number, step in enumerate(kept))
    left_out = len(steps) - len(kept)
    cut = f"Only the newest {most} of {len(steps)} commits that changed what a verdict depends on were judged."
    return History(
        target=past.target,
        name=newest.repository.name,
        revision=past.revision,
        as_of=judging.options.day,
        version=VERSION,
        rules_digest=judging.context.knowledge.digest,
        commits=len(past.commits),
        reaches_back=past.whole,
        left_out=left_out,
        notes=(
            *(_TODAY if past.remote else _TODAY_HERE, _TRACELESS, *past.notes),
            *(() if past.whole else (_CUT_OFF,)),
            *((cut,) if left_out else ()),
        ),
        snapshots=snapshots,
        timelines=timelines(snapshots),
        newest=newest,
    )


def _steps(past: Past) -> list[_Step]:
    """The commits that changed a file that may affect the verdict, oldest first.

    The model was made when its first weights were added. Uploading them again does not imply another parent, and a
    parent's later change of license must not make an older model a breach.
    """
    steps: list[_Step] = []
    files: Files = ()
    made = "" if past.whole else past.created
    for commit in reversed(past.commits):
        now = past.state(commit.id)
        if now == files:
            continue
        if not any(documents.is_weights(path) for path, _ in files) and past.whole:
            made = commit.date
        steps.append(_Step(commit, now, files, made))
        files = now
    return steps


def _snapshot(judging: _Judging, number: int, step: _Step, of: int) -> Snapshot:
    judging.context.announce("judging commits", number + 1, of)
    commit = step.commit
    decides, audit = NOTHING, None
    if step.files:
        try:
            audit = judging.at(step)
        except AuditorError as error:
            decides = f"Not judged: {error.message}"
    if audit is not None:
        decides = summary(audit).decides
    return Snapshot(
        number=number,
        commit=commit.id,
        date=commit.date,
        title=commit.title,
        merge=commit.merge,
        changed_files=_changed_files(step),
        weights=any(documents.is_weights(path) for path, _ in step.files),
        standing=audit.standing if audit else None,
        decides=decides,
        complies=audit is not None and audit.standing is Standing.NO_FINDINGS,
        findings=tuple(finding.id for finding in ordered(audit.findings)) if audit else (),
        verdicts=rule_verdicts(audit) if audit else (),
    )


def _changed_files(step: _Step) -> tuple[FileChange, ...]:
    before, after = dict(step.before), dict(step.files)
    changed = sorted(path for path in {**before, **after} if before.get(path) != after.get(path))
    return tuple(
        FileChange(
            path=path,
            how="added" if path not in before else "removed" if path not in after else "changed",
            weights=documents.is_weights(path),
        )
        for path in changed
    )
