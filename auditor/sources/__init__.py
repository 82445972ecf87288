"""COLLECT: a target becomes a Source, a list of files at one revision and bytes on demand."""

from auditor.sources.hub import Hub
from auditor.sources.local import LocalSource
from auditor.sources.past import Eyes, Moment, Past
from auditor.sources.siblings import beside
from auditor.sources.target import names_both, open_past, open_target

__all__ = ["Eyes", "Hub", "LocalSource", "Moment", "Past", "beside", "names_both", "open_past", "open_target"]
