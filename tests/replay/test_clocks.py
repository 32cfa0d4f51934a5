"""A replay's clock jumps, a demo's runs fast; neither goes back."""

from datetime import datetime, timedelta

from models.base import clock as hands
from models.base import now
from replay.clocks import FastClock, JumpingClock

MORNING = datetime(2026, 4, 13, 7, 30)


def test_the_jumping_clock_stands_at_the_latest_moment_it_was_sent_to():
    clock = JumpingClock(MORNING)
    clock.reach(MORNING + timedelta(hours=2))
    clock.reach(MORNING)
    assert clock.now() == MORNING + timedelta(hours=2)


def test_the_fast_clock_waits_in_naps_until_the_moment_has_come():
    naps: list[float] = []
    clock = FastClock(MORNING, 600, naps.append)
    clock.reach(MORNING + timedelta(seconds=30))
    assert clock.now() >= MORNING + timedelta(seconds=30)
    assert naps and max(naps) <= 0.05


def test_the_fast_clock_jumps_over_the_night_and_never_back():
    clock = FastClock(MORNING, 60, lambda seconds: None)
    clock.jump(MORNING + timedelta(days=7))
    clock.jump(MORNING)
    assert clock.now() >= MORNING + timedelta(days=7)


def test_a_clock_that_is_let_go_is_the_computers_again():
    hands.drive(lambda: MORNING)
    assert now() == MORNING
    hands.release()
    before = now()
    assert before != MORNING and now() >= before
