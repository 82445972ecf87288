"""READ: what each file that speaks about licensing says."""

from auditor.documents.names import Speaks, classify
from auditor.documents.reading import read, speaking
from auditor.documents.roots import is_weights

__all__ = ["Speaks", "classify", "is_weights", "read", "speaking"]
