from datetime import date

import pytest

from figures.period import Period, RangeTooLong, presets
from figures.rates import counted, printed, rate
from queueing.errors import Invalid


def test_a_period_of_one_day_is_one():
    assert Period(date(2026, 11, 20), date(2026, 11, 20)).said == "20/11/2026–20/11/2026"


def test_from_after_to_is_refused():
    with pytest.raises(Invalid) as refusal:
        Period(date(2026, 11, 21), date(2026, 11, 20))
    assert refusal.value.field == "from"


@pytest.mark.parametrize(
    ("first", "last"), [(date(1900, 1, 1), date(2100, 1, 1)), (date(2016, 1, 1), date(2026, 1, 1))]
)
def test_more_than_ten_years_are_too_long(first, last):
    with pytest.raises(RangeTooLong):
        Period(first, last)


def test_ten_years_are_not_too_long():
    Period(date(2016, 2, 29), date(2026, 2, 28))
    Period(date(2016, 1, 1), date(2025, 12, 31))


def test_dates_that_no_centre_has_seen_are_refused():
    with pytest.raises(Invalid):
        Period(date(1, 1, 1), date(1, 1, 2))
    with pytest.raises(Invalid):
        Period(date(1999, 12, 31), date(2000, 1, 2))
    with pytest.raises(Invalid):
        Period(date(9999, 12, 30), date.max)


@pytest.mark.parametrize(
    ("today", "month", "quarter", "year"),
    [
        (date(2026, 11, 20), date(2026, 11, 15), date(2026, 9, 15), date(2025, 12, 15)),
        (date(2026, 11, 14), date(2026, 10, 15), date(2026, 9, 15), date(2025, 12, 15)),
        (date(2026, 12, 15), date(2026, 12, 15), date(2026, 12, 15), date(2026, 12, 15)),
        (date(2027, 1, 3), date(2026, 12, 15), date(2026, 12, 15), date(2026, 12, 15)),
        (date(2026, 3, 15), date(2026, 3, 15), date(2026, 3, 15), date(2025, 12, 15)),
    ],
)
def test_reporting_months_run_from_the_15th_and_the_year_from_december(today, month, quarter, year):
    found = dict(presets(today))
    assert [found[name].first for name in ("month", "quarter", "year")] == [month, quarter, year]
    assert {found[name].last for name in ("month", "quarter", "year")} == {today}


def test_the_last_quarter_is_whole():
    assert dict(presets(date(2026, 7, 1)))["last_quarter"] == Period(date(2026, 3, 15), date(2026, 6, 14))


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (3518, 3575, "98,4%"),
        (1, 2000, "0,1%"),  # 0,05: half up
        (1, 2001, "0%"),
        (7, 7, "100%"),
        (0, 7, "0%"),
        (0, 0, "—"),
        (1999, 2000, "100%"),
    ],
)
def test_a_rate_is_rounded_half_up_and_nothing_is_not_zero(part, whole, said):
    assert printed(rate(part, whole)) == said


def test_thousands_are_parted_by_a_dot():
    assert counted(1234567) == "1.234.567"
