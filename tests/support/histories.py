"""Histories made by hand, a verdict for each commit."""

from __future__ import annotations

from auditor.model import FileChange, History, RuleVerdict, Snapshot, Standing, Verdict
from auditor.model.history import NOTHING
from auditor.pipeline.timelines import timelines
from support import samples

_STANDINGS = {
    Verdict.MET: Standing.NO_FINDINGS,
    Verdict.BREACHED: Standing.DOES_NOT_COMPLY,
    Verdict.UNDETERMINED: Standing.UNDETERMINED,
    None: None,
}


def _answer(verdict: Verdict, code: str = "include-license-text") -> RuleVerdict:
    return RuleVerdict(
        id="license-text-missing:mit:acme/Base",
        rule="license-text-missing",
        license="mit",
        code=code,
        upstream="acme/Base",
        verdict=verdict,
    )


def snapshot(number: int, verdict: Verdict | None, title: str = "Change") -> Snapshot:
    """A commit at which one duty has that verdict; None: nothing was judged."""
    return Snapshot(
        number=number,
        commit=f"{number:x}" * 40,
        date=f"2026-03-{number + 1:02}T00:00:00",
        title=title,
        merge=False,
        changed_files=(FileChange(path="LICENSE", how="changed", weights=False),),
        weights=True,
        standing=_STANDINGS[verdict],
        decides="Something" if verdict else NOTHING,
        complies=verdict is Verdict.MET,
        findings=(),
        verdicts=(_answer(verdict),) if verdict else (),
    )


def history(*verdicts: Verdict | None, **changes: object) -> History:
    """Commits, oldest first."""
    snapshots = tuple(snapshot(number, verdict) for number, verdict in enumerate(verdicts))
    made = History(
        target="hf:acme/Child",
        name="acme/Child",
        revision="main",
        as_of="2026-11-27",
        version="0",
        rules_digest="0",
        commits=len(snapshots),
        reaches_back=True,
        left_out=0,
        notes=(),
        snapshots=snapshots,
        timelines=timelines(snapshots),
        newest=samples.ALL["clean"](),
    )
    return made.replace(**changes)
