"""COLLECT: a target becomes a Source, a list of files at one revision and bytes on demand."""

from auditor.sources.local import LocalSource
from auditor.sources.siblings import beside
from auditor.sources.target import open_target

__all__ = ["LocalSource", "beside", "open_target"]
