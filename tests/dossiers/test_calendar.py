"""November 2026: Monday the 16th; Tuesday the 24th is a holiday; Saturday the 28th is worked in exchange."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.calendar import WorkingDays, due_date

HOLIDAY, SWAPPED = date(2026, 11, 24), date(2026, 11, 28)
DAYS = WorkingDays(working=frozenset({SWAPPED}), resting=frozenset({HOLIDAY}))


@pytest.mark.parametrize(
    ("received", "working_days", "due"),
    [
        ((2026, 11, 16, 8, 0), 3, date(2026, 11, 19)),
        ((2026, 11, 20, 8, 0), 1, date(2026, 11, 23)),  # over a weekend
        ((2026, 11, 23, 8, 0), 1, date(2026, 11, 25)),  # over the holiday
        ((2026, 11, 27, 8, 0), 1, date(2026, 11, 28)),  # the swapped Saturday works
        ((2026, 11, 16, 14, 59), 0, date(2026, 11, 16)),
        ((2026, 11, 16, 15, 0), 0, date(2026, 11, 17)),
        ((2026, 11, 20, 15, 0), 0, date(2026, 11, 23)),
        ((2026, 11, 21, 9, 0), 0, date(2026, 11, 23)),  # sent on a Saturday: Monday morning
        ((2026, 11, 21, 9, 0), 3, date(2026, 11, 27)),
        ((2026, 11, 16, 17, 0), 3, date(2026, 11, 20)),  # after closing: as if on Tuesday morning
        ((2026, 11, 16, 19, 30), 0, date(2026, 11, 17)),
    ],
)
def test_a_due_date_counts_working_days(centre, received, working_days, due):
    assert due_date(centre, datetime(*received), working_days) == due


def test_a_stop_costs_the_working_days_after_it_began():
    assert DAYS.between(date(2026, 11, 20), date(2026, 11, 25)) == 2  # Monday, Wednesday


def test_a_stop_answered_on_the_same_day_costs_nothing():
    assert DAYS.between(date(2026, 11, 20), date(2026, 11, 20)) == 0


def test_a_due_date_is_prolonged_by_its_stops():
    stop = (date(2026, 11, 17), date(2026, 11, 19))
    assert DAYS.prolong(date(2026, 11, 19), [stop]) == date(2026, 11, 23)


def test_days_that_two_stops_share_are_added_once():
    stops = [(date(2026, 11, 16), date(2026, 11, 18)), (date(2026, 11, 17), date(2026, 11, 19))]
    assert DAYS.prolong(date(2026, 11, 19), stops) == date(2026, 11, 25)


def test_no_due_date_stays_none():
    assert DAYS.prolong(None, [(date(2026, 11, 16), date(2026, 11, 18))]) is None


def test_a_calendar_without_any_working_day_still_answers():
    everything = frozenset(
        date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2028, 1, 1).toordinal())
    )
    assert WorkingDays(resting=everything).add(date(2026, 6, 1), 2) == date(2026, 6, 3)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_adding_in_two_steps_is_adding_at_once(day, first, second):
    assert DAYS.add(DAYS.add(day, first), second) == DAYS.add(day, first + second)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 60))
def test_between_undoes_add(day, working_days):
    assert DAYS.between(day, DAYS.add(day, working_days)) == working_days
