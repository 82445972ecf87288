"""history(): the verdict at each commit that changed what a verdict hangs on, and when each answer changed."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor import documents, sources
from auditor.errors import AuditorError, TargetError
from auditor.knowledge import Knowledge, default_knowledge
from auditor.model import FailOn, History, Standing, State, Touched
from auditor.model.history import NOTHING
from auditor.pipeline.audit import audit, own_version
from auditor.pipeline.timelines import answers, courses
from auditor.report.audit.summary import summary
from auditor.verdict import ordered

if TYPE_CHECKING:
    from auditor.model import Audit, Progress, Waiver
    from auditor.pipeline.ancestors import Finder
    from auditor.sources import Commit, Hub, Past

MOST_JUDGED = 200
_TODAY = "Every commit is judged by today's rules; parents as they stood when the first weights came."
_TODAY_HERE = (
    "Every commit is judged by today's rules, and with the parents that stand beside the clone as they are now."
)

_TRACELESS = "Only what the branch holds today is known: commits that were rewritten leave no trace."
_CUT_OFF = "What was looked at does not reach back to the repository's first commit."

Files = tuple[tuple[str, str], ...]
"""Path and object id of each file on which the verdict may hang."""


class _Step(NamedTuple):
    """A commit that changed such a file."""

    moment: Commit
    files: Files
    before: Files
    made: str
    """When the first weights came; the commit's own date before them, "" where the commits do not reach back so far."""


class _Judging(NamedTuple):
    """What every commit is judged with."""

    past: Past
    name: str | None
    as_of: str
    waivers: tuple[Waiver, ...]
    fail_on: FailOn
    scancode: bool
    progress: Progress | None
    knowledge: Knowledge
    finder: Finder
    hub: Hub
    hub_parents: bool
    done: dict[tuple[Files, str], Audit]
    """What was judged, by what it hangs on: a file that was deleted and added again is not judged again."""

    def at(self, step: _Step) -> Audit:
        """The audit of a commit; raises `AuditorError`."""
        key = (step.files, step.made)
        if key not in self.done:
            self.done[key] = audit(
                self.past.source(step.moment.id, step.made),
                name=self.name,
                as_of=self.as_of,
                waivers=self.waivers,
                fail_on=self.fail_on,
                scancode=self.scancode,
                progress=self.progress,
                knowledge=self.knowledge,
                finder=self.finder,
                hub=self.hub,
                hub_parents=self.hub_parents,
            )
        return self.done[key]


def history(
    target: str,
    *,
    branch: str | None = None,
    name: str | None = None,
    as_of: str | None = None,
    waivers: tuple[Waiver, ...] = (),
    fail_on: FailOn = FailOn.WARNING,
    scancode: bool = True,
    progress: Progress | None = None,
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    hub_parents: bool = False,
    most: int = MOST_JUDGED,
) -> History:
    """Judge the commits of a clone of git's, or of a repository on the Hub, that changed what a verdict hangs on.

    `branch` is a branch, a tag or a commit, by default the one that is checked out, or the Hub's main one; first
    parents are followed. At most `most` commits are judged, the newest. The other arguments are those of `audit`.
    Raises AuditorError where there is no history, or its newest commit cannot be audited.
    """
    if progress is not None:
        progress("reading the commits", 0, 0)
    filters = sources.FileFilters(_matters, documents.is_weights, documents.speaking)
    with ExitStack() as opened:
        asked = hub or opened.enter_context(sources.Hub(progress=progress))
        past = opened.enter_context(closing(sources.open_past(target, hub=asked, branch=branch, filters=filters)))
        judging = _Judging(
            past=past,
            name=name,
            as_of=as_of or datetime.now(tz=UTC).date().isoformat(),
            waivers=waivers,
            fail_on=fail_on,
            scancode=scancode,
            progress=progress,
            knowledge=knowledge or default_knowledge(),
            finder=(lambda _name: None) if past.remote else sources.beside(sources.LocalSource(Path(past.target))),
            hub=asked,
            hub_parents=hub_parents,
            done={},
        )
        return _history(judging, most)


def _matters(path: str) -> bool:
    return documents.classify(path) is not None or documents.is_weights(path)


def _history(judging: _Judging, most: int) -> History:
    past = judging.past
    steps = _steps(past)
    kept = steps[-most:]
    if not kept or not kept[-1].files:
        raise TargetError(
            f"{past.target}: no file of {past.revision} speaks about licensing, and there are no weights.",
            tip="Name another branch: --branch, or ORG/NAME@REVISION.",
        )
    newest = judging.at(kept[-1])
    states = tuple(_state(judging, number, step, len(kept)) for number, step in enumerate(kept))
    left_out = len(steps) - len(kept)
    cut = f"Only the newest {most} of {len(steps)} commits that changed what a verdict hangs on were judged."
    return History(
        target=past.target,
        name=newest.repository.name,
        revision=past.revision,
        as_of=judging.as_of,
        version=own_version(),
        rules_digest=judging.knowledge.digest,
        commits=len(past.commits),
        reaches_back=past.whole,
        left_out=left_out,
        notes=(
            *(_TODAY if past.remote else _TODAY_HERE, _TRACELESS, *past.notes),
            *(() if past.whole else (_CUT_OFF,)),
            *((cut,) if left_out else ()),
        ),
        states=states,
        courses=courses(states),
        newest=newest,
    )


def _steps(past: Past) -> list[_Step]:
    """The commits that changed a file on which the verdict may hang, oldest first.

    The model was made when its first weights came. That they were uploaded anew tells of no other parent, and a parent
    that changed its license meanwhile must not make a breach of a model that is older.
    """
    steps: list[_Step] = []
    files: Files = ()
    made = "" if past.whole else past.created
    for moment in reversed(past.commits):
        now = past.state(moment.id)
        if now == files:
            continue
        if not any(documents.is_weights(path) for path, _ in files) and past.whole:
            made = moment.date
        steps.append(_Step(moment, now, files, made))
        files = now
    return steps


def _state(judging: _Judging, number: int, step: _Step, of: int) -> State:
    if judging.progress is not None:
        judging.progress("judging commits", number + 1, of)
    moment = step.moment
    decides, found = NOTHING, None
    if step.files:
        try:
            found = judging.at(step)
        except AuditorError as error:
            decides = f"Not judged: {error.message}"
    if found is not None:
        decides = summary(found).decides
    return State(
        number=number,
        commit=moment.id,
        date=moment.date,
        title=moment.title,
        merge=moment.merge,
        touched=_touched(step),
        weights=any(documents.is_weights(path) for path, _ in step.files),
        standing=found.standing if found else None,
        decides=decides,
        complies=found is not None and found.standing is Standing.NO_FINDINGS,
        findings=tuple(one.id for one in ordered(found.findings)) if found else (),
        answers=answers(found) if found else (),
    )


def _touched(step: _Step) -> tuple[Touched, ...]:
    before, after = dict(step.before), dict(step.files)
    changed = sorted(path for path in {**before, **after} if before.get(path) != after.get(path))
    return tuple(
        Touched(
            path=path,
            how="added" if path not in before else "removed" if path not in after else "changed",
            weights=documents.is_weights(path),
        )
        for path in changed
    )
