"""What the words of cards and READMEs say of licenses and limits, and what was not understood."""

from auditor.resolve.prose.read import read
from auditor.resolve.prose.statement import Kind, NotUnderstood, Plainness, Prose, ProseStatement, Subject, Time

__all__ = ["Kind", "NotUnderstood", "Plainness", "Prose", "ProseStatement", "Subject", "Time", "read"]
