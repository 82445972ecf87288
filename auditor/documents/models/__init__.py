"""Which files of a target are one model, and which documents apply to it: by names, refined by contents."""

from auditor.documents.models.contents import Contents
from auditor.documents.models.cut import Cut, Join, Model, TooLargeError, cut

__all__ = ["Contents", "Cut", "Join", "Model", "TooLargeError", "cut"]
