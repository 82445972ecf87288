"""trace_lineage(): what a model was made from, without judging it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Lineage
from auditor.pipeline.audit import license_names, without_words
from auditor.pipeline.context import DEFAULTS, working
from auditor.pipeline.gathering import gather_one
from auditor.version import VERSION

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Options, Progress, Target
    from auditor.pipeline.context import Finder
    from auditor.sources import Hub


def trace_lineage(
    target: Target,
    options: Options = DEFAULTS,
    *,
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
    finder: Finder | None = None,
) -> Lineage:
    """Trace what a model was made from, how, on what evidence and under which license; no rule is applied.

    The arguments are those of `audit`; raises as it does.

    >>> import auditor
    >>> lineage = auditor.trace_lineage("examples/03-finetune-with-its-notices/repo", auditor.Options(scancode=False))
    >>> [edge.name for edge in lineage.upstreams]
    ['deepseek-ai/DeepSeek-R1']
    """
    with working(knowledge, hub, progress, finder) as context:
        facts = gather_one(target, options, context)
        return Lineage(
            target=facts.repository.target,
            version=VERSION,
            rules_digest=context.knowledge.digest,
            repository=without_words(facts.repository),
            known_release=facts.known_release,
            statements=facts.statements,
            upstreams=facts.ancestors,
            unread=facts.unread,
            mentions=facts.mentions,
            names=license_names(facts.statements, context.knowledge),
        )
