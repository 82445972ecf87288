"""A plan of edits."""
