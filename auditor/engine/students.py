"""What a model trained on outputs must be, or be made for, before a clause reaches it (design §5.15)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import DocumentKind, Duty, LimitCode, Relation, StudentCondition
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.engine.scene import Scene
    from auditor.model import Limit, Profile, Upstream

_SIMILARLY = regex(
    r"(?i)\b(?:to|so\s+that\s+it)\s+(?:closely\s+)?(?:match|mimic|imitate|replicate|reproduce|emulate|approximate|perform"
    r"(?:\s+(?:as\s+well\s+as|like|similarly\s+to|on\s+par\s+with)))\b"
    r"|(?:同等|近い)(?:の|な)?性能|接近.{0,12}(?:性能|效果)|模仿"
)
_LANGUAGE_MODEL = regex(
    r"(?i)\b(?:language\s+model|LLM|chat\s+model|causal\s+lm|text[- ]generation)s?\b|言語モデル|语言模型|語言模型"
)
_CAUSAL = ("ForCausalLM", "LMHeadModel")


def open_conditions(
    profile: Profile, term: Duty | Limit, relation: Relation, edge: Upstream, scene: Scene
) -> tuple[StudentCondition, ...]:
    """The conditions of the clause on a student that are not settled; none for any other relation."""
    if relation is not Relation.DISTILL:
        return ()
    return tuple(condition for condition in _conditions(profile, term) if not _settled(condition, edge, scene))


def settled(profile: Profile, relation: Relation, edge: Upstream, scene: Scene) -> bool:
    """Whether the publisher's own words settle that the license's definition of a derivative covers this student."""
    return (
        relation is Relation.DISTILL
        and bool(profile.students)
        and all(_settled(condition, edge, scene) for condition in profile.students)
    )


def of_the_license(term: Duty | Limit) -> bool:
    """Whether the license's definition of a derivative decides, rather than the clause itself."""
    return not term.students and not _bans_training(term)


def _conditions(profile: Profile, term: Duty | Limit) -> tuple[StudentCondition, ...]:
    return profile.students if of_the_license(term) else term.students


def _bans_training(term: Duty | Limit) -> bool:
    """Whether it bans training, which has its own conditions, whatever the license calls a derivative."""
    return term.code is LimitCode.OUTPUT_TRAINING_BAN


def _settled(condition: StudentCondition, edge: Upstream, scene: Scene) -> bool:
    """Whether this repository shows that the condition is met; no file can show what a model competes with."""
    if condition is StudentCondition.SIMILAR_PERFORMANCE:
        return _made_to_perform_similarly(edge, scene)
    return condition is StudentCondition.LANGUAGE_MODEL and _is_language_model(scene)


def _made_to_perform_similarly(edge: Upstream, scene: Scene) -> bool:
    """Whether the card says, in one sentence with the teacher's name, that the model was made to perform like it."""
    names = [part for name in _names(edge) for part in (name, name.rpartition("/")[2]) if len(part) > len("abc")]
    return any(
        _SIMILARLY.search(sentence) and any(name.lower() in sentence.lower() for name in names)
        for sentence in _sentences(scene)
    )


def _names(edge: Upstream) -> Iterable[str]:
    return (edge.name, edge.title, *(candidate.name for candidate in edge.candidates))


def _sentences(scene: Scene) -> Iterable[str]:
    for card in scene.repository.of_kind(DocumentKind.CARD):
        prose = "\n".join(card.text.split("\n")[card.body_line - 1 :])
        yield from re.split(r"(?<=[.!?。])\s|\n\s*\n", prose)


def _is_language_model(scene: Scene) -> bool:
    """Whether its configuration, its card's tag or its card's words call it a language model."""
    repository = scene.repository
    architectures = [
        name for config in repository.of_kind(DocumentKind.CONFIG) for name, _ in config.texts("architectures")
    ]
    tags = [tag for card in repository.of_kind(DocumentKind.CARD) for tag, _ in card.texts("pipeline_tag")]
    return (
        any(name.endswith(_CAUSAL) for name in architectures)
        or "text-generation" in tags
        or any(_LANGUAGE_MODEL.search(sentence) for sentence in _sentences(scene))
    )
