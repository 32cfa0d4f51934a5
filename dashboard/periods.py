"""The periods a director chooses from, and the one that a period is held against."""

from dataclasses import dataclass
from datetime import date

from figures.period import DAY, Period
from queueing.errors import Invalid

N_ = str  # marks a sentence for pybabel, which knows this name
BEFORE, YEAR, PLAN = "before", "year", "plan"
COMPARISONS = {
    BEFORE: N_("Kỳ trước"),
    YEAR: N_("Cùng kỳ năm trước"),
    PLAN: N_("Kế hoạch"),
}
WHOLE_NAMES = {1: N_("Tháng"), 3: N_("Quý"), 6: N_("6 tháng"), 9: N_("9 tháng"), 12: N_("Năm")}


@dataclass(frozen=True)
class Choice:
    """A usual period. `months`: how many reporting months it has when it is over; 0: it is counted in days."""

    key: str
    name: str
    period: Period
    months: int = 0


def choices(today: date, cut_off: int) -> list[Choice]:
    """From today back to the year; the running ones end today. `cut_off`: the day a reporting month begins."""
    month = _month_of(today, cut_off)
    quarter, half, year = (_begin(month, cut_off, months) for months in (3, 6, 12))
    found = [
        Choice("today", N_("Hôm nay"), Period(today, today)),
        Choice("week", N_("Tuần này"), Period(today - today.weekday() * DAY, today)),
        Choice("month", N_("Tháng báo cáo này"), Period(month, today), 1),
        Choice("last_month", N_("Tháng báo cáo trước"), Period(shifted(month, -1), month - DAY), 1),
        Choice("quarter", N_("Quý này"), Period(quarter, today), 3),
        Choice("last_quarter", N_("Quý trước"), Period(shifted(quarter, -3), quarter - DAY), 3),
        Choice("half", N_("6 tháng này"), Period(half, today), 6),
        Choice("nine_months", N_("9 tháng đầu năm"), Period(year, min(shifted(year, 9) - DAY, today)), 9),
        Choice("year", N_("Năm báo cáo này"), Period(year, today), 12),
        Choice("last_year", N_("Năm báo cáo trước"), Period(shifted(year, -12), year - DAY), 12),
    ]
    return [one for one in found if one.key != "nine_months" or one.period.last < today]


def compared(period: Period, how: str, usual: list[Choice]) -> Period | None:
    """What a period is held against; None for the plan, and before the first year that is kept.

    A period of whole months is held against as many months before it; one that still runs, against the same stretch of
    the month, quarter or year before; any other, against as many days.
    """
    if how == PLAN:
        return None
    months = whole_months(period)
    running = next((one.months for one in usual if one.period == period), 0)
    step = 12 if how == YEAR else months or running
    try:
        if step and months:
            return Period(shifted(period.first, -step), shifted(period.last + DAY, -step) - DAY)
        if step:
            first, last = shifted(period.first, -step), shifted(period.last, -step)
            return Period(first, last if how == YEAR else min(last, period.first - DAY))
        return Period(period.first - (period.last - period.first + DAY), period.first - DAY)
    except (Invalid, ValueError):
        return None


def whole_months(period: Period) -> int:
    """How many months it consists of, from a day of one to the day before that day of another; else 0."""
    after = period.last + DAY
    return (
        (after.year - period.first.year) * 12 + after.month - period.first.month if after.day == period.first.day else 0
    )


def shifted(day: date, months: int) -> date:
    """The same day so many months on; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 27))


def _month_of(day: date, cut_off: int) -> date:
    """The first day of the reporting month that holds this day."""
    begun = day.replace(day=cut_off)
    return begun if begun <= day else shifted(begun, -1)


def _begin(month: date, cut_off: int, months: int) -> date:
    """The first day of the stretch of so many reporting months that holds one, counted from the reporting year's first:
    1 January by the calendar, else the cut-off day of December."""
    since = (month.month % 12 if cut_off > 1 else month.month - 1) % months
    return shifted(month, -since)
