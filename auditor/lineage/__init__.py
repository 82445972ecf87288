"""Who a model was made from: declared, leaked, or shown by its own numbers."""

from auditor.lineage.graph import Contradiction, Traced, trace

__all__ = ["Contradiction", "Traced", "trace"]
