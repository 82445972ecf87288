"""READ: what each file that speaks about licensing says."""

from auditor.documents.names import Speaks, classify
from auditor.documents.reading import read

__all__ = ["Speaks", "classify", "read"]
