"""From an audit to a plan of edits: pure, without opening or writing a file (design §4)."""

from auditor.remedy.cures import LicenseText, Texts, pieces
from auditor.remedy.edits import Edits, Layout, edited, plan_edits

__all__ = ["Edits", "Layout", "LicenseText", "Texts", "edited", "pieces", "plan_edits"]
