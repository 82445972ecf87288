"""The report of a lineage: a tree, a graph, JSON."""
