"""A history in a reader's words: the result with its date, and what changed at which commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Noun, Verdict
from auditor.report.common import wording
from auditor.report.common.wording import counted

if TYPE_CHECKING:
    from auditor.model import History, Interval, Snapshot, Timeline

SHORT = 12
_SHOWN_PATHS = 4


class Turn(NamedTuple):
    """An answer that differs from the previous snapshot's."""

    timeline: Timeline
    before: Interval | None
    """None if the question did not arise before."""
    after: Interval | None
    """None if it no longer arises."""


class Since(Noun, frozen=True, kw_only=True):
    """The result, and since when it holds."""

    headline: str
    """`NO FINDINGS since 2026-04-02 (7f4a59e2bea7)`."""
    before: str
    """What was before, in a sentence or two."""
    repairs: str
    """What was repaired and what broke, each with its date; "" if nothing."""
    complied: bool
    """Whether it complied at any judged commit."""


def since(history: History) -> Since:
    """The result; a repair has a date, and an incomplete history states what is unknown."""
    now, first = history.since, history.snapshots[0]
    known = now is not first or (history.reaches_back and not history.left_out)
    headline = f"{standing(history.snapshots[-1]).upper()} since {'' if known else 'at least '}{dated(now)}"
    complied = [snapshot for snapshot in history.snapshots if snapshot.complies]
    parts = [_complying(history, now) if now.complies else _failing(history, complied)]
    released = next((snapshot for snapshot in history.snapshots if snapshot.weights), None)
    if released is not None and (released is not first or known):
        parts.append(f"The first weights came on {dated(released)}.")
    if history.left_out or not history.reaches_back:
        parts.append(f"Its standing before {dated(first)} is not known.")
    if history.gaps:
        parts.append(f"Of {counted(history.gaps, 'commit')} it is not known: see below.")
    return Since(
        headline=headline, before=" ".join(parts), repairs=" ".join(_repairs(history)), complied=bool(complied)
    )


def turns(history: History, number: int) -> tuple[Turn, ...]:
    """The changes at a snapshot, sorted by id; at the first one everything is new."""
    changed = []
    for timeline in history.timelines:
        after = next((interval for interval in timeline.intervals if interval.first == number), None)
        before = next((interval for interval in timeline.intervals if interval.last == number - 1), None)
        if after is not None or before is not None:
            changed.append(Turn(timeline, before, after))
    return tuple(changed)


def described(history: History, changes: tuple[Turn, ...]) -> tuple[tuple[Turn, str], ...]:
    """`met; before that breached since 2026-03-17 (0e46f7a4abc9): include-license-text (mit, acme/Base)`.

    Equal changes are listed together; repairs come first.
    """
    together: dict[str, list[Turn]] = {}
    for turn in sorted(changes, key=_loudest):
        together.setdefault(_turned(history, turn), []).append(turn)
    return tuple((same[0], f"{words}: {_listed(same)}") for words, same in together.items())


def _turned(history: History, turn: Turn) -> str:
    timeline, before, after = turn
    was = f"{verdict(before)} since {dated(history.snapshots[before.first])}" if before else ""
    if after is None:
        return f"no longer asked; before that {was}"
    alike = (
        interval
        for interval in timeline.intervals
        if interval.first < after.first and interval.verdict is after.verdict
    )
    again = " again" if any(interval is not before for interval in alike) else ""
    return f"{verdict(after)}{again}{f'; before that {was}' if was else ''}"


def _listed(changes: list[Turn]) -> str:
    """Requirements of a license for one upstream, together: `include-license-text, state-changes (mit, acme/Base)`."""
    codes_by_subject: dict[str, list[str]] = {}
    for timeline, _, _ in changes:
        about = ", ".join(filter(None, (timeline.license, timeline.upstream)))
        codes_by_subject.setdefault(about, []).append(timeline.code or timeline.rule)
    return "; ".join(f"{', '.join(codes)}{f' ({about})' if about else ''}" for about, codes in codes_by_subject.items())


