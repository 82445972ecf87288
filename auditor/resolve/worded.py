"""Statements from the prose of cards, READMEs, package descriptions and short LICENSE files."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import (
    Certainty,
    HubId,
    Part,
    Plainness,
    Statement,
    StatementKind,
    StatementSource,
    StatementSubject,
    StatementTime,
)
from auditor.resolve import prose
from auditor.resolve.covered import holds_weights
from auditor.resolve.meaning import by_name, of_family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Repository
    from auditor.model.budget import Budget

_GATE = "extra_gated_"
SHORT = 1_500
"""Most characters of a LICENSE that is only a few words, or of a prompt that is not itself a license."""


def in_card_prose(
    card: Document, repository: Repository, knowledge: Knowledge, budget: Budget | None
) -> Iterator[Statement]:
    """What a card says below its front matter.

    A card next to weights in a subfolder is about that folder; one at a root, about the model. For a README without
    front matter in a repository without weights, the part is unclear. Raises `OutOfTimeError`, as all readers here do.
    """
    folder = card.path.rpartition("/")[0]
    at_root = repository.is_at_root(card.path)
    if not at_root and not holds_weights(repository, folder):
        return
    of_weights = bool(card.fields) or "readme" not in card.path.lower() or holds_weights(repository, folder)
    yield from _statements(
        card,
        repository,
        knowledge,
        budget,
        part=Part.WEIGHTS if of_weights else Part.UNCLEAR,
        by="model card" if card.fields else card.path.rpartition("/")[2],
        covers=() if at_root else (f"{folder}/*",),
    )


def in_gate(card: Document, repository: Repository, knowledge: Knowledge, budget: Budget | None) -> Iterator[Statement]:
    """The terms to accept before the Hub provides the files: `extra_gated_prompt`, and the boxes to tick.

    A long prompt contains the license itself: only the name that it gives counts. Source: the Hub's documentation of
    gated models.
    """
    if not repository.is_at_root(card.path):
        return
    for field in card.fields:
        if not field.key.startswith(_GATE):
            continue
        box = field.key.partition(f"{_GATE}fields.")[2]
        for text, line in ((box, field.line),) if box else card.texts(field.key):
            reading = _read(text, line or 1, knowledge, (repository.name or "",), Part.WEIGHTS.value, budget)
            statements = as_statements(
                reading, card, Part.WEIGHTS, f"card, {_GATE}{'fields' if box else 'prompt'}", (), knowledge
            )
            yield from (statement for statement in statements if len(text) <= SHORT or statement.outbound)


def in_description(
    metadata: Document, repository: Repository, knowledge: Knowledge, budget: Budget | None
) -> Iterator[Statement]:
    """The description in a Python package's metadata, which is its README."""
    if metadata.body_line > 1:
        yield from _statements(metadata, repository, knowledge, budget, part=Part.UNCLEAR, by="package description")


def in_policy_words(
    policy: Document, repository: Repository, knowledge: Knowledge, budget: Budget | None
) -> Iterator[Statement]:
    """What a use policy says about the model next to it."""
    by = policy.path.rpartition("/")[2]
    yield from _statements(policy, repository, knowledge, budget, part=Part.WEIGHTS, by=by)


def in_license_words(
    document: Document, repository: Repository, knowledge: Knowledge, part: Part, budget: Budget | None
) -> Iterator[Statement]:
    """What a LICENSE says in words of its own."""
    name = document.path.rpartition("/")[2]
    yield from _statements(document, repository, knowledge, budget, part=part, by=f"{name}, in words")


def _statements(
    document: Document,
    repository: Repository,
    knowledge: Knowledge,
    budget: Budget | None,
    *,
    part: Part,
    by: str,
    covers: tuple[str, ...] = (),
) -> Iterator[Statement]:
    first = document.body_line
    body = document.text if first == 1 else document.text.split("\n", first - 1)[-1]
    reading = _read(body, first, knowledge, (repository.name or "",), part.value, budget)
    yield from as_statements(reading, document, part, by, covers, knowledge)


