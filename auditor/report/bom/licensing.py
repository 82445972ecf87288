"""Declared and concluded licenses, and why they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import Certainty, Grade, Part, StatementKind, StatementSource
from auditor.report.bom.items import NOASSERTION, NONE, Licensing
from auditor.report.common import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Candidate, Statement


def of_part(audit: Audit, part: Part) -> Licensing:
    """The licensing of a part of the model; for the weights, that of the whole."""
    offers = tuple(statement for statement in audit.statements if statement.offers(part))
    declared = _declared(audit, offers, part)
    if part is Part.WEIGHTS:
        concluded = expression(audit.concluded)
    else:
        own = [
            statement
            for statement in audit.statements
            if statement.source is StatementSource.CONCLUDED and statement.part is part
        ]
        concluded = expression(spdx.conjunction(statement.expression for statement in own)) if own else declared
        concluded = NOASSERTION if concluded == NONE else concluded
    return Licensing(declared, concluded, _why(audit, offers, part, declared, concluded))


def of_candidate(candidate: Candidate) -> Licensing:
    """A parent's licensing: declared only if its own repository was read, concluded if anything supports it.

    A third party's statement of a license is not a declaration by the author (SPDX 2.3, clause 7.15).
    """
    license_ = expression(candidate.license or NOASSERTION)
    if license_ == NOASSERTION:
        return Licensing(NOASSERTION, NOASSERTION, "Its license is not known.")
    if candidate.grade.settles and not candidate.disputed:
        return Licensing(license_, license_, "")
    known = wording.grade(candidate.grade)
    source = f"{known}: {candidate.source}" if candidate.source else known
    why = "" if candidate.grade.settles else f"Not read in its own repository ({source})."
    disputed = f"Disputed: {candidate.disputed}." if candidate.disputed else ""
    doubtful = disputed or candidate.grade is Grade.MEMORY
    named = f"Said to be {license_}." if doubtful and not candidate.grade.settles else ""
    return Licensing(
        license_ if candidate.grade.settles else NOASSERTION,
        NOASSERTION if doubtful else license_,
        " ".join(filter(None, (why, named, disputed))),
    )


def unknown(why: str) -> Licensing:
    """The licensing of something of which nothing but its existence is known."""
    return Licensing(NOASSERTION, NOASSERTION, why)


def expression(text: str) -> str:
    """A valid SPDX expression; NOASSERTION if it contains NOASSERTION or an invalid name."""
    if text in (NOASSERTION, NONE):
        return text
    if NOASSERTION in text:  # no parser is needed for an open expression
        return NOASSERTION
    parsed = spdx.parse(text)
    if parsed is None or parsed.unknown or NOASSERTION in parsed.ids or NONE in parsed.ids:
        return NOASSERTION
    return parsed.text


def _declared(audit: Audit, offers: tuple[Statement, ...], part: Part) -> str:
    identified = [offer.expression for offer in offers if offer.certainty is Certainty.IDENTIFIED]
    if identified:
        return expression(spdx.conjunction(sorted(set(identified))))
    left = any(
        statement.kind is StatementKind.NOT_UNDERSTOOD and statement.part in (part, Part.UNCLEAR)
        for statement in audit.statements
    )
    unread = any(entry.matters for entry in audit.unread)
    return NOASSERTION if offers or left or unread else NONE


def _why(audit: Audit, offers: tuple[Statement, ...], part: Part, declared: str, concluded: str) -> str:
    spoken = dict.fromkeys(_stated(offer) for offer in offers)
    parts = [f"Declared: {'; '.join(spoken)}."] if spoken else []
    if part is not Part.WEIGHTS:
        return " ".join(parts) if declared != concluded or declared == NOASSERTION else ""
    settled = [term for term in audit.concluded.split(" AND ") if term not in (NOASSERTION, "")]
    if concluded == NOASSERTION and settled:
        parts.append(f"Settled: {' AND '.join(settled)}. What else applies is not.")
    parts += [sentence.replace("\n", " ") for sentence in _inherited(audit)]
    return " ".join(parts) if declared != concluded or declared == NOASSERTION else ""


def _stated(statement: Statement) -> str:
    where = f" ({statement.location})" if statement.location else ""
    stated = statement.expression if statement.certainty is Certainty.IDENTIFIED else f"“{statement.raw}”"
    return f"{stated}, {statement.by}{where}"


def _inherited(audit: Audit) -> Iterable[str]:
    """The terms from each edge, candidates as alternatives."""
    for edge in audit.lineage:
        terms = {candidate.name: candidate.license or NOASSERTION for candidate in edge.candidates}
        if len(terms) > 1 or (terms and not edge.firm):
            alternatives = "; ".join(f"{name}: {license_id}" for name, license_id in terms.items())
            yield f"If made from {edge.title}, one of these applies: {alternatives}."
        else:
            for name, license_id in terms.items():
                yield f"From {name}: {license_id}."
