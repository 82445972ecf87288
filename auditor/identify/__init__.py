"""License text -> which license, exactly which, and where in the file."""

from auditor.identify.repository import identify
from auditor.identify.results import Identified
from auditor.identify.texts import text

__all__ = ["Identified", "identify", "text"]
