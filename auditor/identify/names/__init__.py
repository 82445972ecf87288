"""Licenses named in words: ids, titles, deed links and common misspellings, in running text and as values."""

from auditor.identify.names.find import Name, Names
from auditor.identify.names.table import names
from auditor.identify.names.values import Value, normalise_value

__all__ = ["Name", "Names", "Value", "names", "normalise_value"]
