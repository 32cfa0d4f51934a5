"""What a period is held against, and what one chooses from."""

from datetime import date

import pytest

from dashboard.periods import choices, compared
from figures.period import Period
from figures.period_choices import running

TODAY = date(2026, 11, 20)


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("one", "how", "against"),
    [
        (("2026-10-15", "2026-11-14"), "before", ("2026-09-15", "2026-10-14")),  # a whole month
        (("2026-10-15", "2026-11-14"), "year", ("2025-10-15", "2025-11-14")),
        (("2026-01-01", "2026-03-31"), "before", ("2025-10-01", "2025-12-31")),  # a quarter of the calendar
        (("2025-12-15", "2026-12-14"), "before", ("2024-12-15", "2025-11-20")),  # a year that goes on, so far
        (("2026-11-15", "2026-12-14"), "before", ("2026-10-15", "2026-10-20")),  # a month, so far
        (("2026-11-15", "2026-12-14"), "year", ("2025-11-15", "2025-11-20")),
        (("2026-11-20", "2026-11-20"), "before", ("2026-11-19", "2026-11-19")),  # days
        (("2026-11-16", "2026-11-22"), "before", ("2026-11-09", "2026-11-13")),  # a week, so far
        (("2024-02-29", "2024-03-10"), "year", ("2023-02-28", "2023-03-10")),
        (("2026-03-31", "2026-04-29"), "year", ("2025-03-31", "2025-04-29")),
        (("2026-10-15", "2026-11-14"), "plan", None),
        (("2000-01-01", "2000-01-31"), "before", None),  # older than anything kept
    ],
)
def test_a_period_is_held_against_one_like_it(one, how, against):
    assert compared(period(*one), how, TODAY) == (period(*against) if against else None)


@pytest.mark.parametrize("cut_off", [1, 15, 28])
def test_the_usual_periods_have_begun_and_are_offered_once(cut_off):
    offered = [one.period for one in choices(TODAY, cut_off)]
    assert len(set(offered)) == len(offered)
    assert all(one.first <= TODAY for one in offered)
    assert running(TODAY, "month", cut_off) in offered
