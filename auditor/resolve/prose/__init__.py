"""What the prose of cards and READMEs says about licenses and limits, and what was not understood."""

from auditor.resolve.prose.read import read
from auditor.resolve.prose.statement import Kind, NotUnderstood, Plainness, Prose, ProseStatement, Subject, Time
from auditor.resolve.prose.words_of import forbidding, names_a_model

__all__ = [
    "Kind",
    "NotUnderstood",
    "Plainness",
    "Prose",
    "ProseStatement",
    "Subject",
    "Time",
    "forbidding",
    "names_a_model",
    "read",
]
