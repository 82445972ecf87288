"""RESOLVE: which statements say which license applies, and what follows for the whole."""

from auditor.resolve.accord import Difference, differences
from auditor.resolve.conclusion import concluded
from auditor.resolve.keys import keys
from auditor.resolve.license_files import governing_files
from auditor.resolve.links import license_links
from auditor.resolve.statements import not_understood, of_itself, outbound, statements

__all__ = [
    "Difference",
    "concluded",
    "differences",
    "governing_files",
    "keys",
    "license_links",
    "not_understood",
    "of_itself",
    "outbound",
    "statements",
]