def as_statements(
    reading: prose.Prose, document: Document, part: Part, by: str, covers: tuple[str, ...], knowledge: Knowledge
) -> Iterator[Statement]:
    """The statements of what was read; `part` is that of words which were not understood."""
    for statement in reading.statements:
        if statement.denied:
            yield from _denial(statement, document, by, covers, knowledge)
        elif _names_no_license(statement, knowledge):
            # the part of the words, and not that of the document
            yield left_to_read(document, statement.line, Part(statement.part), by, quote=statement.quote).replace(
                raw=statement.quote, names=(statement.license,), covers=covers
            )
        elif statement.kind is not StatementKind.PERMISSION and not statement.formula:
            yield _statement(statement, document, by, covers, knowledge)
        if statement.not_now:
            yield from _denial(statement.replace(time=StatementTime.NOW), document, by, covers, knowledge)
    for left in reading.not_understood:
        named = dict.fromkeys(_expression(name, knowledge) for name in left.names)
        yield left_to_read(document, left.line, part, by, quote=left.quote, limits=left.limits).replace(
            raw=left.quote, names=tuple(named), covers=covers
        )
    if reading.cut:
        yield left_to_read(document, document.body_line, part, by, note="too long to be read whole")


def _names_no_license(stated: prose.ProseStatement, knowledge: Knowledge) -> bool:
    """Whether the words put this model under a license that does not exist: "CC BY-ND-SA 4.0"."""
    of_this_model = stated.kind is StatementKind.LICENSE and stated.subject is StatementSubject.SELF
    return of_this_model and _meaning(stated, knowledge).certainty is Certainty.UNKNOWN


def _expression(name: str, knowledge: Knowledge) -> str:
    """The license that a name means; the name itself if there is no such license."""
    means = by_name(name, name, knowledge)
    return means.expression if means.certainty is Certainty.IDENTIFIED else name


def _denial(
    stated: prose.ProseStatement, document: Document, by: str, covers: tuple[str, ...], knowledge: Knowledge
) -> Iterator[Statement]:
    """A statement that this model's weights are not, or will not be, under a license, if it is unconditional."""
    statement = _statement(stated, document, by, covers, knowledge)
    if statement.time is StatementTime.EARLIER or stated.subject is not StatementSubject.SELF:
        return
    if statement.part in (Part.WEIGHTS, Part.UNCLEAR):
        yield statement.replace(kind=StatementKind.DENIED, outbound=False)


def left_to_read(
    document: Document, line: int, part: Part, by: str, *, quote: str = "", note: str = "", limits: bool = True
) -> Statement:
    """A statement for words from which nothing is concluded; `limits` is whether they may limit the use."""
    return Statement(
        expression=spdx.NOASSERTION,
        source=StatementSource.DECLARED,
        part=part,
        certainty=Certainty.UNKNOWN,
        raw="",
        location=document.at(line),
        by=by,
        note=note,
        outbound=False,
        kind=StatementKind.NOT_UNDERSTOOD,
        plainness=Plainness.FREE,
        limit="unclear" if limits else "",
        quote=quote,
    )


def _statement(
    stated: prose.ProseStatement, document: Document, by: str, covers: tuple[str, ...], knowledge: Knowledge
) -> Statement:
    means = _meaning(stated, knowledge)
    here_and_now = (
        stated.subject is StatementSubject.SELF and stated.time is StatementTime.NOW and not stated.conditional
    )
    concludes = stated.plainness is Plainness.CLOSED and means.certainty is Certainty.IDENTIFIED
    is_offer = stated.kind is StatementKind.LICENSE and here_and_now and concludes
    return Statement(
        expression=means.expression,
        source=StatementSource.DECLARED,
        part=Part(stated.part),
        certainty=means.certainty,
        raw=means.id,
        location=document.at(stated.line),
        by=by,
        note="on a condition" if stated.conditional else "",
        outbound=is_offer,
        kind=stated.kind,
        subject=stated.subject,
        plainness=stated.plainness,
        time=StatementTime.LATER if stated.conditional and stated.time is StatementTime.NOW else stated.time,
        limit=stated.limit,
        quote=stated.quote,
        names=means.members,
        covers=covers,
    )


def _meaning(stated: prose.ProseStatement, knowledge: Knowledge) -> HubId:
    if stated.kind is StatementKind.LIMIT:
        return HubId(id=stated.limit, certainty=Certainty.UNKNOWN)
    if not stated.license:
        return of_family(stated.family, stated.family, knowledge)
    return by_name(stated.license, stated.license, knowledge)


@lru_cache(maxsize=64)
def _read(
    text: str, first_line: int, knowledge: Knowledge, own: tuple[str, ...], part: str, budget: Budget | None
) -> prose.Prose:
    """What the prose says; cached, as a history reads the same card repeatedly."""
    return prose.read(text, knowledge, own=own, first_line=first_line, part=part, budget=budget)
