"""Uses refused without a full sentence: by a cross before them, or by "no" after a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.markdown import BlockKind
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.markdown import Block
    from auditor.documents.markdown.sentences import Sentence

_SIGN = "[\u274c\u274e\u2716\u2717\u2718\u2715\U0001f6ab\u26d4]\ufe0f?"
_CROSS = regex(rf"\s*{_SIGN}\s*")
_BEHIND = regex(rf"(?:^|[\s:\uff1a]){_SIGN}\s*(?=\w)")
_NO = (
    r"(?:no|not (?:allowed|permitted)|prohibited|forbidden|nein|verboten|non|interdit|prohibido|proibido"
    r"|\u043d\u0435\u0442|\u4e0d\u53ef|\u7981\u6b62|\ubd88\uac00)"
)
_REFUSES = regex(rf"(?i)\s*(?:{_SIGN}\s*{_NO}?|{_NO})[.!*\s]*")
_REFUSED = regex(rf"(?i)([^:\uff1a.!?]{{3,60}})[:\uff1a]\s*{_NO}[.!*\s]*")


def refuses(text: str) -> bool:
    """Whether a table cell says only "no"."""
    return _REFUSES.fullmatch(text) is not None


def refusal(block: Block, sentence: Sentence) -> str:
    """The refusal in words, if a cross or "no" refuses what follows it, or the row's label; otherwise ""."""
    cross = _CROSS.match(sentence.text) or _BEHIND.search(sentence.text)
    if cross:
        return f"No {sentence.text[cross.end() :] or block.row}"
    if block.kind is BlockKind.CELL and _REFUSES.fullmatch(sentence.text):
        return f"No {block.row}"
    labelled = _REFUSED.fullmatch(sentence.text)
    return f"No {labelled[1]}" if labelled else ""
