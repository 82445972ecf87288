"""READ: the content of each file about licensing."""

from auditor.documents.names import Role, classify, in_package_metadata
from auditor.documents.reading import read, relevant
from auditor.documents.weights import base_key, holds_base, is_bare_adapter, is_training_state, is_weights

__all__ = [
    "Role",
    "base_key",
    "classify",
    "holds_base",
    "in_package_metadata",
    "is_bare_adapter",
    "is_training_state",
    "is_weights",
    "read",
    "relevant",
]
