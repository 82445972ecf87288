"""Which part a LICENSE is of, and whether it offers the model: in each row one condition is there, or is not."""

from __future__ import annotations

import pytest

from auditor.model import (
    Certainty,
    Location,
    Part,
    Plainness,
    Statement,
    StatementKind,
    StatementSource,
    StatementSubject,
)
from auditor.resolve.scope import nearest, scoped
from support import models

DECLARED, DETECTED, INHERITED = StatementSource.DECLARED, StatementSource.DETECTED, StatementSource.INHERITED


def _statement(expression: str, path: str, **changes: object) -> Statement:
    statement = Statement(
        expression=expression,
        source=DECLARED,
        part=Part.WEIGHTS,
        certainty=Certainty.IDENTIFIED,
        raw=expression,
        by="model card",
        location=Location(path=path, first=1, last=1),
    )
    return statement.replace(**changes)


WEIGHTS = _statement("CC-BY-NC-4.0", "README.md")
CODE = _statement("MIT", "README.md", part=Part.CODE, outbound=False)
TEXT = _statement("MIT", "LICENSE", source=DETECTED)
UNKNOWN = {"certainty": Certainty.UNKNOWN, "expression": "NOASSERTION"}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("weights", "code", "text", "part"),
    [
        ({}, {}, {}, Part.CODE),
        (UNKNOWN, {}, {}, Part.CODE),
        ({**UNKNOWN, "certainty": Certainty.FAMILY}, {}, {}, Part.CODE),
        ({**UNKNOWN, "certainty": Certainty.UNSAID}, {}, {}, Part.WEIGHTS),
        ({**UNKNOWN, "outbound": False}, {}, {}, Part.WEIGHTS),
        ({**UNKNOWN, "source": DETECTED}, {}, {}, Part.WEIGHTS),
        ({**UNKNOWN, "part": Part.CODE}, {}, {}, Part.WEIGHTS),
        ({"part": Part.CODE}, {}, {}, Part.WEIGHTS),
        ({"part": Part.DATA}, {}, {}, Part.WEIGHTS),
        ({"covers": ("b/*",)}, {}, {}, Part.CODE),
        ({"kind": StatementKind.PERMISSION}, {}, {}, Part.WEIGHTS),
        ({"plainness": Plainness.FREE}, {}, {}, Part.WEIGHTS),
        ({"subject": StatementSubject.OTHER}, {}, {}, Part.WEIGHTS),
        ({"source": DETECTED}, {}, {}, Part.WEIGHTS),
        ({"expression": "MIT"}, {}, {}, Part.WEIGHTS),
        ({}, UNKNOWN, {}, Part.WEIGHTS),
        ({}, {"certainty": Certainty.FAMILY}, {}, Part.WEIGHTS),
        ({}, {"kind": StatementKind.PERMISSION}, {}, Part.WEIGHTS),
        ({}, {"plainness": Plainness.FREE}, {}, Part.WEIGHTS),
        ({}, {"subject": StatementSubject.OTHER}, {}, Part.WEIGHTS),
        ({}, {"source": INHERITED}, {}, Part.WEIGHTS),
        ({}, {"part": Part.DATA}, {}, Part.WEIGHTS),
        ({}, {"covers": ("a.py",)}, {}, Part.WEIGHTS),
        ({}, {"expression": "MIT AND ISC"}, {}, Part.CODE),
        ({}, {}, {"expression": "MIT AND ISC"}, Part.WEIGHTS),
        ({}, {}, {"expression": "Apache-2.0"}, Part.WEIGHTS),
        ({}, {}, {"covers": ("b/*",)}, Part.WEIGHTS),
        ({}, {}, {"certainty": Certainty.UNKNOWN}, Part.WEIGHTS),
        ({}, {}, {"source": INHERITED}, Part.WEIGHTS),
        ({}, {}, {"part": Part.DATA}, Part.DATA),
    ],
)
def test_a_text_is_of_the_code_where_words_say_so(
    weights: dict[str, object], code: dict[str, object], text: dict[str, object], part: Part, order: int
) -> None:
    statements = (WEIGHTS.replace(**weights), CODE.replace(**code), TEXT.replace(**text))[::order]

    assert [each.part for each in scoped(statements)[::order]] == [
        statements[::order][0].part,
        statements[::order][1].part,
        part,
    ]


@pytest.mark.parametrize(
    ("near", "above", "offers"),
    [
        ({}, {}, False),
        ({"outbound": False}, {}, True),
        ({"part": Part.CODE}, {}, True),
        ({"location": Location(path="README.md", first=1)}, {}, True),
        ({"location": Location(path="a/bc/README.md", first=1)}, {}, True),
        ({"location": None}, {}, True),
        ({}, {"source": DECLARED}, True),
        ({}, {"location": Location(path="a/b/LICENSE", first=1)}, True),
        ({}, {"location": Location(path="README.md", first=1)}, True),
        ({}, {"location": None}, True),
    ],
)
def test_a_text_above_the_model_offers_it_where_nothing_nearer_does(
    near: dict[str, object], above: dict[str, object], *, offers: bool
) -> None:
    files = {"LICENSE": "x", "a/b/LICENSE": "x", "a/b/config.json": "{}", "a/b/model.safetensors": models.WEIGHTS}
    repository = models.read_alone({**files, "README.md": "x"})
    statements = (
        _statement("ISC", "a/b/README.md").replace(**near),
        _statement("MIT", "LICENSE", source=DETECTED).replace(**above),
    )

    assert repository.roots == ("a/b",)
    assert [each.outbound for each in nearest(statements, repository)] == [statements[0].outbound, offers]


def test_nothing_is_above_a_model_at_the_root() -> None:
    repository = models.read({"LICENSE": "x"})
    statements = (_statement("ISC", "README.md"), _statement("MIT", "LICENSE", source=DETECTED))

    assert nearest(statements, repository) == statements
    assert nearest(statements, repository.replace(roots=())) == statements
