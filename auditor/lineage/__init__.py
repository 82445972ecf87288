"""Who a model was made from: declared, leaked, or shown by its own numbers."""

from auditor.lineage.against import compare, listed_alike, shown, with_edge
from auditor.lineage.ancestry import Ancestry, Parent
from auditor.lineage.graph import Contradiction, Traced, trace
from auditor.lineage.itself import says_so_itself
from auditor.lineage.known_tokenizers import with_tokenizer
from auditor.lineage.licensed import by_steward

__all__ = [
    "Ancestry",
    "Contradiction",
    "Parent",
    "Traced",
    "by_steward",
    "compare",
    "listed_alike",
    "says_so_itself",
    "shown",
    "trace",
    "with_edge",
    "with_tokenizer",
]
