"""audit(): collect, read, identify, trace, resolve, judge."""

from auditor.pipeline.audit import audit, own_version

__all__ = ["audit", "own_version"]
