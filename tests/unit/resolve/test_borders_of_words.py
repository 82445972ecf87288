"""What is stated of each thing that prose says: in each row one condition is there, or is not."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.model import (
    Certainty,
    DocumentKind,
    Part,
    Plainness,
    Statement,
    StatementKind,
    StatementSubject,
    StatementTime,
)
from auditor.resolve.prose import NotUnderstood, Prose, ProseStatement
from auditor.resolve.worded import SHORT, as_statements
from support import models
from support.stated import Row, stated

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

EARLIER, NOW, LATER = StatementTime.EARLIER, StatementTime.NOW, StatementTime.LATER
LICENSE, LIMIT = StatementKind.LICENSE, StatementKind.LIMIT
NOWHERE = "CC-BY-ND-SA-4.0"
"""Creative Commons has no such license."""
OFFERS = ProseStatement(
    kind=LICENSE,
    license="MIT",
    part="weights",
    subject=StatementSubject.SELF,
    plainness=Plainness.CLOSED,
    quote="This model is MIT.",
    line=4,
)


def _of(reading: ProseStatement, knowledge: Knowledge) -> list[Statement]:
    card = models.document("README.md", DocumentKind.CARD, "\n" * 9)
    prose = Prose(statements=(reading,), not_understood=())
    return list(as_statements(prose, card, Part.WEIGHTS, "model card", (), knowledge))


@pytest.mark.parametrize(
    ("changes", "is_offer", "time"),
    [
        ({}, True, NOW),
        ({"part": "code"}, True, NOW),
        ({"part": "unclear"}, True, NOW),
        ({"license": "MIT OR Apache-2.0"}, True, NOW),
        ({"subject": StatementSubject.OTHER}, False, NOW),
        ({"time": EARLIER}, False, EARLIER),
        ({"time": LATER}, False, LATER),
        ({"conditional": True}, False, LATER),
        ({"conditional": True, "time": EARLIER}, False, EARLIER),
        ({"plainness": Plainness.FREE}, False, NOW),
        ({"license": "", "family": "GPL"}, False, NOW),
        ({"kind": LIMIT, "license": "", "limit": "non-commercial"}, False, NOW),
    ],
)
def test_only_plain_words_on_this_model_now_offer_it(
    changes: dict[str, object], *, is_offer: bool, time: StatementTime, knowledge: Knowledge
) -> None:
    (statement,) = _of(OFFERS.replace(**changes), knowledge)

    assert (statement.outbound, statement.time, str(statement.location)) == (is_offer, time, "README.md:4")
    assert statement.note == ("on a condition" if "conditional" in changes else "")


@pytest.mark.parametrize(
    ("changes", "stated"),
    [
        ({}, [LICENSE]),
        ({"denied": True}, [StatementKind.DENIED]),
        ({"denied": True, "part": "unclear"}, [StatementKind.DENIED]),
        ({"denied": True, "part": "code"}, []),
        ({"denied": True, "subject": StatementSubject.OTHER}, []),
        ({"denied": True, "time": EARLIER}, []),
        ({"denied": True, "time": LATER}, [StatementKind.DENIED]),
        ({"not_now": True, "time": EARLIER}, [LICENSE, StatementKind.DENIED]),
        ({"not_now": True, "time": EARLIER, "part": "code"}, [LICENSE]),
        ({"kind": StatementKind.PERMISSION}, []),
        ({"license": NOWHERE}, [StatementKind.NOT_UNDERSTOOD]),
        ({"license": NOWHERE, "subject": StatementSubject.OTHER}, [LICENSE]),
        ({"license": NOWHERE, "kind": LIMIT, "limit": "non-commercial"}, [LIMIT]),
        ({"kind": LIMIT, "license": "", "limit": "all-rights-reserved"}, [LIMIT]),
        ({"kind": LIMIT, "license": "", "limit": "all-rights-reserved", "formula": True}, []),
    ],
)
def test_each_thing_that_is_said_is_stated_as_what_it_is(
    changes: dict[str, object], stated: list[StatementKind], knowledge: Knowledge
) -> None:
    statements = _of(OFFERS.replace(**changes), knowledge)

    assert [statement.kind for statement in statements] == stated
    assert not [statement for statement in statements if statement.outbound and "denied" in changes]


def test_a_limit_names_no_license(knowledge: Knowledge) -> None:
    (statement,) = _of(OFFERS.replace(kind=LIMIT, license="", limit="region:EU"), knowledge)

    assert (statement.expression, statement.certainty, statement.limit) == (
        "NOASSERTION",
        Certainty.UNKNOWN,
        "region:EU",
    )


def test_what_is_left_to_read_names_what_it_names(knowledge: Knowledge) -> None:
    card = models.document("README.md", DocumentKind.CARD, "\n" * 9)
    words = NotUnderstood(quote="Is it MIT?", line=4, names=("mit", NOWHERE, "MIT"))
    reading = Prose(statements=(OFFERS.replace(license=NOWHERE, part="code"),), not_understood=(words,))

    terms, left = as_statements(reading, card, Part.WEIGHTS, "model card", (), knowledge)

    assert (terms.names, terms.part, terms.limit) == ((NOWHERE,), Part.CODE, "unclear")
    assert (left.names, left.part, left.limit) == (("MIT", NOWHERE), Part.WEIGHTS, "")


def _prompt(length: int) -> str:
    """A card whose prompt has so many characters, and says both that the model is offered and a limit."""
    says = "This model is licensed under CC BY-NC 4.0. You may not use it for military purposes. "
    return models.card("extra_gated_prompt: " + (says + ". " * length)[: length - 1] + "x")


META = "Metadata-Version: 2.4\nName: acme\nVersion: 1.0\n"
SAYS = "Licensed under the MIT License.\n"
ROWS = (
    Row(
        "a README of no model, without front matter",
        {"README.md": SAYS},
        ("README.md:1 (README.md): MIT → MIT, identified, unclear, not offered, free-sentence",),
        alone=True,
    ),
    Row(
        "a README of no model, with front matter",
        {"README.md": models.card("language: en", SAYS)},
        ("README.md:4 (model card): MIT → MIT, identified, weights, not offered, free-sentence",),
        alone=True,
    ),
    Row(
        "a card of another name, without front matter",
        {"MODEL_CARD.md": SAYS},
        ("MODEL_CARD.md:1 (MODEL_CARD.md): MIT → MIT, identified, weights, not offered, free-sentence",),
        alone=True,
    ),
    Row(
        "a README beside weights, without front matter",
        {"README.md": SAYS},
        ("README.md:1 (README.md): MIT → MIT, identified, weights, not offered, free-sentence",),
    ),
    Row(
        "the name of the model itself",
        {"README.md": f"Tern is {SAYS.lower()}"},
        ("README.md:1 (README.md): MIT → MIT, identified, weights",),
        name="acme/Tern",
    ),
    Row(
        "the name of another",
        {"README.md": f"Tern is {SAYS.lower()}"},
        (
            "README.md:1 (README.md): Tern is licensed under the mit license. → MIT, unknown, weights, not offered, not-understood, free-sentence",
        ),
        name="acme/Gull",
    ),
    Row(
        "the name of another, of a model without a name",
        {"README.md": f"Tern is {SAYS.lower()}"},
        (
            "README.md:1 (README.md): Tern is licensed under the mit license. → MIT, unknown, weights, not offered, not-understood, free-sentence",
        ),
    ),
    Row(
        "a package that has no description",
        {"a-1.dist-info/METADATA": f"{META}Summary: This model is {SAYS.lower()}"},
        (),
    ),
    Row(
        "a package that has one",
        {"a-1.dist-info/METADATA": f"{META}\nThis model is {SAYS.lower()}"},
        ("a-1.dist-info/METADATA:5 (package description): MIT → MIT, identified, weights",),
    ),
    Row(
        "a prompt that is read whole",
        {"README.md": _prompt(SHORT)},
        (
            "README.md:2 (card, extra_gated_prompt): CC-BY-NC-4.0 → CC-BY-NC-4.0, identified, weights",
            "README.md:2 (card, extra_gated_prompt): no-military → NOASSERTION, unknown, weights, not offered, limit, no-military, free-sentence",
            "README.md:4 (card, extra_gated_prompt):  → NOASSERTION, unknown, weights, not offered, not-understood, unclear, free-sentence, [too long to be read whole]",
        ),
    ),
    Row(
        "a prompt that is longer by one",
        {"README.md": _prompt(SHORT + 1)},
        ("README.md:2 (card, extra_gated_prompt): CC-BY-NC-4.0 → CC-BY-NC-4.0, identified, weights",),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_a_layout_says_this_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