def verdict(interval: Interval) -> str:
    """`breached`, or `undetermined (if confirmed: breached)`."""
    if interval.if_confirmed is not None and interval.if_confirmed is not interval.verdict:
        return f"{wording.answer(interval.verdict)} (if confirmed: {wording.answer(interval.if_confirmed)})"
    return wording.answer(interval.verdict)


def touched(snapshot: Snapshot) -> str:
    """`NOTICE added; README.md changed; 3 files of weights added`."""
    parts = []
    for how in ("added", "changed", "removed"):
        paths = [file.path for file in snapshot.changed_files if file.how == how and not file.weights]
        weights = sum(file.how == how and file.weights for file in snapshot.changed_files)
        if paths:
            more = f" and {len(paths) - _SHOWN_PATHS:,} more" if len(paths) > _SHOWN_PATHS else ""
            parts.append(f"{', '.join(paths[:_SHOWN_PATHS])}{more} {how}")
        if weights:
            parts.append(f"{counted(weights, 'file')} of weights {how}")
    return "; ".join(parts)


def standing(snapshot: Snapshot) -> str:
    """`does not comply`; or that nothing could be judged at the commit."""
    return wording.standing(snapshot.standing) if snapshot.standing else "nothing that could be judged"


def dated(snapshot: Snapshot) -> str:
    """`2026-03-17 (0e46f7a4abc9)`."""
    return f"{snapshot.date[:10]} ({snapshot.commit[:SHORT]})"


def _loudest(turn: Turn) -> tuple[int, str, str, str]:
    order = [Verdict.MET, Verdict.BREACHED, Verdict.UNDETERMINED]
    place = order.index(turn.after.verdict) if turn.after and turn.after.verdict in order else len(order)
    return place + (turn.before is None) * len(order), turn.timeline.license, turn.timeline.upstream, turn.timeline.id


def _complying(history: History, now: Snapshot) -> str:
    earlier = history.snapshots[: now.number]
    if not earlier:
        return "It did so at every commit that was judged."
    last = earlier[-1]
    run = next(
        snapshot for snapshot in earlier if all(later.standing == last.standing for later in earlier[snapshot.number :])
    )
    again = " It complied before that, too, and stopped." if any(snapshot.complies for snapshot in earlier) else ""
    return f"Before that, from {dated(run)} on: {standing(last)}.{again}"


def _failing(history: History, complied: list[Snapshot]) -> str:
    judged = sum(bool(snapshot.standing) for snapshot in history.snapshots)
    if not complied:
        return f"It complied at none of the {judged} commits judged." if judged > 1 else "It is the only one judged."
    last = complied[-1]
    return f"It complied last from {dated(_run(history, last))} until {dated(history.snapshots[last.number + 1])}."


def _run(history: History, last: Snapshot) -> Snapshot:
    """The first snapshot of the run of complying ones that ends with this one."""
    first = last
    for snapshot in reversed(history.snapshots[: last.number]):
        if not snapshot.complies:
            break
        first = snapshot
    return first


def _repairs(history: History) -> list[str]:
    """Sentences on current requirements that were once answered differently."""
    end = history.snapshots[-1].number
    repaired: dict[int, int] = {}
    broken: dict[int, int] = {}
    for timeline in history.timelines:
        last = timeline.intervals[-1]
        if last.last != end or len(timeline.intervals) == 1:
            continue
        earlier = {interval.verdict for interval in timeline.intervals[:-1]}
        if last.verdict is Verdict.MET:
            repaired[last.first] = repaired.get(last.first, 0) + 1
        elif Verdict.MET in earlier:
            broken[last.first] = broken.get(last.first, 0) + 1
    return [
        *(f"{_were(n, 'not met')} met since {dated(history.snapshots[at])}." for at, n in sorted(repaired.items())),
        *(f"{_were(n, 'met')} not met since {dated(history.snapshots[at])}." for at, n in sorted(broken.items())),
    ]


def _were(count: int, once: str) -> str:
    return f"1 duty that was once {once} is" if count == 1 else f"{count} duties that were once {once} are"
