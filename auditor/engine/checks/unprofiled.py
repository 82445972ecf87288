"""A license that is named and has no profile: its name, where it is, and what the name indicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.checks.naming import places_of
from auditor.engine.question import undetermined, why
from auditor.model import Because, Certainty, DocumentKind, StatementSource
from auditor.patterns import regex
from auditor.resolve import license_links

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Statement

_OTHER = "other: "
_EMPTY = frozenset(
    {"not known", "other", "unknown", "none", "no", "yes", "custom", "license", "proprietary", "n/a", "tbd"}
)
"""Values that name no license."""
_SAYS = (
    (regex(r"(?i)non[-_ ]?commercial|(?<![a-z])nc(?![a-z])"), "non-commercial"),
    (regex(r"(?i)research|academic"), "research"),
    (regex(r"(?i)evaluation|(?<![a-z])eval(?![a-z])"), "evaluation"),
    (regex(r"(?i)no[-_ ]?deriv|(?<![a-z])nd(?![a-z])"), "no derivatives"),
)
"""What the name of a license indicates."""


def named_without_profile(q: Question, statement: Statement) -> Answer | None:
    """The answer about a license that is named but has no profile: read it. None if there is no such name."""
    name = _name(q, statement)
    if not name:
        return None
    inherited = statement.source is StatementSource.INHERITED
    where = places_of(statement)
    parts = [f"“{name}” ({statement.by}) has no profile yet: read it"]
    says = [words for pattern, words in _SAYS if pattern.search(name)]
    if says:
        parts.append(f"its name says {' and '.join(says)}")
    links = [] if inherited else _links(q)
    if links:
        parts.append(f"its link is {links[0]}")
    if inherited and says and q.scene.alternatives:
        parts.append(f"here the weights are offered as {' OR '.join(map(' AND '.join, q.scene.alternatives))}")
    at = f" ({links[0]})" if links else ""
    because = why(Because.STATEMENT_REMARK, statement.note) if statement.note else why(Because.LICENSE_WITHOUT_PROFILE)
    answer = undetermined("; ".join(parts), *where, because=because)
    return answer.replace(
        question=f"What does “{name}”{at} require of anyone who passes the model on, and what does it withhold?",
        remedy=f"Read “{name}”{at}: what it requires is not known here. Keep its text with the model.",
    )


def _name(q: Question, statement: Statement) -> str:
    """The name of the license; "" for one that has a profile, for an empty word and for a text."""
    if statement.certainty is Certainty.IDENTIFIED:
        unknown = [key for key in spdx.ids(statement.expression) if q.scene.knowledge.profile(key) is None]
        return unknown[0] if unknown else ""
    named = statement.source in (StatementSource.DECLARED, StatementSource.INHERITED)
    name = statement.raw.removeprefix(_OTHER).strip()
    if statement.certainty is not Certainty.UNKNOWN or not named or name.lower() in _EMPTY:
        return ""
    return name


def _links(q: Question) -> list[str]:
    """The license links of the cards."""
    cards = q.scene.repository.of_kind(DocumentKind.CARD)
    return [link.target for card in cards for link in license_links(card, q.scene.repository)]
