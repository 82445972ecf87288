"""READ: the content of each file about licensing."""

from auditor.documents.names import Role, classify
from auditor.documents.reading import read, relevant
from auditor.documents.weights import holds_base, is_bare_adapter, is_training_state, is_weights

__all__ = [
    "Role",
    "classify",
    "holds_base",
    "is_bare_adapter",
    "is_training_state",
    "is_weights",
    "read",
    "relevant",
]
