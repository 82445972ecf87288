"""RESOLVE: who says which license applies, and what follows for the whole."""

from auditor.resolve.conclusion import concluded
from auditor.resolve.license_files import governing_files
from auditor.resolve.statements import outbound, statements

__all__ = ["concluded", "governing_files", "outbound", "statements"]
