"""From an audit to a plan of edits: pure, without a file being opened or written (design §4)."""

from auditor.remedy.cures import Texts, pieces
from auditor.remedy.edits import Edits, edited, plan_edits

__all__ = ["Edits", "Texts", "edited", "pieces", "plan_edits"]
