"""When the centre is open, when it gives numbers, and how the next opening is said."""

from datetime import date, datetime, time, timedelta

import pytest

import queueing
from models.base import unit_of_work
from models.centre import Centre, Opening
from queueing import hours
from queueing.errors import NumbersStopped
from tests.conftest import new_key


@pytest.fixture
def stops_early(centre: Centre) -> Centre:
    """Open on weekdays from 07:30 to 17:00; the last number is given a quarter of an hour before."""
    with unit_of_work():
        Opening.delete().execute()
        for weekday in range(5):
            Opening.create(centre=centre, weekday=weekday, opens=time(7, 30), closes=time(17, 0))
        Centre.update(stop_before_close_minutes=15).execute()
    return Centre.get_by_id(centre.id)


def test_shortly_before_closing_the_centre_is_open_but_gives_no_number(stops_early):
    before, after = (hours.at(stops_early, datetime(2026, 11, 20, 16, minute)) for minute in (44, 45))
    assert (before.state, before.gives_numbers, before.opens) == ("open", True, None)
    assert (after.state, after.gives_numbers, after.opens_vi) == ("open", False, "Thứ Hai 23/11, 07:30")


def test_a_number_refused_shortly_before_closing_says_when_numbers_are_given_again(stops_early, certification, hands):
    hands.forward(hours=8, minutes=50)  # Friday 16:50
    with pytest.raises(NumbersStopped) as refusal:
        queueing.issue(certification, key=new_key())
    assert "Đã ngừng cấp số" in refusal.value.message_vi
    assert "Thứ Hai 23/11, 07:30" in refusal.value.message_vi
    assert "Monday 23/11, 07:30" in refusal.value.message_en


@pytest.mark.parametrize(
    ("lunch_tickets", "given"),
    [(True, {"11:10", "11:20", "11:40", "16:40"}), (False, {"11:10", "16:40"})],
)
def test_numbers_stop_early_only_before_a_time_in_which_none_are_given(stops_early, lunch_tickets, given):
    with unit_of_work():
        Opening.update(closes=time(11, 30)).execute()
        for weekday in range(5):
            Opening.create(centre=stops_early, weekday=weekday, opens=time(13, 30), closes=time(17, 0))
    stops_early.lunch_tickets = lunch_tickets
    moments = [datetime(2026, 11, 20, hour, minute) for hour in (11, 16) for minute in (10, 20, 40, 50)]
    asked = [at for at in moments if f"{at:%H:%M}" in ("11:10", "11:20", "11:40", "16:40", "16:50")]
    assert {f"{at:%H:%M}" for at in asked if hours.at(stops_early, at).gives_numbers} == given


def test_an_opening_of_the_same_day_is_said_without_its_weekday(stops_early):
    early = hours.at(stops_early, datetime(2026, 11, 20, 6, 0))
    assert (early.opens_vi, early.opens_en) == ("07:30", "07:30")
    assert early.state == hours.EARLY, "nobody is told that a day is over which has not begun"
    evening = hours.at(stops_early, datetime(2026, 11, 20, 18, 0))
    assert evening.state == hours.CLOSED
    sunday = hours.at(stops_early, datetime(2026, 11, 22, 9, 0))
    assert (sunday.state, sunday.opens_vi) == (hours.HOLIDAY, "Thứ Hai 23/11, 07:30")
    assert (evening.opens_vi, evening.opens_en) == ("Thứ Hai 23/11, 07:30", "Monday 23/11, 07:30")


def test_two_stretches_that_touch_are_no_break(stops_early):
    with unit_of_work():
        Opening.update(closes=time(11, 30)).execute()
        for weekday in range(5):
            Opening.create(centre=stops_early, weekday=weekday, opens=time(11, 30), closes=time(17, 0))
    found = hours.at(stops_early, datetime(2026, 11, 20, 11, 0))
    assert (found.opened, found.closes, found.reopens) == (
        datetime(2026, 11, 20, 7, 30),
        datetime(2026, 11, 20, 17, 0),
        None,
    )


def test_the_hours_of_opening_within_a_wait_can_be_told(centre):
    with unit_of_work():
        Opening.delete().execute()
        for opens, closes in ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))):
            Opening.create(centre=centre, weekday=4, opens=opens, closes=closes)

    friday = date(2026, 11, 20)

    def minutes_open(since: time, until: time) -> float:
        wait = datetime.combine(friday, since), datetime.combine(friday, until)
        return hours.open_between(hours.stretches(centre, friday), *wait) / timedelta(minutes=1)

    assert minutes_open(time(11, 15), time(13, 40)) == 25, "lunch is no part of it"
    assert minutes_open(time(7, 20), time(7, 35)) == 5, "who came before the doors opened"
    assert minutes_open(time(8, 0), time(9, 0)) == 60
    assert minutes_open(time(12, 0), time(13, 0)) == 0
