"""survey(): audits the models of many targets one after another; a failure of one does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor import sources, verdict
from auditor.errors import AuditorError, ConfigError, RuleError
from auditor.knowledge import default_knowledge
from auditor.model import Survey, SurveyedModel
from auditor.model.budget import Budget
from auditor.model.options import checked_target
from auditor.pipeline.audit import audit_subject
from auditor.pipeline.context import DEFAULTS, working
from auditor.pipeline.gathering import open_target
from auditor.pipeline.models import divide, only
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Audit, Options, Progress, SurveyEntry, Target, Unread
    from auditor.pipeline.context import Context
    from auditor.pipeline.models import Subject
    from auditor.sources import CachedRepository, Hub

_MOST = 20_000
"""Models of one target."""
_TIME = "Audit its folders one by one, or allow more time: --time-limit."
_APART = "Audit its folders one by one."
_NO_MODEL = "no model here: no weights, no configuration, no card"


class _Named(NamedTuple):
    """A target, and what is known of it in advance."""

    target: Target
    name: str = ""
    kind: str = "model"
    commit: str = ""
    is_entry: bool = False
    """Whether it is one entry of a store, and no store itself."""
    others: tuple[str, ...] = ()
    """Other revisions of it, which are not judged."""


class _Announcing(NamedTuple):
    """Reports a survey's progress."""

    progress: Progress | None
    what: str
    of: int
    """The number of models; 0: unknown."""

    def number(self, number: int) -> None:
        """Report the number done."""
        if self.progress is not None:
            self.progress(self.what, number, self.of)

    def within(self, target: str, number: int, of: int) -> None:
        """Report the number done of one target's models."""
        if self.progress is not None:
            self.progress(f"auditing {target}", number, of)

    def slow(self, what: str, done: int, of: int) -> None:
        """Report only the slow steps of one model: the loading of ScanCode."""
        if self.progress is not None and "scancode" in what.lower():
            self.progress(what, done, of)


def survey(
    targets: Iterable[Target],
    options: Options = DEFAULTS,
    *,
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
) -> Iterator[SurveyedModel]:
    """Audit every model of the targets, each on demand: only what the caller keeps stays in memory.

    `targets` are those of `audit`, and folders, stores and repositories with several models; the other arguments
    are as there. What cannot be audited is an entry with a `problem`: only `ConfigError` and `RuleError` are raised,
    and end a survey; options for one model (`name`, `compare_with`) raise the former at once. Only waivers that
    name the model apply.

    >>> import auditor
    >>> folders = ["examples/03-finetune-with-its-notices", "nowhere"]
    >>> [bool(entry.audit) for entry in auditor.survey(folders, auditor.Options(scancode=False))]
    [True, False]
    """
    named = _checked(targets)
    announce = _Announcing(progress, "auditing", len(targets) if isinstance(targets, Sized) else 0)
    return _survey(named, _for_many(options), knowledge, hub, announce)


