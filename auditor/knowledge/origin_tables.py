"""The contents of rules/origins: the phrases for what a model was made from."""

from __future__ import annotations

from enum import StrEnum

from auditor.model import Noun
from auditor.model.base import field
from auditor.phrases import Starts

LANGUAGES = ("en", "de", "fr", "es", "pt", "ru", "ja", "zh", "ko", "latin", "other")


class Origin(StrEnum):
    """What a phrase says about the model that it names."""

    FINETUNE = "finetune"
    QUANTIZED = "quantized"
    MERGE = "merge"
    ADAPTER = "adapter"
    COPY = "copy"
    BASE = "base"
    """A base, whatever the relation."""
    COMPONENT = "component"
    TEACHER = "teacher"
    UNNAMED = "unnamed"
    """A base without a name."""
    LATER = "later"
    """Two models, of which the second is the base now."""
    OF_IT = "of-it"
    """The model named earlier is the base."""
    NEUTRAL = "neutral"
    """Something of the model, or a comparison with it: not a parent."""
    NO_MODEL = "no-model"
    """No model of the sentence is a parent."""
    USE = "use"
    """The sentence says what its models were used for, other than training."""
    NOT = "not"
    FUTURE = "future"
    PAST = "past"
    DOUBT = "doubt"
    OTHER = "other"
    """The sentence is about something other than this model."""
    BUT = "but"
    """A new clause."""


class OriginPhrase(Noun, frozen=True, kw_only=True):
    """A pattern and what it says."""

    pattern: str
    means: Origin
    strong: bool = False
    """Whether whatever is in the model's place is a name, known or not."""
    begins: bool = False
    """Whether it counts only at the beginning of a clause."""
    weak: bool = False
    """Whether it names no model itself, and makes the known models of its clause possible parents."""
    whole: bool = False
    """For a label: whether it must be the whole label."""


class OriginTable(Noun, frozen=True, kw_only=True):
    """The phrases of one language, and its labels: the text before a colon, or the header of a row or a column."""

    classes: dict[str, str] = field(default_factory=dict)
    phrases: tuple[OriginPhrase, ...] = ()
    starts: Starts
    labels: tuple[OriginPhrase, ...] = ()
    label_starts: Starts


class ModelNames(Noun, frozen=True, kw_only=True):
    """How the names of models are distinguished from other words; all in lower case."""

    families: frozenset[str]
    """Words that only occur as the beginning of a name."""
    everyday: frozenset[str]
    """Everyday words: names only if capitalized and followed by a number, a size or a variant."""
    phrases: tuple[str, ...]
    """Families of several words."""
    variants: frozenset[str]
    """Words that continue a name."""
    not_names: frozenset[str]
    """Words that look like a name but are not."""
