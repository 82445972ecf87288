"""What a survey says of one audit, and how it exits: a row for each standing and each severity."""

from __future__ import annotations

from itertools import product

import pytest

from auditor.model import FailOn, Severity, Standing, Survey, SurveyEntry, Worst
from auditor.verdict import _worst, survey_exit_code

_NOT_CLEAN = tuple(standing for standing in Standing if standing is not Standing.NO_FINDINGS)


@pytest.mark.parametrize(
    ("standing", "errors", "warnings", "notes"), list(product(Standing, (0, 2), (0, 1), (0, 3))), ids=str
)
def test_the_worst_of_an_audit(standing: Standing, errors: int, warnings: int, notes: int) -> None:
    number = {Severity.ERROR: errors, Severity.WARNING: warnings, Severity.NOTE: notes}

    if errors:
        expected = Worst.ERROR
    elif standing in _NOT_CLEAN:
        expected = Worst.WARNING
    else:
        expected = Worst.NOTE if notes else Worst.NOTHING
    assert _worst(standing, number) is expected


def _entry(worst: Worst, *, fails: bool = False) -> SurveyEntry:
    return SurveyEntry(name="a", kind="model", commit="", worst=worst, fails=fails)


_FINE, _FAILING, _NOT_AUDITED = _entry(Worst.NOTHING), _entry(Worst.ERROR, fails=True), _entry(Worst.NOT_AUDITED)


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ((), 3),
        ((_FINE,), 0),
        ((_FINE, _FINE), 0),
        ((_FAILING,), 1),
        ((_FINE, _FAILING), 1),
        ((_NOT_AUDITED,), 3),
        ((_FINE, _NOT_AUDITED), 3),
        ((_FAILING, _NOT_AUDITED), 1),
        ((_entry(Worst.NOT_AUDITED, fails=True),), 3),
    ],
)
def test_a_survey_exits_by_its_worst_entry(entries: tuple[SurveyEntry, ...], code: int) -> None:
    survey = Survey(as_of="2026-11-29", version="0", rules_digest="", fail_on=FailOn.WARNING, entries=entries)

    assert survey_exit_code(survey) == code
