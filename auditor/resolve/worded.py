"""What the prose of cards, READMEs, package descriptions and short LICENSE files says, as statements."""

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
"""Characters of a LICENSE that is a few words in place of a text, or of a prompt that is no license itself."""


def in_card_prose(
    card: Document, repository: Repository, knowledge: Knowledge, budget: Budget | None
) -> Iterator[Statement]:
    """What a card says below its front matter.

    A card beside weights in a subfolder speaks of what lies there; one above or beside everything, of the model.
    A README without front matter, of a repository without weights, speaks of it knows not what. Raises
    `OutOfTimeError`, as all of these do.
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
    """What a reader has to agree to before the Hub gives the files: `extra_gated_prompt`, and the boxes to tick.

    A long prompt holds the license itself: what it calls itself counts. Source: the Hub's documentation of gates.
    """
    if not repository.is_at_root(card.path):
        return
    for field in card.fields:
        if not field.key.startswith(_GATE):
            continue
        box = field.key.partition(f"{_GATE}fields.")[2]
        for text, line in ((box, field.line),) if box else card.texts(field.key):
            heard = _read(text, line or 1, knowledge, (repository.name or "",), Part.WEIGHTS.value, budget)
            statements = _heard(
                heard, card, Part.WEIGHTS, f"card, {_GATE}{'fields' if box else 'prompt'}", (), knowledge
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
    """What a use policy says of the model that it lies beside."""
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
    heard = _read(body, first, knowledge, (repository.name or "",), part.value, budget)
    yield from _heard(heard, document, part, by, covers, knowledge)


def _heard(
    heard: prose.Prose, document: Document, part: Part, by: str, covers: tuple[str, ...], knowledge: Knowledge
) -> Iterator[Statement]:
    for statement in heard.statements:
        if statement.denied:
            yield from _denial(statement, document, by, covers, knowledge)
        elif statement.kind is not StatementKind.PERMISSION and not statement.formula:
            yield _statement(statement, document, by, covers, knowledge)
    for left in heard.not_understood:
        known = (by_name(name, name, knowledge) for name in left.names)
        yield left_to_read(document, left.line, part, by, quote=left.quote, limits=left.limits).replace(
            raw=left.quote, names=tuple(dict.fromkeys(means.expression for means in known)), covers=covers
        )
    if heard.cut:
        yield left_to_read(document, document.body_line, part, by, note="too long to be read whole")


def _denial(
    heard: prose.ProseStatement, document: Document, by: str, covers: tuple[str, ...], knowledge: Knowledge
) -> Iterator[Statement]:
    """That this model's weights are not under a license, said without a condition."""
    statement = _statement(heard, document, by, covers, knowledge)
    now = heard.subject is StatementSubject.SELF and statement.time is StatementTime.NOW
    if now and heard.kind is StatementKind.LICENSE and statement.part is Part.WEIGHTS:
        yield statement.replace(kind=StatementKind.DENIED, outbound=False)


def left_to_read(
    document: Document, line: int, part: Part, by: str, *, quote: str = "", note: str = "", limits: bool = True
) -> Statement:
    """Words about licensing of which nothing is concluded; `limits` where they may limit the use."""
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
    heard: prose.ProseStatement, document: Document, by: str, covers: tuple[str, ...], knowledge: Knowledge
) -> Statement:
    means = _meaning(heard, knowledge)
    here_and_now = heard.subject is StatementSubject.SELF and heard.time is StatementTime.NOW and not heard.conditional
    concludes = heard.plainness is Plainness.CLOSED and means.certainty is Certainty.IDENTIFIED
    is_offer = heard.kind is StatementKind.LICENSE and here_and_now and concludes
    return Statement(
        expression=means.expression,
        source=StatementSource.DECLARED,
        part=Part(heard.part),
        certainty=means.certainty,
        raw=means.id,
        location=document.at(heard.line),
        by=by,
        note="on a condition" if heard.conditional else "",
        outbound=is_offer,
        kind=heard.kind,
        subject=heard.subject,
        plainness=heard.plainness,
        time=StatementTime.LATER if heard.conditional and heard.time is StatementTime.NOW else heard.time,
        limit=heard.limit,
        quote=heard.quote,
        names=means.members,
        covers=covers,
    )


def _meaning(heard: prose.ProseStatement, knowledge: Knowledge) -> HubId:
    if heard.kind is StatementKind.LIMIT:
        return HubId(id=heard.limit, certainty=Certainty.UNKNOWN)
    if not heard.license:
        return of_family(heard.family, heard.family, knowledge)
    return by_name(heard.license, heard.license, knowledge)


@lru_cache(maxsize=64)
def _read(
    text: str, first_line: int, knowledge: Knowledge, own: tuple[str, ...], part: str, budget: Budget | None
) -> prose.Prose:
    """What the words say; kept, for a history reads the same card again and again."""
    return prose.read(text, knowledge, own=own, first_line=first_line, part=part, budget=budget)
