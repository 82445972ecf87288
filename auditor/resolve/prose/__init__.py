"""What the prose of cards and READMEs says about licenses and limits, and what was not understood."""

from auditor.resolve.prose.models_named import names_a_model
from auditor.resolve.prose.read import read
from auditor.resolve.prose.statement import Kind, NotUnderstood, Plainness, Prose, ProseStatement, Subject, Time

__all__ = ["Kind", "NotUnderstood", "Plainness", "Prose", "ProseStatement", "Subject", "Time", "names_a_model", "read"]