def survey_cache(
    options: Options = DEFAULTS,
    *,
    cache: Path | None = None,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> Iterator[SurveyedModel]:
    """Audit every model and dataset of a Hub cache, offline: parents are searched for in the cache, never on the Hub.

    `cache` is by default where huggingface_hub stores its downloads. Raises as `survey` does, and `TargetError`
    if there is no cache, or it is empty.

    >>> import auditor
    >>> [entry.name for entry in auditor.survey_cache(auditor.Options(scancode=False), cache=cache)]
    ['acme/Tern-7B']
    """
    options = _for_many(options)
    named = _of_cache(sources.cached_repositories(cache or sources.default_cache()))
    return _cached(named, options, knowledge, _Announcing(progress, "auditing the Hub cache", len(named)))


def audit_all(
    targets: Sequence[Target],
    options: Options = DEFAULTS,
    *,
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
) -> Audit | Survey:
    """The audit of the one model of one target; else a survey of all models of the targets.

    Raises as `audit` does for one target, and as `survey` does for several models.
    """
    named = tuple(_checked(targets))
    if not named:
        raise ConfigError("There is no target.", tip="Name one.", option="targets")
    knowledge = knowledge or default_knowledge()
    with working(knowledge, hub, progress) as context:
        if len(named) == 1 and not _entries(named[0].target):
            budget = Budget(options.time_limit)
            division = divide(open_target(named[0].target, context.hub), options.roots, budget)
            if len(division.subjects) <= 1:
                return audit_subject(context, only(division), options, budget=budget)
    announce = _Announcing(progress, "auditing", len(named))
    return reduced(_survey(named, _for_many(options), knowledge, hub, announce), options, knowledge)


def reduced(models: Iterable[SurveyedModel], options: Options, knowledge: Knowledge) -> Survey:
    """A survey's result: the answer for each model, the worst first; audits are released one by one."""
    left: dict[str, None] = {}
    left_out: dict[Unread, None] = {}

    def answers() -> Iterator[SurveyEntry]:
        for model in models:
            left.update(dict.fromkeys(model.left))
            unread = model.audit.unread if model.audit is not None else ()
            left_out.update(dict.fromkeys(entry for entry in unread if entry.reason.is_left_out))
            yield _answer(model)

    entries = verdict.worst_first(answers())
    return Survey(
        as_of=options.day,
        version=VERSION,
        rules_digest=knowledge.digest,
        fail_on=options.fail_on,
        entries=entries,
        left=tuple(left),
        left_out=tuple(left_out),
    )


def _answer(model: SurveyedModel) -> SurveyEntry:
    known = {"name": model.name, "kind": model.kind, "commit": model.commit}
    if model.audit is None:
        return verdict.not_surveyed(model.problem, target=model.target, **known)
    return verdict.surveyed(model.audit, **known)


def _checked(targets: Iterable[Target]) -> Iterator[_Named]:
    if isinstance(targets, str | bytes | Path) or not isinstance(targets, Iterable):
        raise ConfigError(f"{targets!r} is not a list.", tip="Give a list, or use auditor.audit.", option="targets")
    return (_Named(checked_target("targets", target)) for target in targets)


def _of_cache(cached: Iterable[CachedRepository]) -> list[_Named]:
    return [
        _Named(entry.place, entry.name, entry.kind, entry.commit, is_entry=True, others=entry.others)
        for entry in cached
    ]


def _entries(target: Target) -> list[_Named]:
    """The entries of the store at a path; empty if it is not a store."""
    if not isinstance(target, str | Path) or (isinstance(target, str) and sources.spelled(target)):
        return []
    return [
        _Named(
            entry.source or entry.place,
            entry.name,
            entry.kind,
            entry.commit,
            is_entry=True,
            others=entry.others,
        )
        for entry in sources.store_entries(Path(target))
    ]


def _cached(
    named: Sequence[_Named], options: Options, knowledge: Knowledge | None, announce: _Announcing
) -> Iterator[SurveyedModel]:
    with sources.Hub(offline=True) as hub:
        yield from _survey(named, options, knowledge, hub, announce)


def _for_many(options: Options) -> Options:
    """The options, if they are valid for many models, with one date for all of them."""
    of_one = {"name": options.name, "compare_with": options.compare_with}
    for option, value in of_one.items():
        if value:
            raise ConfigError("This is for one model, and here are several.", tip="Name one model.", option=option)
    return options.replace(as_of=options.day)


def _survey(
    targets: Iterable[_Named],
    options: Options,
    knowledge: Knowledge | None,
    hub: Hub | None,
    announce: _Announcing,
) -> Iterator[SurveyedModel]:
    with working(knowledge, hub, announce.slow) as context:
        for number, named in enumerate(targets):
            announce.number(number)
            entries = [] if named.is_entry else _entries(named.target)
            for entry in entries or (named,):
                yield from _of_target(entry, options, context, announce)


def _of_target(named: _Named, options: Options, context: Context, announce: _Announcing) -> Iterator[SurveyedModel]:
    """An entry for each model of a target, or one with the reason why there is none."""
    target = named.target if isinstance(named.target, str | Path) else named.target.target
    entry = SurveyedModel(target=str(target), name=named.name or str(target), kind=named.kind, commit=named.commit)
    budget = Budget(options.time_limit)
    try:
        division = divide(open_target(named.target, context.hub), options.roots, budget)
    except (ConfigError, RuleError):
        raise
    except AuditorError as error:
        yield entry.replace(problem=error.message, tip=error.tip)
        return
    except Exception as error:  # noqa: BLE001 - our own bug must not hide the results of the others
        yield _failed(entry, error)
        return
    left = (*named.others, *division.left)
    if not division.subjects:
        yield entry.replace(problem=_NO_MODEL, tip="Name a folder that contains a model.", left=left)
        return
    several = len(division.subjects)
    for number, subject in enumerate(division.subjects):
        if several > 1:
            announce.within(str(target), number, several)
        if budget.spent or number >= _MOST:
            why = f"{several - number:,} of its {several:,} models were not audited"
            why += f": the time limit of {options.time_limit:g} s was reached" if budget.spent else ""
            yield entry.replace(problem=f"{why}.", tip=_TIME if budget.spent else _APART, left=left)
            return
        yield _audited(entry.replace(left=left), named, subject, options, context, budget)


def _audited(
    entry: SurveyedModel, named: _Named, subject: Subject, options: Options, context: Context, budget: Budget
) -> SurveyedModel:
    """The audit of one model of a target whose `budget` they share, or why there is none."""
    where = subject.source.target
    entry = entry.replace(target=where, name=named.name if named.name and not subject.path else where)
    try:
        audit = audit_subject(context, subject, options, alone=False, budget=budget)
    except (ConfigError, RuleError):
        raise
    except AuditorError as error:
        return entry.replace(problem=error.message, tip=error.tip)
    except Exception as error:  # noqa: BLE001 - our own bug must not hide the results of the others
        return _failed(entry, error)
    own = (
        audit.repository.name if not subject.path or not audit.repository.name else f"{audit.repository.name}: {where}"
    )
    return entry.replace(
        name=named.name if named.name and not subject.path else own or where,
        commit=named.commit or audit.repository.revision or "",
        audit=audit,
    )


def _failed(entry: SurveyedModel, error: Exception) -> SurveyedModel:
    return entry.replace(problem=f"auditor failed ({type(error).__name__}): auditor audit {entry.target} shows where")
