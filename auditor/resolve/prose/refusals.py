"""Uses refused without a full sentence: by a cross before them, or by "no" after a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.markdown import BlockKind
from auditor.patterns import regex
from auditor.phrases import tokens

if TYPE_CHECKING:
    from auditor.documents.markdown import Block
    from auditor.documents.markdown.sentences import Sentence
    from auditor.resolve.prose.phrases import Table

_SIGN = "[\u274c\u274e\u2716\u2717\u2718\u2715\U0001f6ab\u26d4]\ufe0f?"
_CROSS = regex(rf"\s*{_SIGN}\s*")
_BEHIND = regex(rf"(?:^|[\s:\uff1a]){_SIGN}\s*(?=\w)")
_END = regex(r"[.!*\s]*\Z")
_LABELLED = regex(r"([^:\uff1a.!?]{3,60})[:\uff1a]\s*(\S.{0,24})")
_LONGEST = 30
"""Most characters of an answer that only refuses."""


def refuses(text: str, tables: tuple[Table, ...]) -> bool:
    """Whether a table cell says only "no"."""
    cross = _CROSS.match(text)
    rest = text[cross.end() :] if cross else text
    return _says_no(rest, tables) or (cross is not None and _END.match(rest) is not None)


def refusal(block: Block, sentence: Sentence, tables: tuple[Table, ...]) -> str:
    """The refusal in words, if a cross or "no" refuses what follows it, or the row's label; otherwise ""."""
    if block.kind is BlockKind.CELL and refuses(sentence.text, tables):
        return _refused(block.row, tables)
    cross = _CROSS.match(sentence.text) or _BEHIND.search(sentence.text)
    if cross:
        return _refused(sentence.text[cross.end() :], tables)
    labelled = _LABELLED.fullmatch(sentence.text)
    return _refused(labelled[1], tables) if labelled and _says_no(labelled[2], tables) else ""


def _refused(use: str, tables: tuple[Table, ...]) -> str:
    """The refusal of a use in words of English and of the other languages of the document."""
    forbidden = (table.language.forbidden for table in tables)
    return "; ".join((f"No {use}", *(f"{use} {word}" for word in forbidden if word)))


def _says_no(text: str, tables: tuple[Table, ...]) -> bool:
    """Whether a text is one phrase of refusal, and nothing else."""
    if len(text) > _LONGEST:
        return False
    words = tokens(text)
    if not len(words) or not _END.match(text, words.ends[-1]):
        return False
    return any(
        hit.first == 0 and hit.end == len(words)
        for table in tables
        if table.refusals.begins(words.words[0])
        for hit in table.refusals.find(words)
    )
