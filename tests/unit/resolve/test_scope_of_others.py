"""Texts of an upstream beside those of the model, and what a package that is nothing but a model says: tables."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.model import Certainty, Part, Statement, StatementKind, StatementSource, StatementSubject, StatementTime
from auditor.resolve.scope import carried_along, packaged
from auditor.resolve.statements import of_itself
from support import models
from support.offers import offer

DETECTED, INHERITED = StatementSource.DETECTED, StatementSource.INHERITED
OWN = offer("CC-BY-NC-4.0")
BROUGHT = offer("MIT", source=INHERITED, outbound=False)
ALONG = offer("MIT", path="LICENSE-DeepSeek", source=DETECTED)


@pytest.mark.parametrize(
    ("own", "along", "brought", "is_offer"),
    [
        ({}, {}, {}, False),
        ({"outbound": False}, {}, {}, True),
        ({"part": Part.CODE}, {}, {}, True),
        ({"certainty": Certainty.UNKNOWN, "expression": "NOASSERTION"}, {}, {}, False),
        ({}, {"source": StatementSource.DECLARED}, {}, True),
        ({}, {"part": Part.CODE}, {}, True),
        ({}, {"expression": "ISC"}, {}, True),
        ({}, {"expression": "MIT AND ISC"}, {}, True),
        ({}, {}, {"expression": "ISC"}, True),
        ({}, {}, {"expression": "GPL-3.0-only"}, True),
        ({}, {"expression": "GPL-3.0-only"}, {"expression": "GPL-3.0-only"}, True),
        ({}, {"certainty": Certainty.UNKNOWN, "expression": "NOASSERTION"}, {}, True),
    ],
)
def test_a_permissive_text_of_an_upstream_is_no_offer_where_something_else_is(
    own: dict[str, object],
    along: dict[str, object],
    brought: dict[str, object],
    *,
    is_offer: bool,
    knowledge: Knowledge,
) -> None:
    offers = (OWN.replace(**own), ALONG.replace(**along))
    _, text = carried_along(offers, (BROUGHT.replace(**brought),), knowledge)

    assert text.outbound is is_offer


@pytest.mark.parametrize(
    ("path", "is_offer"),
    [("LICENSE", True), ("LICENSE-MODEL", True), ("LICENSE-DeepSeek", False), ("LICENSE-BASE-MODEL", False)],
)
def test_a_license_named_for_nobody_is_an_offer(path: str, *, is_offer: bool, knowledge: Knowledge) -> None:
    _, text = carried_along((OWN, offer("MIT", path=path, source=DETECTED)), (BROUGHT,), knowledge)

    assert text.outbound is is_offer


PACKAGE: dict[str, str | bytes] = {"acme-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n"}
PAPER = offer("MIT", path="acme-1.dist-info/METADATA", part=Part.UNCLEAR)


@pytest.mark.parametrize(
    ("changes", "beside", "files", "part"),
    [
        ({}, (), {}, Part.WEIGHTS),
        ({}, (OWN,), {}, Part.UNCLEAR),
        ({}, (OWN.replace(outbound=False),), {}, Part.WEIGHTS),
        ({}, (OWN.replace(part=Part.CODE),), {}, Part.WEIGHTS),
        ({"part": Part.CODE}, (), {}, Part.CODE),
        ({"outbound": False}, (), {}, Part.UNCLEAR),
        ({"quote": "It is MIT."}, (), {}, Part.UNCLEAR),
        ({"location": offer("MIT", path="README.md").location}, (), {}, Part.UNCLEAR),
        ({}, (), {"train.py": "x"}, Part.UNCLEAR),
        ({}, (), {"acme/__init__.py": "x"}, Part.WEIGHTS),
    ],
)
def test_what_a_package_that_is_a_model_says_is_of_its_weights(
    changes: dict[str, object], beside: tuple[Statement, ...], files: dict[str, str | bytes], part: Part
) -> None:
    repository = models.read({**PACKAGE, **files})
    paper, *_ = packaged((PAPER.replace(**changes), *beside), repository)

    assert paper.part is part


@pytest.mark.parametrize(
    ("changes", "is_own"),
    [
        ({}, True),
        ({"source": INHERITED}, False),
        ({"outbound": False}, False),
        ({"outbound": False, "quote": "It is MIT."}, True),
        ({"kind": StatementKind.LIMIT}, True),
        ({"kind": StatementKind.PERMISSION}, False),
        ({"kind": StatementKind.NOT_UNDERSTOOD}, False),
        ({"subject": StatementSubject.OTHER}, False),
        ({"time": StatementTime.LATER}, False),
    ],
)
def test_a_repository_says_of_itself_what_it_offers_or_limits_now(changes: dict[str, object], *, is_own: bool) -> None:
    assert bool(of_itself((OWN.replace(**changes),))) is is_own
