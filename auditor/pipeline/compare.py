"""compare(): several models side by side for one use (design §1), unranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import verdict
from auditor.errors import ConfigError
from auditor.knowledge import default_knowledge
from auditor.model import ComparedModel, ModelComparison, Severity
from auditor.pipeline.context import DEFAULTS
from auditor.pipeline.survey import survey
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.knowledge import Knowledge
    from auditor.model import Options, Progress, SurveyedModel, Target
    from auditor.sources import Hub

_FEWEST = 2


def compare(
    targets: Iterable[Target],
    options: Options = DEFAULTS,
    *,
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
) -> ModelComparison:
    """Each model with its license, its requirements of users, its limits, and whether they allow `options.use`.

    The arguments are those of `survey`. A model that cannot be audited has a `problem`. Raises `ConfigError` if
    fewer than two models are named, and as `survey` does.

    >>> import auditor
    >>> folders = ["examples/03-finetune-with-its-notices", "examples/04-llama-relicensed-as-apache"]
    >>> use = auditor.Use(commercial=True, redistribute=False)
    >>> compared = auditor.compare(folders, auditor.Options(scancode=False, use=use))
    >>> [model.for_use.answer.value for model in compared.models if model.for_use]
    ['allowed', 'open']
    """
    knowledge = knowledge or default_knowledge()
    options = options.replace(as_of=options.day)
    names: dict[str, str] = {}
    models = []
    for entry in survey(targets, options, knowledge=knowledge, hub=hub, progress=progress):
        models.append(_model(entry))
        names.update(entry.audit.names if entry.audit is not None else {})
    if len(models) < _FEWEST:
        raise ConfigError("There is nothing to compare.", tip="Name two models or more.")
    return ModelComparison(
        use=options.use,
        as_of=options.day,
        version=VERSION,
        rules_digest=knowledge.digest,
        names=names,
        models=tuple(models),
    )


def _model(entry: SurveyedModel) -> ComparedModel:
    audit = entry.audit
    if audit is None:
        return ComparedModel(target=entry.target, name=entry.name, problem=entry.problem)
    return ComparedModel(
        target=entry.target,
        name=entry.name,
        standing=audit.standing,
        license=audit.concluded,
        bases=tuple(edge.title for edge in audit.lineage),
        terms=audit.for_users,
        for_use=audit.for_use,
        fails=verdict.exit_code(audit) == verdict.FAILED,
        findings=sum(finding.severity is not Severity.NOTE for finding in audit.findings),
    )
