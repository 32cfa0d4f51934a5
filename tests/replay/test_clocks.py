"""A replay's clock jumps, and never goes back."""

from datetime import datetime, timedelta

from models.base import clock as hands
from models.base import now
from replay.clocks import JumpingClock

MORNING = datetime(2026, 4, 13, 7, 30)


def test_the_jumping_clock_stands_at_the_latest_moment_it_was_sent_to():
    clock = JumpingClock(MORNING)
    clock.reach(MORNING + timedelta(hours=2))
    clock.reach(MORNING)
    assert clock.now() == MORNING + timedelta(hours=2)


def test_a_clock_that_is_let_go_is_the_computers_again():
    hands.drive(lambda: MORNING)
    assert now() == MORNING
    hands.release()
    before = now()
    assert before != MORNING and now() >= before
