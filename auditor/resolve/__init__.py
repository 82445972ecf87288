"""RESOLVE: who says which license applies, and what follows for the whole."""

from auditor.resolve.statements import concluded, governing_files, outbound, statements

__all__ = ["concluded", "governing_files", "outbound", "statements"]
