"""The trial's clock runs, stands still, hurries, and never goes back."""

from datetime import datetime, timedelta

from demo.hands import Hands

MORNING = datetime(2026, 11, 20, 7, 15)
NOON = MORNING.replace(hour=12)


def hands(speed: float = 600.0, naps: list[float] | None = None) -> Hands:
    return Hands(MORNING, speed, (naps if naps is not None else []).append)


def test_it_waits_in_short_naps_until_the_moment_has_come():
    naps: list[float] = []
    clock = hands(naps=naps)
    clock.reach(MORNING + timedelta(seconds=30))
    assert clock.now() >= MORNING + timedelta(seconds=30)
    assert naps and max(naps) <= 0.05


def test_on_the_way_to_an_hour_everything_planned_happens_at_once_and_at_its_own_moment():
    naps: list[float] = []
    clock = hands(speed=1, naps=naps)
    clock.hurry_to(NOON)
    seen = []
    for minutes in (30, 60, 200):
        clock.reach(MORNING + timedelta(minutes=minutes))
        seen.append((clock.now() - MORNING) // timedelta(minutes=1))
    assert seen == [30, 60, 200] and naps == []
    assert clock.hurries


def test_what_lies_beyond_the_hour_is_waited_for_from_that_hour_on():
    clock = Hands(MORNING, 1, lambda seconds: clock.run_at(1e9))
    clock.hurry_to(NOON)
    clock.reach(NOON + timedelta(minutes=5))
    assert clock.now() >= NOON + timedelta(minutes=5)
    assert not clock.hurries


def test_it_stands_still_until_it_goes_on():
    clock = hands(speed=1e6)
    clock.stop()
    at = clock.now()
    assert clock.now() == at and clock.paused
    clock.go_on()
    assert clock.now() > at


def test_it_jumps_over_the_night_and_never_back():
    clock = hands()
    clock.jump(MORNING + timedelta(days=1))
    clock.jump(MORNING)
    assert clock.now() >= MORNING + timedelta(days=1)
