"""What a period is called in a sentence: "quý II năm 2026"."""

from datetime import date, timedelta

from figures.period import Period
from figures.profile import Profile
from figures.registers import written

QUARTERS = {1: "I", 4: "II", 7: "III", 10: "IV"}
DAY = timedelta(days=1)


def name_of(period: Period, profile: Profile) -> str:
    """By the cut-off day of the profile, or else by the calendar; two days where it is neither, or its only day."""
    if period.days == 1:
        return f"ngày {written(period.first)}"
    return _name(period, profile) or f"từ ngày {written(period.first)} đến ngày {written(period.last)}"


def full_name_of(period: Period, profile: Profile) -> str:
    """ "quý II năm 2026 (từ ngày 15/3/2026 đến hết ngày 14/6/2026)"."""
    if period.days == 1:
        return f"ngày {written(period.first)}"
    days = f"từ ngày {written(period.first)} đến hết ngày {written(period.last)}"
    name = _name(period, profile)
    return f"{name} ({days})" if name else days


def _name(period: Period, profile: Profile) -> str:
    spans = (_months(period, cut_off) for cut_off in (profile.cut_off_day, 1))
    return next((_said(*span) for span in spans if span), "")


def _months(period: Period, cut_off: int) -> tuple[int, int, int] | None:
    """(year, first month, number of months) of whole reporting months within a year; None when it is not made of them.

    A reporting month is called after the month it ends in.
    """
    after = period.last + DAY
    if period.first.day != cut_off or after.day != cut_off:
        return None
    first, over = _number(period.first, cut_off), _number(after, cut_off)
    year, month = divmod(first, 12)
    count = over - first
    return (year, month + 1, count) if 0 < count <= 12 - month else None


def _number(day: date, cut_off: int) -> int:
    """The reporting month that begins on this day, counted from the year 0."""
    return day.year * 12 + day.month - 1 + (cut_off > 1)


def _said(year: int, month: int, count: int) -> str:
    if count == 1:
        return f"tháng {month} năm {year}"
    if count == 3 and month in QUARTERS:
        return f"quý {QUARTERS[month]} năm {year}"
    if count == 12:
        return f"năm {year}"
    if month == 1:
        return f"{count} tháng đầu năm {year}"
    if count == 6 and month == 7:
        return f"6 tháng cuối năm {year}"
    return f"từ tháng {month} đến tháng {month + count - 1} năm {year}"
