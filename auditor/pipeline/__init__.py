"""audit(): collect, read, identify, trace, resolve, judge; history(): the same at every commit that matters."""

from auditor.pipeline.audit import audit, own_version
from auditor.pipeline.history import history

__all__ = ["audit", "history", "own_version"]
