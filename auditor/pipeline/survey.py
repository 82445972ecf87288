"""survey(): many models, one after another; whatever one of them holds, the others are still audited."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor import sources, verdict
from auditor.errors import AuditorError, ConfigError, RuleError
from auditor.model import Survey, SurveyedModel
from auditor.model.options import checked_target
from auditor.pipeline.audit import audit_in
from auditor.pipeline.context import DEFAULTS, working
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Options, Progress, SurveyEntry, Target
    from auditor.pipeline.context import Context
    from auditor.sources import Hub


class _Subject(NamedTuple):
    """A model that is to be audited, and what is known of it before."""

    target: Target
    name: str = ""
    kind: str = "model"
    commit: str = ""


class _Announcing(NamedTuple):
    """Who hears of a survey's progress, and of what."""

    progress: Progress | None
    what: str
    of: int
    """How many models there are; 0: not known."""

    def number(self, number: int) -> None:
        """So many are done."""
        if self.progress is not None:
            self.progress(self.what, number, self.of)

    def slow(self, what: str, done: int, of: int) -> None:
        """Of what is done for one of many, only what takes long is reported: the loading of ScanCode."""
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
    """Audit many models, each when it is asked for: only what the caller keeps stays in memory.

    `targets` are those of `audit`, as are the other arguments and what is raised. What cannot be audited is an entry
    with a `problem`. Only `ConfigError` and `RuleError` end a survey; options that are for one model (`name`,
    `compare_with`, `waivers`) raise the former at once.

    >>> import auditor
    >>> folders = ["examples/03-compliant-finetune/repo", "nowhere"]
    >>> [bool(entry.audit) for entry in auditor.survey(folders, auditor.Options(scancode=False))]
    [True, False]
    """
    if isinstance(targets, str | bytes | Path) or not isinstance(targets, Iterable):
        raise ConfigError(f"{targets!r} is not a list.", tip="Give a list, or use auditor.audit.", option="targets")
    subjects = (_Subject(checked_target("targets", target)) for target in targets)
    announce = _Announcing(progress, "auditing", len(targets) if isinstance(targets, Sized) else 0)
    return _survey(subjects, _for_many(options), knowledge, hub, announce)


def survey_cache(
    options: Options = DEFAULTS,
    *,
    cache: Path | None = None,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> Iterator[SurveyedModel]:
    """Audit every model and dataset of a Hub cache, offline: parents are looked for in the cache, never on the Hub.

    `cache` is by default where huggingface_hub keeps what it downloads. Raises as `survey` does, and `TargetError`
    where there is no cache, or nothing in it.

    >>> import auditor
    >>> [entry.name for entry in auditor.survey_cache(auditor.Options(scancode=False), cache=cache)]
    ['acme/Tern-7B']
    """
    options = _for_many(options)
    cached = sources.cached_repositories(cache or sources.default_cache())
    subjects = [
        _Subject(repository.place, repository.name, repository.kind, repository.commit) for repository in cached
    ]
    announce = _Announcing(progress, "auditing the Hub cache", len(subjects))
    return _cached(subjects, options, knowledge, announce)


def reduced(models: Iterable[SurveyedModel], options: Options, knowledge: Knowledge) -> Survey:
    """What a survey comes to: the answer for each model, the worst first; their audits are let go one by one."""
    return Survey(
        as_of=options.day,
        version=VERSION,
        rules_digest=knowledge.digest,
        fail_on=options.fail_on,
        entries=verdict.worst_first(map(_answer, models)),
    )


def _answer(model: SurveyedModel) -> SurveyEntry:
    if model.audit is None:
        return verdict.not_surveyed(model.problem, name=model.name, kind=model.kind, commit=model.commit)
    return verdict.surveyed(model.audit, name=model.name, kind=model.kind, commit=model.commit)


def _cached(
    subjects: Iterable[_Subject], options: Options, knowledge: Knowledge | None, announce: _Announcing
) -> Iterator[SurveyedModel]:
    with sources.Hub(offline=True) as hub:
        yield from _survey(subjects, options, knowledge, hub, announce)


def _for_many(options: Options) -> Options:
    """The options, if they can be meant for many models, with one date for all of them."""
    of_one = {"name": options.name, "compare_with": options.compare_with, "waivers": options.waivers}
    for option, value in of_one.items():
        if value:
            raise ConfigError(
                "This is for one model, and a survey audits many.", tip="Use auditor.audit.", option=option
            )
    return options.replace(as_of=options.day)


def _survey(
    subjects: Iterable[_Subject],
    options: Options,
    knowledge: Knowledge | None,
    hub: Hub | None,
    announce: _Announcing,
) -> Iterator[SurveyedModel]:
    with working(knowledge, hub, announce.slow) as context:
        for number, subject in enumerate(subjects):
            announce.number(number)
            yield _entry(subject, options, context)


def _entry(subject: _Subject, options: Options, context: Context) -> SurveyedModel:
    """The audit, or why there is none."""
    target = subject.target if isinstance(subject.target, str | Path) else subject.target.target
    entry = SurveyedModel(
        target=str(target), name=subject.name or str(target), kind=subject.kind, commit=subject.commit
    )
    try:
        audit = audit_in(context, subject.target, options)
    except (ConfigError, RuleError):
        raise
    except AuditorError as error:
        return entry.replace(problem=error.message, tip=error.tip)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not hide what the others hold
        why = f"auditor failed ({type(error).__name__}): auditor audit {entry.target} shows where"
        return entry.replace(problem=why)
    return entry.replace(
        name=subject.name or audit.repository.name or str(target),
        commit=subject.commit or audit.repository.revision or "",
        audit=audit,
    )
