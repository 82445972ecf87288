"""COLLECT: a target becomes a Source, a list of files at one revision and bytes on demand."""

from auditor.sources.local import LocalSource
from auditor.sources.target import open_target

__all__ = ["LocalSource", "open_target"]
