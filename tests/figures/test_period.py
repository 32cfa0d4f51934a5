"""Periods: what they hold, what they are called, and how they follow each other."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.named_periods import (
    cumulative,
    full_name,
    half,
    kind_of,
    month,
    month_of,
    months_of,
    name,
    nine_months,
    quarter,
    week,
    whole_year,
)
from figures.period import Period, RangeTooLong
from figures.period_choices import ended, of_each_kind, of_now, running
from figures.succession import Earlier, faults
from queueing.errors import Invalid


def days(first: str, last: str) -> Period:
    return Period(*(datetime.strptime(day, "%d/%m/%Y").date() for day in (first, last)))


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
    with pytest.raises(RangeTooLong) as refusal:
        Period(first, last)
    assert refusal.value.code == "range_too_long"


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


def test_a_centre_may_leave_out_the_last_day():
    assert Period.between(date(2026, 3, 15), date(2026, 6, 15), to_inclusive=False) == quarter(2026, 2)
    with pytest.raises(Invalid):
        Period.between(date(2026, 3, 15), date(2026, 3, 15), to_inclusive=False)
    with pytest.raises(Invalid):
        Period.between(date(2026, 3, 16), date(2026, 3, 15), to_inclusive=False)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (quarter(2026, 1), "Quý I/2026: 15/12/2025–14/3/2026"),
        (quarter(2026, 2), "Quý II/2026: 15/3–14/6"),
        (quarter(2026, 3), "Quý III/2026: 15/6–14/9"),
        (quarter(2026, 4), "Quý IV/2026: 15/9–14/12"),
        (month(2026, 6), "Tháng báo cáo 6/2026: 15/5–14/6"),
        (month(2026, 1), "Tháng báo cáo 1/2026: 15/12/2025–14/1/2026"),
        (half(2026, 1), "6 tháng đầu năm 2026: 15/12/2025–14/6/2026"),
        (half(2026, 2), "6 tháng cuối năm 2026: 15/6–14/12"),
        (nine_months(2026), "9 tháng đầu năm 2026: 15/12/2025–14/9/2026"),
        (whole_year(2026), "Năm 2026: 15/12/2025–14/12/2026"),
        (cumulative(2026, 4), "4 tháng đầu năm 2026: 15/12/2025–14/4/2026"),
        (week(date(2026, 11, 20)), "Tuần 47/2026: 16/11–22/11"),
        (days("20/11/2026", "20/11/2026"), "Ngày 20/11/2026"),
        (days("1/11/2026", "20/11/2026"), "Từ ngày 1/11/2026 đến hết ngày 20/11/2026"),
        (days("1/11/2026", "30/11/2026"), "Từ ngày 1/11/2026 đến hết ngày 30/11/2026"),
        (days("15/11/2025", "14/2/2026"), "Từ ngày 15/11/2025 đến hết ngày 14/2/2026"),
    ],
)
def test_a_reporting_period_is_called_by_its_name_with_both_days_written_out(period, said):
    assert full_name(period) == said


def test_a_centre_that_cuts_off_with_the_month_has_those_of_the_calendar():
    assert quarter(2026, 2, 1) == days("1/4/2026", "30/6/2026")
    assert full_name(whole_year(2026, 1), 1) == "Năm 2026: 1/1–31/12"
    assert name(days("1/2/2026", "28/2/2026"), 1, "en") == "Month 2/2026"


cut_offs = st.integers(1, 28)
any_day = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(any_day, cut_offs)
def test_each_day_is_in_one_month_and_months_are_whole(day, cut_off):
    year, number = month_of(day, cut_off)
    assert month(year, number, cut_off).holds(day)
    parts = months_of(whole_year(year, cut_off), cut_off)
    assert len(parts) == 12
    assert sum(part.holds(day) for part in parts) == 1
    assert all(one.last + timedelta(days=1) == following.first for one, following in pairwise(parts))
    assert [kind_of(part, cut_off) for part in parts] == ["month"] * 12
    assert months_of(quarter(year, 4, cut_off), cut_off) == parts[9:]
    assert nine_months(year, cut_off).last == parts[8].last


def test_every_choice_of_now_but_today_and_this_week_is_called_by_its_own_name():
    labels = [choice.label for choice in of_now(date(2026, 11, 22), 15)]
    assert labels[:5] == ["Hôm nay", "Tuần này", "Tháng báo cáo 12/2026", "Tháng báo cáo 11/2026", "Quý IV/2026"]


@given(any_day, cut_offs)
def test_every_choice_is_of_the_kind_it_says_and_those_of_now_hold_today(today, cut_off):
    found = {choice.key: choice for choice in of_now(today, cut_off)}
    for key in ("today", "week", "month", "quarter", "year", "cumulative"):
        assert found[key].period.holds(today)
    assert found["last_month"].period.last + timedelta(days=1) == found["month"].period.first
    for choice in found.values():
        if choice.kind not in ("cumulative", "day"):
            assert kind_of(choice.period, cut_off) == choice.kind


@given(any_day, cut_offs)
def test_the_last_periods_of_each_kind_follow_each_other_from_the_running_one_on(today, cut_off):
    for kind, listed in of_each_kind(today, cut_off).items():
        assert all(kind_of(one.period, cut_off) == kind for one in listed)
        if kind in ("month", "quarter", "half", "year"):
            assert listed[0].period.holds(today)
            assert all(one.period.first - timedelta(days=1) == older.period.last for one, older in pairwise(listed))
    assert running(today, "quarter", cut_off).holds(today)
    assert ended(today, "quarter", cut_off)[0].last + timedelta(days=1) == running(today, "quarter", cut_off).first


EXPORTED = [Earlier(days("15/9/2026", "14/10/2026")), Earlier(days("15/10/2026", "15/11/2026"))]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("16/11/2026", "14/12/2026", []),
        ("15/11/2026", "14/12/2026", ["Kỳ này trùng 1 ngày (15/11) với báo cáo đã xuất."]),
        ("14/11/2026", "14/12/2026", ["Kỳ này trùng 2 ngày (14/11–15/11) với báo cáo đã xuất."]),
        ("18/11/2026", "14/12/2026", ["Kỳ này bỏ sót 2 ngày (16/11–17/11) sau báo cáo đã xuất."]),
        ("3/1/2027", "14/1/2027", ["Kỳ này bỏ sót 48 ngày (16/11/2026–2/1/2027) sau báo cáo đã xuất."]),
        ("1/3/2040", "31/3/2040", ["Kỳ này bỏ sót 3653 ngày (1/3/2030–29/2/2040) sau báo cáo đã xuất."]),  # of more
        ("15/9/2026", "14/10/2026", []),  # once more
        ("15/9/2026", "14/12/2026", []),  # the quarter that holds its months
        ("1/10/2026", "5/10/2026", []),  # a week within a month
        ("1/6/2026", "14/9/2026", []),  # the first there is
    ],
)
def test_days_told_twice_or_left_out_since_the_last_report_are_named(first, last, said):
    assert [fault.sentence for fault in faults(days(first, last), EXPORTED)] == said


def test_what_is_named_is_said_in_english_too():
    [fault] = faults(days("15/11/2026", "14/12/2026"), EXPORTED)
    assert fault.sentence_en == "This period overlaps 1 day (15/11) of a report that was exported."
