"""Judges each duty and limit of each license that reaches this model: met, breached or undetermined."""

from auditor.engine.evaluate import evaluate, of_edges, of_repository
from auditor.engine.findings import findings
from auditor.engine.governing import governing
from auditor.engine.own_terms import own_terms
from auditor.engine.scene import Scene
from auditor.engine.users import user_terms

__all__ = ["Scene", "evaluate", "findings", "governing", "of_edges", "of_repository", "own_terms", "user_terms"]
