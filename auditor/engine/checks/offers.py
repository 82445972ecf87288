"""Predicates about the offer: whether there is one, whether it is known, whether the file that it links is present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.engine.checks.naming import in_words, places_of
from auditor.engine.checks.unprofiled import named_without_profile
from auditor.engine.question import met, not_applicable, undetermined, why
from auditor.model import Because, Certainty, DocumentKind, Part, StatementKind, StatementSource
from auditor.patterns import regex
from auditor.resolve import keys, license_links, of_itself

if TYPE_CHECKING:
    from auditor.engine.question import Answer, Question
    from auditor.model import Reason, Statement

_MOST = 3
_SERIES = regex(r"([a-z]{3,})(\d+(?:\.\d+)?)")
"""Profile keys of licenses that have several versions under one name: llama2, llama3.1."""


def license_declared(q: Question) -> Answer:
    """Something offers the weights under a license."""
    for statement in q.scene.offered:
        if statement.expression != spdx.NONE:
            says = f"the weights are offered under a license: {statement.raw} ({statement.by})"
            return met(says, *places_of(statement))
    if q.scene.offered:
        first = q.scene.offered[0]
        says = f"what is declared is that there is no license: {first.raw} ({first.by})"
        return undetermined(says, *places_of(first), because=why(Because.GRANTED_ELSEWHERE))
    near = [
        statement
        for statement in of_itself(q.scene.statements)
        if statement.kind is StatementKind.LICENSE and statement.part in (Part.WEIGHTS, Part.UNCLEAR)
    ]
    if near:
        names = "; ".join(dict.fromkeys(f"{_as_named(statement)} ({statement.by})" for statement in near[:_MOST]))
        says = f"a license is named, and whether it is meant for the weights is not clear: {names}"
        return undetermined(says, *places_of(*near[:_MOST]), because=why(Because.WORDS_AMBIGUOUS))
    return undetermined(
        "no card, header or LICENSE offers the weights under a license",
        because=(*why(Because.GRANTED_ELSEWHERE), *q.scene.unresolved_files),
    )


def license_known(q: Question) -> Answer:
    """The license is identified, and what it requires is known."""
    statement = q.the_statement
    where = places_of(statement)
    if _settled_by_text(q, statement):
        return met(f"{statement.raw}: a text in the repository says which", *where)
    unprofiled = named_without_profile(q, statement)
    if unprofiled is not None:
        return unprofiled
    if statement.certainty is Certainty.FAMILY:
        says = f"“{statement.raw}” names a family, not a license"
        which = f"Which license does “{statement.raw}” ({statement.by}) mean, and in which version?"
        return undetermined(says, *where, because=_because(statement)).replace(question=which)
    if statement.certainty is not Certainty.IDENTIFIED:
        whose = f"of {statement.by}" if statement.source is StatementSource.INHERITED else f"({statement.by})"
        says = f"the license {whose} is not identified: {statement.raw}"
        return undetermined(says, *where, because=_because(statement)).replace(question=_which(statement))
    return met(f"the license is identified: {in_words(statement.expression, q)} ({statement.by})", *where)


def _which(statement: Statement) -> str:
    """The question that would settle which license a statement means."""
    if statement.source is StatementSource.INHERITED:
        return f"Under which license, in which version, did {statement.by} come?"
    if statement.source is StatementSource.DETECTED:
        return f"Which license is the text of {statement.location}, and in which version?"
    return f"Which license, in which version, applies to the model? “{statement.raw}” ({statement.by}) does not say."


def linked_file_here(q: Question) -> Answer:
    """The license file that a card links is in the repository."""
    links = [
        link
        for card in q.scene.repository.of_kind(DocumentKind.CARD)
        if card.path.rpartition("/")[0] in ("", *q.scene.repository.roots)
        for link in license_links(card, q.scene.repository)
        if link.path
    ]
    absent = [link for link in links if not link.here]
    if absent:
        listed = ", ".join(dict.fromkeys(link.path for link in absent[:_MOST]))
        says = f"license_link names {listed}, which is not here"
        return undetermined(says, *(link.location for link in absent[:_MOST]), because=why(Because.LINKED_FILE_ABSENT))
    if links:
        return met(f"the license that the card links is here: {links[0].path}", links[0].location)
    return not_applicable("no card links a license file")


def name_fits(q: Question) -> Answer:
    """The repository's own name has the version of a license that it declares ("Llama-3.1" under llama3.1)."""
    name = (q.scene.repository.name or "").rpartition("/")[2].lower()
    declared = {
        key: statement
        for statement in q.scene.offered
        if statement.source is StatementSource.DECLARED and statement.certainty is Certainty.IDENTIFIED
        for key in keys(statement, q.scene.knowledge)
    }
    differs: Answer | None = None
    for key, statement in declared.items():
        series = _SERIES.fullmatch(key)
        if series is None:
            continue
        named = regex(rf"(?<![a-z]){series[1]}[-_ ]?v?(\d+(?:\.\d+)?)(?![\d.]*b\b)").search(name)
        if named is None or q.scene.knowledge.profile(f"{series[1]}{named[1]}") is None:
            continue
        if named[1] == series[2]:
            return met(f"the name carries the version of {statement.raw}", *places_of(statement))
        says = f"{statement.by} says {statement.raw}, and the name of the repository {series[1]} {named[1]}"
        version = f"From which version of {series[1].capitalize()} was this model made?"
        answer = undetermined(says, *places_of(statement), because=why(Because.OFFER_UNCLEAR))
        differs = differs or answer.replace(question=version)
    return differs or not_applicable("the name carries no version of a license")


def _settled_by_text(q: Question, statement: Statement) -> bool:
    """Whether a LICENSE settles what an empty word, or the name of a family, leaves open (design §5.13).

    It never settles words that were not understood: the text may be that of the code.
    """
    if statement.certainty not in (Certainty.FAMILY, Certainty.UNSAID):
        return False
    texts = [
        other
        for other in q.scene.offered
        if other.source is StatementSource.DETECTED and other.certainty is Certainty.IDENTIFIED
    ]
    if statement.certainty is Certainty.UNSAID:
        return bool(texts)
    members = keys(statement, q.scene.knowledge)
    return any(keys(text, q.scene.knowledge) & members for text in texts)


def _as_named(statement: Statement) -> str:
    return f"“{statement.quote}”" if statement.quote else statement.raw


def _because(statement: Statement) -> tuple[Reason, ...]:
    return why(Because.STATEMENT_REMARK, statement.note) if statement.note else ()
