"""The quota: kept before the server has to say no. The clock is the test's."""

from __future__ import annotations

import pytest

from auditor.sources.hub.pacing import Gate, Quota, quota


class Clock:
    """Moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def _server(clock: Clock, most: int, window: float) -> list[int]:
    """Sends 50 requests through a gate to a server with fixed windows; how many each window saw."""
    gate = Gate(clock, clock.sleep)
    seen: dict[int, int] = {}
    for _ in range(50):
        gate.enter(lambda _seconds: None)
        number = int(clock.now // window)
        seen[number] = seen.get(number, 0) + 1
        ends = (number + 1) * window - clock.now
        gate.leave(Quota(max(0, most - seen[number]), float(int(ends) + 1), most))
        clock.now += 0.01
    return list(seen.values())


@pytest.mark.parametrize(("most", "window"), [(20, 5.0), (1, 1.0), (50, 300.0)])
def test_no_window_sees_more_than_its_quota(most: int, window: float) -> None:
    clock = Clock()
    assert max(_server(clock, most, window)) <= most


def test_nothing_waits_while_there_is_room() -> None:
    clock = Clock()
    _server(clock, 1_000, 300.0)
    assert clock.slept == []


def test_requests_under_way_count_against_what_is_left() -> None:
    clock = Clock()
    gate = Gate(clock, clock.sleep)
    for _ in range(3):
        gate.enter(lambda _seconds: None)
    gate.leave(Quota(left=2, seconds=5.0, most=10))
    waited: list[float] = []
    gate.enter(waited.append)
    assert waited, "two are still under way, and two were left"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"ratelimit": "nonsense"}, None),
        ({"ratelimit": '"api";r=489;t=55'}, Quota(489, 55.0, None)),
        (
            {"ratelimit": '"api";r=0;t=9', "ratelimit-policy": '"fixed window";"api";q=500;w=300'},
            Quota(0, 9.0, 500),
        ),
    ],
)
def test_what_the_headers_say(headers: dict[str, str], expected: Quota | None) -> None:
    assert quota(headers) == expected
