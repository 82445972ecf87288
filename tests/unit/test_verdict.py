"""What fails, how a model stands, in which order findings are read, and what is asked."""

from __future__ import annotations

import pytest

from auditor.model import FailOn, Severity

_SEVERITIES = tuple(Severity)


@pytest.mark.parametrize(
    ("fail_on", "fails"),
    [
        (FailOn.NEVER, ()),
        (FailOn.ERROR, _SEVERITIES[:1]),
        (FailOn.WARNING, _SEVERITIES[:2]),
        (FailOn.NOTE, _SEVERITIES),
    ],
)
def test_a_severity_fails_where_it_is_at_or_above_the_floor(fail_on: FailOn, fails: tuple[Severity, ...]) -> None:
    assert tuple(one for one in _SEVERITIES if fail_on.includes(one)) == fails
