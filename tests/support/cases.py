"""Runs a rule's case, as `auditor rules check` does."""

from auditor.pipeline.rules_check.cases import edge, explain, run, scene_of, with_documents

__all__ = ["edge", "explain", "run", "scene_of", "with_documents"]
