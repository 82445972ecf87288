"""What rules/origins says: the words by which people name what a model was made from."""

from __future__ import annotations

from enum import StrEnum

from auditor.model import Noun
from auditor.model.base import field
from auditor.phrases import Starts

LANGUAGES = ("en", "de", "fr", "es", "pt", "ru", "ja", "zh", "ko")


class Origin(StrEnum):
    """What a phrase says of the model that it names."""

    FINETUNE = "finetune"
    QUANTIZED = "quantized"
    MERGE = "merge"
    ADAPTER = "adapter"
    COPY = "copy"
    BASE = "base"
    """A base, however the model came from it."""
    COMPONENT = "component"
    TEACHER = "teacher"
    UNNAMED = "unnamed"
    """A base without a name."""
    LATER = "later"
    """Two models, of which the second is the base now."""
    OF_IT = "of-it"
    """The model that was named before is the base."""
    NEUTRAL = "neutral"
    """Something of the model, or a comparison with it: no parent."""
    NO_MODEL = "no-model"
    """No model of the sentence is a parent."""
    USE = "use"
    """What the models of the sentence did was no training."""
    NOT = "not"
    FUTURE = "future"
    PAST = "past"
    DOUBT = "doubt"
    OTHER = "other"
    """The sentence is about something else than the model here."""
    BUT = "but"
    """A new clause."""


class OriginPhrase(Noun, frozen=True, kw_only=True):
    """A pattern and what it says."""

    pattern: str
    means: Origin
    strong: bool = False
    """Whether whatever stands in the model's place is a name, known or not."""
    begins: bool = False
    """Whether it counts at the beginning of a clause only."""
    weak: bool = False
    """Whether it names no model, and makes those of its clause that are known parents in doubt."""
    whole: bool = False
    """Of a label: whether nothing else may be in it."""


class OriginTable(Noun, frozen=True, kw_only=True):
    """The phrases of one language, and its labels: what stands before a colon, or heads a row or a column."""

    classes: dict[str, str] = field(default_factory=dict)
    phrases: tuple[OriginPhrase, ...] = ()
    starts: Starts
    labels: tuple[OriginPhrase, ...] = ()
    label_starts: Starts


class ModelNames(Noun, frozen=True, kw_only=True):
    """How the names of models are told from other words; all in lower case."""

    families: frozenset[str]
    """Words that are the beginnings of names and nothing else."""
    everyday: frozenset[str]
    """Words of everyday language too: names where they have a capital, and a number, a size or a variant behind."""
    phrases: tuple[str, ...]
    """Families of several words."""
    variants: frozenset[str]
    """Words that go on with a name."""
    not_names: frozenset[str]
    """What looks like a name and is none."""
