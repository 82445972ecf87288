"""Histories made by hand, a verdict for each commit."""

from __future__ import annotations

from auditor.model import Answer, History, Standing, State, Touched, Verdict
from auditor.model.history import NOTHING
from auditor.pipeline.timelines import courses
from support import samples

_STANDINGS = {
    Verdict.MET: Standing.NO_FINDINGS,
    Verdict.BREACHED: Standing.DOES_NOT_COMPLY,
    Verdict.UNDETERMINED: Standing.UNDETERMINED,
    None: None,
}


def _answer(verdict: Verdict, code: str = "include-license-text") -> Answer:
    return Answer(
        id="license-text-missing:mit:acme/Base",
        rule="license-text-missing",
        license="mit",
        code=code,
        upstream="acme/Base",
        verdict=verdict,
    )


def state(number: int, verdict: Verdict | None, title: str = "Change") -> State:
    """A commit at which one duty has that verdict; None: nothing was judged."""
    return State(
        number=number,
        commit=f"{number:x}" * 40,
        date=f"2026-03-{number + 1:02}T00:00:00",
        title=title,
        merge=False,
        touched=(Touched(path="LICENSE", how="changed", weights=False),),
        weights=True,
        standing=_STANDINGS[verdict],
        decides="Something" if verdict else NOTHING,
        complies=verdict is Verdict.MET,
        findings=(),
        answers=(_answer(verdict),) if verdict else (),
    )


def history(*verdicts: Verdict | None, **changes: object) -> History:
    """Commits, oldest first."""
    states = tuple(state(number, verdict) for number, verdict in enumerate(verdicts))
    made = History(
        target="hf:acme/Child",
        name="acme/Child",
        revision="main",
        as_of="2026-11-27",
        version="0",
        rules_digest="0",
        commits=len(states),
        reaches_back=True,
        left_out=0,
        notes=(),
        states=states,
        courses=courses(states),
        newest=samples.ALL["clean"](),
    )
    return made.replace(**changes)
