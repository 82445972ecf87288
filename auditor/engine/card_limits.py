"""A limit that a card puts on its model in plain words, where its license has none: "for non-commercial use only"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import DocumentKind
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.model import Location, Repository

_HEADING = regex(r"[ ]{0,3}#{1,6}[ \t]+(.{1,200})$")
_OF_TERMS = regex(r"(?i)\blicen[cs]|\bterms\b|ライセンス|許諾|许可|许可证|协议")
_NOT_COMMERCIAL = regex(
    r"(?i)\b(?:model|weights|checkpoints?|it|this|released|available|licensed)\b[^.;]{0,80}"
    r"\b(?:non-?commercial|research)\b[^.;]{0,40}\bonly\b"
    r"|\b(?:model|weights|checkpoints?|it)\b[^.;]{0,40}\b(?:may|must|can|is|are)\s*not\b[^.;]{0,40}\bcommercial(?:ly|\s+use|\s+purposes)\b"
    r"|\bcommercial\s+use\s+(?:of\s+(?:the|this)\s+(?:model|weights)\s+)?is\s+(?:not\s+(?:allowed|permitted)|prohibited|forbidden)\b"
    r"|商用利用(?:は|を)?(?:不可|禁止|できません)|非商用(?:利用|目的)?(?:に限|のみ)|研究目的(?:に限|のみ)"
    r"|不得(?:用于)?商[业用]|禁止商[业用]|仅(?:供|限|用于)[^。]{0,10}(?:研究|非商业)"
)
_OF_SOMETHING_ELSE = regex(
    r"(?i)\b(?:data(?:sets?)?|corpus|tokeni[sz]er|code|demo|unlike|earlier|previous|other|base|upstream|original|versions?|not\s+only"
    r"|no\s+longer|if)\b|データ|数据|以前|他の|其他"
)
_LONGEST = 2_000
_SHOWN = 160


def not_commercial(repository: Repository) -> tuple[str, Location] | None:
    """The first line under a card's heading of terms that keeps the model from commercial use, and its place."""
    for card in repository.of_kind(DocumentKind.CARD):
        if "/" in card.path:
            continue
        of_terms = False
        for number, line in enumerate(card.text.split("\n"), start=1):
            heading = _HEADING.match(line)
            if heading:
                of_terms = bool(_OF_TERMS.search(heading[1]))
            elif number >= card.body_line and of_terms and len(line) < _LONGEST and _limits(line):
                return " ".join(line.split())[:_SHOWN], card.at(number)
    return None


def _limits(line: str) -> bool:
    return any(
        _NOT_COMMERCIAL.search(sentence) and not _OF_SOMETHING_ELSE.search(sentence)
        for sentence in re.split(r"(?<=[.!?])\s|。", line)
    )
