"""November 2026: Monday the 16th; Tuesday the 24th is a holiday; Saturday the 28th is worked in exchange."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.calendar import WorkingDays, WorkingHours, due_date
from models.centre import Opening

HOLIDAY, SWAPPED = date(2026, 11, 24), date(2026, 11, 28)
DAYS = WorkingDays(working=frozenset({SWAPPED}), resting=frozenset({HOLIDAY}))
DAY = timedelta(days=1)
FEW = settings(max_examples=40, deadline=None)


@pytest.mark.parametrize(
    ("received", "working_days", "due"),
    [
        ((2026, 11, 16, 8, 0), 3, date(2026, 11, 19)),
        ((2026, 11, 20, 8, 0), 1, date(2026, 11, 23)),  # over a weekend
        ((2026, 11, 23, 8, 0), 1, date(2026, 11, 25)),  # over the holiday
        ((2026, 11, 27, 8, 0), 1, date(2026, 11, 28)),  # the swapped Saturday works
        ((2026, 11, 16, 6, 0), 0, date(2026, 11, 16)),  # before opening
        ((2026, 11, 16, 12, 0), 0, date(2026, 11, 16)),  # at lunch
        ((2026, 11, 16, 14, 59), 0, date(2026, 11, 16)),
        ((2026, 11, 16, 15, 0), 0, date(2026, 11, 17)),
        ((2026, 11, 16, 15, 0), 3, date(2026, 11, 19)),  # the rule of 15:00 is for the same day only
        ((2026, 11, 20, 15, 0), 0, date(2026, 11, 23)),
        ((2026, 11, 21, 9, 0), 0, date(2026, 11, 23)),  # sent on a Saturday: Monday morning
        ((2026, 11, 21, 9, 0), 3, date(2026, 11, 27)),
        ((2026, 11, 24, 16, 0), 0, date(2026, 11, 25)),  # on the holiday, late: the next morning is in time
        ((2026, 11, 16, 17, 0), 3, date(2026, 11, 20)),  # after closing: as if on Tuesday morning
        ((2026, 11, 16, 19, 30), 0, date(2026, 11, 17)),
    ],
)
def test_a_due_date_counts_working_days(centre, received, working_days, due):
    assert due_date(centre, datetime(*received), working_days) == due


def test_which_weekdays_work_and_until_when_the_same_day_is_promised_are_the_centres_own(centre):
    centre.working_weekdays, centre.same_day_until = "mon tue wed thu fri sat", "14:00"
    assert due_date(centre, datetime(2026, 11, 20, 8, 0), 1) == date(2026, 11, 21)
    assert due_date(centre, datetime(2026, 11, 16, 14, 0), 0) == date(2026, 11, 17)


def test_a_hall_that_opens_on_saturdays_makes_no_working_day_of_them(centre, furnish):
    furnish(Opening, weekday=5, opens=time(7, 30), closes=time(11, 30))
    assert due_date(centre, datetime(2026, 11, 21, 9, 0), 1) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("received", "minutes", "due"),
    [
        ((2026, 11, 16, 8, 0), 120, (2026, 11, 16, 10, 0)),
        ((2026, 11, 16, 11, 0), 60, (2026, 11, 16, 14, 0)),  # half an hour before lunch, half an hour after it
        ((2026, 11, 16, 11, 0), 30, (2026, 11, 16, 11, 30)),
        ((2026, 11, 16, 12, 0), 60, (2026, 11, 16, 14, 30)),
        ((2026, 11, 20, 16, 0), 240, (2026, 11, 23, 10, 30)),  # over a weekend
        ((2026, 11, 23, 18, 0), 60, (2026, 11, 25, 8, 30)),  # over the holiday
        ((2026, 11, 27, 16, 30), 60, (2026, 11, 28, 8, 0)),  # Saturday, with Monday's hours
    ],
)
def test_working_time_stands_still_at_lunch_and_at_night(centre, received, minutes, due):
    hours = WorkingHours.of(centre)
    assert hours.minutes_between(datetime(*received), datetime(*due)) == minutes


def test_a_stop_costs_the_working_days_after_it_began():
    assert DAYS.between(date(2026, 11, 20), date(2026, 11, 25)) == 2  # Monday, Wednesday


def test_a_stop_answered_on_the_same_day_costs_nothing():
    assert DAYS.between(date(2026, 11, 20), date(2026, 11, 20)) == 0


def test_days_that_two_stops_share_are_added_once():
    stops = [(date(2026, 11, 16), date(2026, 11, 18)), (date(2026, 11, 17), date(2026, 11, 19))]
    assert DAYS.prolong(date(2026, 11, 19), stops) == date(2026, 11, 25)


def test_no_due_date_stays_none():
    assert DAYS.prolong(None, [(date(2026, 11, 16), date(2026, 11, 18))]) is None


def test_a_calendar_that_rests_for_years_still_answers():
    everything = frozenset(
        date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2028, 1, 1).toordinal())
    )
    assert WorkingDays(resting=everything).add(date(2026, 6, 1), 2) == date(2028, 1, 4)


class Slow:
    """The same from the definitions: from day to day."""

    def __init__(self, days: WorkingDays) -> None:
        self.days = days

    def works(self, day):
        return day in self.days.working or (day.weekday() in self.days.weekdays and day not in self.days.resting)

    def add(self, day, working_days):
        while working_days:
            day += DAY
            working_days -= self.works(day)
        return day

    def between(self, began_on, ended_on):
        return len([day for day in self.after(began_on, ended_on) if self.works(day)])

    def prolong(self, due_on, stops):
        stopped = {day for stop in stops for day in self.after(*stop)}
        return self.add(due_on, sum(map(self.works, stopped)))

    @staticmethod
    def after(began_on, ended_on):
        return [began_on + n * DAY for n in range(1, (ended_on - began_on).days + 1)]


dates = st.dates(date(2026, 1, 1), date(2026, 3, 31))
calendars = st.builds(
    WorkingDays,
    st.frozensets(dates, max_size=8),
    st.frozensets(dates, max_size=25),
    st.frozensets(st.integers(0, 6), min_size=1),
)


@FEW
@given(calendars, dates, dates, st.integers(0, 60), st.lists(st.tuples(dates, dates).map(sorted), max_size=4))
def test_counting_working_days_is_walking_from_day_to_day(days, one, other, working_days, stops):
    slow = Slow(days)
    assert days.works(one) == slow.works(one)
    assert days.first_from(one) == (one if slow.works(one) else slow.add(one, 1))
    assert days.add(one, working_days) == slow.add(one, working_days)
    assert days.between(one, other) == slow.between(one, other)
    assert days.prolong(one, stops) == slow.prolong(one, stops)
    assert days.between(one, days.add(one, working_days)) == working_days


minutes = st.integers(0, 21 * 24 * 60)
moments = minutes.map(lambda count: datetime(2026, 11, 13) + count * timedelta(minutes=1))


@FEW
@given(st.lists(moments, min_size=3, max_size=3))
def test_working_minutes_add_up_whatever_lies_between(three):
    hours, (first, middle, last) = WorkingHours(DAYS), sorted(three)
    whole = hours.minutes_between(first, last)
    assert whole == hours.minutes_between(first, middle) + hours.minutes_between(middle, last)
    assert 0 <= whole <= (last - first) // timedelta(minutes=1)
