"""READ: what each file that speaks about licensing says."""

from auditor.documents.names import Speaks, classify
from auditor.documents.reading import read, speaking
from auditor.documents.weights import holds_base, is_bare_adapter, is_training_state, is_weights

__all__ = [
    "Speaks",
    "classify",
    "holds_base",
    "is_bare_adapter",
    "is_training_state",
    "is_weights",
    "read",
    "speaking",
]
