"""License text -> which license, exactly which, and where in the file."""

from auditor.identify.match.texts import text
from auditor.identify.repository import identify
from auditor.identify.results import Identified

__all__ = ["Identified", "identify", "text"]
