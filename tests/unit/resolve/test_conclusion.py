"""The terms of the whole, from what is offered; and what there was no time to hear is named, file by file."""

from __future__ import annotations

from itertools import count

import pytest

from auditor import resolve
from auditor.identify import identify
from auditor.knowledge import Knowledge
from auditor.model import Certainty, Statement
from auditor.model.budget import Budget
from auditor.model.cuts import Cuts
from auditor.resolve.statements import statements
from support import models
from support.offers import offer

_UNKNOWN = offer("NOASSERTION", certainty=Certainty.UNKNOWN)
_UNSAID = offer("NOASSERTION", certainty=Certainty.UNSAID)


@pytest.mark.parametrize(
    ("offers", "concluded"),
    [
        ((), "NOASSERTION"),
        ((offer("MIT"),), "MIT"),
        ((offer("MIT"), offer("Apache-2.0")), "Apache-2.0 AND MIT"),
        ((offer("MIT"), offer("MIT AND Apache-2.0")), "MIT AND Apache-2.0"),
        ((offer("MIT"), offer("MIT AND Apache-2.0"), offer("ISC")), "ISC AND MIT AND Apache-2.0"),
        ((offer("MIT"), offer("MIT-0 AND Apache-2.0")), "MIT AND MIT-0 AND Apache-2.0"),
        ((_UNKNOWN,), "NOASSERTION"),
        ((_UNSAID,), "NOASSERTION"),
        ((offer("MIT"), _UNKNOWN), "MIT AND NOASSERTION"),
        ((offer("MIT"), _UNSAID), "MIT"),
        ((offer("MIT"), offer("ISC", outbound=False)), "MIT"),
    ],
)
def test_all_that_is_offered_holds_and_each_once(offers: tuple[Statement, ...], concluded: str) -> None:
    assert resolve.concluded(offers, ()) == concluded


def test_what_there_was_no_time_to_hear_is_named(knowledge: Knowledge) -> None:
    repository = models.read(
        {
            "README.md": models.card("license: mit", "This model is released under the MIT license.\n"),
            "USE_POLICY.md": "You may not use the model for any commercial purpose.\n",
            "ACCEPTABLE_USE_POLICY.md": "The model may only be used for research.\n",
            "LICENSE": "The model may only be used in Japan.\n",
            "a.py": "# SPDX-License-Identifier: ISC\n",
        }
    )
    detections = identify(repository, knowledge, scancode=False).detections
    everything = statements(repository, detections, (), knowledge)
    seen = set()
    for ticks in count():
        clock = count()
        cuts = Cuts(Budget(ticks, clock=lambda clock=clock: float(next(clock))))
        heard = statements(repository, detections, (), knowledge, cuts)
        named = {unread.path for unread in cuts.unread}
        seen.update(named)

        missed = {each.location.path for each in everything if each not in heard and each.location}
        assert missed <= named, f"after {ticks} looks at the clock"
        if not named:
            break
    assert heard == everything
    assert seen >= {"README.md", "USE_POLICY.md", "ACCEPTABLE_USE_POLICY.md", "LICENSE", "a.py"}


def test_what_there_was_no_time_to_hear_beside_a_text_is_named(knowledge: Knowledge) -> None:
    mit = models.mit("Copyright (c) 2026 Acme")
    seen = set()
    for ticks in count():
        # other words each time, as what was read once is remembered
        words = f"The weights of release {ticks} are released under CC BY-NC 4.0."
        repository = models.read(
            {"COPYING": f"{mit}\n\n{words}", "LICENSE": f"{words}\n", "UNLICENSE": f"{mit}\n\n{words}\n"}
        )
        detections = identify(repository, knowledge, scancode=False).detections
        clock = count()
        cuts = Cuts(Budget(ticks, clock=lambda clock=clock: float(next(clock))))
        heard = statements(repository, detections, (), knowledge, cuts)
        everything = statements(repository, detections, (), knowledge)
        named = {unread.path for unread in cuts.unread}
        seen.update(named)

        missed = {each.path for each in everything if each not in heard}
        assert missed <= named, f"after {ticks} looks at the clock"
        if not named:
            break
    assert heard == everything
    assert {(each.path, each.expression) for each in heard} == {
        ("COPYING", "MIT"),
        ("COPYING", "CC-BY-NC-4.0"),
        ("LICENSE", "CC-BY-NC-4.0"),
        ("UNLICENSE", "MIT"),
        ("UNLICENSE", "CC-BY-NC-4.0"),
    }
    assert seen >= {"COPYING", "LICENSE", "UNLICENSE"}
