"""What a model was made from: declared, leaked, or shown by its own numbers."""

from auditor.lineage.ancestry import Ancestry, Parent
from auditor.lineage.bytes.comparison import compare, edge_of, same_listed_files, with_edge
from auditor.lineage.bytes.redistributed import with_digests
from auditor.lineage.edges import OWN_TERMS
from auditor.lineage.graph import Traced, trace
from auditor.lineage.licensed import brings, by_steward, is_of_steward, names_licensor, without_explained
from auditor.lineage.shape.known_tokenizers import with_tokenizer

__all__ = [
    "OWN_TERMS",
    "Ancestry",
    "Parent",
    "Traced",
    "brings",
    "by_steward",
    "compare",
    "edge_of",
    "is_of_steward",
    "names_licensor",
    "same_listed_files",
    "trace",
    "with_digests",
    "with_edge",
    "with_tokenizer",
    "without_explained",
]
