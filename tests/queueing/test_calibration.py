"""The wait that is said is stored, judged, and fitted to what was measured."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queueing
from models.base import today
from models.ticket import Ticket
from queueing import calibration, estimates
from queueing.calibration import GOAL, Given
from tests.conftest import new_key


def issue(service, **wish):
    return queueing.issue(service, key=new_key(), **wish)


def test_what_is_said_is_stored_with_the_number(centre, certification, counter_1):
    first, second = issue(certification), issue(certification)
    assert (first.promised_ahead, first.promised_soonest, first.promised_latest) == (0, 0, 0)
    # one person × 6 to 10 minutes ÷ three counters: 2 to 3⅓
    assert (second.promised_ahead, second.promised_soonest, second.promised_latest) == (1, 0, 5)
    assert Ticket.get_by_id(second.id).promised_seconds == 160


def test_a_number_without_an_open_counter_is_promised_nothing(centre, certification):
    for counter in centre.counters:
        queueing.close_counter(counter)
    ticket = issue(certification)
    assert (ticket.promised_ahead, ticket.promised_soonest, ticket.promised_latest) == (0, None, None)


def test_an_estimate_is_judged_when_its_number_is_called(centre, certification, counter_1, hands):
    issue(certification), issue(certification), issue(certification)
    hands.forward(minutes=1)
    queueing.serve(called := queueing.call_next(counter_1), counter_1)
    hands.forward(minutes=11)
    queueing.finish(called, counter_1)
    queueing.call_next(counter_1)
    latest, first = estimates.given(certification, today(), today())
    assert (first.waited, first.hit) == (60.0, True)
    assert (latest.soonest, latest.latest, latest.waited, latest.hit) == (0, 5, 720.0, False)


WAITS = st.lists(st.tuples(st.integers(1, 12), st.floats(60, 3000), st.floats(0, 7200)), min_size=30, max_size=120)


@given(waits=WAITS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_fitted_range_is_as_narrow_as_the_goal_lets_it(waits):
    fitted = calibration.spread([Given(ahead, 0, 5, expected, waited) for ahead, expected, waited in waits])
    assert fitted is not None
    ranges = [fitted.said(expected) for _, expected, _ in waits]
    assert all(soonest % 5 == latest % 5 == 0 and soonest < latest for soonest, latest in ranges)
    hits = sum(calibration.is_right(*said, wait[2]) for said, wait in zip(ranges, waits, strict=True))
    assert 100 * hits >= GOAL * len(waits) or fitted.tail == calibration.TAILS[-1]


def test_too_few_waits_fit_nothing():
    assert calibration.spread([Given(1, 0, 5, 300, 300)] * 29) is None
    assert calibration.limit_alone([Given(0, 0, 0, 0, 900)] * 29) == 0


def test_who_has_nobody_before_them_is_told_what_most_have_kept():
    assert calibration.limit_alone([Given(0, 0, 0, 0, 30)] * 30) == 0
    assert calibration.limit_alone([Given(0, 0, 0, 0, 30)] * 20 + [Given(0, 0, 0, 0, 540)] * 20) == 10


def test_the_range_of_tomorrow_hits_more_often_than_the_middle_half_alone():
    """Waits that are half as long again as expected, and scattered: P25–P75 of the service misses most of them."""
    dice = random.Random(7)

    def a_day() -> list[Given]:
        found = []
        for _ in range(100):
            ahead = dice.randint(1, 15)
            expected = ahead * 240.0
            soonest, latest = calibration.rounded(expected * 0.8 / 60, expected * 1.2 / 60)
            found.append(Given(ahead, soonest, latest, expected, expected * dice.uniform(0.9, 2.1)))
        return found

    known, tomorrow = a_day() + a_day(), a_day()
    fitted = calibration.spread(known)
    assert fitted is not None
    before = sum(one.hit for one in tomorrow)
    after = sum(calibration.is_right(*fitted.said(one.expected), one.waited) for one in tomorrow)
    assert before < 60
    assert after >= GOAL - 5
