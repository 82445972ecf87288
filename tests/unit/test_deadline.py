"""A test's deadline counts its own work, not that of the machine; what hangs ends all the same."""

from __future__ import annotations

import itertools
import signal
import time

import pytest

from support.deadline import deadline


def test_work_without_end_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"more than 0\.05 seconds of processor time"), deadline(work=0.05):
        all(True for _ in itertools.repeat(None))


def test_time_in_which_others_work_does_not_count() -> None:
    with deadline(work=0.2):
        time.sleep(0.5)


def test_waiting_without_end_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"more than 0\.05 seconds by the clock"), deadline(wait=0.05):
        time.sleep(60)


def test_behind_it_no_timer_runs_and_signals_are_as_before() -> None:
    numbers, timers = (signal.SIGPROF, signal.SIGALRM), (signal.ITIMER_PROF, signal.ITIMER_REAL)
    before = [signal.getsignal(number) for number in numbers]

    with deadline():
        assert all(signal.getitimer(timer)[0] > 0 for timer in timers)

    assert [signal.getsignal(number) for number in numbers] == before
    assert [signal.getitimer(timer)[0] for timer in timers] == [0, 0]
