"""Nobody who did what the base asks is accused; with one thing taken away, that one thing is found, and no other."""

from __future__ import annotations

import pytest

from auditor.model import Severity, Verdict
from support import honest, models

_MADE = {made.id: made for made in honest.derivatives(models.license_text)}


_NO_TENSORS = b"\x02" + b"\0" * 7 + b"{}"
_EXPECTED = {"LICENSE": "license-text-missing", "NOTICE": "notice-sentence-missing"}
_LESS = [(made, path) for made in _MADE.values() for path in made.needed if made.id.endswith(("+0", "+64"))]


def _files(made: honest.Made, without: str = "") -> dict[str, str | bytes]:
    return {
        path: _NO_TENSORS if path.endswith(".safetensors") else text
        for path, text in made.files.items()
        if path != without
    }


def test_there_are_enough() -> None:
    assert len(_MADE) == 210


@pytest.mark.parametrize("made", _MADE.values(), ids=lambda made: made.id)
def test_an_honest_derivative_has_no_error(made: honest.Made) -> None:
    audit = models.audit(_files(made), made.repo)
    errors = {finding.id: finding.verdict for finding in audit.findings if finding.severity is Severity.ERROR}

    assert errors == {}
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]
    parents = {edge.name for edge in audit.upstreams if not edge.is_own_terms and edge.kind.value != "dataset"}
    assert made.base in parents
    assert {name.partition("/")[0] for name in parents} == {made.base.partition("/")[0]}


def test_what_was_taken_away_is_many() -> None:
    assert len(_LESS) >= 50


@pytest.mark.parametrize(("made", "path"), _LESS, ids=lambda part: getattr(part, "id", part))
def test_what_is_taken_away_is_what_is_found(made: honest.Made, path: str) -> None:
    whole, less = (models.audit(_files(made, without), made.repo) for without in ("", path))
    before = {(finding.rule, finding.upstream) for finding in whole.findings}
    further = {(finding.rule, finding.upstream) for finding in less.findings} - before

    assert (_EXPECTED[path], made.base) in further
    assert {rule for rule, _ in further} <= {_EXPECTED[path], "copyright-holder-missing"}
