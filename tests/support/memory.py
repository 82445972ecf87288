"""A Source in memory: the smallest repository that can be audited."""

from auditor.sources.memory import MemorySource

__all__ = ["MemorySource"]
